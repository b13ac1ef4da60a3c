import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { Fault } from "../../faults/fault.js";
import { fileFromBytes, isFile } from "../files.js";
import { isBad } from "./bad-body.test.support.js";
import type { Form, Reading } from "./decoder.js";
import { decoderOf } from "./decoders.js";
import type { Packing } from "./unpack.js";

interface More extends Form {
  readonly unpack?: Packing;
  readonly said?: string;
  readonly type?: string;
}

/** What a body comes to. */
async function read(kind: string, body: string | Uint8Array, more: More = {}): Promise<unknown> {
  const { unpack, said, type, ...form } = more;
  const reading: Reading = {
    keep: async (bytes, facts) => fileFromBytes(Buffer.isBuffer(bytes) ? bytes : await buffer(bytes), facts),
    what: "the answer of a.example",
    charset: said,
    form,
  };
  const decoder = decoderOf(kind, unpack);
  assert.ok(decoder);
  return decoder(fileFromBytes(Buffer.from(body), { name: "people.csv.gz", contentType: type }), reading);
}

test("csv gives an object a line, whose values are texts", async () => {
  const body = '\ufeffid, full name\r\n007,"Ada ""A"" Lovelace"\r\n\r\n8,"two\nlines, one person"\r\n9,';
  assert.deepEqual(await read("csv", body), [
    { id: "007", "full name": 'Ada "A" Lovelace' },
    { id: "8", "full name": "two\nlines, one person" },
    { id: "9", "full name": "" },
  ]);
  assert.deepEqual(await read("csv", "  \r\n\r\nid,name\n"), []);
});

test("a table has a head at least, unless its columns are named; ndjson may hold nothing", async () => {
  for (const body of ["", "\ufeff", "\n\n", "  \r\n\t\n"])
    await assert.rejects(
      read("csv", body),
      isBad(/^the answer of a.example is empty: a table has a head at least$/),
      JSON.stringify(body),
    );
  await assert.rejects(read("csv", gzipSync(""), { unpack: "gzip" }), isBad(/is empty/));
  assert.deepEqual(await read("csv", "", { columns: ["id"] }), []);
  assert.deepEqual(await read("ndjson", " \n"), []);
});

test("csv takes another delimiter, and names for columns without a head", async () => {
  assert.deepEqual(await read("csv", "1;a,b\n2;c", { delimiter: ";", columns: ["id", "name"] }), [
    { id: "1", name: "a,b" },
    { id: "2", name: "c" },
  ]);
});

test("a table that would be read wrongly is refused", async () => {
  await assert.rejects(read("csv", "id;name\n1;a"), isBad(/one column alone/, /delimiter: ";"/));
  await assert.rejects(
    read("csv", "id,name\n1,a\n2,b,c"),
    isBad(/has 3 values in its record 2, and 2 columns/),
  );
  await assert.rejects(read("csv", "id,id\n1,2"), isBad(/two columns that are called "id"/, /columns/));
  await assert.rejects(
    read("csv", 'id,name\n1,"canary\n2,b'),
    isBad(/^the answer of a.example is not CSV: see its record 1/),
  );
  await assert.rejects(read("csv", "<!DOCTYPE html><title>Log in</title>"), isBad(/HTML instead of CSV/));
  await assert.rejects(read("csv", "Log in", { type: "text/html" }), isBad(/HTML instead of CSV/));
});

test("a table is read in what it is written in, whatever the answer says", async () => {
  const latin = Buffer.from("id,name\n1,Zoë", "latin1");
  for (const more of [{ said: "iso-8859-1" }, { charset: "windows-1252" }])
    assert.deepEqual(await read("csv", latin, more), [{ id: "1", name: "Zoë" }]);
  assert.deepEqual(await read("csv", "id,name\n1,Zoë", { said: "iso-8859-1" }), [{ id: "1", name: "Zoë" }]);
  const utf16 = Buffer.from("\ufeffid\n1", "utf16le");
  assert.deepEqual(await read("csv", utf16), [{ id: "1" }]);
  await assert.rejects(read("csv", latin), isBad(/no text in utf-8/));
});

test("ndjson gives a value a line, and names the line that is none", async () => {
  assert.deepEqual(await read("ndjson", '{"id":9007199254740993}\r\n\n[1]\n'), [
    { id: "9007199254740993" },
    [1],
  ]);
  assert.deepEqual(await read("ndjson", ""), []);
  await assert.rejects(
    read("ndjson", '{"a":1}\n{"a":'),
    isBad(/^line 2 of the answer of a.example is not valid JSON/),
  );
});

test("tables with more values than fit are refused, and what becomes of few bytes is counted", async () => {
  const isTooLarge = (error: unknown) => error instanceof Fault && error.code === "HTTP_TOO_LARGE";
  await assert.rejects(
    read("csv", `${`${",".repeat(999)}\n`.repeat(2_100)}`, {
      columns: Array.from({ length: 1000 }, (_, at) => `c${at}`),
    }),
    isTooLarge,
  );
  await assert.rejects(read("ndjson", `[${"[],".repeat(400_000)}[]]\n`.repeat(6)), isTooLarge);
  await assert.rejects(read("ndjson", `"${"x".repeat(33 * 2 ** 20)}"`), isTooLarge);
});

test("gzip is unpacked, and read as whatever it holds", async () => {
  const packed = (text: string) => gzipSync(text);
  assert.deepEqual(await read("csv", packed("id\n1"), { unpack: "gzip" }), [{ id: "1" }]);
  assert.deepEqual(await read("json", packed('{"a":1}'), { unpack: "gzip" }), { a: 1 });
  assert.equal(await read("text", packed("é"), { unpack: "gzip" }), "é");
  const file = await read("file", packed("content"), { unpack: "gzip" });
  assert.ok(isFile(file));
  assert.equal(file.name, "people.csv");
  assert.equal((await file.bytes()).toString(), "content");
  for (const broken of [Buffer.from("id\n1"), packed("id\n1".repeat(100)).subarray(0, 20)])
    await assert.rejects(read("csv", broken, { unpack: "gzip" }), isBad(/not gzip, or broke off/));
});

test("zip is unpacked where it holds one file", async () => {
  const zip = (names: readonly string[]) =>
    zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from('{"a":1}')])));
  for (const names of [["a.json"], ["x/", "x/a.json", "__MACOSX/x/._a.json"]])
    assert.deepEqual(await read("json", zip(names), { unpack: "zip" }), { a: 1 });
  for (const names of [[], ["a", "b"]])
    await assert.rejects(
      read("json", zip(names), { unpack: "zip" }),
      isBad(/where one is unpacked/, /read: zip/),
    );
});
