import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { type FileHandle, fileFromBytes } from "../http/files.js";
import type { Entry, RunEvent } from "../types.js";
import { openRejects, type Rejects } from "./rejects.js";
import { chosen, replayed } from "./replay.js";
import { entry, type Place, place } from "./state.test.support.js";

const scope = { workflowId: "people", scope: "s1" };
const options = {
  ...scope,
  target: "t1",
  runId: "r1",
  action: "acme.update",
  idempotent: false,
  mask: (text: string) => text.replaceAll("hunter2", "***"),
};

const failed = (index: number, more: Partial<Entry> = {}, details = {}): Entry =>
  entry(index, {
    outcome: {
      bucket: "write_failure",
      fault: new Fault("ITEM_REFUSED", "no hunter2", { status: 422, ...details }),
    },
    ...more,
  });

const keep = async (bytes: Buffer, facts: object): Promise<FileHandle> => fileFromBytes(bytes, facts);

async function all({ store }: Place, rejects: Awaited<ReturnType<typeof openRejects>>): Promise<Entry[]> {
  const entries: Entry[] = [];
  const facts = chosen(rejects.facts(), { unknown: true });
  for await (const one of replayed(store, scope, facts, keep)) entries.push(one);
  return entries;
}

test("messages are masked and records are not: what will be sent again is never masked (I6)", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1, { record: { name: "Marie hunter2son" } }));
  await here.commits.commit(true);
  const [facts] = rejects.facts();
  assert.deepEqual(facts?.error, { code: "ITEM_REFUSED", message: "no ***", status: 422 });
  const [back] = await all(here, await openRejects(here.store, here.commits, options));
  assert.deepEqual(back?.record, { name: "Marie hunter2son" });
  assert.equal(back?.key, 1);
});

test("a record has one reject, its newest; they are replayed in the order in which they came", async (t) => {
  const here = await place(t);
  const earlier = await openRejects(here.store, here.commits, { ...options, runId: "r0" });
  await earlier.add(failed(1, { record: "v1" }));
  await earlier.add(failed(2, { record: "other" }));
  await here.commits.commit(true);
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1, { record: "v2" }));
  await here.commits.commit(true);
  assert.equal(rejects.open, 2);
  assert.deepEqual(
    (await all(here, rejects)).map(({ record }) => record),
    ["other", "v2"],
  );
});

const named = (name: string) => ({ listed: { name }, record: { name } });

/** Two rejects of the key 1, A and B, as one run leaves them; gives what opens them for a later run, and what is told then. */
async function ambiguous(t: TestContext) {
  const here = await place(t);
  const told: string[] = [];
  const emit = (event: RunEvent) => void (event.type === "warning" && told.push(event.message));
  const names = async (rejects: Rejects) => {
    await here.commits.commit(true);
    return (await all(here, rejects)).map(({ record }) => (record as { name: string }).name);
  };
  const open = (runId: string, more = {}) =>
    openRejects(here.store, here.commits, { ...options, emit, runId, ...more });
  const first = await open("r1");
  for (const name of ["A", "B", "B"]) await first.add(failed(1, named(name)));
  assert.deepEqual(await names(first), ["A", "B"]);
  return { here, told, names, open, first };
}

test("of two records that one run lists under one key both are kept, where the target cannot be asked", async (t) => {
  const { here, first, names, open } = await ambiguous(t);
  first.close(entry(1, named("C")));
  assert.deepEqual(await names(first), ["A", "B"]);
  const asked = await openRejects(here.store, here.commits, { ...options, scope: "s2", idempotent: true });
  for (const name of ["A", "B"]) await asked.add(failed(1, named(name)));
  assert.equal(asked.open, 1);

  // Of a target that can be asked by now the newest is right, whatever was kept before.
  const later = await open("r2", { idempotent: true });
  await later.add(failed(1, named("C")));
  assert.deepEqual(await names(later), ["C"]);
});

test("a reject of this run is not closed by another record of its key that this run delivers", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1, named("A")));
  rejects.close(entry(1, named("B")));
  assert.equal(rejects.open, 1);
});

