import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { inspect } from "./inspect.js";
import { anything, list, nil, number, object, text, union } from "./type.js";

const record = object(
  {
    email: union(text, nil),
    name: text,
    score: union(number, nil),
    names: list(union(text, nil)),
    any: anything,
  },
  "the record",
);

/** The codes of what is wrong with an expression, with the characters at which they stand. */
function told(expression: string): string[] {
  const { remarks } = inspect(parse(expression), expression, { input: record, variables: {} });
  return remarks.map(({ code, index }) => `${index} ${code}`);
}

test("what may be null is told where a function or a sum fails for it", () => {
  assert.deepEqual(told("$lowercase(email)"), ["11 null-given"]);
  assert.deepEqual(told("email ~> $trim()"), ["9 null-given"]);
  assert.deepEqual(told('$join(names, ", ")'), ["6 null-given"]);
  assert.deepEqual(told("score + 1"), ["6 null-given"]);
});

test("nothing is said where null was asked for, where it is taken, and where nothing is known", () => {
  for (const expression of [
    "email ? $lowercase(email) : null",
    "email != null and $contains(email, '@')",
    "$lowercase(email ?: '')",
    '$join(names[$ != null], ", ")',
    "$string(email)",
    "$lowercase(name)",
    "$lowercase(any)",
    "$exists(score) and score != null ? score + 1",
  ])
    assert.deepEqual(told(expression), [], expression);
});

test("`??` keeps null, so what stands behind it for a value that may be null is told", () => {
  assert.deepEqual(told("email ?? 'none'"), ["0 default-keeps-null"]);
  assert.deepEqual(told("$lowercase(email ?? '')"), ["11 default-keeps-null"]);
  for (const expression of ["email ?? null", "name ?? ''", "any ?? ''", "email ?: 'none'"])
    assert.deepEqual(told(expression), [], expression);
});
