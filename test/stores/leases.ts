/** What every kind of store promises of leases: one run has a workflow_id, and only it changes anything (I3, I4). */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { contender } from "../process/contender.js";
import { fault } from "./expect-fault.js";
import { aborted, owner, type Subject } from "./scene.js";

export function promisesOfLeases({ arrange, place }: Subject): void {
  test("I4: of twenty that acquire at once over five connections one wins, and the others are told who", async (t) => {
    const { store, other, open } = await arrange(t);
    const stores = [store, other, await open(), await open(), await open()];
    for (const round of ["new", "released"]) {
      const attempts = Array.from({ length: 20 }, (_, n) => stores[n % 5]?.acquire("a", owner(`r${n}`)));
      const results = await Promise.allSettled(attempts);
      const won = results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      assert.equal(won.length, 1, round);
      for (const one of results) {
        if (one.status === "rejected")
          fault("LOCKED", /a is held by run r\d+ \(x\.y\), process \d+/)(one.reason);
      }
      await won[0]?.release();
    }
  });

  test("I4: of four processes that start together on a new store exactly one wins", async (t) => {
    const { url } = await place(t);
    const all = await Promise.all(["r1", "r2", "r3", "r4"].map((runId) => contender(t, url, runId)));
    const outcomes = await Promise.all(all.map(({ go }) => go()));
    assert.deepEqual(outcomes.sort(), ["LOCKED", "LOCKED", "LOCKED", "won"]);
  });

  test("I3: a store that is open twice in one process sees what others write that come and go", async (t) => {
    const { place, store, other, put } = await arrange(t);
    await put({ "token:b": "before" });
    for (const runId of ["r1", "r2", "r3"]) {
      const { child, go } = await contender(t, place.url, runId);
      assert.equal(await go(), "won");
      child.stdin?.end("close\n");
      await once(child, "exit");
      assert.equal(await store.read("token:a"), runId);
      assert.equal(await other.read("token:a"), runId);
    }
    const lease = await other.acquire("b", owner("r4"));
    await lease.commit([{ key: "token:b", value: "after" }]);
    assert.equal(await store.read("token:b"), "after");
  });

  test("a released lease is free at once, its epoch goes on growing, and another workflow_id is free all the time", async (t) => {
    const { store, other } = await arrange(t);
    const first = await store.acquire("a", owner("r1"));
    assert.equal(first.epoch, 1);
    assert.equal((await other.acquire("b", owner("r2"))).epoch, 1);
    await first.release();
    await assert.rejects(first.commit([{ key: "token:a", value: 1 }]), fault("LOCK_LOST", /lost a/));
    const second = await other.acquire("a", owner("r3"));
    assert.equal(second.epoch, 2);
    await first.release();
    await assert.rejects(store.acquire("a", owner("r4")), fault("LOCKED", /held by run r3/));
    assert.equal(await store.read("token:a"), undefined);
  });

  test("I3: after a take-over the old lease changes nothing, is told so, and its release frees nothing", async (t) => {
    const { store, open } = await arrange(t);
    let now = 1_000_000;
    const [earlier, later] = [await open({ now: () => now }), await open({ now: () => now })];
    const old = await earlier.acquire("a", owner("r1"), { ttlMs: 600_000 });
    await old.commit([{ key: "token:a", value: "old" }]);
    await old.commit([{ key: "begun:a", value: "k1" }], { durable: false });
    old.assertHeld();
    now += 599_999;
    old.assertHeld();
    await assert.rejects(later.acquire("a", owner("r2")), fault("LOCKED", /held by run r1/));
    now += 1;
    const taken = await later.acquire("a", owner("r2"), { ttlMs: 600_000 });
    assert.equal(taken.epoch, 2);
    const late = [{ key: "token:a", value: "late" }];
    await assert.rejects(old.commit(late), fault("LOCK_LOST", /lost a/));
    const begun = [{ key: "begun:a", value: undefined }];
    await assert.rejects(old.commit(begun, { durable: false }), fault("LOCK_LOST", /lost a/));
    assert.equal(old.lost.aborted, true);
    assert.throws(() => old.assertHeld(), fault("LOCK_LOST", /lost a/));
    await old.release();
    await assert.rejects(earlier.acquire("a", owner("r3")), fault("LOCKED", /held by run r2/));
    await taken.commit([{ key: "token:a", value: "new" }]);
    assert.deepEqual(await store.readMany(["token:a", "begun:a"]), ["new", "k1"]);
  });

  test("I4: a lease whose end has passed is given up before anybody takes it, and stays given up", async (t) => {
    const { open } = await arrange(t);
    let now = 1_000_000;
    const store = await open({ now: () => now });
    const lease = await store.acquire("a", owner("r1"), { ttlMs: 600_000 });
    now += 600_000;
    assert.throws(() => lease.assertHeld(), fault("LOCK_LOST", /its lease ended/));
    assert.equal(lease.lost.aborted, true);
    now -= 600_000;
    assert.throws(() => lease.assertHeld(), fault("LOCK_LOST", /its lease ended/));
  });

  test("a lease is renewed while its run lives, and lost when it is not there any more", async (t) => {
    const { place, store, adapter } = await arrange(t);
    const lease = await store.acquire("a", owner("r1"), { ttlMs: 1500 });
    const expires = async () => (await adapter.lease("a"))?.expires ?? 0;
    const first = await expires();
    while ((await expires()) <= first) {
      assert.equal(lease.lost.aborted, false);
      await new Promise(setImmediate);
    }
    await place.forgetLeases();
    if (!lease.lost.aborted) await aborted(t, lease.lost);
    fault("LOCK_LOST", /lost a/)(lease.lost.reason);
    await assert.rejects(lease.commit([{ key: "token:a", value: 1 }]), fault("LOCK_LOST", /lost a/));
  });

  test("the lock of a process that was killed is free at once, and what it wrote is there", async (t) => {
    const { place, store } = await arrange(t);
    const { child, go } = await contender(t, place.url, "r1");
    assert.equal(await go(), "won");
    await assert.rejects(store.acquire("a", owner("r2")), fault("LOCKED", /held by run r1 .* process \d+/));
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal((await store.acquire("a", owner("r2"))).epoch, 2);
    assert.equal(await store.read("token:a"), "r1");
  });

  test("I3: a closed store does not answer", async (t) => {
    const { store } = await arrange(t);
    await store.close();
    await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /is closed/));
    await assert.rejects(store.acquire("a", owner("r1")), fault("STORE_FAILED", /is closed/));
  });
}
