import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "./parse.js";
import { compileProgram, type Surroundings } from "./program.js";

const record = {
  a: "x".repeat(1000),
  list: [3, 1, 2],
  person: { name: "Zoë", tags: [{ value: "b" }, { value: "a" }] },
};

/** Why an expression was stopped. */
function stopped(text: string, input: unknown = record, around?: Surroundings): string {
  const program = compileProgram(text, around);
  const start = performance.now();
  let error: unknown;
  try {
    program.evaluate(input);
  } catch (reason) {
    error = reason;
  }
  assert.ok(error instanceof Error, `${text} was not stopped`);
  assert.ok(performance.now() - start < 60_000, text);
  return error.message;
}

const worth = (text: string, input: unknown = record) => compileProgram(text).evaluate(input);
const TEXT = (length: number) => `it builds a text of ${length} characters, more than 4194304`;
const LIST = "it builds a list of more than 500000 members";
const ALL = "it puts more than 2000000 members into lists and objects";
const STEPS = "it takes more than 200000 steps";
const SIZE = "it builds a value of more than 1000000 parts";
const NESTED = "Its calls are nested too deeply";

test("a text of one step is refused before it is built (I7)", () => {
  assert.equal(stopped("$pad(a, 2e8)"), TEXT(200_000_000));
  assert.equal(stopped("$pad(a, -2e8)"), TEXT(200_000_000));
  assert.equal(stopped("$pad(a, 1000000, 'abcdefgh')"), TEXT(8_000_000));
  assert.equal(stopped("$join([1..9000].$$.a)"), TEXT(9_000_000));
  assert.equal(stopped("$join([1..5000].('x'), $$.a)"), TEXT(5_005_000));
  assert.match(stopped("$replace($pad('', 10000, 'ab'), 'a', $$.a)"), /^it builds a text of 41\d{5} char/);
  assert.match(stopped("$replace($pad('', 10000, 'ab'), /a/, $$.a)"), /^it builds a text of 41\d{5} char/);
  assert.match(stopped("$replace($pad('', 4000000), /.+/, '$0$0$0')"), /^it builds a text of 1\d{7} char/);
  assert.match(
    stopped("$replace($pad('', 10000, 'ab'), /a/, function($m) { $$.a })"),
    /^it builds a text of 4\d{6} characters/,
  );
  assert.equal(stopped("$string($pad('', 4000000, '\"') ~> $append(1))"), TEXT(8_000_003));
  assert.equal(stopped("$base64encode($pad('', 4000000))"), TEXT(5_333_336));
  assert.equal(stopped("$encodeUrlComponent($pad('', 4000000))"), TEXT(12_000_000));
  assert.equal(stopped("$encodeUrl($pad('', 4000000))"), TEXT(12_000_000));
  assert.equal(stopped("$uppercase($pad('', 4000000, 'ß'))"), TEXT(8_000_000));
});

test("a text that doubles is stopped at the first step past the bound (I7)", () => {
  const doubled = (more: string) => `($a := a; ${"$a := $a & $a;".repeat(30)} $a${more})`;
  const size = 1000 * 2 ** 13;
  assert.equal(stopped(doubled("")), TEXT(size));
  assert.equal(stopped(doubled(" ~> $length")), TEXT(size));
  assert.equal(stopped("($f := function($x) { $f($x & $x) }; $f(a))"), TEXT(size));
  assert.equal(
    stopped("($t := $pad('', 4000000); [1..1000].($t & $string($)))"),
    "it builds large texts again and again, of more than 67108864 characters together",
  );
});

