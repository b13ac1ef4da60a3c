/** The contract on the wire: the shipped connectors keep to their tests, played by the command itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";

test("every case of connectors/*/tests and pipelines/*.test.yaml holds", { timeout: 300_000 }, async () => {
  const ended = await commandInside(["test", "--json"], { cwd: packageRoot });
  assert.equal(ended.exit, 0, ended.stderr);
  const { cases } = JSON.parse(ended.stdout).result as { cases: number };
  assert.ok(cases >= 42, `only ${cases} cases were found`);
});

test("validate looks through test files as well", async () => {
  const files = ["pipelines/teamtailor-to-hrflow.test.yaml", "connectors/teamtailor/tests/create-jobs.yaml"];
  const ended = await commandInside(["validate", ...files], { cwd: packageRoot });
  assert.deepEqual([ended.exit, ended.stderr], [0, ""]);
});
