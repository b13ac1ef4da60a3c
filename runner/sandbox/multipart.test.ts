import assert from "node:assert/strict";
import { test } from "node:test";
import { readForm } from "./multipart.js";

test("a form of fetch is read back: text, empty text, bytes with line breaks and an odd file name", async () => {
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
  const form = new FormData();
  form.set("reference", "é1");
  form.set("empty", "");
  form.set("file", new Blob([bytes]), 'a"é.pdf');
  const request = new Request("http://127.0.0.1/", { method: "POST", body: form });
  const body = Buffer.from(await request.arrayBuffer());
  const read = readForm(body, request.headers.get("content-type") ?? "");
  assert.deepEqual(
    [...(read?.fields ?? [])],
    [
      ["reference", "é1"],
      ["empty", ""],
    ],
  );
  assert.deepEqual([...(read?.files ?? [])], [["file", { filename: 'a"é.pdf', bytes }]]);
});

test("a body that ends before its last boundary is no form", () => {
  const body = Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue');
  assert.equal(readForm(body, "multipart/form-data; boundary=x"), undefined);
});

test("a body of another type is no form", () => {
  assert.equal(readForm(Buffer.from("{}"), "application/json"), undefined);
});
