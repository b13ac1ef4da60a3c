import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { costOf, isCheap } from "./cost.js";

const costs = (pattern: RegExp) => costOf(pattern).cost;

test("simple expressions are known to be cheap", () => {
  assert.deepEqual(costs(/abc/g), { ways: 1, repeats: 0 });
  assert.deepEqual(costs(/a|bc|[|)]/g), { ways: 3, repeats: 0 });
  assert.deepEqual(costs(/^(a|b)?\d+$/g), { ways: 3, repeats: 1 });
  assert.deepEqual(costs(/\d{2,4}\.\(?/g), { ways: 6, repeats: 0 });
  assert.equal(isCheap(costOf(/^\d{4}-(0[1-9]|1[0-2])(T\d+)?$/g), 30), true);
});

test("repeats in repeats, groups that are repeated and references are not simple", () => {
  for (const pattern of [/(a+)+/g, /(ab)*/g, /(a|b){2,3}/g, /(a)\1/g, /(?=a)/g, /(?<n>a)/g])
    assert.equal(costs(pattern), undefined, String(pattern));
});

test("a long text is too much for several repeats", () => {
  assert.equal(isCheap(costOf(/a+b+c+/g), 30), true);
  assert.equal(isCheap(costOf(/a+b+c+/g), 3000), false);
});

const atom = fc.constantFrom("a", "b", ".", "[ab]", "\\d", "\\w", "[^a]", "\\x61");
const pattern = fc.letrec<{ any: string }>((tie) => ({
  any: fc
    .array(
      fc.tuple(
        fc.oneof(
          { depthSize: "small" },
          atom,
          fc.tuple(tie("any"), tie("any")).map(([l, r]) => `(${l}|${r})`),
        ),
        fc.constantFrom("", "", "?", "*", "+", "{0,3}", "??", "+?"),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.map(([one, sign]) => `${one}${sign}`).join("")),
})).any;

test("what is said to be cheap ends at once, on any text", () => {
  fc.assert(
    fc.property(pattern, fc.nat(200), (source, length) => {
      const expression = new RegExp(`${source}c$`, "g");
      const text = "a".repeat(length);
      if (!isCheap(costOf(expression), length)) return;
      const start = performance.now();
      expression.exec(text);
      assert.ok(performance.now() - start < 2000, String(expression));
    }),
    { numRuns: 1000, seed: 20261126 },
  );
});
