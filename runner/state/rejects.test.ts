import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { type FileHandle, fileFromBytes } from "../http/files.js";
import type { Entry } from "../types.js";
import { openRejects } from "./rejects.js";
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
  const rejects = await openRejects(here.store, here.commits, options);
  await rejects.add(failed(1, { record: "v1" }));
  await rejects.add(failed(2, { record: "other" }));
  await rejects.add(failed(1, { record: "v2" }));
  await here.commits.commit(true);
  assert.equal(rejects.open, 2);
  assert.deepEqual(
    (await all(here, rejects)).map(({ record }) => record),
    ["other", "v2"],
  );
});

test("of two records that one run lists under one key both are kept, where the target cannot be asked", async (t) => {
  const here = await place(t);
  const [v1, v2] = [{ listed: { name: "v1" } }, { listed: { name: "v2" } }];
  const rejects = await openRejects(here.store, here.commits, options);
  for (const listed of [v1, v2, v2]) await rejects.add(failed(1, listed));
  rejects.close(entry(1, { listed: { name: "v3" } }));
  assert.equal(rejects.open, 2);
  await here.commits.commit(true);

  // Each is closed by what a later run delivers of it.
  const later = await openRejects(here.store, here.commits, { ...options, runId: "r2" });
  later.close(entry(1, v2));
  later.close(entry(1, v1));
  assert.equal(later.open, 0);

  const asked = await openRejects(here.store, here.commits, { ...options, scope: "s2", idempotent: true });
  for (const listed of [v1, v2]) await asked.add(failed(1, listed));
  assert.equal(asked.open, 1);
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
  rejects.close(entry(1));
  await here.commits.commit(true);
  assert.equal(rejects.open, 0);
  for (const kind of ["file", "reject", "rejected"])
    assert.deepEqual(await here.store.keys(`${kind}:people:`), []);
});

test("files come back as they were, under their names", async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  const bytes = Buffer.from(Array.from({ length: 400_001 }, (_, at) => at % 251));
  const record = {
    cv: fileFromBytes(bytes, { name: "cv é.pdf", contentType: "application/pdf" }),
    $file: "a text",
  };
  await rejects.add(failed(1, { record }));
  await here.commits.commit(true);
  const [back] = await all(here, rejects);
  assert.ok(back);
  const { cv, $file } = back.record as { cv: FileHandle; $file: string };
  assert.ok(bytes.equals(await cv.bytes()));
  assert.deepEqual([cv.name, cv.content_type, $file], ["cv é.pdf", "application/pdf", "a text"]);
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

test('records without a key are told apart by their content, and 1 is another key than "1"', async (t) => {
  const here = await place(t);
  const rejects = await openRejects(here.store, here.commits, options);
  for (const name of ["Lea", "Bob", "Lea"])
    await rejects.add(failed(0, { key: undefined, record: { name } }));
  await rejects.add(failed(0, { key: 1, record: {} }));
  await rejects.add(failed(0, { key: "1", record: {} }));
  assert.equal(rejects.open, 4);
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
