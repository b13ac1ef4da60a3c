import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition } from "../expressions/functions/define.js";
import { functions } from "../expressions/functions/table.js";
import { misfit } from "./arguments.js";
import { signatureOf } from "./natives.js";
import { anything, list, nil, nothing, number, object, optional, type Type, text, union } from "./type.js";

const told = (name: string, given: readonly Type[], context: Type = anything) =>
  misfit(`\`$${name}\``, signatureOf(functions.get(name) as Definition), given, context)?.message;

test("an argument is wrong where none of its values fits the signature", () => {
  assert.equal(told("uppercase", [number]), "`$uppercase` takes a text here, not a number");
  assert.equal(told("uppercase", [optional(number)]), "`$uppercase` takes a text here, not a number");
  assert.equal(told("contains", [text, number]), "`$contains` takes a text or a function here, not a number");
  assert.equal(told("sum", [list(text)]), "`$sum` takes numbers, not a text");
  assert.equal(told("join", [number]), "`$join` takes texts, not a number");
  assert.equal(told("map", [list(text), number]), "`$map` takes a function here, not a number");
});

test("an argument that may be right, or missing, is right", () => {
  assert.equal(told("uppercase", [union(text, nil)]), undefined);
  assert.equal(told("uppercase", [nothing]), undefined);
  assert.equal(told("sum", [list(anything)]), undefined);
  assert.equal(told("sum", [list(union(text, number))]), undefined);
  assert.equal(told("sum", [number]), undefined);
  assert.equal(told("join", [list({ kind: "union", of: [] })]), undefined);
  assert.equal(told("zip", [list(text), list(text), list(text)]), undefined);
});

test("the number of arguments is told, and what stands for one that is left out", () => {
  assert.equal(told("uppercase", [text, text]), "`$uppercase` takes 0 to 1 arguments, not 2");
  assert.equal(told("replace", [text]), "`$replace` takes 2 to 4 arguments, not 1");
  assert.equal(told("contains", [text], text), undefined);
  assert.equal(
    told("contains", [text], object({})),
    "`$contains` takes its input where it is given too little, and that is an object here",
  );
});
