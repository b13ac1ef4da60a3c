import assert from "node:assert/strict";
import { test } from "node:test";
import { operate } from "./operators.js";
import {
  anything,
  boolean,
  list,
  nil,
  nothing,
  number,
  object,
  oneOf,
  optional,
  some,
  text,
  union,
} from "./type.js";

const told = (sign: string, left = anything, right = anything) => operate(sign, left, right).problem?.message;

test("what an operator gives may be missing where an operand may be", () => {
  assert.deepEqual(operate("+", number, number).type, number);
  assert.deepEqual(operate("+", optional(number), number).type, optional(number));
  assert.deepEqual(operate("<", text, optional(text)).type, optional(boolean));
  assert.deepEqual(operate("=", optional(text), text).type, boolean);
  assert.deepEqual(operate("&", nothing, nothing).type, text);
});

test("an operand is wrong where none of its values can be right", () => {
  assert.equal(told("+", text, number), "`+` takes numbers, not a text");
  assert.equal(told("+", optional(text), number), "`+` takes numbers, not a text");
  assert.equal(told("*", number, union(text, nil)), "`*` takes numbers, not a text or null");
  assert.equal(told("..", number, list(number)), "`..` takes numbers, not a list");
  assert.equal(told("<", boolean, number), "`<` compares numbers or texts, not true or false");
  assert.equal(told("<", text, number), "`<` cannot compare a text with a number");
});

test("where some value may be right nothing is said", () => {
  assert.equal(told("+", union(text, number), number), undefined);
  assert.equal(told("+", anything, number), undefined);
  assert.equal(told("+", nothing, number), undefined);
  assert.equal(told("<", union(text, number), number), undefined);
  assert.equal(told("=", union(text, number), number), undefined);
});

test("a comparison by order and a sum fail for null, so a schema that names null has it told", () => {
  assert.equal(
    told(">=", union(text, nil), oneOf("2024")),
    "`>=` fails where this is null, and by its schema it may be",
  );
  assert.equal(
    told("+", union(number, nil), number),
    "`+` fails where this is null, and by its schema it may be",
  );
  assert.equal(told(">=", optional(text), oneOf("2024")), undefined);
});

test("values of different kinds are never the same", () => {
  assert.equal(told("=", text, number), "`=` is never true between a text and a number");
  assert.equal(told("!=", boolean, text), "`!=` is always true between true or false and a text");
  assert.equal(told("=", list(text), text), "`=` is never true between a list and a text");
  assert.equal(told("=", object({}), text), "`=` is never true between an object and a text");
  assert.equal(told("=", some(text), text), undefined);
});

test("null and nothing are asked for on purpose", () => {
  assert.equal(told("=", text, nil), undefined);
  assert.equal(told("!=", nil, number), undefined);
  assert.equal(told("=", nothing, text), undefined);
});

test("one of a few values is compared with another one", () => {
  const { problem } = operate("=", oneOf("open", "closed"), oneOf("opn"));
  assert.deepEqual(problem, {
    code: "never-true",
    message: '`=` is never true here: it cannot be "opn"',
    hint: "Did you mean `open`?",
  });
  assert.equal(told("=", oneOf("open", "closed"), oneOf("open")), undefined);
});

test("a value is sought among others of its kind", () => {
  assert.equal(told("in", text, list(text)), undefined);
  assert.equal(told("in", text, text), undefined);
  assert.equal(
    told("in", number, list(text)),
    "`in` is never true: a number is sought among values that are a text",
  );
  assert.equal(told("in", oneOf("x"), list(oneOf("a", "b"))), '`in` is never true here: it cannot be "x"');
});
