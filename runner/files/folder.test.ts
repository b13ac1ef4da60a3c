import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Folder, type Sent } from "./folder.js";
import type { ReadForm } from "./pages.js";

const MARK = "\uFEFF";
const comma = { key: "id", delimiter: "," };
const reading: ReadForm = { delimiter: ",", charset: "utf-8", isNested: false, key: undefined };

/** A folder with these files. */
async function folderWith(t: TestContext, files: Readonly<Record<string, string | Buffer>> = {}) {
  const path = await mkdtemp(join(tmpdir(), "files-"));
  t.after(() => rm(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  const text = (name: string) => readFile(join(path, name), "utf8");
  const write = async (name: string, items: readonly Sent[], form = comma) => {
    const folder = new Folder(path);
    try {
      await folder.open(name, form);
      return folder.write(name, items);
    } finally {
      await folder.close();
    }
  };
  const read = async (name: string, form: Partial<ReadForm> = {}) => {
    const folder = new Folder(path);
    try {
      const { records } = JSON.parse(await folder.read(name, { ...reading, ...form }, 0)) as {
        records: unknown[];
      };
      return records;
    } finally {
      await folder.close();
    }
  };
  return { path, text, write, read };
}

const item = (key: string, values: Readonly<Record<string, unknown>>): Sent => ({
  key,
  values: { id: key, ...values },
});

test("a table that is new has a mark, a head, and what was written", async (t) => {
  const { text, write, path } = await folderWith(t);
  const results = await write("people.csv", [
    item("1", { name: 'Zoë "Z" Müller' }),
    item("2", { name: "=1+1", note: "a\nb" }),
  ]);
  assert.deepEqual(results, [{}, {}]);
  assert.equal(
    await text("people.csv"),
    `${MARK}id,name,note\r\n1,"Zoë ""Z"" Müller",\r\n2,'=1+1,"a\nb"\r\n`,
  );
  assert.equal((await stat(join(path, "people.csv"))).mode & 0o777, 0o600);
});

test("a later item takes the place of its line, others stay, new keys come behind, and new columns at the end", async (t) => {
  const table = `${MARK}id;name;"the note"\r\n1;Ada;x\r\n2;Grace;"=kept"\r\n`;
  const { text, write, path } = await folderWith(t, { "people.csv": table });
  await chmod(join(path, "people.csv"), 0o640);
  const form = { key: "id", delimiter: ";" };
  await write("people.csv", [item("3", { name: "Mary", age: 3 }), item("1", { name: "Ada L." })], form);
  assert.equal(
    await text("people.csv"),
    `${MARK}id;name;the note;age\r\n1;Ada L.;;\r\n2;Grace;=kept;\r\n3;Mary;;3\r\n`,
  );
  assert.equal((await stat(join(path, "people.csv"))).mode & 0o777, 0o640);
});

test("lines of JSON stay as they are written, but for those whose keys are written anew", async (t) => {
  const { text, write } = await folderWith(t, {
    "people.jsonl": '{"id":1, "big":12345678901234567890}\n\n{"id":"2"}\n{"none":true}',
  });
  await write("people.jsonl", [item("2", { a: 1 }), item("4", {}), item("4", { b: [1] })]);
  assert.equal(
    await text("people.jsonl"),
    '{"id":1, "big":12345678901234567890}\n{"id":"2","a":1}\n{"none":true}\n{"id":"4","b":[1]}\n',
  );
});

test("an item whose key stands in the file more than once is refused with the lines, and all of them stay", async (t) => {
  const { text, write } = await folderWith(t, {
    "people.csv":
      'id,name\r\n1,"Ada\r\nL."\r\n1,Ada B.\r\n2,Grace\r\n1,Ada C.\r\n,nobody\r\n,nobody else\r\n3,Mary\r\n3,Mary\r\n',
    "people.jsonl": '{"id":1}\n\n{"id":"1","more":true}\n{"id":2}\n',
  });
  const said = (name: string, lines: string) => ({
    error: `its key stands in ${name} more than once, in the lines ${lines}: leave one of them`,
  });
  assert.deepEqual(await write("people.csv", [item("1", { name: "New" }), item("2", { name: "G. H." })]), [
    said("people.csv", "2 and 4"),
    {},
  ]);
  assert.equal(
    await text("people.csv"),
    `${MARK}id,name\r\n1,"Ada\r\nL."\r\n1,Ada B.\r\n2,G. H.\r\n1,Ada C.\r\n,nobody\r\n,nobody else\r\n3,Mary\r\n3,Mary\r\n`,
  );
  assert.deepEqual(await write("people.jsonl", [item("1", { a: 1 }), item("2", { a: 2 })]), [
    said("people.jsonl", "1 and 3"),
    {},
  ]);
  assert.equal(await text("people.jsonl"), '{"id":1}\n{"id":"1","more":true}\n{"id":"2","a":2}\n');
});

test("a key that somebody else gives a second line while a run writes it ends the run, and nothing is lost", async (t) => {
  const { path, text, write } = await folderWith(t, { "people.csv": "id,name\r\n1,Ada\r\n" });
  const theirs = "id,name\r\n1,Ada\r\n1,Ada L.\r\n";
  const folder = new Folder(path);
  await folder.open("people.csv", comma);
  folder.write("people.csv", [item("1", { name: "New" }), item("2", { name: "Grace" })]);
  await writeFile(join(path, "people.csv"), theirs);
  const message =
    /people\.csv cannot be written: of the item "1", its key .* in the lines 2 and 3: leave one/;
  await assert.rejects(folder.close(), { code: "DISK_FAILED", message });
  assert.equal(await text("people.csv"), theirs);
  await assert.rejects(write("people.csv", []), { status: 422, message });
  await writeFile(join(path, "people.csv"), "id,name\r\n1,Ada L.\r\n");
  await write("people.csv", []);
  assert.equal(await text("people.csv"), `${MARK}id,name\r\n1,New\r\n2,Grace\r\n`);
});

test("each item that cannot be a line is told, and the others are written", async (t) => {
  const { text, write } = await folderWith(t);
  const results = await write("people.csv", [
    { values: { name: "no key" } },
    { key: "1", values: [] },
    { key: "2", values: { id: "3" } },
    { key: "4", values: { "a.b": 1, a: { b: 2 } } },
    { key: 5, values: { name: "Ada" } },
    { key: "6", values: { name: "Grace", id: null } },
  ]);
  assert.deepEqual(results, [
    { error: "it has no key" },
    { error: "it is no object" },
    { error: 'its key is not what it has under "id"' },
    { error: 'two members would be the column "a.b"' },
    {},
    {},
  ]);
  assert.equal(await text("people.csv"), `${MARK}id,name\r\n5,Ada\r\n6,Grace\r\n`);
});

test("a file that is not what it seems is refused before anything is written, and stays", async (t) => {
  const files = {
    "semicolons.csv": "id;name\r\n1;Ada\r\n",
    "others.csv": "name,email\r\nAda,a@example.org\r\n",
    "twice.csv": "id,id\r\n1,2\r\n",
    "ragged.csv": "id,name\r\n1,Ada,more\r\n",
    "quotes.csv": 'id,name\r\n1,"Ada\r\n',
    "latin.csv": Buffer.from("id,name\r\n1,Zo\xeb\r\n", "latin1"),
    "broken.jsonl": '{"id":1}\n{"id":\n',
    "list.jsonl": '{"id":1},{"id":2}\n',
  };
  const said = {
    "semicolons.csv": /write `delimiter: ";"`/,
    "others.csv": /has no column "id"; it has "name", "email"/,
    "twice.csv": /two columns that are called "id"/,
    "ragged.csv": /line 2 has 3 values for 2 columns/,
    "quotes.csv": /is not CSV behind line 1/,
    "latin.csv": /is no text in utf-8/,
    "broken.jsonl": /line 2 is not valid JSON/,
    "list.jsonl": /line 1 is not valid JSON/,
  };
  const { path, write } = await folderWith(t, files);
  for (const [name, content] of Object.entries(files)) {
    await assert.rejects(
      write(name, [item("1", {})]),
      { status: 422, message: said[name as keyof typeof said] },
      name,
    );
    assert.deepEqual(await readFile(join(path, name)), Buffer.from(content));
  }
});

test("only one run writes a file at a time, and others read what was there", async (t) => {
  const { path, write, read } = await folderWith(t, { "people.csv": "id\r\n1\r\n" });
  const folder = new Folder(path);
  await folder.open("people.csv", comma);
  folder.write("people.csv", [item("2", {})]);
  await assert.rejects(write("people.csv", []), {
    status: 423,
    message: /another run is writing people\.csv/,
  });
  assert.deepEqual(await read("people.csv"), [{ line: 2, values: { id: "1" } }]);
  await folder.close();
  assert.equal((await read("people.csv")).length, 2);
});

test("links in place of what lies beside a file are not followed", async (t) => {
  const { path, write } = await folderWith(t, { "secret.txt": "mine" });
  await symlink(join(path, "secret.txt"), join(path, ".a.csv.pending"));
  await assert.rejects(write("a.csv", []), { status: 403, message: /\.a\.csv\.pending is a link/ });
  await symlink(join(path, "secret.txt"), join(path, ".b.csv.next"));
  await write("b.csv", [item("1", {})]);
  assert.equal(await readFile(join(path, "secret.txt"), "utf8"), "mine");
  assert.deepEqual((await readdir(path)).sort(), [".a.csv.pending", ".b.csv.pending", "b.csv", "secret.txt"]);
});

test("a table is read with its lines, whatever its mark, quotes and line ends", async (t) => {
  const { read } = await folderWith(t, {
    "a.csv": `${MARK}id,"Name, ganz",\r\n1,"Zoë ""Z""\r\nMüller",\n\r\n2,'+49 30 1,x\r\n3,short\r\n`,
    "b.csv": Buffer.from("id;Ort\r\n1;M\xfcnchen \x80\r\n", "latin1"),
    "c.csv": Buffer.from(`${MARK}id,Ort\n1,Köln\n`, "utf16le"),
  });
  assert.deepEqual(await read("a.csv", { key: "id" }), [
    { line: 2, key: "1", values: { id: "1", "Name, ganz": 'Zoë "Z"\r\nMüller' } },
    { line: 5, key: "2", values: { id: "2", "Name, ganz": "+49 30 1" } },
    { line: 6, error: "line 6 has 2 values for 3 columns" },
  ]);
  const latin = { delimiter: ";", charset: "windows-1252" };
  assert.deepEqual(await read("b.csv", latin), [{ line: 2, values: { id: "1", Ort: "München €" } }]);
  assert.deepEqual(await read("c.csv"), [{ line: 2, values: { id: "1", Ort: "Köln" } }]);
});

test("a table in which nothing stands is no table of nobody", async (t) => {
  const { read } = await folderWith(t, { "a.csv": "", "b.csv": " \r\n", "c.csv": " \r\nid\r\n1\r\n" });
  for (const name of ["a.csv", "b.csv"])
    await assert.rejects(read(name), {
      status: 422,
      message: `${name} is empty: a table has a head at least`,
    });
  assert.deepEqual(await read("c.csv"), [{ line: 3, values: { id: "1" } }]);
});

test("lines of JSON that cannot be read, or have no key, are told one by one", async (t) => {
  const { read } = await folderWith(t, {
    "a.jsonl": '{"id":1}\n{"id":\n[]\n{"id":2},{"id":3}\n{"x":1}\n{"id":4}',
  });
  assert.deepEqual(await read("a.jsonl", { key: "id" }), [
    { line: 1, key: "1", values: { id: 1 } },
    { line: 2, error: "line 2 is not valid JSON" },
    { line: 3, error: "line 3 is no JSON object" },
    { line: 4, error: "line 4 is not valid JSON" },
    { line: 5, error: 'line 5 has nothing under "id"', values: { x: 1 } },
    { line: 6, key: "4", values: { id: 4 } },
  ]);
});

test("pages go on where the one before ended; one that is asked for again is the same", async (t) => {
  const { path } = await folderWith(t, {
    "a.jsonl": Array.from({ length: 450 }, (_, n) => `{"id":${n}}\n`).join(""),
  });
  const folder = new Folder(path);
  t.after(() => folder.close());
  const page = async (from: number) => {
    const { records, next } = JSON.parse(await folder.read("a.jsonl", reading, from));
    return [records.length, records[0]?.values.id, next];
  };
  assert.deepEqual(await page(0), [200, 0, 200]);
  // The file is replaced meanwhile: whoever reads goes on with the version that he began with.
  await rm(join(path, "a.jsonl"));
  await writeFile(join(path, "a.jsonl"), '{"id":"new"}\n');
  assert.deepEqual(await page(200), [200, 200, 400]);
  assert.deepEqual(await page(200), [200, 200, 400]);
  assert.deepEqual(await page(400), [50, 400, undefined]);
  assert.deepEqual(await page(0), [1, "new", undefined]);
});

test("what could not be put into the file is kept, said, and put in when the file is right again", async (t) => {
  const { path, text, write } = await folderWith(t, { "a.jsonl": '{"id":1}\n' });
  const folder = new Folder(path);
  await folder.open("a.jsonl", comma);
  folder.write("a.jsonl", [item("2", {})]);
  await writeFile(join(path, "a.jsonl"), "broken meanwhile\n");
  await assert.rejects(folder.close(), {
    code: "DISK_FAILED",
    message: "a.jsonl cannot be written: line 1 is not valid JSON",
    exit: 3,
  });
  assert.equal(await text("a.jsonl"), "broken meanwhile\n");
  await writeFile(join(path, "a.jsonl"), '{"id":1}\n');
  await write("a.jsonl", [item("3", {})]);
  assert.equal(await text("a.jsonl"), '{"id":1}\n{"id":"2"}\n{"id":"3"}\n');
});
