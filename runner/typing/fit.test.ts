import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { fit } from "./fit.js";
import { inspect } from "./inspect.js";
import {
  anything,
  list,
  nil,
  number,
  type ObjectType,
  object,
  oneOf,
  optional,
  text,
  union,
} from "./type.js";

const wanted: ObjectType = {
  ...object(
    {
      reference: union(text, nil),
      state: optional(oneOf("open", "closed")),
      tags: optional(list(object({ name: optional(text) }))),
      info: optional(object({ email: optional(text) })),
      score: optional(number),
    },
    "the profile",
  ),
  required: ["reference"],
};
const input = object({
  id: text,
  count: number,
  may: optional(union(text, nil)),
  list: list(text),
  open: anything,
});

/** What is wrong with the value of an expression, as `place: message`. */
function remarks(expression: string): string[] {
  const { type, start } = inspect(parse(expression), expression, { input, variables: {} });
  return fit(type, wanted, "the item", start).map(
    ({ index, length, message }) => `${expression.slice(index, index + length)}: ${message}`,
  );
}

test("what fits, or may fit, is in order", () => {
  for (const expression of [
    "{ 'reference': id }",
    "{ 'reference': null, 'score': count, 'tags': [] }",
    "{ 'reference': may, 'info': { 'email': may } }",
    "{ 'reference': open, 'info': open, 'tags': open.x }",
    "{ 'reference': id, 'state': id }",
    "{ 'reference': id, 'tags': [list.{ 'name': $ }] }",
    "{ 'reference': id, 'tags': list.{ 'name': $ }[] }",
    "$merge([open, { 'x': 1 }])",
    "open",
    "$merge([{ 'reference': id }, may ? { 'score': count } : {}])",
  ])
    assert.deepEqual(
      remarks(expression).filter((one) => !one.startsWith("'x'")),
      [],
      expression,
    );
});

test("a member that there is not, or that is not written, is told where it stands", () => {
  assert.deepEqual(remarks("{ 'reference': id, 'stat': 'open' }"), ["'stat': the profile has no `stat`"]);
  assert.deepEqual(remarks("{ 'score': 1 }"), ["{: `reference` is missing: the profile requires it"]);
  assert.deepEqual(remarks("{ 'reference': id, 'info': { 'emial': id } }"), [
    "'emial': `info` has no `emial`",
  ]);
  assert.deepEqual(remarks("{ 'reference': id, 'tags': [{ 'nmae': id }] }"), [
    "'nmae': `tags` has no `nmae`",
  ]);
  assert.deepEqual(
    remarks("($tag := function($n) { { 'nmae': $n } }; { 'reference': id, 'tags': [$tag(id)] })"),
    ["'nmae': `tags` has no `nmae`"],
  );
});

test("a value of another kind is told where it stands", () => {
  assert.deepEqual(remarks("{ 'reference': count }"), [
    "count: `reference` must be a text or null, not a number",
  ]);
  assert.deepEqual(remarks("{ 'reference': id, 'state': 'opn' }"), ["'opn': `state` cannot be \"opn\""]);
  assert.deepEqual(remarks("{ 'reference': id, 'info': may }"), [
    "may: `info` must be an object, not a text or null",
  ]);
  assert.deepEqual(remarks("{ 'reference': id, 'tags': ['a'] }"), [
    "[: a member of `tags` must be an object, not a text",
  ]);
  assert.deepEqual(remarks("id & 'x'"), ["id: the item must be an object, not a text"]);
});

test("one value stands for no list, and a list for no value", () => {
  assert.deepEqual(remarks("{ 'reference': [id] }"), ["[: `reference` must be a text or null, not a list"]);
  assert.deepEqual(remarks("{ 'reference': id, 'tags': { 'name': id } }"), [
    "{: `tags` must be a list, not an object",
  ]);
  assert.deepEqual(remarks("{ 'reference': id, 'tags': list.{ 'name': $ } }"), [
    "list: `tags` must be a list, and this is an object where there is one value",
  ]);
});
