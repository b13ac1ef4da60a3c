import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesRead } from "./values-read.js";

test("the paths of an expression are told with their values, each once, and what is missing too", () => {
  const input = { a: { "first-name": "Ada" }, tags: [{ n: 1 }, { n: 2 }] };
  assert.deepEqual(valuesRead("a.`first-name` = 'x' or a.`first-name` = 'y' or $exists(b.c)", input), [
    { path: "a.`first-name`", value: "Ada" },
    { path: "b.c", value: undefined },
  ]);
  assert.deepEqual(valuesRead("$sum(tags.n) > 2", input), [{ path: "tags.n", value: [1, 2] }]);
});

test("a path is told up to its filter, and nothing is told of what stands behind a function", () => {
  assert.deepEqual(valuesRead("tags[n = 1].m", { tags: [] }), [{ path: "tags", value: [] }]);
  assert.deepEqual(valuesRead("$f(a).b", { a: 1, b: 2 }), [{ path: "a", value: 1 }]);
  assert.deepEqual(valuesRead("not an expression (", {}), []);
});
