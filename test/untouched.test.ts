/** What only looks writes nothing: a project without a state has none afterwards, not so much as an empty folder. */
import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startSandbox } from "../runner/sandbox/server.js";
import { commandInside } from "./process/inside.js";
import { pipeline, workplace } from "./process/workplace.js";

const KEY = "20596204";
const looks: readonly (readonly string[])[] = [
  ["run", "pipeline.yaml", "--preview", "8"],
  ["run", "pipeline.yaml", "--dry-run"],
  ["why", KEY, "pipeline.yaml"],
  ["check", "pipeline.yaml"],
];

for (const args of looks) {
  test(`${args.filter((arg) => arg !== "pipeline.yaml").join(" ")} leaves a project without a state as it was`, async (t) => {
    const { cwd, asking } = await project(t);
    const { exit, stderr } = await commandInside([...args, ...asking.options], { cwd, env: asking.env });
    assert.equal(exit, 0, stderr);
    assert.deepEqual((await readdir(cwd, { recursive: true })).sort(), ["package.json", "pipeline.yaml"]);
  });
}

test("validate, state show and rejects list leave a project without a state as it was", async (t) => {
  const { cwd } = await project(t);
  for (const args of [
    ["validate", "pipeline.yaml"],
    ["state", "show"],
    ["rejects", "list", "candidates"],
  ]) {
    const { exit, stderr } = await commandInside(args, { cwd });
    assert.equal(exit, 0, stderr);
  }
  assert.deepEqual((await readdir(cwd, { recursive: true })).sort(), ["package.json", "pipeline.yaml"]);
});

test("I3: a preview does not take a store that is gone for one that never was", async (t) => {
  const { cwd, asking } = await project(t);
  const run = (...more: string[]) =>
    commandInside(["run", "pipeline.yaml", ...asking.options, ...more], { cwd, env: asking.env });
  assert.equal((await run("--limit", "1")).exit, 0);
  await rm(join(cwd, ".sync-runner", "state.db"));
  const { exit, stderr } = await run("--preview");
  assert.equal(exit, 3);
  assert.match(stderr, /holds nothing of candidates/);
});

/** A project, and the options and the environment with which it meets a sandbox that lies elsewhere. */
async function project(t: TestContext) {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const sandbox = await startSandbox({ candidates: 20 });
  t.after(() => sandbox.close());
  const { teamtailor = {}, hrflow = {} } = sandbox.accounts;
  const options = Object.entries(sandbox.endpoints).flatMap(([host, url]) => [
    "--endpoint",
    `${host}=${url}`,
  ]);
  const env = {
    TEAMTAILOR_API_KEY: teamtailor.api_key ?? "",
    HRFLOW_API_SECRET: hrflow.api_secret ?? "",
    HRFLOW_API_USER: hrflow.api_user ?? "",
    HRFLOW_SOURCE_KEY: hrflow.source_key ?? "",
  };
  return { cwd, asking: { options, env } };
}
