import assert from "node:assert/strict";
import { test } from "node:test";
import { FileHandle } from "../http/files.js";
import { compileProgram } from "./program.js";

test("a path finds what an object has of its own, and nothing of its class", () => {
  const file = new FileHandle({ bytes: Buffer.from("text") }, { name: "cv.txt" });
  const program = compileProgram(
    "[file.name, file.sha256, file.bytes, name, sha256, constructor, toString.name]",
  );
  assert.deepEqual(program.evaluate({ file }), ["cv.txt"]);
  assert.deepEqual(program.evaluate(file), ["cv.txt"]);
  assert.equal(compileProgram("a.constructor").evaluate({ a: { constructor: 1 } }), 1);
});

test("an object that has changed since the last evaluation is looked at anew", () => {
  const record = { a: { b: 1 } };
  const program = compileProgram("[a.b, a.b]");
  assert.deepEqual(program.evaluate(record), [1, 1]);
  record.a = { b: 2 };
  assert.deepEqual(program.evaluate(record), [2, 2]);
});

test("what a transform has changed is seen by the next one that finds the same object", () => {
  const text = "$ ~> |[a, a]|{ 'n': { 'm': n.m + 1 } }|";
  assert.deepEqual(compileProgram(text).evaluate({ a: { n: { m: 1 } } }), { a: { n: { m: 3 } } });
});

test("a function of the host may evaluate another expression in between", () => {
  const other = compileProgram("a.b");
  const ask = (input: unknown) => other.evaluate(input);
  const program = compileProgram("[a.b, $ask({ 'a': { 'b': 2 } }), a.c]");
  assert.deepEqual(program.evaluate({ a: { b: 1, c: 3 } }, { ask }), [1, 2, 3]);
});
