import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import jsonata from "jsonata";
import { direct } from "./direct.js";
import { syntaxOf } from "./syntax.js";

const word = fc.constantFrom("a", "b", "c");
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("."));
const literal = fc.constantFrom("1", "0", '"x"', '""', "true", "false", "null");
const lambda = fc.constantFrom(
  "function($v) { $v }",
  "function($v, $k) { $k = 'a' }",
  "function($v, $k) { $v != null and $k != 'b' }",
  "function($v, $k) { $k in ['a', 'b'] }",
  "function($v) { $boolean($v) ? $v }",
);
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
    tie("called"),
    tie("bound"),
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
  called: fc.oneof(
    fc
      .tuple(fc.constantFrom("sift", "each", "filter"), tie("any"), lambda)
      .map(([name, of, by]) => `$${name}(${of}, ${by})`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `$append(${one}, ${two})`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `$distinct($append(${one}, ${two}))`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `(${one} & ${two})`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `(${one} in ${two})`),
    tie("any").map((one) => `$join(${one}, "-")`),
    tie("any").map((one) => `$twice(${one})`),
  ),
  bound: fc.oneof(
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `($x := ${one}; $y := ${two}; [$x, $x.a, $y])`),
    fc
      .tuple(tie("any"), tie("any"))
      .map(([one, two]) => `($f := function($p) { [$p, $p.a, ${two}] }; $f(${one}))`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `($x := ${one}; $distinct($x) ?? ${two})`),
    fc
      .tuple(tie("any"), tie("any"))
      .map(([one, two]) => `($x := ${one}; { "a": $x.b, "b": $count($x) = ${two} })`),
  ),
  asked: fc
    .tuple(
      fc.constantFrom("exists", "not", "boolean", "string", "count", "type", "keys", "distinct"),
      tie("any"),
    )
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

const twice = "function($value) { { 'one': $value, 'two': [$value] } }";

test("a direct answer is the answer of JSONata, for any plain expression and any data", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      expression,
      fc.dictionary(word, data, { maxKeys: 3, noNullPrototype: true }),
      async (text, input) => {
        const short = direct(syntaxOf(jsonata(text)), { twice: syntaxOf(jsonata(twice)) });
        const parsed = jsonata(`($twice := ${twice}; ${text})`);
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
    { numRuns: 6000, seed: 20261122 },
  );
  assert.ok(answered > 500, `only ${answered} expressions were answered directly`);
});

test("what needs more than a look-up is left to the engine", () => {
  for (const text of ["$sum(a)", "a[0]", "a.{'x': b}", "[a][0]", "a ~> $count", "$map(a, $f)"]) {
    assert.equal(direct(syntaxOf(jsonata(text))), undefined, text);
  }
});
