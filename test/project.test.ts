/** State and connectors belong to the project of a pipeline, whatever directory a command is started in (I4, I8). */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { run as runInProgram } from "../runner/api.js";
import { type Ended, envelope, resultOf, start } from "./process/command.js";
import { holdWrites } from "./process/front.js";
import { commandInside } from "./process/inside.js";
import { ownManifest, serveOwn } from "./process/own-connector.js";
import { contents, startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const mine = `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { token: "\${ env.MINE_TOKEN }" }
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" }
`;

test("the same pipeline, started from two directories at once, is one run and one that ends with 7", async (t) => {
  const systems = await startSystems(t, { candidates: 20 });
  const front = await holdWrites(t, systems);
  const root = await workplace(t, { "pipelines/daily.yaml": pipeline("incremental: true\n") });
  const [elsewhere, below] = [await workplace(t, {}), join(root, "pipelines")];
  const run = (cwd: string, path: string) =>
    start(t, ["run", path, "--json", ...front.endpoints], { cwd, env: systems.env });
  const first = run(below, "daily.yaml");
  await front.arrived;
  for (const [cwd, path] of [
    [root, "pipelines/daily.yaml"],
    [elsewhere, join(below, "daily.yaml")],
  ] as const) {
    const second = await run(cwd, path).ended;
    assert.equal(second.exit, 7, second.stderr);
    assert.equal(envelope(second).error?.code, "LOCKED");
  }
  front.release();
  const ended = await first.ended;
  assert.equal(ended.exit, 0, ended.stderr);
  assert.equal(contents(await systems.profiles()).size, 20);
  assert.deepEqual(
    [root, below, elsewhere].map((folder) => existsSync(join(folder, ".sync-runner"))),
    [true, false, false],
  );
  // What one directory stored, another goes on from.
  const again = resultOf(await run(elsewhere, join(below, "daily.yaml")).ended);
  assert.equal(again.incremental_token, resultOf(ended).incremental_token);
  assert.ok(again.events.read_success < 20);
});

test("state is found from anywhere in the project, and the run that made it says where it is", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const root = await workplace(t, { "pipelines/daily.yaml": pipeline("incremental: true\n") });
  const deep = join(root, "a", "b");
  await mkdir(deep, { recursive: true });
  const call = (...args: string[]): Promise<Ended> => commandInside(args, { cwd: deep, env: systems.env });
  const first = await call("run", "../../pipelines/daily.yaml", ...systems.endpoints);
  assert.equal(first.exit, 0, first.stderr);
  assert.match(first.stderr, /^ {2}state +\.\.\/\.\.\/\.sync-runner \(new: keep it from run to run\)$/m);
  const second = await call("run", "../../pipelines/daily.yaml", ...systems.endpoints);
  assert.doesNotMatch(second.stderr, /^ {2}state /m);
  assert.match((await call("state", "show", "candidates")).stdout, /^candidates /);
});

test("started from another project, the next command to type leads to the state", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const root = await workplace(t, {
    "my pipelines/daily.yaml": pipeline("incremental: true\n"),
    "other/package.json": "",
  });
  const cwd = join(root, "other");
  const args = ["run", "../my pipelines/daily.yaml", ...systems.endpoints];
  const { stderr } = await commandInside(args, { cwd, env: systems.env });
  assert.match(stderr, /^ {2}\(cd \.\. && npx sync-runner state show candidates\)$/m);
});

test("a state that an earlier version left in the current directory is spoken of and not used", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const root = await workplace(t, { "daily.yaml": pipeline(), "sub/.sync-runner/state.db": "" });
  const options = { cwd: join(root, "sub"), env: systems.env };
  const ended = await commandInside(["run", "../daily.yaml", ...systems.endpoints], options);
  assert.equal(ended.exit, 0, ended.stderr);
  assert.match(
    ended.stderr,
    /kept in \.\.\/\.sync-runner, .*; \.sync-runner in the current directory is not/,
  );
});

test("options that name files are taken from the current directory", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const lines = Object.entries(systems.env).map(([name, value]) => `${name}=${value}\n`);
  const root = await workplace(t, { "pipelines/daily.yaml": pipeline(), "sub/my.env": lines.join("") });
  const cwd = join(root, "sub");
  const args = ["run", "../pipelines/daily.yaml", "--env-file", "my.env", "--store", "sqlite:mine.db"];
  const ended = await start(t, [...args, ...systems.endpoints], { cwd }).ended;
  assert.equal(ended.exit, 0, ended.stderr);
  assert.equal(existsSync(join(cwd, "mine.db")), true);
});

test("the connectors of the project are found from anywhere, by a pipeline and by the commands without one", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const own = await serveOwn(t);
  const root = await workplace(t, {
    "connectors/mine/connector.yaml": ownManifest,
    "pipelines/mine.yaml": mine,
  });
  const [elsewhere, below] = [await workplace(t, {}), join(root, "pipelines")];
  const env = { ...systems.env, MINE_TOKEN: "the-token-of-mine" };
  const toMine = ["--endpoint", `api.mine.example.org=${own.url}`];
  const path = join(below, "mine.yaml");

  assert.equal((await commandInside(["validate", path], { cwd: elsewhere })).stderr, "");
  const args = ["run", path, "--json", ...systems.endpoints, ...toMine];
  const ended = await commandInside(args, { cwd: elsewhere, env });
  assert.equal(ended.exit, 0, ended.stderr);
  assert.equal(resultOf(ended).events.write_success, 2);

  const listed = await commandInside(["connectors"], { cwd: below });
  assert.match(listed.stdout, /^mine +Mine +ATS +\.\.\/connectors\/mine /m);
  const written = await commandInside(["docs", "mine"], { cwd: below });
  assert.equal(written.stdout, "wrote ../connectors/mine/docs/create_profiles_in_hrflow.md\n");
});

test("a program's own runs use the same state, wherever the program was started", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  const root = await workplace(t, { "pipelines/daily.yaml": pipeline("incremental: true\n") });
  const endpoints = Object.fromEntries(
    systems.endpoints
      .filter((word) => word !== "--endpoint")
      .map((word) => word.split("=") as [string, string]),
  );
  const { result } = await runInProgram("daily.yaml", {
    cwd: join(root, "pipelines"),
    env: systems.env,
    endpoints,
  });
  assert.equal(result.events.write_success, 3);
  assert.equal(existsSync(join(root, ".sync-runner", "state.db")), true);
  const shown = await commandInside(["state", "show"], { cwd: root });
  assert.match(shown.stdout, /^candidates /);
});