test("pictures of numbers and times cannot make or read something huge (I7)", () => {
  const long = "a picture has up to 200 characters, this one has 1000";
  const wide = "a width in a picture has up to three digits";
  assert.equal(stopped("$formatNumber(1, $pad('', 1000, '0'))"), long);
  assert.equal(stopped("$formatInteger(1, $pad('', 1000, '0'))"), long);
  assert.equal(stopped("$parseInteger('1', $pad('', 1000, '0'))"), long);
  assert.equal(stopped("$formatInteger(1e9, 'I')"), "Roman numerals go up to 10000 here");
  assert.equal(stopped("$formatInteger(1/0, 'A')"), "`$formatInteger` takes a finite number");
  assert.equal(stopped("$fromMillis(0, '[Y,200000000]')"), wide);
  assert.equal(stopped("$now('[Y,*-2 00 000 000]')"), wide);
  assert.equal(
    stopped("$toMillis($pad('', 1000, '1'), '[Y]')"),
    "a time is read from up to 256 characters, this text has 1000",
  );
});

test("a picture whose parts stand side by side is read in linear time (I7)", () => {
  const start = performance.now();
  const text = "$toMillis($pad('', 200, '1') & 'x', '[MNn][FNn][MNn][FNn][MNn][FNn][MNn][FNn]')";
  assert.equal(worth(text), undefined);
  assert.ok(performance.now() - start < 2000);
});

test("lists cannot fill the memory, one by one or together (I7)", () => {
  assert.equal(stopped("[1..10000000000]"), LIST);
  assert.equal(stopped("[1..600000]"), LIST);
  assert.equal(stopped("[1..1e4].([1..1e4])"), ALL);
  assert.equal(stopped("([1..400000]; [1..400000]; [1..400000]; [1..400000])"), ALL);
  assert.equal(stopped("$split($pad('', 600000), '')"), LIST);
  assert.equal(stopped("($l := [1..2000]; $l@$x.$l@$y.$l@$z.($x + $y + $z))"), ALL);
  assert.match(
    stopped(`($a := list; ${"$a := $append($a, $a);".repeat(30)} $a)`),
    /^it (builds a list|puts more)/,
  );
});

test("functions that once compared all members with each other take long lists (I7)", () => {
  const many = Array.from({ length: 50_000 }, (_, a) => ({ a }));
  const start = performance.now();
  assert.equal(worth("$count($spread(many))", { many }), 50_000);
  assert.equal(worth("$count($distinct(many))", { many }), 50_000);
  assert.ok(performance.now() - start < 10_000);
});

test("a value that holds itself twice, again and again, is stopped (I7)", () => {
  const twice = (made: string) => `($a := { 'x': a }; ${`$a := ${made};`.repeat(30)} $a)`;
  assert.equal(stopped(twice("{ 'p': $a, 'q': $a }")), SIZE);
  assert.equal(stopped(twice("[[$a], [$a]]")), SIZE);
  assert.equal(stopped(`$clone(${twice("{ 'p': $a, 'q': $a }")})`), SIZE);
  assert.match(stopped(`$string(${twice("{ 'p': $a, 'q': $a }")})`), /^it builds a (value|text) of/);
  assert.match(
    stopped(`${twice("{ 'p': $a, 'q': $a }")} = ${twice("{ 'p': $a, 'q': $a }")}`),
    /^it takes more/,
  );
  assert.match(stopped(`$count(${twice("{ 'p': $a, 'q': $a }")}.**)`), /^it takes more/);
  assert.match(stopped(`$distinct([${twice("{ 'p': $a, 'q': $a }")}, 1])`), /^it takes more/);
  assert.match(stopped(`${twice("{ 'p': $a, 'q': $a }")} ~> |$|{}|`), /^it builds a value/);
  const shared = compileProgram(twice("{ 'p': $a, 'q': $a }"), { shares: true });
  assert.throws(() => shared.evaluate(record), { message: SIZE });
  const deep = "($f := function($x, $n) { $n = 0 ? $x : $f({ 'a': $x }, $n - 1) }; $f(1, 5000))";
  assert.equal(stopped(deep), "it builds a value that is nested more than 500 deep");
  assert.equal(stopped("$ ~> |$|{ 'self': $ }|"), "it builds a value that is nested more than 500 deep");
});

