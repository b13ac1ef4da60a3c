import assert from "node:assert/strict";
import { test } from "node:test";
import { asAddress, asPart, segment } from "./segment.js";

const request = { method: "GET", where: "a.yaml:1:1" };

test("a value is one segment, whatever stands in it", () => {
  assert.equal(segment("a/b?c#d%2e é", request), "a%2Fb%3Fc%23d%252e%20%C3%A9");
  assert.equal(segment("...", request), "...");
});

test("what is no segment is refused, half of a character too", () => {
  const why = { "": "empty", ".": "`.`", "..": "`..`", "a\ud800": "no valid text" };
  for (const [value, what] of Object.entries(why))
    assert.throws(() => segment(value, request), {
      code: "ITEM_REFUSED",
      message: `a value in the path of a GET request is ${what}`,
    });
});

test("an address that begins with nothing, a query or a fragment leads nowhere", () => {
  const none = "no path: it begins with a query or a fragment";
  const why = { "": "empty", " \t": "empty", "?page=1": none, "#top": none };
  for (const [text, what] of Object.entries(why))
    assert.throws(() => asAddress(text, request), {
      code: "ITEM_REFUSED",
      message: `the address of a GET request is ${what}`,
    });
  assert.equal(asAddress("people/1?page=1", request), "people/1?page=1");
});

test("a list or an object is no part of an address", () => {
  for (const [value, what] of [
    [["a"], "a list"],
    [{ a: 1 }, "an object"],
  ])
    assert.throws(() => asPart(value, request), {
      message: `a value in the path of a GET request is ${what}`,
    });
  assert.deepEqual([asPart(7, request), asPart(null, request)], ["7", ""]);
});
