import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { anything } from "../typing/type.js";
import { compile, emptyLibrary, type Library } from "./expression.js";

function evaluate(
  text: string,
  input: unknown = {},
  library: Library = emptyLibrary,
  variables = {},
): unknown {
  const names = [
    ...Object.keys(library.values),
    ...Object.keys(library.functions),
    ...Object.keys(variables),
  ];
  const scope = { input: anything, variables: Object.fromEntries(names.map((name) => [name, anything])) };
  const locate = (index: number) => ({ file: "a.yaml", line: 3, column: index + 1 });
  const { expression, remarks } = compile(text, scope, library, locate);
  assert.deepEqual(remarks, []);
  return expression?.evaluate(input, variables);
}

async function failureOf(evaluated: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(evaluated)
    .then(
      () => assert.fail("it did not fail"),
      (reason: unknown) => reason,
    );
  assert.ok(error instanceof Fault);
  assert.equal(error.code, "EXPRESSION_FAILED");
  return error.message;
}

const library: Library = {
  values: { tables: { levels: { a: 1 } } },
  functions: {
    double: "function($x) { $x * 2 }",
    quadruple: "function($x) { $double($double($x)) }",
    forever: "function($x) { 1 + $forever($x) }",
  },
};

test("an expression sees its input, its variables, the tables and the functions of the connector", async () => {
  assert.equal(await evaluate("a.b", { a: { b: 1 } }), 1);
  assert.equal(await evaluate("$p.from & a", { a: "x" }, emptyLibrary, { p: { from: "y" } }), "yx");
  assert.equal(await evaluate("$tables.levels.a + $quadruple(3)", {}, library), 13);
});

test("a plain path is answered at once, without a promise", () => {
  assert.equal(evaluate("a.b", { a: { b: 1 } }), 1);
});

test("a list that a path collects comes out as a plain list", async () => {
  const list = await evaluate("a.b", { a: [{ b: 1 }, { b: 2 }] });
  assert.deepEqual(list, [1, 2]);
  assert.deepEqual(Object.getOwnPropertyNames(list), ["0", "1", "length"]);
});

test("a failure tells the code of the engine and its place, also behind functions of the connector", async () => {
  assert.equal(
    await failureOf(() => evaluate("1 + a", { a: "x" })),
    'The right side of the "+" operator must evaluate to a number (T2002) at a.yaml:3:3',
  );
  assert.equal(
    await failureOf(() => evaluate("$double(1) + a", { a: "x" }, library)),
    'The right side of the "+" operator must evaluate to a number (T2002) at a.yaml:3:12',
  );
  assert.equal(
    await failureOf(() => evaluate("a & $double(a)", { a: "x" }, library)),
    'The left side of the "*" operator must evaluate to a number (T2001) at a.yaml:3:12',
  );
});

test("what the parser cannot read is told at its place", () => {
  const told = (text: string) => {
    const { remarks } = compile(text, { input: anything, variables: {} }, emptyLibrary);
    return remarks.map(
      ({ index, length, message, isCut = false }) => `${index}+${length} ${message} ${isCut}`,
    );
  };
  const say = "not a JSONata expression:";
  assert.deepEqual(told("a = = b"), [`4+1 ${say} \`=\` cannot stand here false`]);
  assert.deepEqual(told("a 'x'"), [`2+3 ${say} \`'x'\` cannot stand here false`]);
  assert.deepEqual(told("a +"), [`2+1 ${say} Unexpected end of expression true`]);
  assert.deepEqual(told("(a"), [`1+1 ${say} Expected ")" before end of expression true`]);
  assert.deepEqual(told("/a"), [`0+1 ${say} No terminating / in regular expression true`]);
  assert.deepEqual(told("`a"), [
    `0+1 ${say} Quoted property name must be terminated with a backquote (\`) true`,
  ]);
  assert.deepEqual(told(`${"[".repeat(30_000)}1${"]".repeat(30_000)}`), [
    `0+1 ${say} it nests too deeply false`,
  ]);
  assert.deepEqual(told(`1${" + 1".repeat(30_000)}`), [`0+1 ${say} it nests too deeply false`]);
});

test("a regular expression on the left of `??` works in a function of the connector, too", () => {
  const functions = { most: "function($q) { $match($q, /LIMIT (\\d+)$/).groups[0] ?? 'none' }" };
  const library = { values: {}, functions };
  assert.equal(evaluate("$most(q)", { q: "LIMIT 20" }, library), "20");
  assert.equal(evaluate("$most(q)", { q: "all" }, library), "none");
});
