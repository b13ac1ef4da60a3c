import assert from "node:assert/strict";
import { test } from "node:test";
import { FileHandle } from "../http/files.js";
import { parse } from "./parse.js";
import { compileProgram, type Surroundings } from "./program.js";

const worth = (text: string, input: unknown = {}, around?: Surroundings) =>
  compileProgram(text, around).evaluate(input);

test("a result shares nothing with the input, however it was come by", () => {
  for (const text of [
    "$",
    "a",
    "a.b",
    "list",
    "list[0]",
    "list[n > 1]",
    "{ 'x': a, 'y': [list] }",
    "[list]",
    "$merge([$, { 'z': 1 }])",
    "$sift(a, function($v) { $exists($v) })",
    "($f := function($v) { { 'v': $v } }; $f(a))",
    "($f := function($v, $n) { $n = 0 ? $v : $f($v, $n - 1) }; $f(a, 3))",
    "($x := a; { 'p': $x, 'q': $x })",
    "a ?? 1",
    "a ?: 1",
    "true ? a : list",
    "$map(list, function($v) { $v })",
    "$sort(list, function($l, $r) { $l.n > $r.n })",
    "list^(n)",
    "list@$l.{ 'l': $l }",
    "$reverse(list)",
    "$append(list, a)",
    "*",
    "**",
  ]) {
    const input = {
      a: { b: { c: [1] } },
      list: [
        { n: 1, deep: { m: 1 } },
        { n: 2, deep: { m: 2 } },
      ],
    };
    const result = worth(text, input);
    const before = JSON.stringify(result);
    change(input);
    assert.equal(JSON.stringify(result), before, text);
  }
});

function change(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  for (const part of Object.values(value)) change(part);
  if (Array.isArray(value)) value.push("changed");
  else Object.assign(value, { changed: true });
}

test("a result that may share is the same, and no mark of a list leaves with it", () => {
  const input = {
    list: [
      { n: 1, tags: ["a", "b"] },
      { n: 2, tags: [] },
    ],
  };
  const around = { shares: true };
  assert.equal((worth("list[0]", input, around) as object) === input.list[0], true);
  for (const text of [
    "list.tags",
    "{ 'x': list.tags, 'y': [list.n] }",
    "$map(list, function($l) { list.tags })",
  ]) {
    const result = worth(text, input, around);
    assert.deepEqual(result, worth(text, input));
    assert.deepEqual(symbolsIn(result), []);
    assert.deepEqual(symbolsIn(worth(text, input)), []);
    assert.deepEqual(symbolsIn(input), []);
  }
});

function symbolsIn(value: unknown): symbol[] {
  if (value === null || typeof value !== "object") return [];
  return [...Object.getOwnPropertySymbols(value), ...Object.values(value).flatMap(symbolsIn)];
}

test("members of a result are plain, whatever they are called", () => {
  const input = JSON.parse('{ "a": { "__proto__": { "polluted": 1 }, "constructor": 2 } }');
  for (const text of ["a", "{ '__proto__': a }", "$merge([a, { 'b': 1 }])", "$ ~> |a|{ '__proto__': 1 }|"]) {
    const result = worth(text, input);
    assert.equal(Object.getPrototypeOf(result), Object.prototype);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  }
  assert.equal(JSON.stringify(worth("{ '__proto__': 1 }")), '{"__proto__":1}');
  assert.equal(worth("constructor"), undefined);
  assert.equal(worth("a.constructor", input), 2);
});

test("a function that waits makes the result a promise; all else is there at once", async () => {
  const file = new FileHandle({ bytes: Buffer.from('{"a":[1,2]}') }, { name: "a.json" });
  const other = new FileHandle({ bytes: Buffer.from("no JSON") });
  const pending = worth("[files.{ 'a': $json($).a, 'name': name }]", { files: [file, other] });
  assert.ok(pending instanceof Promise);
  assert.deepEqual(await pending, [{ a: [1, 2], name: "a.json" }, {}]);
  assert.equal(worth("file.name", { file }), "a.json");
  assert.equal(worth("file.bytes", { file }), undefined);
  assert.equal((worth("file", { file }) as object) === file, true);
  assert.equal(worth("$string({ 'f': file })", { file }), '{"f":"[file a.json, 11 bytes]"}');
});

