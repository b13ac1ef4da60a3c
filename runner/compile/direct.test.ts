import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import jsonata from "jsonata";
import { direct } from "./direct.js";
import { syntaxOf } from "./syntax.js";

const word = fc.constantFrom("a", "b", "c");
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("."));
const literal = fc.constantFrom("1", "0", '"x"', '""', "true", "false", "null");
const expression = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    path,
    literal,
    path.map((text) => `$$.${text}`),
    tie("joined"),
    tie("asked"),
    tie("chosen"),
    tie("built"),
  ),
  joined: fc
    .tuple(tie("any"), fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "and", "or"), tie("any"))
    .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  built: fc.oneof(
    fc.array(tie("any"), { maxLength: 3 }).map((parts) => `[${parts.join(", ")}]`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `{ "a": ${one}, "b": ${two} }`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `$merge([${one}, ${two}])`),
    fc
      .tuple(tie("any"), fc.constantFrom("[0]", "[]", "{a: b}", ".b"))
      .map(([one, stage]) => `(${one})${stage}`),
    tie("any").map((one) => `[${one}][0]`),
  ),
  asked: fc
    .tuple(fc.constantFrom("exists", "not", "boolean", "string"), tie("any"))
    .map(([name, of]) => `$${name}(${of})`),
  chosen: fc
    .tuple(tie("any"), fc.constantFrom("??", "?:"), tie("any"))
    .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
})).any as fc.Arbitrary<string>;
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(null, 0, 1, "", "x", true, false, [], {}, [null], [0], [[1]], ["x"]),
    fc.dictionary(word, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 2 }),
  ),
})).value;

test("a direct answer is the answer of JSONata, for any plain expression and any data", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      expression,
      fc.dictionary(word, data, { maxKeys: 3, noNullPrototype: true }),
      async (text, input) => {
        const parsed = jsonata(text);
        const short = direct(syntaxOf(parsed));
        const given = short?.answer(input);
        if (!short || given === short.unable) return;
        answered += 1;
        let wanted: unknown;
        try {
          wanted = await parsed.evaluate(input);
        } catch (error) {
          assert.fail(`JSONata fails: ${(error as Error).message}; direct gave ${JSON.stringify(given)}`);
        }
        assert.equal(JSON.stringify(given), JSON.stringify(wanted));
      },
    ),
    { numRuns: 3000, seed: 20261122 },
  );
  assert.ok(answered > 500, `only ${answered} expressions were answered directly`);
});

test("what needs more than a look-up is left to the engine", () => {
  for (const text of ["$sum(a)", "a[0]", "a.b & c", "a.{'x': b}", "[a][0]", "a ~> $count"]) {
    assert.equal(direct(syntaxOf(jsonata(text))), undefined, text);
  }
});
