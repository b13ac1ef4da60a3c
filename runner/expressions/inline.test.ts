import assert from "node:assert/strict";
import { test } from "node:test";
import { ExpressionError } from "./error.js";
import { compileProgram } from "./program.js";

const worth = (text: string, input: unknown = {}) => compileProgram(text).evaluate(input);

const input = { id: 7, a: { b: "x", c: null }, list: [{ n: 1 }, { n: 2 }] };

test("a call of a known function gives what the function gives", () => {
  const tag = "$tag := function($name, $value) { { 'name': $name, 'value': $value ?? 'none' } }";
  const cases: readonly [text: string, value: unknown][] = [
    [`(${tag}; $tag('id', id))`, { name: "id", value: 7 }],
    [`(${tag}; [$tag('c', a.c), $tag('d', a.d)])`, [tagged("c", null), tagged("d", "none")]],
    [`(${tag}; list.$tag('n', n))`, [tagged("n", 1), tagged("n", 2)]],
    [`(${tag}; $map(list, function($one) { $tag($one.n, 'x') }))`, [tagged(1, "x"), tagged(2, "x")]],
    [`(${tag}; $tag('all', list.n).value)`, [1, 2]],
    ["($f := function($x) { $x ?: 'none' }; [$f(id), $f(a.d), $f('')])", [7, "none", "none"]],
    ["($f := function($x) { $x = 'x' ? [$x, 1] : -$x }; [$f(a.b), $f(id)])", ["x", 1, -7]],
  ];
  for (const [text, value] of cases) assert.deepEqual(worth(text, input), value, text);
});

const tagged = (name: unknown, value: unknown) => ({ name, value });

test("a call means the function that its name stands for when the call is made", () => {
  assert.equal(worth("($f := function() { 1 }; $f := function() { 2 }; $f())"), 2);
  assert.equal(worth("($f := function($x) { $x }; ($f := function($x) { -$x }; $f(3)))"), -3);
  assert.equal(worth("($f := function($x) { $x }; ($f := function($x) { -$x }; $f(3)) & $f(3))"), "-33");
  assert.deepEqual(worth("($f := function($x) { $x }; list@$f.($f('n')) ? 1 : 2)", { list: [] }), 2);
  assert.throws(() => worth("($g := $f(1); $f := function($x) { $x }; $g)"), { code: "T1006" });
});

test("a known function sees the input of the place where it is written, and the arguments that of the call", () => {
  const rows = [{ n: 1 }, { n: 2 }];
  assert.deepEqual(worth("($f := function($x) { { 'x': $x } }; $f(n))", rows), { x: [1, 2] });
  assert.deepEqual(worth("($f := function($x) { { 'x': $x } }; $.$f(n))", rows), [{ x: 1 }, { x: 2 }]);
});

test("an error in a known function is told where it is called", () => {
  const text = "($f := function($x) { { 'sum': $x + 1 } }; $f(a.b))";
  assert.throws(
    () => worth(text, input),
    (error) =>
      error instanceof ExpressionError &&
      error.code === "T2001" &&
      error.position === text.indexOf("$f(a.b)") + "$f(".length,
  );
});
