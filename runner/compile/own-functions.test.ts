import assert from "node:assert/strict";
import { test } from "node:test";
import { fileFromBytes, isFile } from "../http/files.js";
import { anything } from "../typing/type.js";
import { compile, emptyLibrary } from "./expression.js";

/** What an expression yields for an input. */
async function evaluated(text: string, input: unknown): Promise<unknown> {
  const { expression, remarks } = compile(text, { input: anything, variables: {} }, emptyLibrary);
  assert.deepEqual(remarks, []);
  return expression?.evaluate(input);
}

test("$unescapeHtml turns character references into characters, once", async () => {
  assert.equal(
    await evaluated("$unescapeHtml(a)", { a: "R&amp;D &eacute;t&#233; &amp;lt;" }),
    "R&D été &lt;",
  );
  assert.equal(await evaluated("$unescapeHtml(a)", {}), undefined);
});

test("$mediaTypeOf goes by the ending of a name", async () => {
  const names = ["cv.PDF", "lettre.docx", "photo.jpeg", "unknown.xyz", "constructor", ""];
  assert.deepEqual(await evaluated("names.$mediaTypeOf($)", { names }), [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "application/octet-stream",
    "application/octet-stream",
    "application/octet-stream",
  ]);
});

test("$toNumber reads numbers from text, and nothing from anything else", async () => {
  assert.equal(await evaluated("$toNumber(a)", { a: "48.8698" }), 48.8698);
  assert.equal(await evaluated("$toNumber(a)", { a: 7 }), 7);
  for (const a of ["", " ", "north", null, true, [1]])
    assert.equal(await evaluated("$toNumber(a)", { a }), undefined);
});

test("$json reads a file that holds JSON, and nothing from one that does not", async () => {
  const file = fileFromBytes(Buffer.from('{"name":"Zoë"}'));
  assert.equal(await evaluated("$json(file).name", { file }), "Zoë");
  assert.equal(await evaluated("$json(file)", { file: fileFromBytes(Buffer.from("{")) }), undefined);
  assert.equal(await evaluated("$json(file)", {}), undefined);
});

test("$json reads a text that is JSON, and fails for anything else but a file", async () => {
  assert.deepEqual(await evaluated("$json(text)", { text: '{"id":9007199254740993}' }), {
    id: "9007199254740993",
  });
  for (const file of ["text", "", 7, {}]) {
    await assert.rejects(async () => evaluated("$json(file)", { file }), /\$json/);
  }
});

test("$json gives its second argument for what holds no JSON", async () => {
  const file = fileFromBytes(Buffer.from("{"));
  for (const one of ["", '[{"name": "cut o', file])
    assert.deepEqual(await evaluated("$json(one, [])", { one }), []);
  assert.equal(await evaluated("$json(one, null)", { one: "no JSON" }), null);
  assert.deepEqual(await evaluated("$json(one, [])", { one: '[{"a":null}]' }), [{ a: null }]);
  assert.equal(await evaluated("$json(one, [])", { one: null }), undefined);
});

test("$withFile gives the same content another name or media type", async () => {
  const file = fileFromBytes(Buffer.from("x"), { name: "a", contentType: "text/plain" });
  const named = await evaluated('$withFile(file, { "name": "b.pdf" })', { file });
  assert.ok(isFile(named));
  assert.deepEqual([named.name, named.content_type, named.size], ["b.pdf", "text/plain", 1]);
  assert.equal((await named.bytes()).toString(), "x");
});
