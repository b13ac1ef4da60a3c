import assert from "node:assert/strict";
import { test } from "node:test";
import { LineCounter, parseDocument } from "yaml";
import { anything, nil, nothing, number, object, optional, type Type, text, union } from "../typing/type.js";
import { cursorType, pageType } from "./scope-types.js";
import { Slots } from "./slots.js";

const counter = new LineCounter();
const slots = new Slots(
  { file: "a", path: "/a", text: "", counter, document: parseDocument("", { lineCounter: counter }) },
  [],
);
const page = (first: unknown, next?: string): Type =>
  pageType(slots, next === undefined ? { first } : { first, next }, { body: anything });

test("`page` is the value of the first request, or what `next` gives", () => {
  assert.deepEqual(page(1), number);
  assert.deepEqual(page(undefined), nothing);
  assert.deepEqual(page(0, "$count(body) > 0 ? page + 100"), number);
  assert.deepEqual(page("a", "body.more ? page + 1 : null"), union(text, number));
  assert.deepEqual(page(undefined, "page + 1"), union(nothing, number));
  assert.deepEqual(page({ from: 0 }), object({ from: number }));
});

test("where nobody knows what leads on, `page` may be anything", () => {
  assert.deepEqual(page(1, "body.next"), anything);
  assert.deepEqual(page(1, "body.next ?? page"), anything);
  assert.deepEqual(page(1, "not an expression"), anything);
});

test("a stored cursor is of the kind of `cursor.value`, and nothing before the first run", () => {
  assert.deepEqual(cursorType({ ...text, format: "date-time" }), optional(text));
  assert.deepEqual(cursorType(union(number, nil, nothing)), optional(number));
  assert.deepEqual(cursorType(anything), optional(union(text, number)));
  assert.deepEqual(cursorType(object({})), optional(union(text, number)));
});
