import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeeker } from "./seek.js";

interface Row {
  readonly id: number;
  readonly at: string;
}

const cursor = {
  value: (scope: unknown) => (scope as { record: Row }).record.at,
  query: { render: (scope: unknown) => ({ from: (scope as { cursor: string }).cursor }), constant: false },
  ascending: true,
  overlapMs: 0,
  seek: true,
};
const seeker = (clock?: string) =>
  createSeeker(
    cursor,
    (record) => (record as Row).id,
    {},
    () => (clock === undefined ? undefined : Date.parse(clock)),
  );
const row = (id: number, second: number): Row => ({
  id,
  at: `2024-03-19T09:00:${String(second).padStart(2, "0")}Z`,
});

test("it goes on at the last cursor of a page, and gives what it finds there again only once", async () => {
  const { seek, fresh } = seeker();
  const first = [row(1, 1), row(2, 2), row(3, 2)];
  assert.deepEqual(await fresh(first), first);
  assert.deepEqual(await seek(first), { from: "2024-03-19T09:00:02Z" });
  const second = [row(2, 2), row(3, 2), row(4, 2), row(5, 3)];
  assert.deepEqual(await fresh(second), [row(4, 2), row(5, 3)]);
  assert.deepEqual(await seek(second), { from: "2024-03-19T09:00:03Z" });
});

test("a whole page of one instant is left by its own link, and its records are remembered", async () => {
  const { seek, fresh } = seeker();
  await fresh([row(1, 1), row(2, 1)]);
  await seek([row(1, 1), row(2, 1)]);
  await fresh([row(1, 1), row(2, 1)]);
  assert.equal(await seek([row(1, 1), row(2, 1)]), undefined);
  assert.deepEqual(await fresh([row(3, 1), row(4, 1)]), [row(3, 1), row(4, 1)]);
  assert.equal(await seek([row(3, 1), row(4, 1)]), undefined);
  assert.deepEqual(await fresh([row(4, 1), row(1, 1), row(5, 2)]), [row(5, 2)]);
});

test("a record that changed while the list is read comes again, as it is now", async () => {
  const { seek, fresh } = seeker();
  await fresh([row(1, 1), row(2, 2)]);
  await seek([row(1, 1), row(2, 2)]);
  assert.deepEqual(await fresh([row(2, 2), row(3, 3), row(1, 4)]), [row(3, 3), row(1, 4)]);
});

test("what changed after the run began is read by the pages: the next run reads it again", async () => {
  const { seek } = seeker("2024-03-19T09:00:05Z");
  assert.deepEqual(await seek([row(1, 5)]), { from: "2024-03-19T09:00:05Z" });
  assert.equal(await seek([row(2, 6)]), undefined);
});

test("a list out of order, or without cursors, is read by its own pages", async () => {
  const { seek } = seeker();
  assert.deepEqual(await seek([row(1, 5)]), { from: "2024-03-19T09:00:05Z" });
  assert.equal(await seek([row(2, 4)]), undefined);
  assert.equal(await seek([{ id: 3 }]), undefined);
});
