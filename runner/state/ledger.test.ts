import assert from "node:assert/strict";
import { test } from "node:test";
import { openCommits } from "./commits.js";
import { openLedger } from "./ledger.js";
import { ledgerName } from "./names.js";
import { place } from "./state.test.support.js";

const asked = { workflowId: "people", target: "t1", runId: "r1", idempotent: true };
const blind = { ...asked, idempotent: false };

test("I5: what was begun is in the store before `begin` resolves, and gone once it was taken", async (t) => {
  const { store, commits } = await place(t);
  const ledger = await openLedger(store, commits, asked);
  await ledger.begin('"a"', "", undefined);
  await ledger.begin('"b"', "", undefined);
  assert.deepEqual([...(await openLedger(store, commits, asked)).left], ['"a"', '"b"']);
  ledger.taken('"a"', "");
  await commits.commit(true);
  assert.deepEqual([...(await openLedger(store, commits, asked)).left], ['"b"']);
});

test("a target that cannot be asked is remembered for good: what was sent, with its hash", async (t) => {
  const { store, commits } = await place(t);
  const ledger = await openLedger(store, commits, blind);
  await ledger.begin("1", "h1", undefined);
  assert.equal((await ledger.look("1"))?.state, "begun");
  ledger.taken("1", "h1");
  // Noted and not yet stored: it is known all the same.
  assert.equal((await ledger.look("1"))?.state, "sent");
  await commits.commit(true);
  const later = await openLedger(store, openCommits(await again(store)), { ...blind, runId: "r2" });
  const known = await later.look("1");
  assert.deepEqual([known?.state, known?.hash, known?.run_id], ["sent", "h1", "r1"]);
  assert.equal(await later.look('"01"'), undefined, "another spelling is another key");

  async function again(one: typeof store) {
    return one.acquire("other", { run_id: "r2", action: "a.b" });
  }
});

test("what earlier versions kept under a number is known of its text, and replaced together with it", async (t) => {
  const { store, lease, commits } = await place(t);
  const at = "2026-01-01T00:00:00.000Z";
  const kept = (id: string, state: "sent" | "begun", day: string) => ({
    key: ledgerName("people", "t1", id),
    value: { state, hash: `h ${id}`, run_id: "r0", at: at.replace("-01T", `-${day}T`) },
  });
  await lease.commit([
    kept("1", "sent", "01"),
    kept('"2"', "sent", "02"),
    kept("2", "begun", "01"),
    kept('"3"', "sent", "02"),
    kept("3", "sent", "03"),
    kept("origin:4", "sent", "01"),
  ]);
  const ledger = await openLedger(store, commits, blind);
  const known = await Promise.all(['"1"', '"2"', '"3"', 'origin:"4"'].map((id) => ledger.look(id)));
  assert.deepEqual(
    known.map((one) => [one?.state, one?.hash]),
    [
      ["sent", "h 1"],
      ["begun", "h 2"],
      ["sent", "h 3"],
      ["sent", "h origin:4"],
    ],
  );
  ledger.taken('"2"', "new");
  ledger.refused('"3"');
  await commits.commit(true);
  assert.deepEqual(await store.keys(ledgerName("people", "t1")), [
    ledgerName("people", "t1", '"2"'),
    ledgerName("people", "t1", "1"),
    ledgerName("people", "t1", "origin:4"),
  ]);
  // Of a target that can be asked what was begun is looked up by the same name.
  const { left } = await openLedger(store, commits, asked);
  assert.deepEqual([...left].sort(), ['"1"', '"2"', 'origin:"4"']);
});

test("I10: another target knows nothing of what this one was sent", async (t) => {
  const { store, commits } = await place(t);
  const ledger = await openLedger(store, commits, blind);
  await ledger.begin("1", "h", undefined);
  assert.equal(await (await openLedger(store, commits, { ...blind, target: "t2" })).look("1"), undefined);
});

test("what was refused is forgotten, and what nobody knows is not", async (t) => {
  const { store, commits } = await place(t);
  const ledger = await openLedger(store, commits, blind);
  for (const id of ["1", "2"]) await ledger.begin(id, `h${id}`, undefined);
  ledger.refused("1");
  ledger.unknown("2", "h2");
  assert.equal(await ledger.look("1"), undefined);
  assert.equal((await ledger.look("2"))?.state, "unknown");
  assert.equal((await ledger.look("2"))?.run_id, "r1");
  // Another record of its key was held back since: it is still the earlier run that may have written it.
  ledger.unknown("2", "h3", "r0");
  const { hash, run_id } = (await ledger.look("2")) ?? {};
  assert.deepEqual([hash, run_id], ["h3", "r0"]);
});

test("when `begin` cannot store its note, nothing of it is stored later either", async (t) => {
  const { store, lease, commits } = await place(t);
  const ledger = await openLedger(store, commits, blind);
  await lease.release();
  await assert.rejects(ledger.begin("1", "h", undefined), { code: "LOCK_LOST" });
  assert.equal(commits.noted(ledgerName("people", "t1", "1"))?.value, undefined);
});

test("a hundred thousand known keys are not loaded: the ledger of a target that cannot be asked opens at once", async (t) => {
  const { store, lease, commits } = await place(t);
  for (let at = 0; at < 100_000; at += 5_000) {
    const known = { state: "sent", hash: "h", run_id: "r0", at: "2026-01-01T00:00:00.000Z" };
    const rows = Array.from({ length: 5_000 }, (_, n) => ({
      key: ledgerName("people", "t1", `${at + n}`),
      value: known,
    }));
    await lease.commit(rows, { durable: false });
  }
  const reads: (readonly string[])[] = [];
  const watched = {
    ...store,
    readMany(keys: readonly string[]) {
      reads.push(keys);
      return store.readMany(keys);
    },
  };
  const ledger = await openLedger(watched, commits, blind);
  assert.deepEqual(reads, []);
  const found = await Promise.all(["5", "77777", "100000"].map((id) => ledger.look(id)));
  assert.deepEqual(
    found.map((one) => one?.state),
    ["sent", "sent", undefined],
  );
  assert.equal(reads.length, 1, "those who ask in one turn share one request");
});
