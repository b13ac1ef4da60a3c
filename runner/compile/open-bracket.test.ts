import assert from "node:assert/strict";
import { test } from "node:test";
import { openBracket } from "./open-bracket.js";

const found = (text: string, stop = text.length) => {
  const one = openBracket(text, stop);
  return one && [text.slice(one.index, one.index + 2), one.what];
};

test("the innermost bracket that is open is told", () => {
  assert.deepEqual(
    found("(\n  $f(1;\n  2\n)"),
    ["(1", "`(`"],
    "what closes further to the left than it was opened was to close the first",
  );
  assert.deepEqual(found('[\n  $f("a", 1,\n  2\n]'), ['("', "`(`"]);
  assert.deepEqual(found('(\n  { "a": 1\n)'), ["{ ", "`{`"]);
});

test("a text, a name, a regular expression and a comment that go past their line are told", () => {
  assert.deepEqual(found('(\n  "a;\n  $b := "c"\n)'), ['"a', "text"]);
  assert.deepEqual(found("(\n  `a;\n  b`\n)"), ["`a", "name"]);
  assert.deepEqual(found("$match(a, /x);\n b / c"), ["/x", "regular expression"]);
  assert.deepEqual(found("1 /* a\n"), ["/*", "comment"]);
});

test("a division is no regular expression", () => {
  assert.equal(found("(a / 2;\n b / 3)"), undefined);
});
