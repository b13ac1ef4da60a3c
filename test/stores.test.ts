/** Every kind of store keeps the same promises (I3, I4): one list of sentences, and each kind goes through it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { after, describe, type TestContext, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { openJournal } from "../runner/state/inflight.js";
import type { StateAdapter } from "../runner/store/adapter.js";
import { openStore, type Store } from "../runner/store/store.js";
import { command, resultOf } from "./process/command.js";
import { contender } from "./process/contender.js";
import { startSystems } from "./process/systems.js";
import { workplace } from "./process/workplace.js";
import { fault } from "./world/fault.js";
import { type Kind, kinds, type Place, type Running } from "./world/stores.js";

const owner = (run_id: string) => ({ run_id, action: "x.y" });

for (const kind of kinds) {
  describe(`a store in ${kind.name}`, { skip: kind.skip }, () => promises(kind));
}

function promises(kind: Kind): void {
  let running: Promise<Running> | undefined;
  const server = (): Promise<Running> => {
    running ??= kind.start();
    return running;
  };
  after(async () => (await running)?.stop());

  /** An empty store, opened twice, and what is behind it. */
  async function arrange(t: TestContext): Promise<Scene> {
    const place = await (await server()).place(t);
    const open = async (now?: () => number) => {
      const store = await openStore(place.url, now ? { now } : {});
      t.after(() => store.close());
      return store;
    };
    const [store, other] = [await open(), await open()];
    return { place, store, other, open, adapter: await place.adapter() };
  }

  test("values are read back by another store, null is a value, and an absent key is undefined", async (t) => {
    const { store, other } = await arrange(t);
    const value = { n: 1, text: "é\u2028\u0000\ud800", none: null, long: "x".repeat(100_000) };
    await store.write("token:a", value);
    await store.write("token:null", null);
    assert.deepEqual(await other.read("token:a"), value);
    assert.equal(await other.read("token:null"), null);
    assert.equal(await other.read("token:b"), undefined);
    await store.write("token:a", 2);
    assert.equal(await other.read("token:a"), 2);
  });

  test("keys lists what starts with the prefix and nothing of others, and remove takes a key away", async (t) => {
    const { store, adapter } = await arrange(t);
    await adapter.set("token:of-another-program", "1");
    await store.acquire("a", owner("r1"));
    for (const key of ["token:b", "inflight:a", "token:a", "tok*n:c", "tok_n:d", "TOKEN:e"]) {
      await store.write(key, 1);
    }
    assert.deepEqual(await store.keys("token:"), ["token:a", "token:b"]);
    assert.deepEqual(await store.keys("tok*n:"), ["tok*n:c"]);
    assert.deepEqual(await store.keys("tok_n:"), ["tok_n:d"]);
    assert.deepEqual(await store.keys(""), [
      "TOKEN:e",
      "inflight:a",
      "tok*n:c",
      "tok_n:d",
      "token:a",
      "token:b",
    ]);
    await store.remove("token:a");
    assert.deepEqual(await store.keys("token:"), ["token:b"]);
    assert.equal(await store.read("token:a"), undefined);
  });

  test("I3: what was not written by the runner, or only in part, is refused and not taken for an absent key", async (t) => {
    const { store, adapter } = await arrange(t);
    const texts = ["", "null", "{}", "{", '{"value":', '"text"', "[1]", '{"value":1,"expires":1}'];
    for (const text of texts) {
      await adapter.set("sync-runner:token:a", text);
      await assert.rejects(
        store.read("token:a"),
        fault("STORE_CORRUPT", /under token:a that cannot be used/),
      );
      assert.deepEqual(await store.keys("token:"), ["token:a"]);
    }
  });

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
    const { url } = await (await server()).place(t);
    const all = await Promise.all(["r1", "r2", "r3", "r4"].map((runId) => contender(t, url, runId)));
    const outcomes = await Promise.all(all.map(({ go }) => go()));
    assert.deepEqual(outcomes.sort(), ["LOCKED", "LOCKED", "LOCKED", "won"]);
  });

  test("I3: a store that is open twice in one process sees what others write that come and go", async (t) => {
    const { place, store, other } = await arrange(t);
    await store.write("token:b", "before");
    for (const runId of ["r1", "r2", "r3"]) {
      const { child, go } = await contender(t, place.url, runId);
      assert.equal(await go(), "won");
      child.stdin?.end("close\n");
      await once(child, "exit");
      assert.equal(await store.read("token:a"), runId);
      assert.equal(await other.read("token:a"), runId);
    }
    await other.write("token:b", "after");
    assert.equal(await store.read("token:b"), "after");
  });

  test("a released lease is free at once, its epoch goes on growing, and another workflow_id is free all the time", async (t) => {
    const { store, other } = await arrange(t);
    const first = await store.acquire("a", owner("r1"));
    assert.equal(first.epoch, 1);
    assert.equal((await other.acquire("b", owner("r2"))).epoch, 1);
    await first.release();
    await assert.rejects(first.write("token:a", 1), fault("LOCK_LOST", /lost a/));
    const second = await other.acquire("a", owner("r3"));
    assert.equal(second.epoch, 2);
    await first.release();
    await assert.rejects(store.acquire("a", owner("r4")), fault("LOCKED", /held by run r3/));
    assert.equal(await store.read("token:a"), undefined);
  });

  test("I3: after a take-over the old lease writes neither token nor journal, is told so, and its release frees nothing", async (t) => {
    const { place, store } = await arrange(t);
    let now = 1_000_000;
    const [earlier, later] = [await openAt(t, place, () => now), await openAt(t, place, () => now)];
    const old = await earlier.acquire("a", owner("r1"), { ttlMs: 600_000 });
    const journal = await openJournal(old, earlier, "a");
    await old.write("token:a", "old");
    await journal.begin("k1");
    old.assertHeld();
    now += 599_999;
    old.assertHeld();
    await assert.rejects(later.acquire("a", owner("r2")), fault("LOCKED", /held by run r1/));
    now += 1;
    const taken = await later.acquire("a", owner("r2"), { ttlMs: 600_000 });
    assert.equal(taken.epoch, 2);
    await assert.rejects(journal.begin("k2"), fault("LOCK_LOST", /lost a/));
    await assert.rejects(old.write("token:a", "late"), fault("LOCK_LOST", /lost a/));
    await assert.rejects(old.write("inflight:a", [], { durable: false }), fault("LOCK_LOST", /lost a/));
    assert.equal(old.lost.aborted, true);
    assert.throws(() => old.assertHeld(), fault("LOCK_LOST", /lost a/));
    await old.release();
    await assert.rejects(earlier.acquire("a", owner("r3")), fault("LOCKED", /held by run r2/));
    await taken.write("token:a", "new");
    assert.equal(await store.read("token:a"), "new");
    assert.deepEqual([...(await openJournal(taken, later, "a")).left], ["k1"]);
  });

  test("I4: a lease whose end has passed is given up before anybody takes it, and stays given up", async (t) => {
    const { place } = await arrange(t);
    let now = 1_000_000;
    const store = await openAt(t, place, () => now);
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
    await assert.rejects(lease.write("token:a", 1), fault("LOCK_LOST", /lost a/));
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

  test("an incremental run keeps its token there, and the next one goes on from it", async (t) => {
    const { place, store } = await arrange(t);
    const systems = await startSystems(t, { candidates: 5 });
    const cwd = await workplace(t, {});
    const path = join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml");
    const args = ["run", path, "--store", place.url, "--incremental", "--json", ...systems.endpoints];
    const run = () => command(t, args, { cwd, env: systems.env });
    const first = await run();
    assert.equal(first.exit, 0, first.stderr);
    assert.equal(resultOf(first).events.write_success, 5);
    const [key = "", ...others] = await store.keys("token:");
    assert.deepEqual(others, []);
    const token = await store.read(key);
    assert.notEqual(token, undefined);
    await systems.touch(1);
    const second = await run();
    assert.equal(second.exit, 0, second.stderr);
    assert.ok(resultOf(second).events.read_success < resultOf(first).events.read_success);
    assert.notDeepEqual(await store.read(key), token);
  });

  if (!kind.isRemote) return;

  test("I3: a server that falls silent is a broken store within the patience, and not an empty one", async (t) => {
    const { place, store } = await arrange(t);
    await store.write("token:a", 1);
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
    await assert.rejects(wired.write("token:a", 2), ended);
    await assert.rejects(wired.keys("token:"), ended);
    await assert.rejects(wired.acquire("b", owner("r1")), ended);
    assert.ok(performance.now() - began < 8000, "once the patience is over, nobody waits again");
    assert.equal(await store.read("token:a"), 1);
  });

  // The last one: the server is gone after it.
  test("I3: a server that dies in between is a broken store at once, and not an empty one", async (t) => {
    const { place, store } = await arrange(t);
    await store.write("token:a", 1);
    await (await server()).kill();
    const broken = fault("STORE_FAILED", /127\.0\.0\.1:\d+\/\S+ (ended the connection|cannot be reached)/);
    const began = performance.now();
    await assert.rejects(store.read("token:a"), broken);
    await assert.rejects(store.read("token:none"), broken);
    await assert.rejects(store.write("token:a", 2), broken);
    await assert.rejects(store.keys("token:"), broken);
    await assert.rejects(store.acquire("a", owner("r1")), broken);
    await assert.rejects(openStore(place.url), fault("STORE_FAILED", /cannot be reached/));
    assert.ok(performance.now() - began < 3000);
  });
}

interface Scene {
  readonly place: Place;
  readonly store: Store;
  readonly other: Store;
  /** Opens the store once more. */
  open(): Promise<Store>;
  readonly adapter: StateAdapter;
}

/** The store as a process with another clock would open it. */
async function openAt(t: TestContext, { url }: Place, now: () => number): Promise<Store> {
  const store = await openStore(url, { now });
  t.after(() => store.close());
  return store;
}

/** The timers of a lease keep no process alive, so a test that waits for them must; it fails when nothing comes of it. */
async function aborted(t: TestContext, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 20_000);
  t.after(() => clearTimeout(timer));
  if (!signal.aborted) await once(signal, "abort", { signal: late.signal });
}
