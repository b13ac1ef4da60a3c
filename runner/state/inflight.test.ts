import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Lease, openStore, type Store } from "../store/store.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import { openJournal } from "./inflight.js";

const owner = { run_id: "r1", action: "shop.pull_orders" };

async function given(t: TestContext): Promise<{ store: Store; lease: Lease }> {
  const store = await openStore(`sqlite:${join(await temporaryDirectory(t), "state.db")}`);
  t.after(() => store.close());
  return { store, lease: await store.acquire("orders", owner) };
}

async function stored(store: Store): Promise<string[]> {
  return ((await store.read("inflight:orders")) as { keys: string[] }).keys;
}

/** The lease, counting its writes. */
function counted(lease: Lease): { lease: Lease; writes: () => number } {
  let writes = 0;
  const write: Lease["write"] = (...write) => {
    writes += 1;
    return lease.write(...write);
  };
  return { lease: { ...lease, write }, writes: () => writes };
}

test("I5: a key is in the store when begin resolves", async (t) => {
  const { store, lease } = await given(t);
  const journal = await openJournal(lease, store, "orders");
  await journal.begin("a");
  assert.deepEqual(await stored(store), ["a"]);
});

test("begins that come together share one write", async (t) => {
  const { store, lease } = await given(t);
  const { lease: watched, writes } = counted(lease);
  const journal = await openJournal(watched, store, "orders");
  const keys = Array.from({ length: 50 }, (_, n) => `k${n}`);
  await Promise.all(keys.map((key) => journal.begin(key)));
  assert.deepEqual(await stored(store), keys);
  assert.equal(writes(), 1);
});

test("an ended key leaves the store with the next write", async (t) => {
  const { store, lease } = await given(t);
  const journal = await openJournal(lease, store, "orders");
  await journal.begin("a");
  journal.end("a");
  assert.deepEqual(await stored(store), ["a"]);
  await journal.begin("b");
  assert.deepEqual(await stored(store), ["b"]);
});

test("I5: a key that is begun again while the write that drops it is on its way waits for the next write", async (t) => {
  const { store, lease } = await given(t);
  const steps = new EventEmitter();
  const slow: Lease = {
    ...lease,
    write: async (key, value, options) => {
      if ((value as { keys: string[] }).keys.join() === "b") {
        steps.emit("writing");
        await once(steps, "go on");
      }
      return lease.write(key, value, options);
    },
  };
  const journal = await openJournal(slow, store, "orders");
  await journal.begin("a");
  journal.end("a");
  const b = journal.begin("b");
  await once(steps, "writing");
  const a = journal.begin("a");
  steps.emit("go on");
  await Promise.all([a, b]);
  assert.deepEqual(await stored(store), ["b", "a"]);
});

test("finish also clears what a failed write left in the store", async (t) => {
  const { store, lease } = await given(t);
  let fails = false;
  const shaky: Lease = {
    ...lease,
    write: async (...write) => (fails ? Promise.reject(new Error("no answer")) : lease.write(...write)),
  };
  const journal = await openJournal(shaky, store, "orders");
  await journal.begin("a");
  journal.end("a");
  fails = true;
  await assert.rejects(journal.begin("b"), /no answer/);
  assert.deepEqual(await stored(store), ["a"]);
  fails = false;
  await journal.finish();
  assert.deepEqual(await stored(store), []);
});

test("finish leaves nothing after a complete run", async (t) => {
  const { store, lease } = await given(t);
  const journal = await openJournal(lease, store, "orders");
  await journal.begin("a");
  journal.end("a");
  await journal.finish();
  assert.deepEqual(await stored(store), []);
});

test("a run without writes leaves no journal behind", async (t) => {
  const { store, lease } = await given(t);
  await (await openJournal(lease, store, "orders")).finish();
  assert.equal(await store.read("inflight:orders"), undefined);
});

test("I5: the next run finds what a killed run left open", async (t) => {
  const { store, lease } = await given(t);
  const journal = await openJournal(lease, store, "orders");
  await Promise.all([journal.begin("a"), journal.begin("b")]);
  const next = await openJournal(lease, store, "orders");
  assert.deepEqual([...next.left], ["a", "b"]);
});

test("I5: a left key that a run did not meet stays for the one after, one it met does not", async (t) => {
  const { store, lease } = await given(t);
  const killed = await openJournal(lease, store, "orders");
  await Promise.all([killed.begin("a"), killed.begin("b")]);
  const journal = await openJournal(lease, store, "orders");
  await journal.begin("a");
  await journal.begin("c");
  journal.end("a");
  journal.end("c");
  await journal.finish();
  assert.deepEqual(await stored(store), ["b"]);
});

test("I3: begin fails when the lease is lost, and a left key is still there", async (t) => {
  const { store, lease } = await given(t);
  const killed = await openJournal(lease, store, "orders");
  await killed.begin("a");
  const journal = await openJournal(lease, store, "orders");
  await lease.release();
  const taken = await store.acquire("orders", owner);
  await assert.rejects(journal.begin("b"), { code: "LOCK_LOST" });
  assert.deepEqual([...(await openJournal(taken, store, "orders")).left], ["a"]);
});

for (const value of ["rubbish", { version: 2, keys: [] }, { version: 1, keys: [1] }, { version: 1 }, null]) {
  test(`I3: ${JSON.stringify(value)} in the place of the journal is refused`, async (t) => {
    const { store, lease } = await given(t);
    await store.write("inflight:orders", value);
    await assert.rejects(openJournal(lease, store, "orders"), { code: "STORE_CORRUPT" });
  });
}
