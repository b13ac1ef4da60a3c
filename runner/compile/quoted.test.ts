/** What is quoted inside an expression opens and closes nothing, in a template as in a bare expression. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBracket } from "./open-bracket.js";
import { quotedAt } from "./quoted.js";
import { cut } from "./text.js";
import { unclosedAt } from "./unclosed.js";

test("a quote in a regular expression opens no text", () => {
  assert.deepEqual(quotedAt('$f(/["]/)', 3), { what: "regular expression", end: 7 });
  assert.deepEqual(cut('${ $replace(name, /["\\\\]/, "") }!').parts, [
    { expression: ' $replace(name, /["\\\\]/, "") ', at: 2 },
    { literal: "!" },
  ]);
  assert.equal(unclosedAt("$contains(a, /'/) and b"), undefined);
});

test("a slash inside the brackets of a regular expression does not end it", () => {
  assert.deepEqual(quotedAt("/[^/]+/ ", 0), { what: "regular expression", end: 6 });
  assert.deepEqual(openBracket("[\n  $match(a, /[^/]+/),\n  b\n)", 29, ")"), { index: 0, what: "`[`" });
});

test("a slash behind a value divides, and opens nothing", () => {
  assert.equal(quotedAt("a / 2", 2), undefined);
  assert.equal(quotedAt("(a) / 2", 4), undefined);
  assert.deepEqual(cut("${ a / 2 } / ${ b }").parts, [
    { expression: " a / 2 ", at: 2 },
    { literal: " / " },
    { expression: " b ", at: 15 },
  ]);
});

test("a brace that is closed further to the left than it was opened is the one without an end", () => {
  const text = '(\n  {\n    "a": { "b": 1,\n    "c": 2\n  }\n)';
  assert.deepEqual(openBracket(text, text.length, ")"), { index: 15, what: "`{`" });
});

test("what has no end is told where it opens", () => {
  assert.deepEqual(quotedAt('"a', 0), { what: "text", end: undefined });
  assert.equal(unclosedAt("$contains(a, /x) and b"), 13);
  assert.deepEqual(cut('${ "a }').parts, []);
});
