import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { openOwnFile } from "./own-file.js";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-file-"));
});
after(() => rm(folder, { recursive: true }));

test("a file of results replaces an older one, and is for its owner alone", async () => {
  const path = join(folder, "trace.jsonl");
  await writeFile(path, "older and longer", { mode: 0o644 });
  const file = openOwnFile(path);
  file.write("new");
  file.close();
  assert.equal(await readFile(path, "utf8"), "new");
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});

for (const name of [
  "connector.yaml",
  "format.jsonata",
  "record.schema.json",
  ".env",
  ".env.local",
  "package.json",
]) {
  test(`${name} is not replaced by results where it is there`, async () => {
    const path = join(folder, name);
    await writeFile(path, "written");
    assert.throws(
      () => openOwnFile(path),
      (error) => error instanceof Fault && error.code === "USAGE",
    );
    assert.equal(await readFile(path, "utf8"), "written");
  });
}

test("a folder that is not there is told as one that cannot be written", () => {
  const path = join(folder, "nowhere", "junit.xml");
  assert.throws(
    () => openOwnFile(path),
    (error) => error instanceof Fault && error.code === "DISK_FAILED",
  );
});
