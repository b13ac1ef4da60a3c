/** The contract on the wire: the shipped connectors keep to their tests, played by the command itself. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";

test("every case of connectors/*/tests and pipelines/*.test.yaml holds", { timeout: 300_000 }, async () => {
  const ended = await commandInside(["test", "--json"], { cwd: packageRoot });
  assert.equal(ended.exit, 0, ended.stderr);
  const { cases } = JSON.parse(ended.stdout).result as { cases: number };
  assert.ok(cases >= 42, `only ${cases} cases were found`);
});

test("the example of a test in the README is the one that is played", async () => {
  const text = (name: string) => readFile(join(packageRoot, name), "utf8");
  const readme = await text("README.md");
  assert.ok(readme.includes(await text("pipelines/teamtailor-to-hrflow.test.yaml")));
});

test("validate looks through test files as well", async () => {
  const files = ["pipelines/teamtailor-to-hrflow.test.yaml", "connectors/teamtailor/tests/create-jobs.yaml"];
  const ended = await commandInside(["validate", ...files], { cwd: packageRoot });
  assert.deepEqual([ended.exit, ended.stderr], [0, ""]);
});
