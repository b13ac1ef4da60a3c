import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { test } from "node:test";
import { isGone, ownIdentity, parseIdentity } from "./identity.js";

test("an identity names this host and this process, and survives its way through the store", async () => {
  const self = await ownIdentity();
  assert.equal(self.host, hostname());
  assert.equal(self.pid, process.pid);
  assert.deepEqual(parseIdentity(JSON.stringify(self)), self);
});

test("what is no identity is none", () => {
  for (const text of ["", "null", "{}", '{"host":"a","pid":"1"}', '{"host":1,"pid":1}']) {
    assert.equal(parseIdentity(text), undefined, text);
  }
});

test("this process is not gone", async () => {
  const self = await ownIdentity();
  assert.equal(await isGone(self, self), false);
});

test("a process that has ended is gone", async () => {
  const self = await ownIdentity();
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  assert.equal(await isGone({ ...self, pid: child.pid ?? 0, started: null }, self), true);
});

test("nobody of another host, boot or container is known to be gone", async () => {
  const self = await ownIdentity();
  const dead = { ...self, pid: 2 ** 22 + 1 };
  assert.equal(await isGone(dead, self), true);
  assert.equal(await isGone({ ...dead, host: "far-away" }, self), false);
  assert.equal(await isGone({ ...dead, boot: "before" }, self), false);
  assert.equal(await isGone({ ...dead, pid_namespace: "pid:[1]" }, self), false);
});
