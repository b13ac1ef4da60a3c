/** The generated types are what the schemas say. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../runner/load/folders.js";

interface Build {
  readonly generatedTypes: (name: string) => Promise<string>;
  readonly generatedEntityTypes: () => Promise<string>;
}

const build = (await import(pathToFileURL(join(packageRoot, "runner", "build.mjs")).href)) as Build;
const committed = (name: string) => readFile(join(packageRoot, "schemas", `${name}.types.ts`), "utf8");

test("the types of the languages are up to date (npm run types)", async () => {
  for (const name of ["pipeline", "connector", "sandbox", "test"]) {
    assert.equal(await build.generatedTypes(name), await committed(name), name);
  }
});

test("the types of the entities are up to date (npm run types)", async () => {
  assert.equal(await build.generatedEntityTypes(), await committed("entities"));
});
