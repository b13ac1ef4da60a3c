import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { countCompared, verdict } from "./truth.js";
import { boolean, nil, nothing, oneOf, optional, text, union } from "./type.js";

test("a condition that is the same for every value has a verdict, another one has none", () => {
  assert.equal(verdict(oneOf("closed")), true);
  assert.equal(verdict(oneOf(200, 201)), true);
  assert.equal(verdict(oneOf("")), false);
  assert.equal(verdict(nil), false);
  assert.equal(verdict(nothing), false);
  assert.equal(verdict(oneOf(0, 1)), undefined);
  assert.equal(verdict(optional(oneOf("closed"))), undefined);
  assert.equal(verdict(union(text, nil)), undefined);
  assert.equal(verdict(boolean), undefined);
});

test("a number of members is never below 0", () => {
  const always = (expression: string) => countCompared(parse(expression));
  for (const expression of ["$count(a) >= 0", "0 <= $count(a)", "$length(a) > -1"])
    assert.equal(always(expression), true, expression);
  for (const expression of ["$count(a) < 0", "$count(a) = -1"])
    assert.equal(always(expression), false, expression);
  for (const expression of ["$count(a) > 0", "$count(a) >= 1", "$sum(a) >= 0", "a = 0"])
    assert.equal(always(expression), undefined, expression);
});
