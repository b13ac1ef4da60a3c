import assert from "node:assert/strict";
import test from "node:test";
import { Laps } from "./laps.js";

/** The place, counted from 1, of the page at which a circle is noticed, and the page that it repeats. */
function noticed(pages: readonly string[]): [at: number, repeats: number] | undefined {
  const laps = new Laps();
  for (const [index, page] of pages.entries()) {
    const before = laps.visit(page, index + 1);
    if (before !== undefined) return [index + 1, before];
  }
  return undefined;
}

const lap = (length: number) => Array.from({ length }, (_, n) => `page ${n}`);

test("a page that comes three times in a row is a circle, twice it is none", () => {
  assert.deepEqual(noticed(["a", "a", "a"]), [3, 2]);
  assert.equal(noticed(["a", "a", "b", "b", "c", "c"]), undefined);
});

test("the last page, given for each number behind it, is a circle", () => {
  assert.deepEqual(noticed([...lap(500), "z", "z", "z"]), [503, 502]);
});

test("a circle of any length is noticed when its second lap is whole, and not before", () => {
  assert.deepEqual(noticed([...lap(40), ...lap(40)]), [80, 40]);
  assert.equal(noticed([...lap(40), ...lap(39), "new"]), undefined);
});

test("a lap that holds one page twice is noticed when it was repeated", () => {
  assert.deepEqual(noticed(["a", "a", "b", "a", "a", "b"]), [5, 4]);
});

test("pages that come again now and then among new ones are no circle", () => {
  const pages = Array.from({ length: 3000 }, (_, n) => (n % 3 === 2 ? "common" : `page ${n}`));
  assert.equal(noticed(pages), undefined);
});
