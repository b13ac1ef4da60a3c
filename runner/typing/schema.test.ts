import assert from "node:assert/strict";
import { test } from "node:test";
import { type Schema, typeOfSchema, typeOfValue } from "./schema.js";
import {
  anyObject,
  anything,
  boolean,
  list,
  nil,
  number,
  object,
  oneOf,
  optional,
  text,
  union,
  whole,
} from "./type.js";

test("kinds, values and members of a schema are those of its type", () => {
  assert.deepEqual(typeOfSchema({ type: ["string", "null"] }), union(text, nil));
  assert.deepEqual(typeOfSchema({ enum: ["a", "b", null] }), union(oneOf("a", "b"), nil));
  assert.deepEqual(typeOfSchema({ const: 1 }), oneOf(1));
  assert.deepEqual(typeOfSchema({ type: "array", items: { type: "integer" } }), list(whole));
  assert.deepEqual(
    typeOfSchema({ anyOf: [{ type: "number" }, { type: "boolean" }] }),
    union(number, boolean),
  );
  assert.deepEqual(typeOfSchema({}), anything);
});

test("an object that names its members has no others, unless it says so", () => {
  const properties = { a: { type: "string" }, b: { type: "string" } };
  const members = { a: text, b: optional(text) };
  const closed = { ...object(members), required: ["a"] };
  assert.deepEqual(typeOfSchema({ type: "object", properties, required: ["a"] }), closed);
  assert.deepEqual(typeOfSchema({ properties, required: ["a"], additionalProperties: true }), {
    ...closed,
    rest: anything,
  });
  assert.deepEqual(typeOfSchema({ type: "object" }), anyObject);
  assert.deepEqual(typeOfSchema({ type: "object", additionalProperties: { type: "number" } }), {
    ...object({}),
    rest: optional(number),
  });
});

test("references are resolved, and one that comes back to itself is open", () => {
  const type = typeOfSchema({
    properties: { one: { $ref: "#/$defs/node" }, none: { $ref: "#/$defs/none" } },
    $defs: {
      node: { properties: { next: { $ref: "#/$defs/node" }, list: { items: { $ref: "#/$defs/text" } } } },
      text: { type: "string" },
    },
  });
  const node = object({ next: anything, list: optional(list(text)) });
  assert.deepEqual(type, object({ one: optional(node), none: anything }));
});

test("a schema that unfolds to too much is refused (I7)", () => {
  const $defs: Record<string, Schema> = { d0: { type: "string" } };
  for (let at = 1; at <= 40; at += 1) {
    const $ref = `#/$defs/d${at - 1}`;
    $defs[`d${at}`] = { properties: { a: { $ref }, b: { $ref } } };
  }
  assert.throws(() => typeOfSchema({ $ref: "#/$defs/d40", $defs }), /more than 20000 types/);
});

test("a value has the type of its kind, or stands for itself", () => {
  assert.deepEqual(typeOfValue({ a: [1, 2], b: null }, false), object({ a: list(number), b: nil }));
  assert.deepEqual(typeOfValue("x", true), oneOf("x"));
});
