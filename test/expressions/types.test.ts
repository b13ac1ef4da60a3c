/** Types never say too much: whatever an expression gives is of the type that was worked out for it before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "../../runner/expressions/parse.js";
import { compileProgram } from "../../runner/expressions/program.js";
import { describe } from "../../runner/typing/describe.js";
import { inspect } from "../../runner/typing/inspect.js";
import { typeOfValue } from "../../runner/typing/schema.js";
import { object, partsOf, type Type } from "../../runner/typing/type.js";
import { data, expression } from "./generated.js";

const RUNS = Number(process.env.EXPRESSIONS_RUNS ?? 4000);
const SEED = Number(process.env.EXPRESSIONS_SEED ?? 20261127);

test("any expression on any data gives a value of its type", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(expression, data, async (text, input) => {
      const tree = parsed(text);
      if (!tree) return;
      const { type, remarks } = inspect(tree, text, { input: typeOfValue(input, false), variables: {} });
      // What is found wrong has no type.
      if (remarks.length > 0) return;
      const ending = await evaluated(text, input);
      if (!ending) return;
      if (type.kind !== "anything") told += 1;
      assert.ok(isOf(ending.value, type), `${JSON.stringify(ending.value)} is not ${describe(type)}`);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  assert.ok(told > RUNS / 20, `only ${told} types said something`);
});

test("types of data are known to be those of the data", () => {
  assert.ok(isOf({ a: [1, "x"] }, typeOfValue({ a: ["y", 2] }, false)));
  assert.ok(!isOf({ a: 1 }, object({})));
  assert.ok(!isOf("b", typeOfValue("a", true)));
});

function parsed(text: string) {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** What it gives; undefined where it fails. */
async function evaluated(text: string, input: unknown): Promise<{ readonly value: unknown } | undefined> {
  try {
    return { value: await compileProgram(text, {}).evaluate(input) };
  } catch {
    return undefined;
  }
}

/** Whether a value is one of a type, with all that is in it. */
function isOf(value: unknown, type: Type): boolean {
  return partsOf(type).some((part) => {
    switch (part.kind) {
      case "anything":
        return true;
      case "nothing":
        return value === undefined;
      case "null":
        return value === null;
      case "list":
        // Brackets that name places can leave places with nothing in a list, here as in stock JSONata.
        return Array.isArray(value) && value.every((one) => one === undefined || isOf(one, part.of));
      case "object":
        return (
          isMapping(value) &&
          Object.entries(value).every(([name, one]) => {
            const member = Object.hasOwn(part.members, name) ? part.members[name] : part.rest;
            return member !== undefined && isOf(one, member);
          }) &&
          Object.entries(part.members).every(
            ([name, member]) => Object.hasOwn(value, name) || isOf(undefined, member),
          )
        );
      case "function":
        return typeof value === "function" || isMapping(value);
      default:
        return typeof value === part.kind && (part.values?.includes(value as string) ?? true);
    }
  });
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
