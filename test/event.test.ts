/** A run that an event starts: what it asks for is no part of the list that token and archiving are about (I1, I9, I10). */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { envelope, resultOf } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { ownManifest, serveOwn } from "./process/own-connector.js";
import { startSystems } from "./process/systems.js";
import { workplace } from "./process/workplace.js";

const manifest = ownManifest
  .replace(
    "    pull:\n",
    "    pull:\n      parameters: { properties: { team: { type: string, description: A team } } }\n",
  )
  .replace("get: /people,", 'get: /people, query: { team: "${ parameters.team }" },')
  .replace("direction: inbound", "direction: inbound\n    event: '{ \"team\": team }'");
const pipeline = (more: string) => `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { token: "\${ env.MINE_TOKEN }" }
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" }
format: '{ "reference": $pull_parameters.team & "-" & number, "info": { "full_name": name, "first_name": name } }'
${more}`;

test("what a run that an event started has rejected is replayed with the parameters of that event", async (t) => {
  const systems = await startSystems(t, { candidates: 1 });
  const own = await serveOwn(t);
  const cwd = await workplace(t, {
    "package.json": "{}",
    "connectors/mine/connector.yaml": manifest,
    "mine.yaml": pipeline("logics: [\"number = 1 ? $error('not yet') : true\"]\n"),
    "event.json": '{ "team": "north" }',
  });
  const env = { ...systems.env, MINE_TOKEN: "token-of-mine" };
  const options = [...systems.endpoints, "--endpoint", `api.mine.example.org=${own.url}`, "--json"];
  const run = await commandInside(["run", "mine.yaml", "--event", "event.json", ...options], { cwd, env });
  assert.equal(run.exit, 4, run.stderr);
  assert.equal(resultOf(run).events.logics_failure, 1);
  await writeFile(join(cwd, "mine.yaml"), pipeline(""));
  const replay = await commandInside(["rejects", "replay", "mine.yaml", ...options], { cwd, env });
  assert.equal(replay.exit, 0, replay.stderr);
  const references = (await systems.profiles()).map(({ reference }) => reference);
  assert.deepEqual(references.filter((one) => one.startsWith("north-")).sort(), ["north-1", "north-2"]);
});

test("--event and --incremental exclude each other", async (t) => {
  const cwd = await workplace(t, {
    "package.json": "{}",
    "connectors/mine/connector.yaml": manifest,
    "mine.yaml": pipeline(""),
    "event.json": '{ "team": "north" }',
  });
  const run = await commandInside(["run", "mine.yaml", "--event", "event.json", "--incremental", "--json"], {
    cwd,
    env: {},
  });
  assert.equal(run.exit, 2);
  assert.match(JSON.stringify(envelope(run).error), /exclude each other/);
});
