import assert from "node:assert/strict";
import { test } from "node:test";
import { segment } from "./segment.js";

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
