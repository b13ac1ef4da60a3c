import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { zipSync } from "fflate";
import { Fault } from "../../faults/fault.js";
import { packageRoot } from "../../load/folders.js";
import { fileFromBytes, isFile } from "../files.js";
import type { BodyKind } from "../message.js";
import type { Keep, Reading } from "./decoder.js";
import { decoders, filesIn } from "./decoders.js";

const keep: Keep = async (bytes, facts) =>
  fileFromBytes(Buffer.isBuffer(bytes) ? bytes : await buffer(bytes), facts);
const reading: Reading = { keep, what: "the answer", form: {} };
const text = (value: string) => new TextEncoder().encode(value);
const archive = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, value]) => [name, text(value)]))));
const framed = (...archives: Buffer[]) =>
  Buffer.concat(
    archives.flatMap((one) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(one.length);
      return [length, one];
    }),
  );
const contents = async (files: Record<string, unknown>) => {
  const read: Record<string, string> = {};
  for (const [name, file] of Object.entries(files)) {
    assert.ok(isFile(file), name);
    read[name] = (await file.bytes()).toString("utf8");
  }
  return read;
};

test("zip gives the files of an archive by name, without its folders", async () => {
  const body = fileFromBytes(archive({ "detail.json": '{"a":1}', "cv/": "", "cv/Ünïcode.txt": "é" }));
  assert.deepEqual(await contents(await decoders.zip(body, reading)), {
    "detail.json": '{"a":1}',
    "cv/Ünïcode.txt": "é",
  });
});

test("zip refuses what is no archive", async () => {
  await assert.rejects(
    async () => decoders.zip(fileFromBytes(Buffer.from("<html>")), reading),
    (error) => error instanceof Fault && error.code === "HTTP_BAD_BODY",
  );
});

test("framed_zip gives archive after archive, however the bytes arrive", async () => {
  const body = framed(archive({ detail: "one" }), archive({ detail: "two", cv: "x".repeat(200_000) }));
  const archives = await decoders.framed_zip(fileFromBytes(body), reading);
  assert.equal(archives.length, 2);
  assert.deepEqual(await contents(archives[0] ?? {}), { detail: "one" });
  assert.equal((await contents(archives[1] ?? {})).cv?.length, 200_000);
});

test("framed_zip of an empty body holds nothing", async () => {
  assert.deepEqual(await decoders.framed_zip(fileFromBytes(Buffer.alloc(0)), reading), []);
});

test("a damaged archive among others is an empty one, so that only its record is in trouble", async () => {
  const body = framed(archive({ detail: "one" }), Buffer.from("damaged"), archive({ detail: "three" }));
  const archives = await decoders.framed_zip(fileFromBytes(body), reading);
  assert.deepEqual(
    archives.map((files) => Object.keys(files)),
    [["detail"], [], ["detail"]],
  );
});

test("a body that breaks off is refused whole", async () => {
  const body = framed(archive({ detail: "one" }), archive({ detail: "two" })).subarray(0, -3);
  await assert.rejects(
    async () => decoders.framed_zip(fileFromBytes(body), reading),
    (error) => error instanceof Fault && error.code === "HTTP_BAD_BODY" && /cut off/.test(error.message),
  );
});

test("the files in a decoded value are found wherever they are", () => {
  const [one, two] = [fileFromBytes(Buffer.from("1")), fileFromBytes(Buffer.from("2"))];
  assert.deepEqual(filesIn([{ a: one }, { b: { c: two }, d: "text" }, null]), [one, two]);
});

test("the words of `read` are the decoders and the kinds of bodies that need none", async () => {
  const schema = JSON.parse(await readFile(join(packageRoot, "schemas", "connector.schema.json"), "utf8"));
  const kinds: readonly BodyKind[] = ["json", "text", "file", "nothing"];
  const words = [...kinds, ...Object.keys(decoders)].sort();
  assert.deepEqual([...readWords(schema)].sort(), words);
});

/** The enum of the definition of `read`. */
function readWords(schema: {
  readonly $defs: { readonly read: { readonly anyOf: readonly { readonly enum?: readonly string[] }[] } };
}): readonly string[] {
  return schema.$defs.read.anyOf.flatMap((one) => one.enum ?? []);
}
