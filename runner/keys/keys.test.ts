import assert from "node:assert/strict";
import { test } from "node:test";
import { fileFromBytes } from "../http/files.js";
import { contentId } from "./content.js";
import { asKey, currentId, keyId, numericId, shownKey } from "./keys.js";

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

test("a number and the text of its digits are one key, and other spellings are others", () => {
  assert.deepEqual([1, "1", "01", "1.0"].map(keyId), ['"1"', '"1"', '"01"', '"1.0"']);
  assert.deepEqual([keyId(1), "1", 'origin:"1"', "origin:1"].map(shownKey), ["1", "1", "1", "1"]);
});

test("the ids of numbers that earlier versions stored are those of their texts", () => {
  const ids = ['"1"', 'origin:"-2.5"', '"01"', '"é"', '"origin:1"', "content:12", '"null"', '"1\\n"'];
  const numeric = ["1", "origin:-2.5", ...Array.from({ length: 6 }, () => undefined)];
  assert.deepEqual(ids.map(numericId), numeric);
  assert.deepEqual(["1", "origin:-2.5", ...ids].map(currentId), ['"1"', 'origin:"-2.5"', ...ids]);
});

test("content is the same whatever the order of its properties, and another with another file", () => {
  const a = { name: "Lea", cv: fileFromBytes(Buffer.from("one")) };
  assert.equal(contentId(a), contentId({ cv: fileFromBytes(Buffer.from("one")), name: "Lea" }));
  assert.notEqual(contentId(a), contentId({ ...a, cv: fileFromBytes(Buffer.from("two")) }));
  assert.equal(contentId({ a: undefined }), contentId({}));
  assert.notEqual(contentId({ a: null }), contentId({}));
});
