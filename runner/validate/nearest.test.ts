import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, suggest } from "./nearest.js";

test("a slip of the finger is near: a letter more, less, other, or two swapped", () => {
  for (const slip of ["sourc_key", "source_keyy", "source_kez", "suorce_key", "Source_Key"])
    assert.equal(nearest(slip, ["source_key", "board_key"]), "source_key", slip);
});

test("of two words the nearer is meant, of two that are as near the first", () => {
  assert.equal(nearest("filter_rol", ["filter_rule", "filter_role"]), "filter_role");
  assert.equal(nearest("sorts", ["sort", "sorta"]), "sort");
});

test("another word is not near, and a short one must be nearer", () => {
  assert.equal(nearest("location", ["filter_email", "sort"]), undefined);
  assert.equal(nearest("ab", ["cd"]), undefined);
  assert.equal(nearest("y", ["x"]), undefined);
});

test("without a near word the hint tells what there is, at most twenty", () => {
  assert.equal(suggest("sotr", ["sort", "limit"]), "Did you mean `sort`?");
  assert.equal(suggest("zzzz", ["sort", "limit"]), "Known here: `sort`, `limit`.");
  assert.equal(suggest("zzzz", ["sort"], "Actions"), "Actions: `sort`.");
  assert.equal(suggest("zzzz", []), undefined);
  const many = Array.from({ length: 21 }, (_, index) => `name${index}`);
  assert.match(suggest("zzzzzzzz", many) ?? "", /`name19`, …\.$/);
});
