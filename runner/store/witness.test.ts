import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ownIdentity } from "./lock/identity.js";
import { openStore } from "./store.js";
import { temporaryDirectory } from "./temporary.test.support.js";

const owner = { run_id: "r1", action: "x.y" };

test("a witness holds lineage, the last durable revision, the last of all and the boot, and nothing of the store", async (t) => {
  const directory = await temporaryDirectory(t);
  const witness = join(directory, "witness");
  const store = await openStore(`sqlite:${directory}/state.db`, { witness });
  t.after(() => store.close());
  const lease = await store.acquire("orders", owner);
  await lease.commit([{ key: "token:orders", value: "2024" }]);
  await lease.commit([{ key: "begun:orders", value: "k1" }], { durable: false });
  const [name = "", ...others] = await readdir(witness);
  assert.deepEqual(others, []);
  assert.match(name, /^[\da-f]{32}$/);
  const { boot } = await ownIdentity();
  const [, , version, lineage, ...rest] = (await readFile(join(witness, name), "utf8")).split(/[ \n]/);
  assert.equal(version, "1");
  assert.match(String(lineage), /^[\da-f]{32}$/);
  assert.deepEqual(rest, ["0000000000000002", "0000000000000003", boot ?? "unknown", ""]);
});

test("a witness that cannot be written stops the run before it begins, and frees its lock", async (t) => {
  const directory = await temporaryDirectory(t);
  const witness = join(directory, "witness");
  const store = await openStore(`sqlite:${directory}/state.db`, { witness });
  t.after(() => store.close());
  await (await store.acquire("orders", owner)).release();
  const [name = ""] = await readdir(witness);
  const inTheWay = join(witness, `${name}.new`);
  await mkdir(inTheWay);
  await assert.rejects(store.acquire("orders", owner), {
    code: "DISK_FAILED",
    message: `${join(witness, name)} cannot be written: EISDIR`,
  });
  await rmdir(inTheWay);
  await (await store.acquire("orders", owner)).release();
});

test("a file in the place of the directory is told by its path", async (t) => {
  const directory = await temporaryDirectory(t);
  const witness = join(directory, "witness");
  await writeFile(witness, "");
  const store = await openStore(`sqlite:${directory}/state.db`, { witness });
  t.after(() => store.close());
  await assert.rejects(store.acquire("orders", owner), { code: "DISK_FAILED" });
});
