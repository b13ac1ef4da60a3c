import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { openOwnFile } from "./own-file.js";
import type { Replaceable } from "./replaceable.js";
import { HAR_BEGIN, ITEMS, JUNIT, JUNIT_BEGIN, schemaFile, TRACE } from "./results.js";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-file-"));
});
after(() => rm(folder, { recursive: true }));

const refusal = (error: unknown) => error instanceof Fault && error.code === "USAGE";

const request = '{"time":"2024-01-31T12:00:00Z","type":"request","connector":"acme"}\n';
const schema =
  '{\n "$schema": "https://json-schema.org/draft/2020-12/schema",\n "$id": "https://a.example/p"\n}\n';
for (const [what, text, results] of [
  ["a trace", `${request}${request}`, TRACE],
  ["a HAR that was cut", HAR_BEGIN, TRACE],
  ["items", '{"id":1}\n{"id":2}\n', ITEMS],
  ["one item that is longer than what is read of it", `{"text":"${"x".repeat(100_000)}"}\n`, ITEMS],
  ["a report", `${JUNIT_BEGIN}</testsuites>\n`, JUNIT],
  ["an older schema", schema, schemaFile(schema)],
  ["an empty file", "", TRACE],
] as const) {
  test(`${what} of an earlier command is replaced, and the file is for its owner alone`, async () => {
    const path = join(folder, `${what.replaceAll(" ", "-")}`);
    await writeFile(path, text, { mode: 0o600 });
    const file = openOwnFile(path, results);
    file.write("new");
    file.close();
    assert.equal(await readFile(path, "utf8"), "new");
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });
}

const others: readonly (readonly [string, string, Replaceable])[] = [
  ["connector.yaml", "title: Acme\n", TRACE],
  ["state.db", "SQLite format 3\0", TRACE],
  ["people.jsonl", '{"id":1}\n', TRACE],
  ["noname", '{"time":"2024-01-31"}\n', TRACE],
  ["package.json", "{}\n", ITEMS],
  ["people.txt", '{"id":1}\n', ITEMS],
  ["list.json", "[1]\n", ITEMS],
  ["other.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n', JUNIT],
  ["record.schema.json", schema.replace("/p", "/q"), schemaFile(schema)],
  [".env", "TOKEN=1\n", schemaFile(schema)],
];
for (const [name, text, results] of others) {
  test(`${name}, which no command wrote as ${results.what}, is not replaced`, async () => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o644 });
    assert.throws(() => openOwnFile(path, results), refusal);
    assert.equal(await readFile(path, "utf8"), text);
    await symlink(path, `${path}.link`);
    assert.throws(() => openOwnFile(`${path}.link`, results), refusal);
    assert.equal(await readFile(path, "utf8"), text);
  });
}

test("nothing is written below the folder of the state, by whatever way", async () => {
  const state = join(folder, ".sync-runner", "sandbox");
  await mkdir(state, { recursive: true });
  await symlink(state, join(folder, "way"));
  await writeFile(join(state, "state.db"), "");
  for (const path of [join(state, "state.db"), join(state, "new.jsonl"), join(folder, "way", "new.jsonl")])
    assert.throws(() => openOwnFile(path, TRACE), refusal);
});

test("a dash and a link that leads nowhere are no files", async () => {
  await symlink(join(folder, "gone"), join(folder, "link"));
  for (const path of [join(folder, "-"), join(folder, "link")])
    assert.throws(() => openOwnFile(path, TRACE), refusal);
});

test("a device keeps its rights", { skip: process.platform === "win32" }, async () => {
  const { mode } = await stat("/dev/null");
  const file = openOwnFile("/dev/null", TRACE);
  file.write("nothing");
  file.close();
  assert.equal((await stat("/dev/null")).mode, mode);
});

test("a folder that is not there is told as one that cannot be written", () => {
  const path = join(folder, "nowhere", "junit.xml");
  assert.throws(
    () => openOwnFile(path, JUNIT),
    (error) => error instanceof Fault && error.code === "DISK_FAILED",
  );
});
