/** A program that embeds the runner: the example that is shipped, as a process of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { run } from "../runner/api.js";
import { Fault } from "../runner/faults/fault.js";
import { packageRoot } from "../runner/load/folders.js";
import { startSandbox } from "../runner/sandbox/server.js";
import { pipeline, workplace } from "./process/workplace.js";

test("the embedding example runs a pipeline and tells what came of it", async (t) => {
  const sandbox = await startSandbox({ candidates: 60 });
  t.after(() => sandbox.close());
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const { teamtailor = {}, hrflow = {} } = sandbox.accounts;
  const env = {
    ...process.env,
    TEAMTAILOR_API_KEY: teamtailor.api_key,
    HRFLOW_API_SECRET: hrflow.api_secret,
    HRFLOW_API_USER: hrflow.api_user,
    HRFLOW_SOURCE_KEY: hrflow.source_key,
  };
  const example = join(packageRoot, "examples", "embed.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [example, "pipeline.yaml", sandbox.url], {
    cwd,
    env,
  });
  assert.equal(stdout, '{"status":"success","write_success":20}\n');
});

test("a setting that there is not is refused with the one that was probably meant, and nothing is sent", async (t) => {
  const { cwd, settings, requests } = await embedded(t);
  const wrong = async (more: object) => {
    const fault = await run("pipeline.yaml", { cwd, ...settings, ...more }).catch((error: unknown) => error);
    assert.ok(fault instanceof Fault, String(fault));
    return [fault.code, fault.message, fault.hint];
  };
  assert.deepEqual(await wrong({ dryrun: true }), [
    "USAGE",
    "run() has no setting `dryrun`",
    "Did you mean `dryRun`?",
  ]);
  const noPersist = await wrong({ persist: false });
  assert.deepEqual(noPersist.slice(0, 2), ["USAGE", "run() has no setting `persist`"]);
  assert.match(String(noPersist[2]), /^Settings: .*`dryRun`/);
  for (const [more, what] of [
    [{ limit: "20" }, "the setting `limit` of run() must be a whole number of at least 1"],
    [{ concurrency: 0 }, "the setting `concurrency` of run() must be a whole number from 1 to 1000"],
    [
      { endpoints: { "a.example": "127.0.0.1" } },
      "the setting `endpoints` of run() has no URL for a.example",
    ],
  ] as const) {
    assert.deepEqual((await wrong(more)).slice(0, 2), ["USAGE", what]);
  }
  assert.deepEqual(await requests(), {});
});

test("a dry run pulls and formats, and writes nothing", async (t) => {
  const { cwd, settings, requests } = await embedded(t);
  const { result, exit } = await run("pipeline.yaml", { cwd, ...settings, dryRun: true, limit: undefined });
  assert.deepEqual([exit, result.persist, result.events.read_success], [0, false, 5]);
  assert.equal(result.events.write_success, 0);
  const sent = Object.keys((await requests())["api.hrflow.ai"] ?? {});
  assert.deepEqual(
    sent.filter((name) => !name.startsWith("GET ")),
    [],
  );
});

/** A project, and what a run in it is given. */
async function embedded(t: TestContext) {
  const sandbox = await startSandbox({ candidates: 5 });
  t.after(() => sandbox.close());
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const { teamtailor = {}, hrflow = {} } = sandbox.accounts;
  const env = {
    TEAMTAILOR_API_KEY: teamtailor.api_key,
    HRFLOW_API_SECRET: hrflow.api_secret,
    HRFLOW_API_USER: hrflow.api_user,
    HRFLOW_SOURCE_KEY: hrflow.source_key,
  };
  const requests = async (): Promise<Record<string, Record<string, number>>> => {
    const state = (await (await fetch(`${sandbox.url}/__state`)).json()) as {
      requests: Record<string, Record<string, number>>;
    };
    return state.requests;
  };
  return { cwd, settings: { env, endpoints: sandbox.endpoints }, requests };
}

test("what stands in the place of credentials is in no finding, at neither end of a flow", async (t) => {
  const files = {
    "action.yaml":
      "workflow_id: a\naction: teamtailor.create_profiles_in_hrflow\nconnector_auth: made-up-secret\nhrflow_auth: {}\npush_parameters: { source_key: s }\n",
    "ends.yaml":
      "workflow_id: b\norigin: { connector: teamtailor, entity: profile, auth: made-up-secret }\ntarget: { connector: hrflow, entity: profile, operation: create, auth: {}, parameters: { source_key: s } }\n",
  };
  const cwd = await workplace(t, files);
  for (const [file, name] of [
    ["action.yaml", "connector_auth"],
    ["ends.yaml", "auth"],
  ] as const) {
    const fault = await run(file, { cwd }).catch((error: unknown) => error);
    assert.ok(fault instanceof Fault, String(fault));
    const told = (fault.details.findings ?? []).map((one) => one.message + JSON.stringify(one)).join("\n");
    assert.match(told, new RegExp(`\`${name}\` must be a mapping, not what is given`));
    assert.doesNotMatch(told, /made-up-secret/);
  }
});
