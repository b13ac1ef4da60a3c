import assert from "node:assert/strict";
import { test } from "node:test";
import { absenceOf, type ListFacts } from "./absence.js";

const facts: ListFacts = {
  isWhole: true,
  listed: 30,
  total: undefined,
  hasChanged: false,
  mayShift: true,
  hasGap: false,
  pages: 3,
  hasFullPage: true,
};

for (const [what, more, absence] of [
  ["a list of full pages that can shift", {}, "weak"],
  ["a list that was cut or narrowed", { isWhole: false, total: 30 }, "unproven"],
  ["a list of fewer records than its own total", { total: 31 }, "unproven"],
  ["a list whose total agrees", { total: 30 }, "proven"],
  ["a list whose total agrees and was another one before", { total: 30, hasChanged: true }, "weak"],
  ["a list that cannot shift", { mayShift: false }, "proven"],
  ["a list that cannot shift, with a page that came empty", { mayShift: false, hasGap: true }, "weak"],
  ["a list of one page", { pages: 1 }, "proven"],
  ["a list of pages that were never full, and an empty one", { hasFullPage: false, hasGap: true }, "proven"],
] as const) {
  test(`${what}: who is not in it is ${absence === "proven" ? "gone" : absence === "weak" ? "gone when two such lists lack it" : "not known to be gone"}`, () => {
    assert.equal(absenceOf({ ...facts, ...more }), absence);
  });
}
