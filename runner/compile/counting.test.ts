import assert from "node:assert/strict";
import { test } from "node:test";
import { countsPages } from "./counting.js";

test("pages are counted where something is added to them, in whatever form", () => {
  const counted = ["page + 1", "1 + page", "$number(page) + 1", "1 + $number( page )", "$sum([page, 1])"];
  const given = ["body.next", "body.page + 1", "page", "pages + 1", "$page + 1"];
  assert.deepEqual([counted.filter(countsPages), given.filter(countsPages)], [counted, []]);
});