test("functions of the surroundings see the whole input, each other, and no variable of their caller", () => {
  const functions = {
    double: parse("function($x) { $x * 2 }"),
    quadruple: parse("function($x) { $double($double($x)) }"),
    whole: parse("function() { $.a }"),
    hidden: parse("function() { $secret }"),
  };
  const around = { functions, values: { tables: { t: 1 } } };
  assert.equal(worth("$quadruple(3) + $tables.t", {}, around), 13);
  assert.equal(worth("list.$whole()", { a: 7, list: [1] }, around), 7);
  assert.equal(worth("($secret := 1; $exists($hidden()))", {}, around), false);
  assert.equal(compileProgram("$double(n) & $x", around).evaluate({ n: 1 }, { x: "y" }), "2y");
});

test("a partial call of a function is not held to its signature, and the function itself is", () => {
  const whole = "$p := function($v)<n:n> { $v }";
  assert.equal(worth(`(${whole}; $g := $p(?); $g("a"))`), "a");
  assert.equal(worth(`(${whole}; $g := $p(?, 3); $g(4))`), 4);
  assert.throws(() => worth(`(${whole}; $p("a"))`), { code: "T0410" });
});

test("the time stands still in an evaluation", () => {
  assert.equal(worth("$now() = $fromMillis($millis()) and $count($distinct([1..100].$millis())) = 1"), true);
});

test("what stock JSONata is wrong about is right here", () => {
  assert.deepEqual(worth('["abc"][0].{ "text": $ }'), { text: "abc" });
  assert.equal(worth("$match(a, /x/).match ?? 'none'", { a: "axb" }), "x");
  assert.equal(worth("($contains(a, /x/) ?: 'no')", { a: "axb" }), true);
  const input = { list: [] };
  assert.deepEqual(worth("list{ 'a': 1 }", input), { a: 1 });
  assert.deepEqual(input, { list: [] });
  assert.equal(worth("$fromMillis(0, '[H01]:[m01] [Z]', '-0330')"), "20:30 -03:30");
  assert.equal(worth("$toMillis('1970-01-01T00:00 -03:30', '[Y]-[M]-[D]T[H]:[m] [Z01:01]')"), 12_600_000);
  assert.throws(() => worth("$toMillis('2024-02-30')"), { code: "D3110" });
  assert.throws(() => worth("$toMillis('2024-13-01')"), { code: "D3110" });
  assert.deepEqual(worth("($f := function($x) { $map($x, $uppercase) }; $f(['a', 'b']))"), ["A", "B"]);
  assert.deepEqual(worth("($f := function($x) { ($keys($x))[0] }; $f({ 'a': 1, 'b': 2 }))"), "a");
  assert.equal(worth("($p := $string(?, true); $p([1]))"), "[\n  1\n]");
  assert.throws(() => worth("$fromMillis(0, '[q1]')"), { code: "D3132" });
});

test("an error tells its code, its place, its token and its value", () => {
  const failure = (text: string, input: unknown = {}) => {
    try {
      worth(text, input);
    } catch (error) {
      const { code, position, token, value } = error as Record<string, unknown>;
      return [code, position, token, value];
    }
    return assert.fail(text);
  };
  assert.deepEqual(failure("1 + 'a'"), ["T2002", 3, "+", "a"]);
  assert.deepEqual(failure("$sum('a')"), ["T0412", 5, "sum", "a"]);
  assert.deepEqual(failure("b('x')"), ["T1006", 2, "b", undefined]);
  assert.deepEqual(failure("sum(1)"), ["T1005", 4, "sum", undefined]);
  assert.deepEqual(failure("$map(['a'], $sqrt)"), ["T0410", 5, "sqrt", "a"]);
});
