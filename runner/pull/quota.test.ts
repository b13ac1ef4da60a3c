import assert from "node:assert/strict";
import test from "node:test";
import { Quota } from "./quota.js";
import type { Row } from "./rows.js";

const rows = [1, 2, 3, 4].map((at) => ({ record: { at }, key: at, cursor: `c${at}`, own: `c${at}` }) as Row);
const keys = (given: readonly Row[]) => given.map(({ key }) => key);

test("gives all rows where nothing limits them", () => {
  const quota = new Quota(undefined, "three", -1);
  assert.equal(
    quota.within(rows, () => true),
    rows,
  );
  assert.deepEqual([quota.isMet, quota.isCut], [false, false]);
});

test("gives rows up to the least of its limits, over all pages, and knows where it cut", () => {
  const quota = new Quota(5, 9);
  assert.deepEqual(keys(quota.within(rows, () => true)), [1, 2, 3, 4]);
  assert.deepEqual([quota.isMet, quota.isCut], [false, false]);
  assert.deepEqual(keys(quota.within(rows, () => true)), [1]);
  assert.deepEqual([quota.isMet, quota.isCut, quota.cutAt], [true, true, "c2"]);
});

test("is met, and not cut, where the last row is the last it gives", () => {
  const quota = new Quota(4);
  assert.deepEqual(keys(quota.within(rows, () => true)), [1, 2, 3, 4]);
  assert.deepEqual([quota.isMet, quota.isCut], [true, false]);
});

test("gives rows that do not count in any number", () => {
  const quota = new Quota(1);
  assert.deepEqual(keys(quota.within(rows, ({ key }) => key === 3)), [1, 2, 3, 4]);
  assert.equal(quota.isMet, true);
});
