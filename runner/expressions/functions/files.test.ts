import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { type FileHandle, fileFromBytes, isFile } from "../../http/files.js";
import { compileProgram } from "../program.js";

const worth = (text: string, input: unknown = {}): unknown => compileProgram(text).evaluate(input);
const fileOf = (text: string, input: unknown = {}): FileHandle => {
  const file = worth(text, input);
  assert.ok(isFile(file));
  return file;
};
const isRefused = (said: RegExp) => (error: Error) => said.test(error.message);

test("$file reads base64 of either alphabet, with padding, without, and over lines", async () => {
  const bytes = Buffer.from([0xfb, 0xff, 0xfe, 0x01]);
  for (const text of ["+//+AQ==", "+//+AQ", "-__-AQ", "+//+\r\n  AQ==", "+//+AQ="])
    assert.deepEqual(await fileOf("$file(text)", { text }).bytes(), bytes, text);
});

test("$file names the file, and takes its type from what is given, else from a data address", () => {
  const input = { text: "data:Application/PDF;name=a.pdf;base64,JVBERi0=" };
  const facts = ({ name, content_type, size }: FileHandle) => [name, content_type, size];
  assert.deepEqual(facts(fileOf("$file(text)", input)), [undefined, "application/pdf", 5]);
  const named = fileOf("$file(text, { 'name': 'cv.txt', 'content_type': 'text/plain' })", input);
  assert.deepEqual(facts(named), ["cv.txt", "text/plain", 5]);
});

test("$file of nothing is nothing, and of what is no base64 an error without a piece of the text", () => {
  for (const text of ["", " ", "=", null, undefined]) assert.equal(worth("$file(text)", { text }), undefined);
  for (const text of ["JVBERi0_é", "<html>", "JVBER", "JVBE=Ri0", "J"])
    assert.throws(
      () => worth("$file(text)", { text }),
      isRefused(/^the text given to \$file is not base64$/),
    );
  assert.throws(() => worth("$file(7)"), isRefused(/takes a text in base64/));
});

test("$sniff knows files by their content, office files inside archives, too", async () => {
  const word = zipSync({
    "[Content_Types].xml": Buffer.from(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "word/document.xml": Buffer.from("<w:document/>"),
  });
  const open = zipSync({ mimetype: [Buffer.from("application/vnd.oasis.opendocument.text"), { level: 0 }] });
  for (const [bytes, type] of [
    ["%PDF-1.4\n", "application/pdf"],
    ["{\\rtf1 x}", "application/rtf"],
    [word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    [open, "application/vnd.oasis.opendocument.text"],
    [Buffer.from("d0cf11e0a1b11ae1".padEnd(1024, "0"), "hex"), "application/x-cfb"],
    ["only words", undefined],
    ["", undefined],
  ] as const)
    assert.equal(await worth("$sniff(file)", { file: fileFromBytes(Buffer.from(bytes)) }), type);
  assert.equal(await worth("$sniff('text')"), undefined);
});

test("$sniff of a file that the same expression makes ends, and finds each of several", async () => {
  const text = (content: string) => Buffer.from(content).toString("base64");
  const input = { all: [text("%PDF-1.7\n"), text("{\\rtf1 y}"), text("%PDF-1.7\n")] };
  const found = await worth(
    "[all.($f := $file($); $withFile($f, { 'content_type': $sniff($f) }).content_type)]",
    input,
  );
  assert.deepEqual(found, ["application/pdf", "application/rtf", "application/pdf"]);
});

test("$base64 marks a file to be written as base64, and shows nothing of it", () => {
  const file = fileFromBytes(Buffer.from("secret"), { name: "cv.pdf" });
  const marked = fileOf("$base64(file)", { file });
  assert.equal(marked.encoding, "base64");
  assert.equal(file.encoding, undefined);
  assert.equal(JSON.stringify({ marked }), '{"marked":"[file cv.pdf, 6 bytes]"}');
  assert.equal(fileOf("$withFile($base64(file), { 'name': 'b' })", { file }).encoding, "base64");
  assert.equal(worth("$base64('text')"), undefined);
});
