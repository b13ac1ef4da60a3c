import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import Database from "libsql";
import { Fault } from "../../faults/fault.js";
import { openStore, type Store } from "../store.js";
import { temporaryDirectory } from "../temporary.test.support.js";

const action = "shop.pull_orders";

async function given(t: TestContext, now?: () => number): Promise<{ url: string; store: Store }> {
  const url = `sqlite:${join(await temporaryDirectory(t), "state.db")}`;
  return { url, store: await openAnother(t, url, now) };
}

async function openAnother(t: TestContext, url: string, now?: () => number): Promise<Store> {
  const store = await openStore(url, now === undefined ? {} : { now });
  t.after(() => store.close());
  return store;
}

/** A process that takes the workflow_id `orders` as soon as it is told to, says how that went, and then only lives. */
function contender(
  t: TestContext,
  url: string,
  runId: string,
): { child: ChildProcess; lines: AsyncIterator<string> } {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL("../store.js", import.meta.url).href)});
    const store = await openStore(${JSON.stringify(url)});
    console.log("ready");
    process.stdin.once("data", async () => {
      try {
        const lease = await store.acquire("orders", { run_id: "${runId}", action: "${action}" });
        await lease.commit([{ key: "token:orders", value: "${runId}" }], { durable: false });
        console.log("won");
      } catch (error) {
        console.log(error.code);
      }
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function said(lines: AsyncIterator<string>): Promise<string> {
  return (await lines.next()).value;
}

/** Resolves after the next renewal of the one lease in the file. */
async function renewed(path: string): Promise<void> {
  const database = new Database(path);
  const expiry = () => JSON.stringify(database.prepare("SELECT expires FROM lease").raw().all([]));
  const before = expiry();
  while (expiry() === before) await new Promise(setImmediate);
  database.close();
}

/** The timers of a lease keep no process alive, so a test that waits for them must. */
function stayAlive(t: TestContext): void {
  const timer = setInterval(() => {}, 1000);
  t.after(() => clearInterval(timer));
}

test("I4: a second run is refused, and told who holds the workflow_id and what to do", async (t) => {
  const { store } = await given(t, () => Date.parse("2026-11-22T13:00:00Z"));
  await store.acquire("orders", { run_id: "r1", action });
  await assert.rejects(store.acquire("orders", { run_id: "r2", action }), (error) => {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, "LOCKED");
    assert.equal(error.exit, 7);
    assert.match(
      error.message,
      new RegExp(
        `orders is held by run r1 \\(${action}\\), process ${process.pid} on .+, since 2026-11-22T13:00:00\\.000Z`,
      ),
    );
    assert.match(String(error.hint), new RegExp(`end process ${process.pid}`));
    return true;
  });
});

test("two workflow_ids do not hinder each other", async (t) => {
  const { store } = await given(t);
  await store.acquire("orders", { run_id: "r1", action });
  assert.equal((await store.acquire("returns", { run_id: "r2", action })).epoch, 1);
});

test("a released workflow_id is free at once, and the epoch has grown", async (t) => {
  const { store } = await given(t);
  const first = await store.acquire("orders", { run_id: "r1", action });
  await first.release();
  await assert.rejects(first.commit([{ key: "token:orders", value: 1 }]), { code: "LOCK_LOST" });
  const second = await store.acquire("orders", { run_id: "r2", action });
  assert.deepEqual([first.epoch, second.epoch], [1, 2]);
  await first.release();
  await second.commit([{ key: "token:orders", value: 2 }]);
});

test("I4: of two processes that start together on a new store exactly one wins", async (t) => {
  const url = `sqlite:${join(await temporaryDirectory(t), "state.db")}`;
  const both = [contender(t, url, "r1"), contender(t, url, "r2")];
  assert.deepEqual(await Promise.all(both.map(({ lines }) => said(lines))), ["ready", "ready"]);
  for (const { child } of both) child.stdin?.write("go\n");
  const outcomes = await Promise.all(both.map(({ lines }) => said(lines)));
  assert.deepEqual(outcomes.sort(), ["LOCKED", "won"]);
});

test("I4: of twenty acquisitions at once exactly one wins", async (t) => {
  const { store } = await given(t);
  const runs = Array.from({ length: 20 }, (_, n) => store.acquire("orders", { run_id: `r${n}`, action }));
  const outcomes = await Promise.allSettled(runs);
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
});

test("I8: after SIGKILL of the holder the next run gets the workflow_id at once, and finds what was written", async (t) => {
  const { url, store } = await given(t);
  const { child, lines } = contender(t, url, "r1");
  assert.equal(await said(lines), "ready");
  child.stdin?.write("go\n");
  assert.equal(await said(lines), "won");
  await assert.rejects(store.acquire("orders", { run_id: "r2", action }), { code: "LOCKED" });
  child.kill("SIGKILL");
  await once(child, "exit");
  const lease = await store.acquire("orders", { run_id: "r2", action });
  assert.equal(lease.epoch, 2);
  assert.equal(await store.read("token:orders"), "r1");
});

test("I3: a run that was frozen past its lease cannot write once another has taken over", async (t) => {
  let now = 1_000_000;
  const { url, store: first } = await given(t, () => now);
  const frozen = await first.acquire("orders", { run_id: "r1", action }, { ttlMs: 60_000 });
  await frozen.commit([{ key: "token:orders", value: "from r1" }]);
  const second = await openAnother(t, url, () => now);
  now += 59_999;
  await assert.rejects(second.acquire("orders", { run_id: "r2", action }), { code: "LOCKED" });
  now += 1;
  const lease = await second.acquire("orders", { run_id: "r2", action }, { ttlMs: 60_000 });
  await lease.commit([{ key: "token:orders", value: "from r2" }]);
  await assert.rejects(frozen.commit([{ key: "token:orders", value: "again from r1" }]), {
    code: "LOCK_LOST",
  });
  await assert.rejects(frozen.commit([{ key: "inflight:orders", value: [] }], { durable: false }), {
    code: "LOCK_LOST",
  });
  assert.equal(frozen.lost.aborted, true);
  assert.equal(await second.read("token:orders"), "from r2");
  await frozen.release();
  await lease.commit([{ key: "token:orders", value: "still from r2" }]);
});

test("a renewal that finds the lease taken over aborts `lost`", async (t) => {
  stayAlive(t);
  const { url, store } = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action }, { ttlMs: 150 });
  const later = await openAnother(t, url, () => 9e15);
  await later.acquire("orders", { run_id: "r2", action });
  await once(lease.lost, "abort");
  assert.equal(lease.lost.reason.code, "LOCK_LOST");
});

test("a lease that cannot be renewed before it ends aborts `lost`", async (t) => {
  stayAlive(t);
  const { url, store } = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action }, { ttlMs: 900 });
  const path = url.slice("sqlite:".length);
  await renewed(path);
  await rm(path);
  await once(lease.lost, "abort");
  assert.equal(lease.lost.reason.code, "LOCK_LOST");
});
