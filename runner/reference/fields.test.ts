import assert from "node:assert/strict";
import { test } from "node:test";
import { typeText, valueText } from "./fields.js";

test("a type is told in the order of the manifest, with null behind the rest", () => {
  assert.equal(typeText({ type: "boolean" }), "boolean");
  assert.equal(typeText({ type: ["null", "array"] }), "array|null");
  assert.equal(typeText({ type: ["string", "object", "null"] }), "string|object|null");
  assert.equal(typeText({ type: "null" }), "null");
  assert.equal(typeText({}), "any");
});

test("an enum is told by its values, sorted, and as nullable only where null is one of them", () => {
  assert.equal(
    typeText({ type: ["string", "null"], enum: ["true", "false", null] }),
    "Literal['false','true']|null",
  );
  assert.equal(typeText({ type: ["string", "null"], enum: ["b", "a"] }), "Literal['a','b']");
  assert.equal(typeText({ enum: [10, 9, true] }), "Literal[9,10,True]");
});

test("values are told as None, True and False, text as it is, the rest as JSON", () => {
  assert.deepEqual([undefined, null, true, false, "20240404", 30, ["a"]].map(valueText), [
    "None",
    "None",
    "True",
    "False",
    "20240404",
    "30",
    '["a"]',
  ]);
});
