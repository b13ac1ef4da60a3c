import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition } from "../expressions/functions/define.js";
import { functions } from "../expressions/functions/table.js";
import { parse } from "../expressions/parse.js";
import { compileProgram } from "../expressions/program.js";
import { fit } from "./fit.js";
import { inspect } from "./inspect.js";
import { misfit, resultOf } from "./natives.js";
import { typeOfValue } from "./schema.js";
import {
  anything,
  list,
  nil,
  nothing,
  number,
  object,
  oneOf,
  optional,
  some,
  type Type,
  text,
  union,
} from "./type.js";

const named = (name: string) => functions.get(name) as Definition;
const told = (name: string, given: readonly Type[], context: Type = anything) =>
  misfit(named(name), given, context)?.message;

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

test("results are worked out where a signature says too little", () => {
  const result = (name: string, ...given: Type[]) => resultOf(named(name), given, anything);
  assert.deepEqual(result("string", number), text);
  assert.deepEqual(result("string", optional(number)), optional(text));
  assert.deepEqual(result("keys", object({})), some(text));
  assert.deepEqual(result("sort", list(text)), list(text));
  assert.deepEqual(result("sort", text), list(text));
  assert.deepEqual(result("append", list(text), number), list(union(text, number)));
  assert.deepEqual(result("lookup", object({ a: text }), oneOf("a")), optional(text));
  assert.deepEqual(result("max", list(number)), optional(number));
  assert.deepEqual(result("filter", list(text), anything), some(text));
  assert.deepEqual(result("merge", list(object({ a: text }))), object({ a: optional(text) }));
});

test("the value of the example of every function is one of its type", async () => {
  const wrong: string[] = [];
  for (const [name, { example }] of functions) {
    const [expression] = example;
    const value = await compileProgram(expression, {}).evaluate({});
    const { type, remarks } = inspect(parse(expression), expression, { input: object({}), variables: {} });
    const misfits = fit(typeOfValue(value, true), type, name, { index: 0, length: 1 });
    if (remarks.length > 0 || misfits.length > 0)
      wrong.push(`${name}: ${JSON.stringify([remarks, misfits])}`);
  }
  assert.deepEqual(wrong, []);
});
