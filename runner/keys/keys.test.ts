import assert from "node:assert/strict";
import { test } from "node:test";
import { fileFromBytes } from "../http/files.js";
import { contentId } from "./content.js";
import { asKey, keyId, shownKey } from "./keys.js";

test("an empty text, null and lists are no keys, zero is one", () => {
  assert.deepEqual(["", null, undefined, [], Number.NaN, 0, "0"].map(asKey), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    0,
    "0",
  ]);
});

test("a number and the text of its digits are two keys that look the same to people", () => {
  assert.notEqual(keyId(1), keyId("1"));
  assert.deepEqual([keyId(1), keyId("1"), 'origin:"1"'].map(shownKey), ["1", "1", "1"]);
});

test("content is the same whatever the order of its properties, and another with another file", () => {
  const a = { name: "Lea", cv: fileFromBytes(Buffer.from("one")) };
  assert.equal(contentId(a), contentId({ cv: fileFromBytes(Buffer.from("one")), name: "Lea" }));
  assert.notEqual(contentId(a), contentId({ ...a, cv: fileFromBytes(Buffer.from("two")) }));
  assert.equal(contentId({ a: undefined }), contentId({}));
  assert.notEqual(contentId({ a: null }), contentId({}));
});
