/** What every kind of store promises of itself: that one which was emptied, replaced or set back is not taken for the right one (I3). */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openStore, type Store } from "../../runner/store/store.js";
import { contender } from "../process/contender.js";
import type { Place } from "../simulation/stores.js";
import { fault } from "./expect-fault.js";
import { machine, owner, type Subject } from "./scene.js";

/** One run: takes the lease, commits so many times, and ends. */
async function run(url: string, witness: string | undefined, commits: number, durable = true): Promise<void> {
  await using(url, witness, async (store) => {
    const lease = await store.acquire("a", owner("r"));
    for (let n = 0; n < commits; n += 1) await lease.commit([{ key: "token:a", value: n }], { durable });
    await lease.release();
  });
}

async function using<T>(
  url: string,
  witness: string | undefined,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(url, { witness });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

export function promisesOfWitness({ place }: Subject): void {
  async function arrange(t: TestContext): Promise<Place & { readonly witness: string }> {
    return { ...(await place(t)), ...(await machine(t)) };
  }

  test("runs of several machines go on from each other", async (t) => {
    const { url, witness } = await arrange(t);
    const second = (await machine(t)).witness;
    for (const one of [witness, second, witness, witness, second]) await run(url, one, 3);
    assert.equal((await stat(witness)).mode & 0o777, 0o700);
    const [name = "", ...others] = await readdir(witness);
    assert.deepEqual(others, []);
    assert.equal((await stat(join(witness, name))).mode & 0o777, 0o600);
  });

  test("I3: a store that was emptied is refused as often as it is asked, until it is accepted", async (t) => {
    const { url, witness, empty, adapter } = await arrange(t);
    await run(url, witness, 3);
    await empty();
    const refused = fault("STORE_REPLACED", /holds nothing of a, but the last run did/);
    for (let n = 0; n < 6; n += 1) {
      await assert.rejects(run(url, witness, 0), (error) => {
        refused(error);
        assert.match(String((error as { hint?: string }).hint), /`sync-runner state accept a`/);
        return true;
      });
    }
    assert.equal(await (await adapter()).lease("a"), undefined);
    await using(url, witness, async (store) => {
      await (await store.acquire("b", owner("r"))).release();
      await (await store.acquire("a", owner("r"), { accept: true })).release();
    });
    await run(url, witness, 1);
  });

  test("I3: an older copy is refused as often as it is asked, until it is accepted", async (t) => {
    const { url, witness, snapshot } = await arrange(t);
    await run(url, witness, 2);
    const restore = await snapshot();
    await run(url, witness, 5);
    await restore();
    const refused = fault(
      "STORE_REPLACED",
      /older than what the last run of a wrote there \(revision 3, was 9\)/,
    );
    for (let n = 0; n < 8; n += 1) await assert.rejects(run(url, witness, 0), refused);
    await run(url, (await machine(t)).witness, 2);
    await assert.rejects(run(url, witness, 0), fault("STORE_REPLACED", /revision 6, was 9/));
    await using(url, witness, async (store) => {
      await (await store.acquire("a", owner("r"), { accept: true })).release();
    });
    await run(url, witness, 1);
  });

  test("I3: another store that has come as far is refused", async (t) => {
    const { url, witness, empty } = await arrange(t);
    await run(url, witness, 1);
    await empty();
    await run(url, undefined, 5);
    await assert.rejects(
      run(url, witness, 0),
      fault("STORE_REPLACED", /is not the one that the last run of a wrote to/),
    );
  });

  test("I3: commits that need not survive a power cut are missed until the machine starts anew, and then not", async (t) => {
    const { url, witness, snapshot } = await arrange(t);
    const before = await openStore(url, { witness, now: () => 0 });
    t.after(() => before.close());
    const lease = await before.acquire("a", owner("r1"), { ttlMs: 1000 });
    await lease.commit([{ key: "token:a", value: 1 }]);
    const restore = await snapshot();
    for (const value of [2, 3, 4]) await lease.commit([{ key: "token:a", value }], { durable: false });
    await before.close();
    await restore();
    await assert.rejects(run(url, witness, 0), fault("STORE_REPLACED", /revision 2, was 5/));
    const [name = ""] = await readdir(witness);
    const path = join(witness, name);
    await writeFile(path, (await readFile(path, "utf8")).replace(/\S+\n$/, "another-boot\n"));
    await run(url, witness, 1);
  });

  test("a run that was killed leaves a store that is accepted", async (t) => {
    const { url, witness } = await arrange(t);
    await run(url, witness, 2);
    const { child, go } = await contender(t, url, "r1", witness);
    assert.equal(await go(), "won");
    await using(url, witness, (store) =>
      assert.rejects(store.acquire("a", owner("r2")), fault("LOCKED", /held by run r1/)),
    );
    child.kill("SIGKILL");
    await once(child, "exit");
    await run(url, witness, 1);
  });

  test("I3: a frozen run that wakes after another took over leaves the newer witness alone", async (t) => {
    const { url, witness, snapshot } = await arrange(t);
    let now = 0;
    const frozen = await openStore(url, { witness, now: () => now });
    t.after(() => frozen.close());
    const old = await frozen.acquire("a", owner("r1"), { ttlMs: 10_000 });
    await old.commit([{ key: "token:a", value: 1 }]);
    now += 10_001;
    const restore = await snapshot();
    const second = await openStore(url, { witness, now: () => now });
    const taken = await second.acquire("a", owner("r2"), { ttlMs: 10_000 });
    await taken.commit([{ key: "token:a", value: 2 }]);
    await assert.rejects(old.commit([{ key: "token:a", value: 3 }]), fault("LOCK_LOST", /lost a/));
    await old.release();
    await taken.release();
    await Promise.all([second.close(), frozen.close()]);
    await restore();
    await assert.rejects(run(url, witness, 0), fault("STORE_REPLACED", /revision 2, was 4/));
  });

  test("a witness that cannot be read as one says nothing", async (t) => {
    const { url, witness, empty } = await arrange(t);
    await run(url, witness, 1);
    const [name = ""] = await readdir(witness);
    for (const text of [
      "",
      "sync-runner witness 1 abc",
      "sync-runner witness 2 abc 0000000000000009 0000000000000009 b\n",
    ]) {
      await writeFile(join(witness, name), text);
      await empty();
      await run(url, witness, 1);
    }
  });

  test("a store of version 0.1.0 is taken over with its values and its epoch", async (t) => {
    const { url, witness, old, adapter } = await arrange(t);
    await old();
    await using(url, witness, async (store) => {
      assert.equal(await store.read("token:a"), 7);
      assert.deepEqual(await store.list(""), [["token:a", 7]]);
      const lease = await store.acquire("a", owner("r1"));
      assert.equal(lease.epoch, 5);
      await lease.commit([{ key: "token:b", value: 8 }]);
      assert.deepEqual(await store.keys(""), ["token:a", "token:b"]);
      await lease.release();
    });
    const row = await (await adapter()).lease("a");
    assert.equal(row?.revision, 2);
    assert.match(String(row?.lineage), /^[\da-f]{32}$/);
    await run(url, witness, 1);
  });
}
