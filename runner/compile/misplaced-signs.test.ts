import assert from "node:assert/strict";
import { test } from "node:test";
import { colonMissing, slashesAt } from "./misplaced-signs.js";

test("a member that an object follows without a colon is found where the parser misses the colon", () => {
  const text = '{ "a" { "b": 1 }, "c": 2 }';
  assert.equal(colonMissing(text, text.indexOf(",")), 5);
  assert.equal(colonMissing('{ "a": { "b": 1 }, "c" 2 }', 23), undefined);
});

test("two slashes begin no comment, but in a text and in a regular expression", () => {
  assert.equal(slashesAt("( // all of it\n 1 )"), 2);
  assert.equal(slashesAt('"https://" & $replace(a, /[/][/]/, "")'), undefined);
});
