import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { inspect } from "./inspect.js";
import { object, text } from "./type.js";

const input = object({ a: text });

/** CPU time of a look through an expression. */
function took(expression: string): number {
  const start = cpuMs();
  inspect(parse(expression), expression, { input, variables: {} });
  return cpuMs() - start;
}

const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join("");

test("calls in calls are not followed without an end (I7)", () => {
  const twice = times(40, (at) => `$f${at + 1} := function($x) { $f${at}($x) & $f${at}($x) };`);
  assert.ok(took(`($f0 := function($x) { $x.b }; ${twice} $f40($))`) < 20_000);
  const maps = `${"$map([a], function($x) { ".repeat(30)}$x${" })".repeat(30)}`;
  assert.ok(took(maps) < 20_000);
  assert.ok(took("($f := function($x) { $f([$x]) }; $f(a))") < 20_000);
  assert.ok(took("($y := function($f) { $f($f) }; $y($y))") < 20_000);
});

test("types that grow with each other are not unfolded (I7)", () => {
  const doubled = times(60, (at) => `$o${at + 1} := { "x": $o${at}, "y": $o${at} };`);
  assert.ok(
    took(`($o0 := $; ${doubled} $o60 = $o60 ? $merge([$o60, $o60]) : $append($o60, [$o60]))`) < 20_000,
  );
  const chosen = times(60, (at) => `$o${at + 1} := a ? { "x${at}": $o${at} } : [$o${at}];`);
  assert.ok(took(`($o0 := $; ${chosen} $o60.x59.x58.x57)`) < 20_000);
});

test("long conditions are looked at in a bounded time (I7)", () => {
  assert.ok(took(`${times(400, () => "a and ")}a`) < 20_000);
  assert.ok(took(`${times(100, () => "a != null ? (")}a${times(100, () => ") : a")}`) < 20_000);
});

test("what stands in brackets again and again is looked at once (I7)", () => {
  const nested = (open: string, close: string) => took(`${open.repeat(60)}a${close.repeat(60)}`);
  assert.ok(nested("(", ").b") < 20_000);
  assert.ok(nested("[a, a].(", ")") < 20_000);
  assert.ok(nested("[a][(", ") = a]") < 20_000);
  assert.ok(nested("($not(", ") and a)") < 20_000);
  assert.ok(nested('{ "a": (', ").x }") < 20_000);
  assert.ok(nested('[a].{ "a": (', ").x }") < 20_000);
  assert.ok(nested("function($x) { (", ").b }") < 20_000);
  assert.ok(nested("(function($x) { ", " })($)") < 20_000);
});
