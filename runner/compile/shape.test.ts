import assert from "node:assert/strict";
import { test } from "node:test";
import { anything, called, element, member, object, resolveShape } from "./shape.js";

const text = { type: "string" } as const;

test("a member is known, impossible, or open", () => {
  const shape = object({ a: text });
  assert.equal(member(shape, "a"), text);
  assert.equal(member(shape, "b"), undefined);
  assert.equal(member(anything, "b"), anything);
  assert.equal(member({ properties: { a: text }, additionalProperties: true }, "b"), anything);
  assert.equal(member({ properties: { a: text }, additionalProperties: text }, "b"), text);
});

test("what every object of JavaScript has is no member", () => {
  assert.equal(member(object({}), "constructor"), undefined);
  assert.equal(member(object({}), "toString"), undefined);
});

test("a path looks through lists, and lists of lists", () => {
  const list = { type: "array", items: { type: "array", items: object({ a: text }) } };
  assert.equal(member(list, "a"), text);
  assert.equal(member(list, "b"), undefined);
  assert.equal(element(list), list.items.items);
});

test("references are resolved, and one that comes back to itself is open", () => {
  const shape = resolveShape({
    properties: { one: { $ref: "#/$defs/node" }, none: { $ref: "#/$defs/none" } },
    $defs: {
      node: { properties: { next: { $ref: "#/$defs/node" }, list: { items: { $ref: "#/$defs/text" } } } },
      text,
    },
  });
  const { one, none } = shape.properties ?? {};
  assert.deepEqual(one?.properties?.list?.items, text);
  assert.equal(one?.properties?.next, anything);
  assert.equal(none, anything);
});

test("a shape is called by the name it was reached by, unless it has its own", () => {
  assert.equal(called(object({}), "`a`").label, "`a`");
  assert.equal(called(object({}, "the record"), "`a`").label, "the record");
  assert.equal(element(called({ items: object({}) }, "`tags`")).label, "`tags`");
});
