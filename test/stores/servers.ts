/** What a store behind a network promises when its server does not answer: it is broken, and not empty (I3). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../runner/store/store.js";
import { fault } from "./expect-fault.js";
import { aborted, owner, type Subject } from "./scene.js";

/** To be called last: the server is gone after it. */
export function promisesOfServers({ arrange, running }: Subject): void {
  test("I3: a server that falls silent is a broken store within its deadline, and not an empty one", async (t) => {
    const { place, store, put } = await arrange(t);
    await put({ "token:a": 1 });
    const { url, proxy } = await place.wired();
    const wired = await openStore(url);
    t.after(() => wired.close());
    assert.equal(await wired.read("token:a"), 1);
    const lease = await wired.acquire("a", owner("r1"), { ttlMs: 1000 });
    proxy.silence();
    const silent = fault("STORE_FAILED", /127\.0\.0\.1:\d+\/\S+ has not answered for 5 s/);
    const began = performance.now();
    await Promise.all([
      aborted(t, lease.lost),
      assert.rejects(wired.read("token:a"), silent),
      assert.rejects(openStore(url), fault("STORE_FAILED", /has not answered for 5 s|cannot be reached/)),
    ]);
    fault("LOCK_LOST", /its lease ended/)(lease.lost.reason);
    const ended = fault("STORE_FAILED", /ended the connection/);
    await assert.rejects(wired.read("token:none"), ended);
    await assert.rejects(wired.readMany(["token:a"]), ended);
    await assert.rejects(lease.commit([{ key: "token:a", value: 2 }]), ended);
    await assert.rejects(wired.list("token:"), ended);
    await assert.rejects(wired.acquire("b", owner("r1")), ended);
    assert.ok(performance.now() - began < 8000, "once the deadline is over, nobody waits again");
    assert.equal(await store.read("token:a"), 1);
  });

  // The last one: the server is gone after it.
  test("I3: a server that dies in between is a broken store at once, and not an empty one", async (t) => {
    const { place, store, put } = await arrange(t);
    await put({ "token:a": 1 });
    const lease = await store.acquire("a", owner("r1"));
    await (await running()).kill();
    const broken = fault("STORE_FAILED", /127\.0\.0\.1:\d+\/\S+ (ended the connection|cannot be reached)/);
    const began = performance.now();
    await assert.rejects(store.read("token:a"), broken);
    await assert.rejects(store.read("token:none"), broken);
    await assert.rejects(lease.commit([{ key: "token:a", value: 2 }]), broken);
    await assert.rejects(store.list("token:"), broken);
    await assert.rejects(store.acquire("a", owner("r1")), broken);
    await assert.rejects(openStore(place.url), fault("STORE_FAILED", /cannot be reached/));
    assert.ok(performance.now() - began < 3000);
  });
}
