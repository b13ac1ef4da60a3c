import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition } from "../expressions/functions/define.js";
import { functions } from "../expressions/functions/table.js";
import { parse } from "../expressions/parse.js";
import { compileProgram } from "../expressions/program.js";
import { fit } from "./fit.js";
import { inspect } from "./inspect.js";
import { resultOf } from "./natives.js";
import { typeOfValue } from "./schema.js";
import { anything, list, number, object, oneOf, optional, some, type Type, text, union } from "./type.js";

const named = (name: string) => functions.get(name) as Definition;

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
