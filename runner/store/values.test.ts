import assert from "node:assert/strict";
import { test } from "node:test";
import type { ValueStorage } from "./adapter.js";
import { valuesOf } from "./values.js";

/** A storage as those behind a network are: it can report an error outside of any call, and can answer what is out of date. */
function remoteStorage(): ValueStorage & { report(error: Error): void; stale: boolean } {
  const values = new Map<string, string>();
  const listeners: ((error: unknown) => void)[] = [];
  const storage = {
    opts: { url: "remote:cache.example.org", dialect: "remote" },
    stale: false,
    report: (error: Error) => {
      for (const listener of listeners) listener(error);
    },
    get: async (key: string) => values.get(key),
    getMany: async (keys: string[]) => keys.map((key) => values.get(key)),
    set: async (key: string, value: string) => {
      if (!storage.stale) values.set(key, value);
    },
    delete: async (key: string) => values.delete(key),
    clear: async () => values.clear(),
    on: (_event: "error", listener: (error: unknown) => void) => listeners.push(listener),
  };
  return storage;
}

test("I3: an error that the storage reported outside of a call fails the next one", async () => {
  const storage = remoteStorage();
  const values = valuesOf(storage);
  storage.report(new Error("the connection broke"));
  await assert.rejects(values.read("token:a"), {
    code: "STORE_FAILED",
    message: "the state store remote:cache.example.org failed: the connection broke",
  });
  assert.equal(await values.read("token:a"), undefined);
});

test("I3: a write that is not there when it is read back fails", async () => {
  const storage = remoteStorage();
  const values = valuesOf(storage);
  await values.write("token:a", 1);
  await values.confirm("token:a", 1);
  storage.stale = true;
  await values.write("token:a", 2);
  await assert.rejects(values.confirm("token:a", 2), { code: "STORE_FAILED" });
});

test("what JSON cannot hold is not stored", async () => {
  await assert.rejects(valuesOf(remoteStorage()).write("token:a", undefined), { code: "BUG" });
});
