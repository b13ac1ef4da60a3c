import assert from "node:assert/strict";
import { test } from "node:test";
import { element, member, refined, selected, truthy } from "./member.js";
import {
  anything,
  boolean,
  called,
  list,
  nil,
  nothing,
  number,
  object,
  oneOf,
  some,
  text,
  union,
} from "./type.js";

test("a member is known, impossible, or open", () => {
  const type = object({ a: text });
  assert.deepEqual(member(type, "a"), { type: text, missing: undefined });
  assert.deepEqual(member(type, "b"), { type: nothing, missing: [type] });
  assert.equal(member(anything, "b").type, anything);
  assert.equal(member({ ...type, rest: anything }, "b").type, anything);
  assert.equal(member({ ...type, rest: text }, "b").type, text);
});

test("what every object of JavaScript has is no member", () => {
  assert.deepEqual(member(object({}), "constructor").missing, [object({})]);
  assert.deepEqual(member(object({}), "toString").missing, [object({})]);
});

test("a path looks through lists, and lists of lists, and gives one, many or nothing", () => {
  const type = list(list(object({ a: text })));
  assert.deepEqual(member(type, "a").type, some(text));
  assert.equal(member(type, "b").missing?.length, 1);
  assert.deepEqual(element(type), list(object({ a: text })));
});

test("a text has no members, and what may be missing or null has those of what it is else", () => {
  assert.deepEqual(member(text, "a"), { type: nothing, missing: [] });
  assert.equal(member(nil, "a").missing, undefined);
  assert.deepEqual(member(union(object({ a: text }), nil, nothing), "a").type, union(text, nothing));
});

test("a member that one of two objects has is possible", () => {
  const type = union(object({ a: text }), object({ b: text }));
  assert.deepEqual(member(type, "a"), { type: union(text, nothing), missing: undefined });
  assert.equal(member(type, "c").missing?.length, 2);
});

test("brackets leave one of a list, or nothing", () => {
  assert.deepEqual(selected(list(text), true), union(nothing, text));
  assert.deepEqual(selected(list(text), false), some(text));
});

test("what is true is neither missing nor null nor empty", () => {
  assert.deepEqual(truthy(union(text, nil, nothing)), text);
  assert.deepEqual(truthy(boolean), { kind: "boolean", values: [true] });
  assert.deepEqual(truthy(oneOf("", "a")), oneOf("a"));
});

test("a member that is known better has an object around it", () => {
  const type = union(object({ a: union(text, nil), b: number }), nil);
  assert.deepEqual(refined(type, ["a"], text), object({ a: text, b: number }));
});

test("a type is called by the name it was reached by, unless it has its own", () => {
  assert.deepEqual(called(object({}), "`a`"), object({}, "`a`"));
  assert.deepEqual(called(object({}, "the record"), "`a`"), object({}, "the record"));
  assert.deepEqual(called(list(object({})), "`tags`"), list(object({}, "`tags`")));
});
