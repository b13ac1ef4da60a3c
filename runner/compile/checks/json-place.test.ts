import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonPlace } from "./json-place.js";

test("JSON has no such place", () => {
  for (const text of ['{ "a": [1, -2.5e3, true, null, "x\\n"], "b": {} }', "[]", ' "x" ', "{}"])
    assert.equal(jsonPlace(text), undefined, text);
});

test("the first character that cannot stand there is told", () => {
  const places = {
    '{ "a": 1, }': 10,
    '{ "a": 1 "b": 2 }': 9,
    "{ a: 1 }": 2,
    "[1,]": 3,
    '{ "a" 1 }': 6,
    "[01]": 1,
  };
  for (const [text, place] of Object.entries(places)) assert.equal(jsonPlace(text), place, text);
});

test("a text that ends too early is told at its end", () => {
  assert.equal(jsonPlace('{ "a": [1 \n'), 8);
});
