import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { anything } from "../typing/type.js";
import { compile, emptyLibrary, type Library } from "./expression.js";

const record = () => ({
  id: "r1",
  one: [{ a: 1 }],
  tags: [
    { name: "b", value: 2 },
    { name: "a", value: 1 },
  ],
  person: { name: "Zoë" },
});

const scope = (library: Library) => ({
  input: anything,
  variables: Object.fromEntries(Object.keys(library.functions).map((name) => [name, anything])),
});
const remarks = (text: string, library = emptyLibrary) => compile(text, scope(library), library).remarks;

/** A value, or the message of a failure. */
async function outcome(text: string, input: unknown = record()): Promise<unknown> {
  const { expression, remarks: found } = compile(text, scope(emptyLibrary), emptyLibrary);
  assert.deepEqual(found, [], text);
  try {
    return await expression?.evaluate(input);
  } catch (error) {
    return (error as Error).message;
  }
}

test("$eval is not there, by whatever way it is reached (I7)", async () => {
  const none = "there is no function `$eval`";
  assert.deepEqual(
    remarks("$eval('1')").map(({ message }) => message),
    [none],
  );
  assert.deepEqual(
    remarks("$map(['1'], $eval)").map(({ message }) => message),
    ["there is no variable `$eval`"],
  );
  assert.deepEqual(
    remarks("($e := $eval; $e('1'))").map(({ message }) => message),
    ["there is no variable `$eval`"],
  );
  for (const text of [
    "$lookup({}, 'constructor')",
    "$lookup({}, '__proto__')",
    "$lookup($, 'constructor')",
    "$.constructor",
    "$.__proto__",
    "$.constructor.constructor",
    "person.name.constructor",
    "tags.constructor",
    "tags.push",
    "($f := function($x) { $x }; $f.environment)",
    "($f := function($x) { $x }; $f.body)",
    "$lookup($pad, 'implementation')",
    "$pad.implementation",
    "$sift({}, function($v, $k) { $k = 'constructor' })",
    "$each({}, function($v, $k) { $k })",
    "$each($string, function($v, $k) { $k })",
    "$spread($string).implementation",
    "$keys($string)",
    "$string.**.implementation",
    "/a/.constructor",
    "$match('a', /a/).next",
  ]) {
    const value = await outcome(text);
    assert.ok(
      value === undefined || (typeof value === "string" && /T0410|T1006|function/.test(value)),
      `${text}: ${value}`,
    );
  }
  assert.match(String(await outcome("$lookup({}, 'constructor')('return 1')()")), /non-function/);
  assert.match(String(await outcome("$.`constructor`('return 1')")), /non-function/);
});

test("the engine has no $eval either, should a name slip through (I7)", async () => {
  const slipped = { input: anything, variables: { eval: anything } };
  const { expression } = compile("$eval('1 + 1')", slipped, emptyLibrary);
  await assert.rejects(async () => expression?.evaluate({}), {
    message: "Attempted to invoke a non-function (T1006)",
  });
});

test("a name like __proto__ in data or in an expression reaches no object but its own", async () => {
  await outcome(
    "$merge([{ '__proto__': { 'polluted': 1 } }, { 'constructor': { 'prototype': { 'polluted': 1 } } }])",
  );
  await outcome("$ ~> | $ | { '__proto__': { 'polluted': 1 } } |");
  await outcome("{ '__proto__': { 'polluted': 1 } }");
  await outcome("tags{ '__proto__': { 'polluted': value } }");
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test("no expression changes the record that it looks at", async () => {
  for (const text of [
    "$ ~> | tags | { 'value': 99 }, ['name'] |",
    "$ ~> | $ | { 'id': 'changed' } |",
    "person ~> | $ | {}, 'name' |",
    "($t := tags; $t ~> | $ | { 'value': 0 } |)",
    "$sort(tags, function($a, $b) { $a.value > $b.value })",
    "tags^(value)",
    "$reverse(tags)",
    "$shuffle(tags)",
    "$append(tags, 1)",
    "$merge([$, { 'id': 'changed' }])",
    "tags#$i.{ 'i': $i, 'n': name }",
    "tags@$t.{ 'n': $t.name }",
    "tags.%.id",
    "{ 'tags': tags.value, 'same': $ }",
    "tags[]",
    "one[]",
    "$distinct(tags)",
    "$each(person, function($v) { $v })",
    "($person := { 'name': 'x' }; $merge([person, $person]))",
  ]) {
    const input = record();
    await outcome(text, input);
    assert.deepEqual(JSON.stringify(input), JSON.stringify(record()), text);
  }
});

test("what an expression gives is plain data, through and through", async () => {
  const value = await outcome("{ 'names': tags.name, 'all': [{ 'values': tags.value }] }");
  assert.deepEqual(structuredClone(value), { names: ["b", "a"], all: [{ values: [2, 1] }] });
});

test("a text that would harm the parser is a finding, in less than two seconds (I7)", () => {
  const long = "an expression has up to 262144 characters, this one has 1000000";
  const deep = "not a JSONata expression: it nests too deeply";
  const repeated = (part: string, times: number) => part.repeat(times);
  const cases: readonly (readonly [text: string, message: string])[] = [
    [repeated("(", 1_000_000), long],
    [repeated("1+", 500_000), long],
    [repeated("(", 250_000), deep],
    [`1${repeated("+1", 125_000)}`, deep],
    [`a${repeated(".a", 100_000)}`, deep],
    [`1${repeated("+1", 900)}`, deep],
    [repeated("$f(", 80_000), deep],
    [`a${repeated("[0]", 80_000)}`, deep],
    [
      `${repeated("(", 25)}a${repeated(" ?: a)", 25)}`,
      "`??` and `?:` stand on the left of each other, again and again",
    ],
    [
      `${repeated("[", 25)}a${repeated(" ?? a]", 25)}`,
      "`??` and `?:` stand on the left of each other, again and again",
    ],
  ];
  for (const [text, message] of cases) {
    const start = cpuMs();
    assert.deepEqual(
      remarks(text).map((remark) => remark.message),
      [message],
      text.slice(0, 20),
    );
    assert.ok(cpuMs() - start < 2000, text.slice(0, 20));
  }
  const start = cpuMs();
  assert.deepEqual(remarks(`[${repeated("1,", 100_000)}1]`), []);
  assert.deepEqual(
    remarks(`{ ${Array.from({ length: 200 }, (_, at) => `"f${at}": $string(a) ?? b ?? c`).join(", ")} }`),
    [],
  );
  assert.ok(cpuMs() - start < 2000);
});

test("a function of a connector that cannot be parsed harms no expression that calls it", () => {
  const library: Library = {
    values: {},
    functions: { bad: "function($x) { ", bomb: `(${"(".repeat(100_000)}` },
  };
  assert.deepEqual(remarks("$bad(1) & $bomb(1)", library), []);
});
