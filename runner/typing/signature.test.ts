import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { Signature } from "../expressions/signature.js";
import { inspect } from "./inspect.js";
import { declaredResult, parameterTypes } from "./signature.js";
import { anything, list, number, object, optional, some, type Type, text, union } from "./type.js";

const input = object({ id: text, age: number, names: list(text), open: anything }, "the record");

/** What is found, as `index: message`, and the type of the value. */
function looked(expression: string): { readonly told: string[]; readonly type: Type } {
  const { remarks, type } = inspect(parse(expression), expression, { input, variables: {} });
  return { told: remarks.map(({ index, message }) => `${index}: ${message}`), type };
}

test("a call that the signature of a function refuses is told, with the number of its arguments", () => {
  const cases: readonly (readonly [text: string, ...told: string[]])[] = [
    ["($f := function($n)<n:n> { $n }; $f(id))", "36: `$f` takes a number here, not a text"],
    ["($f := function($n)<n:n> { $n }; id ~> $f)", "39: `$f` takes a number here, not a text"],
    ["($f := function($a, $b)<ss:s> { $a & $b }; $f(id))", "43: `$f` takes 2 arguments, not 1"],
    ["($f := function($a)<s:s> { $a }; $f(id, 1))", "33: `$f` takes 1 argument, not 2"],
    ["($f := function($l)<a<n>:n> { $sum($l) }; $f(names))", "45: `$f` takes numbers, not a text"],
    ["function($n)<n:n> { $n }(id)", "25: this function takes a number here, not a text"],
  ];
  for (const [text, ...told] of cases) assert.deepEqual(looked(text).told, told, text);
});

test("what the signature may take is right", () => {
  for (const text of [
    "($f := function($n)<n:n> { $n }; [$f(age), $f(open), $f(nothing)])",
    "($f := function($x)<(sn):s> { $string($x) }; [$f(age), $f(id)])",
    "($f := function($s, $n)<s-n?:s> { $s & $n }; [id.$f(), id.$f(1), $f(id, 1)])",
    "($f := function($l)<a<s>:s> { $join($l) }; [$f(id), $f(names)])",
    "($f := function($l)<a<(sn)>:s> { $join($l) }; $f(names))",
    "($f := function($g)<f:x> { $g(1) }; $f($string))",
    "$map(names, function($s)<s:s> { $uppercase($s) })",
  ])
    assert.deepEqual(looked(text.replace("nothing", "$lookup($, 'x')")).told, [], text);
});

test("inside a function its parameters are what the signature says", () => {
  assert.deepEqual(looked("function($s)<s:n> { $s + 1 }").told, ["23: `+` takes numbers, not a text"]);
  assert.deepEqual(looked("function($o)<o:s> { $o.name & $o + 1 }").told, [
    "33: `+` takes numbers, not a text",
  ]);
  assert.deepEqual(looked("function($s, $n)<s-n?:s> { $s + 1 }").told, [], "arguments may be left out");
  const types = (signature: string, ...given: Type[]) => parameterTypes(new Signature(signature), given);
  assert.deepEqual(types("<sa<n>>", anything, number), [optional(text), list(number)]);
  assert.deepEqual(types("<(sn)x>", union(text, list(text)), text), [text, text]);
});

test("the result of a signature is believed where the body tells nothing", () => {
  assert.deepEqual(looked("($f := function($x)<x:s> { $x.a }; $f(open))").type, optional(text));
  assert.deepEqual(looked("($f := function($x)<x:s> { 1 }; $f(open))").type, {
    kind: "number",
    values: [1],
    isWhole: true,
  });
  assert.deepEqual(declaredResult("<f<n:n>:a<n>>"), some(number));
  assert.deepEqual(declaredResult("<n>"), anything);
});
