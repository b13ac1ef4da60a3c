import assert from "node:assert/strict";
import { test } from "node:test";
import { readPdf, writePdf } from "./pdf.js";

const file = writePdf(["محمد (Zoe\u0308) 王", "a\\b (c)", "Zürich"]);

test("the table of a file points at its objects", () => {
  const text = file.toString("latin1");
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  assert.equal(text.slice(start, start + 9), "xref\n0 7\n");
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  assert.deepEqual(
    offsets.map((offset) => text.slice(offset, offset + 7)),
    [1, 2, 3, 4, 5, 6].map((number) => `${number} 0 obj`),
  );
});

test("the content is as long as it says", () => {
  const text = file.toString("latin1");
  const [, length, content = ""] = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(text) ?? [];
  assert.equal(content.length, Number(length));
});

test("what was written is read back, the first line in every script", () => {
  assert.deepEqual(readPdf(file), ["محمد (Zoe\u0308) 王", "a\\b (c)", "Zürich"]);
});

test("a file that is no PDF has no lines", () => {
  assert.deepEqual(readPdf(Buffer.from([1, 2, 3])), []);
});
