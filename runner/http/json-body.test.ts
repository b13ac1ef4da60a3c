import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { FileHandle, fileFromBytes } from "./files.js";
import { jsonBody } from "./json-body.js";

const inBase64 = (bytes: Buffer, name = "cv.pdf") => fileFromBytes(bytes, { name, encoding: "base64" });

async function sent(body: ReturnType<typeof jsonBody>): Promise<string> {
  const made = body.create();
  const pieces: Buffer[] = [];
  if (made instanceof Readable) for await (const piece of made) pieces.push(piece as Buffer);
  else pieces.push(made);
  const bytes = Buffer.concat(pieces);
  assert.equal(bytes.length, body.size);
  return bytes.toString();
}

test("files stand in JSON in base64, whatever their length, and can be sent again", async () => {
  for (const length of [0, 1, 2, 3, 196_607, 196_608, 196_609, 500_000]) {
    const bytes = Buffer.alloc(length, "résumé");
    const body = jsonBody({ a: [{ data: inBase64(bytes) }, 'x"\n'], b: inBase64(Buffer.from("B")) });
    const expected = JSON.stringify({ a: [{ data: bytes.toString("base64") }, 'x"\n'], b: "Qg==" });
    assert.equal(await sent(body), expected);
    assert.equal(await sent(body), expected);
  }
});

test("a file on disk is read while it is sent, in pieces that are no multiples of three", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "json-body-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "file");
  const bytes = Buffer.alloc(300_001, "abcdefg");
  await writeFile(path, bytes);
  const file = new FileHandle(
    { path, size: bytes.length, sha256: "", remove: async () => {} },
    { encoding: "base64" },
  );
  assert.equal(await sent(jsonBody(file)), JSON.stringify(bytes.toString("base64")));
});

test("what shows the body names the file, and holds nothing of it", () => {
  const body = jsonBody({ name: "Ada", resume: inBase64(Buffer.from("content")) });
  assert.equal(body.shown, '{"name":"Ada","resume":"[file cv.pdf, 7 bytes]"}');
  assert.ok(body.create() instanceof Readable);
});

test("a text that looks like a file is a text", async () => {
  assert.equal(await sent(jsonBody({ a: "[file x, 1 bytes]" })), '{"a":"[file x, 1 bytes]"}');
});

test("a file that is not asked for in base64 is refused, beside one that is, too", () => {
  const value = { a: inBase64(Buffer.from("a")), b: fileFromBytes(Buffer.from("b")) };
  assert.throws(
    () => jsonBody(value),
    (error) => error instanceof Fault && error.code === "INVALID" && /\$base64/.test(error.hint ?? ""),
  );
});
