import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import test from "node:test";
import { formBody, multipartBody } from "./bodies.js";
import type { RequestBody } from "./body.js";
import { api, clientOf, faultOf, httpServer } from "./counterpart.test.support.js";
import { fileFromBytes } from "./files.js";
import { jsonBody } from "./json-body.js";

const pdf = fileFromBytes(Buffer.from("%PDF-"), { name: "résumé.pdf", contentType: "application/pdf" });

async function bytesOf(body: RequestBody): Promise<Buffer> {
  const made = body.create();
  return Buffer.isBuffer(made) ? made : buffer(made);
}

/** The parts as another implementation reads them. */
async function read(body: RequestBody): Promise<FormData> {
  const bytes = await bytesOf(body);
  assert.equal(bytes.length, body.size);
  return new Response(bytes, { headers: { "content-type": body.contentType } }).formData();
}

test("JSON drops what is undefined and keeps null", async () => {
  const body = jsonBody({ a: null, b: undefined, c: "é" });
  assert.equal(body.contentType, "application/json");
  assert.equal((await bytesOf(body)).toString(), '{"a":null,"c":"é"}');
  assert.equal(body.size, 19);
});

test("a file inside JSON or a form is refused", () => {
  assert.throws(() => jsonBody({ a: [{ resume: pdf }] }), faultOf("INVALID"));
  assert.throws(() => formBody({ resume: pdf }), faultOf("INVALID"));
  assert.throws(() => multipartBody({ all: [pdf] }), faultOf("INVALID"));
  jsonBody({ text: "see [file x]" });
});

test("a `file` that is no file is refused by the name of its part, and other objects are JSON", async () => {
  for (const file of ["%PDF-1.4", 7, ["x"], {}]) {
    assert.throws(
      () => multipartBody({ resume: { file, filename: "cv.pdf" } }),
      faultOf("INVALID", ({ message }) =>
        message.startsWith("the `file` of the part resume is no file but "),
      ),
    );
  }
  const form = await read(multipartBody({ data: { file: "a name", pages: 2 } }));
  assert.equal(form.get("data"), '{"file":"a name","pages":2}');
});

test("what is no JSON is refused", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  assert.throws(() => jsonBody(circle), faultOf("INVALID"));
});

test("a form repeats the name of a list and leaves out what is nothing", async () => {
  const body = formBody({
    "a b": "é&=",
    tags: ["x", 2, null],
    none: null,
    missing: undefined,
    yes: true,
    o: { p: 1 },
  });
  assert.equal(body.contentType, "application/x-www-form-urlencoded");
  assert.equal(
    (await bytesOf(body)).toString(),
    "a+b=%C3%A9%26%3D&tags=x&tags=2&yes=true&o=%7B%22p%22%3A1%7D",
  );
});

test("a multipart body carries text, JSON and files, and leaves out what is nothing", async () => {
  const form = await read(
    multipartBody({
      name: "Ada é\r\n",
      count: 3,
      yes: false,
      labels: [{ board: "x" }],
      none: null,
      missing: undefined,
      plain: pdf,
      full: { file: pdf, filename: "cv.pdf", content_type: "application/pdf" },
      gone: { file: null, filename: "cv.pdf" },
    }),
  );
  assert.deepEqual([...form.keys()], ["name", "count", "yes", "labels", "plain", "full"]);
  assert.equal(form.get("name"), "Ada é\r\n");
  assert.equal(form.get("count"), "3");
  assert.equal(form.get("yes"), "false");
  assert.equal(form.get("labels"), '[{"board":"x"}]');
  const plain = form.get("plain") as File;
  assert.equal(plain.name, "résumé.pdf");
  assert.equal(plain.type, "application/octet-stream");
  assert.equal(await plain.text(), "%PDF-");
  const full = form.get("full") as File;
  assert.equal(full.name, "cv.pdf");
  assert.equal(full.type, "application/pdf");
});

test("a part has no type line unless it is given a type", async () => {
  const text = (await bytesOf(multipartBody({ cv: { file: pdf, content_type: null } }))).toString();
  assert.ok(!text.includes("Content-Type"));
  assert.ok(text.includes('; name="cv"; filename="résumé.pdf"\r\n\r\n%PDF-\r\n'));
});

test("names cannot leave their quotes, nor a type its line", async () => {
  const text = (await bytesOf(multipartBody({ 'a"\r\nX: y': { file: pdf, filename: '"\r\n' } }))).toString();
  assert.ok(text.includes('name="a%22%0D%0AX: y"; filename="%22%0D%0A"'));
  assert.throws(() => multipartBody({ a: { file: pdf, content_type: "a/b\r\nX: y" } }), faultOf("INVALID"));
});

test("a large file is streamed from disk, each time anew, with a known length", async (t) => {
  const content = randomBytes(400_000);
  const received: { length: string | undefined; form: FormData }[] = [];
  const url = await httpServer(t, async (request, response) => {
    if (request.method === "GET") {
      response.end(content);
      return;
    }
    const bytes = await buffer(request);
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    received.push({
      length: request.headers["content-length"],
      form: await new Response(bytes, { headers }).formData(),
    });
    response.writeHead(received.length === 1 ? 503 : 201).end();
  });
  const { channel } = clientOf(t, url);
  const file = await channel.send({ method: "GET", url: api("/cv.pdf"), headers: {}, read: "file" });
  const body = multipartBody({ reference: "7", file: file.body });
  const answer = await channel.send({ method: "POST", url: api(), headers: {}, body, read: "json" });
  assert.equal(answer.status, 201);
  assert.equal(received.length, 2);
  for (const { length, form } of received) {
    assert.equal(length, String(body.size));
    assert.ok(content.equals(Buffer.from(await (form.get("file") as File).arrayBuffer())));
  }
});

test("a form takes no file in base64: it would hold the bytes, and nobody would notice", () => {
  const file = fileFromBytes(Buffer.from("x"), { encoding: "base64" });
  for (const part of [file, { file, filename: "a" }])
    assert.throws(
      () => multipartBody({ resume: part }),
      /part resume of a multipart body is a file in base64/,
    );
  assert.throws(() => formBody({ resume: file }), /cannot be sent inside JSON or a form/);
});
