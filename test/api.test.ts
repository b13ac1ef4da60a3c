/** A program that embeds the runner: the example that is shipped, as a process of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { packageRoot } from "../runner/load/folders.js";
import { startSandbox } from "../runner/sandbox/server.js";

test("the embedding example runs a pipeline and tells what came of it", async (t) => {
  const sandbox = await startSandbox({ candidates: 60 });
  const cwd = await mkdtemp(join(tmpdir(), "embed-"));
  t.after(async () => {
    await sandbox.close();
    await rm(cwd, { recursive: true });
  });
  const { teamtailor = {}, hrflow = {} } = sandbox.accounts;
  const env = {
    ...process.env,
    TEAMTAILOR_API_KEY: teamtailor.api_key,
    HRFLOW_API_SECRET: hrflow.api_secret,
    HRFLOW_API_USER: hrflow.api_user,
    HRFLOW_SOURCE_KEY: hrflow.source_key,
  };
  const example = join(packageRoot, "examples", "embed.mjs");
  const pipeline = join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml");
  const { stdout } = await promisify(execFile)(process.execPath, [example, pipeline, sandbox.url], {
    cwd,
    env,
  });
  assert.equal(stdout, '{"status":"success","written":20}\n');
});
