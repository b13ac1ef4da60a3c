import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore } from "../store/memory.js";
import { openVault } from "./vault.js";

const options = () => ({
  key: "ab".repeat(32),
  owner: { run_id: "r1", action: "acme.copy" },
  signal: new AbortController().signal,
});

test("one log-in at a time for a credential, also across vaults that share a store; others do not wait", async (t) => {
  const store = memoryStore();
  const vaults = [openVault({ ...options(), store }), openVault({ ...options(), store })];
  t.after(() => Promise.all(vaults.map((vault) => vault.close())));
  const order: string[] = [];
  let release = () => {};
  const first = vaults[0]?.hold("ann", async (held) => {
    order.push("first begins");
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await held.keep({ values: { token: "t1" } });
    order.push("first ends");
  });
  while (order.length === 0) await new Promise(setImmediate);
  const second = vaults[1]?.hold("ann", async ({ kept }) => order.push(`second finds ${kept?.values.token}`));
  await vaults[1]?.hold("bob", async ({ kept }) => order.push(`bob finds ${kept?.values.token}`));
  release();
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first begins", "bob finds undefined", "first ends", "second finds t1"]);
});

test("a run that is stopped waits for no log-in of others", async (t) => {
  const store = memoryStore();
  const stop = new AbortController();
  const vault = openVault({ ...options(), store, signal: stop.signal });
  t.after(() => vault.close());
  await vault.hold("ann", async () => {
    const waiting = vault.hold("ann", async () => assert.fail("it was let in"));
    stop.abort();
    await assert.rejects(waiting, { code: "STOPPED" });
  });
});

test("I6: with another key nothing of it is seen", async (t) => {
  const store = memoryStore();
  const vault = openVault({ ...options(), store });
  const other = openVault({ ...options(), store, key: "cd".repeat(32) });
  t.after(() => Promise.all([vault.close(), other.close()]));
  await vault.hold("ann", (held) => held.keep({ values: { token: "t1" } }));
  assert.equal(await other.hold("ann", async ({ kept }) => kept), undefined);
  assert.deepEqual(await vault.hold("ann", async ({ kept }) => kept), { values: { token: "t1" } });
});
