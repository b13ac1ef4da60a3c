import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { Fault } from "../faults/fault.js";
import { compile, emptyLibrary, type Library } from "./expression.js";
import { anything } from "./shape.js";

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
  const error: unknown = await Promise.resolve(expression?.evaluate(input)).then(
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

/** Steps come first on any machine but a very slow one. */
const long = /^it takes (more than 200000 steps|longer than 30000 ms)$/;

const many = Array.from({ length: 50_000 }, (_, a) => ({ a }));

const worth = async (text: string, input: unknown = record) => compiled(text)?.evaluate(input);

const TEXT = (length: number) => `it builds a text of ${length} characters, more than 4194304`;

test("a text of one step is refused before it is built (I7)", async () => {
  assert.equal(await stopped("$pad(a, 2e8)"), TEXT(200_000_000));
  assert.equal(await stopped("$pad(a, -2e8)"), TEXT(200_000_000));
  assert.equal(await stopped("$pad(a, 1000000, 'abcdefgh')"), TEXT(8_000_000));
  assert.equal(await stopped("$join([1..9000].$$.a)"), TEXT(9_000_000));
  assert.equal(await stopped("$join([1..5000].('x'), $$.a)"), TEXT(5_005_000));
  assert.match(
    await stopped("$replace($pad('', 10000, 'ab'), 'a', $$.a)"),
    /^it builds a text of 41\d{5} char/,
  );
  assert.match(
    await stopped("$replace($pad('', 10000, 'ab'), /a/, $$.a)"),
    /^it builds a text of 41\d{5} char/,
  );
  assert.match(
    await stopped("$replace($pad('', 4000000), /.+/, '$0$0$0')"),
    /^it builds a text of 1\d{7} char/,
  );
  assert.match(
    await stopped("$replace($pad('', 10000, 'ab'), /a/, function($m) { $$.a })"),
    /^it builds a text of 4\d{6} characters/,
  );
  assert.equal(await stopped("$string($pad('', 4000000, '\"') ~> $append(1))"), TEXT(8_000_006));
  assert.equal(await stopped("$base64encode($pad('', 4000000))"), TEXT(5_333_336));
  assert.equal(await stopped("$encodeUrlComponent($pad('', 4000000))"), TEXT(12_000_000));
  assert.equal(await stopped("$encodeUrl($pad('', 4000000))"), TEXT(12_000_000));
  assert.equal(await stopped("$uppercase($pad('', 4000000, 'ß'))"), TEXT(8_000_000));
});

test("a text that doubles is stopped at the first step past the bound, with the engine and without it (I7)", async () => {
  const doubled = (more: string) => `($a := a; ${"$a := $a & $a;".repeat(30)} $a${more})`;
  const size = 1000 * 2 ** 13;
  assert.equal(await stopped(doubled("")), TEXT(size));
  assert.equal(await stopped(doubled(" ~> $length")), TEXT(size));
  assert.equal(await stopped("($f := function($x) { $f($x & $x) }; $f(a))"), TEXT(size));
  assert.equal(
    await stopped("($t := $pad('', 4000000); [1..1000].($t & $string($)))"),
    "it builds large texts again and again, of more than 67108864 characters together",
  );
});

test("pictures of numbers and times cannot make or read something huge (I7)", async () => {
  assert.equal(
    await stopped("$formatNumber(1, $pad('', 1000, '0'))"),
    "a picture has up to 200 characters, this one has 1000",
  );
  assert.equal(
    await stopped("$formatInteger(1, $pad('', 1000, '0'))"),
    "a picture has up to 200 characters, this one has 1000",
  );
  assert.equal(await stopped("$formatInteger(1e9, 'I')"), "Roman numerals go up to 10000 here");
  assert.equal(await stopped("$formatInteger(1/0, 'A')"), "`$formatInteger` takes a finite number");
  assert.equal(
    await stopped("$fromMillis(0, '[Y,200000000]')"),
    "a width in a picture has up to three digits",
  );
  assert.equal(await stopped("$now('[Y,*-2 00 000 000]')"), "a width in a picture has up to three digits");
  assert.equal(
    await stopped("$toMillis($pad('', 200, '1') & 'x', '[MNn][FNn][MNn][FNn][MNn][FNn]')"),
    "too many parts of this picture stand side by side: put signs between them",
  );
  assert.equal(
    await stopped("$toMillis($pad('', 1000, '1'), '[Y]')"),
    "a time is read from up to 256 characters, this text has 1000",
  );
});

test("lists cannot fill the memory, one by one or together (I7)", async () => {
  const list = "it builds a list of more than 500000 members";
  const all = "it puts more than 2000000 members into lists and objects";
  assert.equal(await stopped("[1..10000000000]"), list);
  assert.equal(await stopped("[1..600000]"), list);
  assert.equal(await stopped("[1..1e4].([1..1e4])"), all);
  assert.equal(await stopped("([1..400000]; [1..400000]; [1..400000]; [1..400000])"), all);
  assert.equal(await stopped("$split($pad('', 600000), '')"), list);
  assert.equal(await stopped("($l := [1..2000]; $l@$x.$l@$y.$l@$z.($x + $y + $z))"), all);
  assert.equal(await stopped("$spread(many)", { many }), "`$spread` takes lists of up to 10000 members");
  assert.equal(await stopped("$distinct(many)", { many }), "`$distinct` is given too many lists or objects");
  const appended = `($a := list; ${"$a := $append($a, $a);".repeat(30)} $a)`;
  assert.match(await stopped(appended), /^it (builds a list|puts more)/);
});

test("a value that holds itself twice, again and again, is stopped (I7)", async () => {
  const twice = (made: string) => `($a := { 'x': a }; ${`$a := ${made};`.repeat(30)} $a)`;
  const size = "it builds a value of more than 1000000 parts";
  assert.equal(await stopped(twice("{ 'p': $a, 'q': $a }")), size);
  assert.equal(await stopped(twice("[[$a], [$a]]")), size);
  assert.equal(await stopped(`$string(${twice("{ 'p': $a, 'q': $a }")})`), size);
  assert.equal(await stopped(`$clone(${twice("{ 'p': $a, 'q': $a }")})`), size);
  const deep = "($f := function($x, $n) { $n = 0 ? $x : $f({ 'a': $x }, $n - 1) }; $f(1, 5000))";
  assert.equal(await stopped(deep), "it builds a value that is nested more than 500 deep");
});

test("recursion without an end fails, in every way to write it, and the process goes on (I7)", async () => {
  const nested = "its calls are nested more than 1000 deep";
  assert.equal(await stopped("($f := function($x) { 1 + $f($x) }; $f(1))"), nested);
  assert.equal(await stopped("($f := function($x) { [$f($x)] }; $f(1))"), nested);
  assert.equal(await stopped("($f := function($x) { { 'a': $f($x) } }; $f(1))"), nested);
  assert.equal(await stopped("($f := function($x) { $map([1], $f)[0] + 1 }; $f(1))"), nested);
  assert.equal(
    await stopped("($f := function($x) { $g($x) + 1 }; $g := function($x) { $f($x) + 1 }; $f(1))"),
    nested,
  );
  assert.equal(await stopped("($y := function($f) { $f($f) + 1 }; $y($y))"), nested);
  assert.match(await stopped("($f := function($x) { $f($x) }; $f(1))"), long);
  assert.match(await stopped("($f := function($x) { $g($x) }; $g := function($x) { $f($x) }; $f(1))"), long);
  const library: Library = {
    values: {},
    functions: {
      forever: "function($x) { 1 + $forever($x) }",
      round1: "function($x) { $round2($x) }",
      round2: "function($x) { $round1($x) }",
    },
  };
  assert.equal(await stopped("$forever(1)", record, library), nested);
  assert.equal(await worth("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))"), 100);
  assert.equal(
    await worth("($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, $s + $n) }; $f(5000, 0))"),
    12_502_500,
  );
});

test("functions of a connector that call each other twice are not followed without an end at load (I7)", async () => {
  const functions: Record<string, string> = { f0: "function($x) { $x }" };
  for (let at = 1; at <= 40; at += 1)
    functions[`f${at}`] = `function($x) { $f${at - 1}($x) & $f${at - 1}($x) }`;
  const start = cpuMs();
  const text = await stopped("$f40(a)", { a: "" }, { values: {}, functions });
  assert.match(text, long);
  assert.ok(cpuMs() - start < 60_000);
});

test("loops in loops that are answered without the engine are left to it before they hold the process (I7)", async () => {
  const loop = (inside: string) => `$filter(list, function($x) { $count(${inside}) > 0 })`;
  const text = loop(loop(loop(loop("list"))));
  assert.match(await stopped(text, { list: Array.from({ length: 300 }, (_, index) => index) }), long);
});

test("a regular expression that would never end is answered (I7)", async () => {
  assert.equal(await worth("$contains($pad('', 30000, 'a') & '!', /^(a+)+$/)"), false);
});

test("a search that begins again at every match is stopped (I7)", async () => {
  assert.equal(
    await stopped("$match($pad('', 400000, 'c'), /.*[de]|c/)"),
    "a regular expression takes longer than 5000 ms",
  );
});

test("what fails beside another part ends the other part, too", async () => {
  let rounds = 0;
  const input = {
    get n() {
      rounds += 1;
      return 1;
    },
  };
  const text = "[$error('no'), ($f := function($x) { $f($$.n & '') }; $f(1))]";
  assert.equal(await stopped(text, input), "no (D3137)");
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(rounds < 1000, `${rounds} rounds`);
});

test("a message of an expression is short", async () => {
  assert.ok((await stopped("$error($pad('', 100000, 'x'))")).length < 600);
});

test("a long list of literals is no depth, and guarded functions take some of their parameters as before", async () => {
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

test("an input that is larger than anything that may be built can be looked through", async () => {
  const items = Array.from({ length: 20_000 }, (_, id) => ({
    id,
    a: 1,
    b: 2,
    c: {
      d: [1, 2, 3],
      e: 4,
      f: 5,
      g: 6,
      h: 7,
      i: [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
        29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
      ],
    },
  }));
  const all = await worth("items[id >= 0]", { items });
  assert.equal((all as unknown[]).length, 20_000);
});
