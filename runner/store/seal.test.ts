import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmod, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { seal, unseal } from "./seal.js";
import { sealKey } from "./seal-key.js";
import { temporaryDirectory } from "./temporary.test.support.js";

test("I6: what is sealed is read with its key and under its name alone, and never twice the same", () => {
  const key = randomBytes(32);
  const sealed = seal(key, "kept:a", "refresh-token");
  assert.equal(unseal(key, "kept:a", sealed), "refresh-token");
  assert.notEqual(seal(key, "kept:a", "refresh-token"), sealed);
  const [version, bytes = ""] = sealed.split(".");
  const changed = Buffer.from(bytes, "base64");
  changed[20] = (changed[20] ?? 0) ^ 1;
  for (const [by, name, text] of [
    [randomBytes(32), "kept:a", sealed],
    [key, "kept:b", sealed],
    [key, "kept:a", `${version}.${changed.toString("base64")}`],
    [key, "kept:a", `${version}.`],
    [key, "kept:a", "refresh-token"],
    [key, "kept:a", { any: "thing" }],
  ] as const)
    assert.equal(unseal(by, name, text), undefined);
});

test("the key of an embedded store is made once, for its user alone, by whoever is first", async (t) => {
  const folder = await temporaryDirectory(t);
  const store = { file: join(folder, "state.db"), url: "sqlite:state.db" };
  const keys = await Promise.all(Array.from({ length: 8 }, () => sealKey(store, undefined)));
  assert.equal(new Set(keys.map((key) => key.toString("hex"))).size, 1);
  assert.deepEqual(await readdir(folder), ["state.db.key"]);
  assert.equal((await stat(`${store.file}.key`)).mode & 0o777, 0o600);
});

test("a key that others can read, one that is none, and none for a shared store are told, with what to do", async (t) => {
  const folder = await temporaryDirectory(t);
  const store = { file: join(folder, "state.db"), url: "sqlite:state.db" };
  const fails = (code: string, said: RegExp) => (error: unknown) =>
    error instanceof Fault && error.code === code && said.test(`${error.message} ${error.hint}`);
  const path = `${store.file}.key`;
  await writeFile(path, "no key\n", { mode: 0o600 });
  await assert.rejects(sealKey(store, undefined), fails("STORE_CORRUPT", /holds no key.*Put the file back/));
  await chmod(path, 0o644);
  await assert.rejects(
    sealKey(store, undefined),
    fails("STORE_FAILED", /can be read by other users.*chmod 600/),
  );
  const shared = { file: undefined, url: "redis://shared" };
  const make = /export SYNC_RUNNER_KEY=\$\(openssl rand -hex 32\)/;
  for (const given of [undefined, ""]) await assert.rejects(sealKey(shared, given), fails("USAGE", make));
  await assert.rejects(sealKey(shared, "0123"), fails("USAGE", /64 hexadecimal digits/));
  assert.equal((await sealKey(shared, "ab".repeat(32))).length, 32);
});
