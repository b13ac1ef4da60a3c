import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Fault } from "../../faults/fault.js";
import { openSqlite } from "../sqlite/sqlite.js";
import { type Store, storeOver } from "../store.js";
import { temporaryDirectory } from "../temporary.test.support.js";
import { type Identity, ownIdentity } from "./identity.js";

const action = "shop.pull_orders";

interface Machine {
  wall: number;
  monotonic: number;
}

/** A store as a process with another identity and other clocks would open it. */
async function storeOf(t: TestContext, path: string, self: Identity, clock: Machine): Promise<Store> {
  const adapter = await openSqlite(path);
  const store = storeOver(adapter, { wall: () => clock.wall, monotonic: () => clock.monotonic }, self);
  t.after(() => store.close());
  return store;
}

async function given(t: TestContext): Promise<{ path: string; self: Identity }> {
  return { path: join(await temporaryDirectory(t), "state.db"), self: await ownIdentity() };
}

test("C7: setting the wall clock forward frees no lock of the same machine", async (t) => {
  const { path, self } = await given(t);
  const clock = { wall: 1e12, monotonic: 5000 };
  const machine = { ...self, clock: "boot 1" };
  const store = await storeOf(t, path, machine, clock);
  await store.acquire("orders", { run_id: "r1", action }, { ttlMs: 30_000 });
  clock.wall += 365 * 86_400_000;
  await assert.rejects(store.acquire("orders", { run_id: "r2", action }), { code: "LOCKED" });
  clock.monotonic += 30_000;
  assert.equal((await store.acquire("orders", { run_id: "r3", action })).epoch, 2);
});

test("C7: setting the wall clock back does not keep a dead lock for ever on the same machine", async (t) => {
  const { path, self } = await given(t);
  const clock = { wall: 1e12, monotonic: 5000 };
  const store = await storeOf(t, path, { ...self, clock: "boot 1" }, clock);
  await store.acquire("orders", { run_id: "r1", action }, { ttlMs: 30_000 });
  clock.wall -= 3_600_000;
  clock.monotonic += 30_001;
  assert.equal((await store.acquire("orders", { run_id: "r2", action })).epoch, 2);
});

test("the lock of another machine is held until it ends, and the refusal says when", async (t) => {
  const { path, self } = await given(t);
  const clock = { wall: 1e12, monotonic: 5000 };
  const there = await storeOf(t, path, { ...self, host: "far-away", clock: "boot 2" }, clock);
  await there.acquire("orders", { run_id: "r1", action }, { ttlMs: 30_000 });
  const here = await storeOf(t, path, { ...self, clock: "boot 1" }, clock);
  clock.wall += 7000;
  await assert.rejects(here.acquire("orders", { run_id: "r2", action }), (error) => {
    assert.ok(error instanceof Fault);
    assert.match(error.message, /on far-away, since 2001-09-09T01:46:40\.000Z/);
    assert.match(String(error.hint), /frees itself in 23 s/);
    return true;
  });
  clock.wall += 23_000;
  assert.equal((await here.acquire("orders", { run_id: "r2", action })).epoch, 2);
});

test("a dead process id of another container says nothing", async (t) => {
  const { path, self } = await given(t);
  const clock = { wall: 1e12, monotonic: 5000 };
  const there = await storeOf(t, path, { ...self, pid: 2 ** 22 + 1, pid_namespace: "pid:[1]" }, clock);
  await there.acquire("orders", { run_id: "r1", action });
  const here = await storeOf(t, path, self, clock);
  await assert.rejects(here.acquire("orders", { run_id: "r2", action }), { code: "LOCKED" });
});

test("I8: a process id that another process got since is recognised by its start time", {
  skip: process.platform !== "linux",
}, async (t) => {
  const { path, self } = await given(t);
  const clock = { wall: 1e12, monotonic: 5000 };
  const before = await storeOf(t, path, { ...self, started: "1" }, clock);
  await before.acquire("orders", { run_id: "r1", action });
  const now = await storeOf(t, path, self, clock);
  assert.equal((await now.acquire("orders", { run_id: "r2", action })).epoch, 2);
});