test("recursion without an end fails, in every way to write it, and the process goes on (I7)", () => {
  assert.equal(stopped("($f := function($x) { 1 + $f($x) }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { [$f($x)] }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { { 'a': $f($x) } }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { $map([1], $f)[0] + 1 }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { $map([1], $f) }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { $x ~> $f ~> $f }; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { $x ~> $g }; $g := $string ~> $f; $f(1))"), NESTED);
  assert.equal(stopped("($f := function($x) { 1 + $f($x) }; $p := $f(?); $p(1))"), NESTED);
  assert.equal(stopped("($f := function($m) { $replace('a', /a/, $f) }; $f(1))"), NESTED);
  assert.equal(stopped("($t := |$|{ 'a': $t($) }|; $t({}))"), NESTED);
  assert.equal(
    stopped("($f := function($x) { $g($x) + 1 }; $g := function($x) { $f($x) + 1 }; $f(1))"),
    NESTED,
  );
  assert.equal(stopped("($y := function($f) { $f($f) + 1 }; $y($y))"), NESTED);
  assert.equal(stopped("($f := function($x) { $f($x) }; $f(1))"), STEPS);
  assert.equal(stopped("($f := function($x) { $g($x) }; $g := function($x) { $f($x) }; $f(1))"), STEPS);
  const functions = {
    forever: parse("function($x) { 1 + $forever($x) }"),
    round1: parse("function($x) { $round2($x) }"),
    round2: parse("function($x) { $round1($x) }"),
  };
  assert.equal(stopped("$forever(1)", record, { functions }), NESTED);
  assert.equal(stopped("$round1(1)", record, { functions }), STEPS);
  assert.equal(worth("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))"), 100);
  assert.equal(
    worth("($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, $s + $n) }; $f(5000, 0))"),
    12_502_500,
  );
});

test("loops in loops, and functions that call others twice, are stopped (I7)", () => {
  const loop = (inside: string) => `$filter(list, function($x) { $count(${inside}) > 0 })`;
  const list = Array.from({ length: 300 }, (_, index) => index);
  assert.equal(stopped(loop(loop(loop(loop("list")))), { list }), STEPS);
  assert.equal(stopped("$count([1..1000].[1..1000].(a; a; a; a))", {}), ALL);
  assert.equal(stopped("[1..1000][$count([1..1000][$$.list[$ > 0]]) > 0]", { list }), STEPS);
  assert.equal(stopped("$sort([1..400000], function($l, $r) { $l < $r })", {}), STEPS);
  const functions = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `f${at}`,
      parse(at === 0 ? "function($x) { $x }" : `function($x) { $f${at - 1}($x) & $f${at - 1}($x) }`),
    ]),
  );
  assert.equal(stopped("$f39(a)", { a: "" }, { functions }), STEPS);
});

test("a regular expression that would never end is answered, and a search again and again is stopped (I7)", () => {
  assert.equal(worth("$contains($pad('', 30000, 'a') & '!', /^(a+)+$/)"), false);
  assert.match(
    stopped("$match($pad('', 400000, 'c'), /.*[de]|c/)"),
    /^(a regular expression takes longer than 5000 ms|it takes more than 200000 steps)$/,
  );
  assert.equal(stopped("($t := $pad('', 1000000, 'ab'); [1..1000].$contains($t, /x/))"), STEPS);
});

test("a large input can be looked through, and a record of it is no copy of all of it", () => {
  const items = Array.from({ length: 20_000 }, (_, id) => ({ id, a: 1, b: 2, c: { d: [1, 2, 3], e: 4 } }));
  assert.equal((worth("items[id >= 0]", { items }) as unknown[]).length, 20_000);
  assert.equal(worth("$count(items.{ 'id': id, 'sum': a + b, 'first': c.d[0] })", { items }), 20_000);
});

test("a bound that was met leaves nothing behind for the next evaluation", () => {
  const program = compileProgram("($f := function($n) { $n <= 0 ? 0 : 1 + $f($n - 1) }; $f(n))");
  for (let round = 0; round < 20; round += 1) {
    assert.throws(() => program.evaluate({ n: 100_000 }), { code: "D1011" });
    assert.equal(program.evaluate({ n: 50 }), 50);
  }
});