test("of several rejects of a key a delivery closes the one with its content alone, and the last as usual", async (t) => {
  const { told, names, open } = await ambiguous(t);
  const later = await open("r2");
  later.close(entry(1, named("B")));
  assert.deepEqual(await names(later), ["A"]);
  const last = await open("r3");
  last.close(entry(1, named("A2")));
  assert.deepEqual(await names(last), []);
  assert.deepEqual(told, []);
});

test("of several rejects of a key all stay open when another version is delivered, and it is told once", async (t) => {
  const { told, names, open } = await ambiguous(t);
  const later = await open("r2");
  for (const name of ["B2", "B3"]) later.close(entry(1, named(name)));
  assert.deepEqual(await names(later), ["A", "B"]);
  assert.match(told.join("\n"), /^the rejects of 1 stay open: .*$/);
  // A key of its own has nothing to do with it.
  later.close(entry(2, named("B")));
  assert.equal(told.length, 1);
});

test("of several rejects of a key a refusal replaces the one with its content alone, else it is one more", async (t) => {
  const { here, names, open } = await ambiguous(t);
  const later = await open("r2");
  await later.add(failed(1, named("B2")));
  assert.deepEqual(await names(later), ["A", "B", "B2"]);
  await later.add(failed(1, named("A")));
  assert.deepEqual(await names(later), ["B", "B2", "A"]);
  // A replay is of one of them.
  const replay = await open("r3");
  const [oldest, second] = await all(here, replay);
  assert.ok(oldest && second);
  replay.close(oldest);
  await replay.add({ ...failed(1), ...second });
  assert.deepEqual(await names(replay), ["A", "B2"]);
});

test("what another scope keeps of a delivered item is closed by the same rule", async (t) => {
  const write = { id: '"1"', hash: "h" };
  const { told, names, open, here } = await ambiguous(t);
  const again = await open("r1");
  for (const name of ["A", "B"]) await again.add(failed(1, { ...named(name), write }));
  await here.commits.commit(true);
  const other = await open("r2", { scope: "s2", others: ["s1"] });
  other.close(entry(1, { ...named("B2"), write }));
  assert.deepEqual(await names(await open("r3")), ["A", "B"]);
  assert.equal(told.length, 1);
  other.close(entry(1, { ...named("B"), write }));
  await here.commits.commit(true);
  assert.deepEqual(await names(await open("r3")), ["A"]);
  const third = await open("r4", { scope: "s2", others: ["s1"] });
  third.close(entry(1, { ...named("A2"), write }));
  await here.commits.commit(true);
  assert.deepEqual(await names(await open("r5")), []);
});

test("a record that could not be read is no unknown write, whatever became of the request", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  const fault = new Fault("HTTP_BROKEN", "lost", { outcomeUnknown: true });
  await rejects.add(failed(1, { outcome: { bucket: "read_failure", fault } }));
  assert.equal(rejects.undecided, 0);
});

test("a record that is delivered closes its reject, and nothing of it stays in the store", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  const cv = fileFromBytes(Buffer.alloc(500_000, 7), { name: "cv.pdf" });
  await rejects.add(failed(1, { record: { cv } }));
  await here.commits.commit(true);
  assert.equal((await here.store.keys("file:people:")).length, 3);
  const later = await openRejects(here.store, here.commits, { ...options, runId: "r2" });
  later.close(entry(1));
  await here.commits.commit(true);
  assert.equal(later.open, 0);
  for (const kind of ["file", "reject", "rejected"])
    assert.deepEqual(await here.store.keys(`${kind}:people:`), []);
});

test("files come back as they were, under their names", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  const bytes = Buffer.from(Array.from({ length: 400_001 }, (_, at) => at % 251));
  const record = {
    cv: fileFromBytes(bytes, { name: "cv é.pdf", contentType: "application/pdf", encoding: "base64" }),
    $file: "a text",
  };
  await rejects.add(failed(1, { record }));
  await here.commits.commit(true);
  const [back] = await all(here, rejects);
  assert.ok(back);
  const { cv, $file } = back.record as { cv: FileHandle; $file: string };
  assert.ok(bytes.equals(await cv.bytes()));
  assert.deepEqual(
    [cv.name, cv.content_type, cv.encoding, $file],
    ["cv é.pdf", "application/pdf", "base64", "a text"],
  );
});

