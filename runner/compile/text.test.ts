import assert from "node:assert/strict";
import { test } from "node:test";
import { cut } from "./text.js";

test("text is cut at its expressions", () => {
  assert.deepEqual(cut("/a/${ id }/b/${x}"), {
    parts: [
      { literal: "/a/" },
      { expression: " id ", at: 5 },
      { literal: "/b/" },
      { expression: "x", at: 15 },
    ],
  });
});

test("text without an expression is one literal, also when it is empty", () => {
  assert.deepEqual(cut("a $ { } b"), { parts: [{ literal: "a $ { } b" }] });
  assert.deepEqual(cut(""), { parts: [{ literal: "" }] });
});

test("braces, quotes, backticks and comments of an expression are its own", () => {
  for (const expression of [
    ' { "a": { "b": 1 } } ',
    ' "}" ',
    " '}' ",
    " `}` ",
    ' "\\"}" ',
    " /* } */ 1 ",
    " $map(a, function($x) { $x }) ",
  ])
    assert.deepEqual(cut(`\${${expression}}!`).parts, [{ expression, at: 2 }, { literal: "!" }], expression);
});

test("$${ stands for a literal ${", () => {
  assert.deepEqual(cut("a $${ b } c"), { parts: [{ literal: "a ${ b } c" }] });
  assert.deepEqual(cut("$${${ x }"), { parts: [{ literal: "${" }, { expression: " x ", at: 5 }] });
});

test("a ${ without its } is told where it stands", () => {
  for (const text of ["ab ${ x", 'ab ${ "}', "ab ${ { }", "ab ${ /* }"]) {
    const { parts, remark } = cut(text);
    assert.deepEqual(
      [parts, remark?.index, remark?.message, remark?.isCut],
      [[], 3, "this `${` has no `}`", true],
      text,
    );
  }
});

test("an expression of blanks is none", () => {
  assert.deepEqual(cut("a ${  } b").remark, {
    index: 2,
    length: 5,
    code: "template-empty",
    message: "there is no expression in this `${ }`",
  });
});
