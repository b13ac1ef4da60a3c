import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { Fault } from "../faults/fault.js";
import { anything } from "../typing/type.js";
import { compile, emptyLibrary, type Library } from "./expression.js";

const record = {
  a: "x".repeat(1000),
  list: [3, 1, 2],
  person: { name: "Zoë", tags: [{ value: "b" }, { value: "a" }] },
};

function compiled(text: string, library: Library = emptyLibrary) {
  const names = Object.keys(library.functions);
  const scope = { input: anything, variables: Object.fromEntries(names.map((name) => [name, anything])) };
  const locate = (index: number) => ({ file: "a.yaml", line: 1, column: index + 1 });
  const { expression, remarks } = compile(text, scope, library, locate);
  assert.deepEqual(remarks, [], text.slice(0, 100));
  return expression;
}

/** Why an expression was stopped, without the place; the place is always there. */
async function stopped(text: string, input: unknown = record, library?: Library): Promise<string> {
  const expression = compiled(text, library);
  const start = cpuMs();
  const error: unknown = await Promise.resolve()
    .then(() => expression?.evaluate(input))
    .then(
      () => assert.fail(`${text} was not stopped`),
      (reason: unknown) => reason,
    );
  const took = cpuMs() - start;
  assert.ok(error instanceof Fault, String(error));
  assert.equal(error.code, "EXPRESSION_FAILED");
  assert.ok(took < 60_000, `${text} took ${took} ms`);
  const [, reason, place] =
    /^(?:the expression was stopped: )?(.*?)( at a\.yaml:1:\d+)$/s.exec(error.message) ?? [];
  assert.ok(place, error.message);
  return reason ?? "";
}

const STEPS = "it takes more than 200000 steps";

const worth = async (text: string, input: unknown = record) => compiled(text)?.evaluate(input);

test("a bound that was met is told with its place (I7)", async () => {
  assert.equal(await stopped("$pad(a, 2e8)"), "it builds a text of 200000000 characters, more than 4194304");
  assert.equal(await stopped("[1..600000]"), "it builds a list of more than 500000 members");
  assert.equal(
    await stopped("($f := function($x) { 1 + $f($x) }; $f(1))"),
    "its calls are nested more than 1000 deep",
  );
  assert.equal(await stopped("($f := function($x) { $f($x) }; $f(1))"), STEPS);
  const library = { values: {}, functions: { forever: "function($x) { 1 + $forever($x) }" } };
  assert.equal(await stopped("$forever(1)", record, library), "its calls are nested more than 1000 deep");
});

test("functions of a connector that call each other twice are not followed without an end at load (I7)", async () => {
  const functions: Record<string, string> = { f0: "function($x) { $x }" };
  for (let at = 1; at <= 40; at += 1)
    functions[`f${at}`] = `function($x) { $f${at - 1}($x) & $f${at - 1}($x) }`;
  const start = cpuMs();
  const text = await stopped("$f40(a)", { a: "" }, { values: {}, functions });
  assert.equal(text, STEPS);
  assert.ok(cpuMs() - start < 60_000);
});

test("a message of an expression is short", async () => {
  assert.ok((await stopped("$error($pad('', 100000, 'x'))")).length < 600);
});

test("a long list of literals is no depth, and functions take some of their parameters", async () => {
  const list = Array.from({ length: 3000 }, (_, index) => String(index)).join(", ");
  assert.equal(await worth(`$sum([${list}])`), 4_498_500);
  assert.equal(await worth("($p := $pad(?, 5, '.'); $p('ab'))"), "ab...");
  assert.deepEqual(await worth("$map(['a', 'b'], $uppercase)"), ["A", "B"]);
  assert.deepEqual(await worth("person.tags.value ~> $join('-')"), "b-a");
  assert.equal(await worth("$replace('a1b2', /(\\d)/, '<$1>')"), "a<1>b<2>");
  assert.equal(await worth("$replace('a1b2', /\\d/, function($m) { $m.match & '!' }, 1)"), "a1!b2");
  assert.equal(await worth("$replace('aXb', 'X', '$0')"), "a$0b");
  assert.deepEqual(await worth("$split('a, b;c', /[,;] ?/)"), ["a", "b", "c"]);
  assert.deepEqual(await worth("$split('a-b-c', '-', 2)"), ["a", "b"]);
  assert.deepEqual(await worth("$match('ab12', /([a-z])(\\d)/)"), {
    match: "b1",
    index: 1,
    groups: ["b", "1"],
  });
  assert.equal(await worth("$string(person.tags[0], true)"), '{\n  "value": "b"\n}');
  assert.equal(await worth("$toMillis('20240131', '[Y0001][M01][D01]')"), Date.UTC(2024, 0, 31));
  assert.equal(
    await worth("$toMillis('31.1.2024 5:06', '[D].[M].[Y] [H]:[m]')"),
    Date.UTC(2024, 0, 31, 5, 6),
  );
  assert.match(String(await worth("$now('[Y0001]-[M01]')")), /^\d{4}-\d{2}$/);
  assert.equal(await worth("$now() = $fromMillis($millis())"), true);
  assert.equal(await worth("$string($distinct([1, 1, {'a': 1}, {'a': 1}]))"), '[1,{"a":1}]');
});
