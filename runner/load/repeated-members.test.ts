import assert from "node:assert/strict";
import { test } from "node:test";
import { repeatedMembers } from "./repeated-members.js";

test("a member that stands twice in an object is found, at the second one", () => {
  assert.deepEqual(repeatedMembers('{ "a": 1, "b": { "a": 2 }, "a": 3 }'), [{ index: 27, name: "a" }]);
});

test("values, lists and texts with signs in them are no members", () => {
  assert.deepEqual(
    repeatedMembers('{ "a": "b", "b": ["a", "a"], "c": "{,\\"a\\"", "d": [{ "a": 1 }, { "a": 1 }] }'),
    [],
  );
});