test("a file that is not what was kept is refused, not sent", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1, { record: { cv: fileFromBytes(Buffer.from("one")) } }));
  await here.commits.commit(true);
  const [name = ""] = await here.store.keys("file:people:");
  await here.lease.commit([{ key: name, value: Buffer.from("two").toString("base64") }]);
  await assert.rejects(all(here, rejects), { code: "REJECTS_CORRUPT" });
});

test('records without a key are told apart by their content, and 1 is the same key as "1"', async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  for (const name of ["Lea", "Bob", "Lea"])
    await rejects.add(failed(0, { key: undefined, record: { name } }));
  await rejects.add(failed(0, { key: 1, record: {} }));
  await rejects.add(failed(0, { key: "1", record: {} }));
  assert.equal(rejects.open, 3);
});

test("a reject that an earlier version kept under a number is that of its text, too", async (t) => {
  for (const idempotent of [true, false]) {
    const here = await place(t);
    const older = await openRejects(here.store, here.commits, { ...options, idempotent });
    await older.add(failed(1, { key: "1", ...named("A") }));
    await here.commits.commit(true);
    // As it was written: under the number.
    for (const prefix of ["rejected:people:s1:", "reject:people:s1:"])
      for (const [name, value] of await here.store.list(prefix)) {
        const identity = (text: string) => text.replace('"1"', "1");
        here.commits.note(name, undefined);
        const record = value as { identity?: string };
        const moved =
          record.identity === undefined ? value : { ...record, identity: identity(record.identity) };
        here.commits.note(identity(name), moved);
      }
    await here.commits.commit(true);
    const open = (runId: string) => openRejects(here.store, here.commits, { ...options, idempotent, runId });
    const replay = await open("r2");
    const [back] = await all(here, replay);
    assert.ok(back);
    assert.match(String(back.reject), /^1(~|$)/);
    await replay.add({ ...failed(1), ...back });
    assert.equal(replay.open, 1);
    await here.commits.commit(true);
    const later = await open("r3");
    assert.equal(later.open, 1);
    later.close(entry(1, { key: "1", ...named("A") }));
    await here.commits.commit(true);
    assert.deepEqual(await here.store.keys("reject"), []);
  }
});

test("an unknown outcome is replayed only when it is named; a target that can be asked is asked instead", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1));
  await rejects.add(failed(2, {}, { outcomeUnknown: true }));
  const keys = (choice: Parameters<typeof chosen>[1]) =>
    chosen(rejects.facts(), choice).map(({ key }) => key);
  assert.deepEqual([keys({}), keys({ unknown: true }), keys({ keys: ["2"] })], [[1], [1, 2], [2]]);
  const asked = await openRejects(here.store, here.commits, { ...options, scope: "s2", idempotent: true });
  await asked.add(failed(2, {}, { outcomeUnknown: true }));
  assert.deepEqual(
    chosen(asked.facts(), {}).map(({ interrupted }) => interrupted),
    [true],
  );
});

test("what is too old is removed with its record", async (t) => {
  const here = await place(t);
  let now = Date.parse("2026-01-01T00:00:00Z");
  const rejects = await openRejects(here.store, here.commits, { ...options, now: () => now });
  await rejects.add(failed(1));
  now += 86_400_000;
  await rejects.add(failed(2));
  assert.equal(rejects.expire("2026-01-01T12:00:00.000Z"), 1);
  await here.commits.commit(true);
  assert.deepEqual(
    (await all(here, rejects)).map(({ key }) => key),
    [2],
  );
});

test("I10: another scope has rejects of its own", async (t) => {
  const here = await place(t);
  await (await openRejects(here.store, here.commits, options)).add(failed(1));
  await here.commits.commit(true);
  assert.equal((await openRejects(here.store, here.commits, { ...options, scope: "s2" })).open, 0);
});
