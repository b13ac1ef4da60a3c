/** What a beginner types first: a project, a pipeline for an action, and a connector from the template. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";
import { filesBelow, workplace } from "./process/workplace.js";

const PROJECT = [
  ".env.example",
  ".github/workflows/validate.yml",
  ".gitignore",
  ".vscode/extensions.json",
  ".vscode/settings.json",
  "package.json",
  "pipelines/README.md",
  "schemas/connector.schema.json",
  "schemas/pipeline.schema.json",
];

test("init makes a folder a project, and what it writes can be read", async (t) => {
  const cwd = await workplace(t, {});
  const { exit, stdout } = await commandInside(["init", "mine"], { cwd });
  assert.equal(exit, 0);
  const files = await filesBelow(join(cwd, "mine"));
  assert.deepEqual([...files.keys()].sort(), PROJECT);
  for (const name of PROJECT) assert.ok(stdout.includes(`wrote mine/${name}\n`), name);
  for (const name of PROJECT.filter((one) => one.endsWith(".json"))) JSON.parse(String(files.get(name)));
  const { jobs } = parse(String(files.get(".github/workflows/validate.yml")));
  const runs: string[] = jobs.validate.steps.map(({ run }: { readonly run?: string }) => run ?? "");
  assert.match(runs.at(-2) ?? "", /connectors\/\*\/sandbox\.yaml[\s\S]*sync-runner validate/);
  assert.match(runs.at(-1) ?? "", /connectors\/\*\/tests\/\*\.yaml[\s\S]*sync-runner test/);
  const settings = JSON.parse(String(files.get(".vscode/settings.json")))["yaml.schemas"];
  for (const schema of Object.keys(settings)) assert.ok(files.has(schema.replace("./", "")), schema);
});

test("init leaves what is there, says so, and says what is missing in it", async (t) => {
  const cwd = await workplace(t, { ".gitignore": "/.env\n", ".env.example": "MINE=\n" });
  const { exit, stdout } = await commandInside(["init"], { cwd });
  assert.equal(exit, 0);
  assert.match(stdout, /^left package\.json, which was there$/m);
  assert.match(stdout, /^left \.env\.example, which was there$/m);
  assert.match(stdout, /^left \.gitignore, which was there: put \.sync-runner into it$/m);
  assert.equal(await readFile(join(cwd, ".gitignore"), "utf8"), "/.env\n");
  assert.equal(await readFile(join(cwd, ".env.example"), "utf8"), "MINE=\n");
  const again = await commandInside(["init"], { cwd });
  assert.equal(again.exit, 0);
  assert.doesNotMatch(again.stdout, /^wrote/m);
});

test("the workflow checks every pipeline, connector, simulated system and test of the project, and plays the tests", async (t) => {
  const cwd = await workplace(t, {});
  await commandInside(["init"], { cwd });
  await commandInside(["new", "connector", "acme"], { cwd });
  await commandInside(["new", "pipeline", "acme.create_profiles_in_hrflow"], { cwd });
  const { jobs } = parse(await readFile(join(cwd, ".github/workflows/validate.yml"), "utf8"));
  const git = (...argv: string[]) => execFileSync("git", argv, { cwd, encoding: "utf8" });
  git("init", "--quiet");
  git("add", ".");
  const said: string[] = [];
  for (const { run } of jobs.validate.steps) {
    const [, listed, command] = /git (ls-files .*)\)\n.*sync-runner (\w+) \$files/.exec(run ?? "") ?? [];
    if (listed === undefined || command === undefined) continue;
    const patterns = [...listed.matchAll(/'([^']+)'/g)].map(([, pattern]) => pattern ?? "");
    const files = git("ls-files", ...patterns)
      .trim()
      .split("\n");
    const ended = await commandInside([command, ...files], { cwd });
    assert.equal(ended.exit, 0, ended.stderr);
    said.push(`${command} ${files.join(" ")}`);
  }
  assert.deepEqual(said, [
    "validate connectors/acme/connector.yaml connectors/acme/sandbox.yaml connectors/acme/tests/people.yaml pipelines/acme-create-profiles-in-hrflow.yaml",
    "test connectors/acme/tests/people.yaml",
  ]);
});

test("where no folder can be made, init says so at once", { skip: !existsSync("/proc/self") }, async (t) => {
  const cwd = await workplace(t, {});
  const { exit, stdout, stderr } = await commandInside(["init", "/proc/mine"], { cwd });
  assert.equal(stdout, "");
  assert.match(stderr, /proc\/mine\/package\.json cannot be written \(ENOENT\)/);
  assert.match(stderr, /Choose a folder in which files can be made\./);
  assert.equal(exit, 3);
});

test("a connector cannot have a name that means something else, or that no name can be", async (t) => {
  const cwd = await workplace(t, {});
  const told = async (name: string) => {
    const { exit, stderr } = await commandInside(["new", "connector", name], { cwd });
    assert.equal(exit, 2);
    return stderr;
  };
  for (const name of ["node_modules", "con", "nul", "com1", "connector"])
    assert.match(await told(name), /cannot be the name of a connector: the name means something else/, name);
  assert.match(
    await told("_template"),
    /`_template` cannot be the name of a connector\n.*, e\.g\. template\./,
  );
  assert.match(await told("Bull.horn"), /cannot be the name of a connector\n.*, e\.g\. bull_horn\./);
  assert.match(await told("../x"), /cannot be the name of a connector\n.*, e\.g\. x\./);
  assert.deepEqual(await readdir(cwd), ["package.json"]);
});

test("the pipeline of every action validates as it is written, and so does all that it has as comments", async (t) => {
  const cwd = await workplace(t, {});
  const { stdout } = await commandInside(["connectors", "--json"], { cwd });
  const { connectors } = JSON.parse(stdout).result as {
    connectors: { name: string; actions: string[] }[];
  };
  const actions = connectors.flatMap(({ name, actions }) => actions.map((action) => `${name}.${action}`));
  assert.ok(actions.length > 20);
  for (const action of actions) {
    const file = `pipelines/${action}.yaml`;
    const { exit, stderr } = await commandInside(["new", "pipeline", action, "--file", file], { cwd });
    assert.equal(exit, 0, stderr);
    const text = await readFile(join(cwd, file), "utf8");
    // Without the mark of the comment a block that can be left out is one with every parameter at its default.
    await writeFile(join(cwd, `pipelines/${action}.all.yaml`), text.replace(/^# (?=[a-z_]+:| {2})/gm, ""));
  }
  const files = (await readdir(join(cwd, "pipelines"))).map((name) => join("pipelines", name));
  assert.equal(files.length, 2 * actions.length);
  // Both have the workflow_id of the action, which two files that are checked together must not have.
  for (const isWhole of [false, true]) {
    const some = files.filter((name) => name.endsWith(".all.yaml") === isWhole);
    const checked = await commandInside(["validate", ...some], { cwd });
    assert.deepEqual([checked.exit, checked.stderr], [0, ""]);
  }
});

test("a new pipeline explains every parameter, and takes what is required from the environment", async (t) => {
  const cwd = await workplace(t, {});
  const { exit, stdout, stderr } = await commandInside(
    ["new", "pipeline", "teamtailor.create_profiles_in_hrflow"],
    { cwd },
  );
  assert.equal(exit, 0);
  assert.equal(stdout, "wrote pipelines/teamtailor-create-profiles-in-hrflow.yaml\n");
  assert.match(stderr, /TEAMTAILOR_API_KEY, HRFLOW_API_SECRET, HRFLOW_API_USER, HRFLOW_SOURCE_KEY/);
  const text = await readFile(join(cwd, "pipelines/teamtailor-create-profiles-in-hrflow.yaml"), "utf8");
  assert.match(text, /\n {2}# API version for the Teamtailor API\.\n {2}# X_Api_Version: "20240404"\n/);
  assert.match(text, /\n# {3}# Filter by email address\n# {3}filter_email: null\n/);
  assert.match(text, /\n {2}# HrFlow\.ai source key\n {2}source_key: \$\{ env\.HRFLOW_SOURCE_KEY \}\n/);
  const again = await commandInside(["new", "pipeline", "teamtailor.create_profiles_in_hrflow"], { cwd });
  assert.equal(again.exit, 2);
  assert.match(again.stderr, /is there already/);
  const misspelt = await commandInside(["new", "pipeline", "teamtailor.create_profile_in_hrflow"], { cwd });
  assert.equal(misspelt.exit, 2);
  assert.match(misspelt.stderr, /Did you mean `teamtailor\.create_profiles_in_hrflow`\?/);
});

test("a new pipeline adds what it reads to .env.example, without a value, and only once", async (t) => {
  const cwd = await workplace(t, { ".env.example": "MINE=1\nHRFLOW_API_USER=me" });
  const args = ["new", "pipeline", "teamtailor.create_profiles_in_hrflow", "--file"];
  const { stdout } = await commandInside([...args, "a.yaml"], { cwd });
  assert.match(stdout, /^added TEAMTAILOR_API_KEY, HRFLOW_API_SECRET, HRFLOW_SOURCE_KEY to \.env\.example$/m);
  assert.equal(
    await readFile(join(cwd, ".env.example"), "utf8"),
    "MINE=1\nHRFLOW_API_USER=me\nTEAMTAILOR_API_KEY=\nHRFLOW_API_SECRET=\nHRFLOW_SOURCE_KEY=\n",
  );
  assert.doesNotMatch((await commandInside([...args, "b.yaml"], { cwd })).stdout, /^added/m);
});

test("a new connector validates as it is copied, and its actions have pipelines", async (t) => {
  const cwd = await workplace(t, {});
  const copied = await commandInside(["new", "connector", "bull_horn"], { cwd });
  assert.equal(copied.exit, 0, copied.stderr);
  const manifest = "connectors/bull_horn/connector.yaml";
  const files = await filesBelow(join(cwd, "connectors"));
  for (const [name, text] of files) assert.doesNotMatch(String(text), /acme/i, name);
  for (const action of ["create_profiles_in_hrflow", "create_profiles_in_bull_horn"]) {
    const made = await commandInside(["new", "pipeline", `bull_horn.${action}`], { cwd });
    assert.equal(made.exit, 0, made.stderr);
  }
  const pipelines = (await readdir(join(cwd, "pipelines"))).map((name) => `pipelines/${name}`);
  assert.equal(pipelines.length, 2);
  const checked = await commandInside(["validate", manifest, ...pipelines], { cwd });
  assert.deepEqual([checked.exit, checked.stdout, checked.stderr], [0, "", ""]);
  assert.equal((await commandInside(["new", "connector", "bull_horn"], { cwd })).exit, 2);
  assert.equal((await commandInside(["new", "connector", "../x"], { cwd })).exit, 2);
  const outside = await workplace(t, {});
  const action = "bull_horn.create_profiles_in_hrflow";
  const elsewhere = await commandInside(["new", "pipeline", action, "--file", join(outside, "a.yaml")], {
    cwd,
  });
  assert.equal(elsewhere.exit, 2);
  assert.match(elsewhere.stderr, /lies in another project, which has no connector `bull_horn`/);
  const shadowing = await commandInside(["new", "connector", "teamtailor"], { cwd });
  assert.deepEqual([shadowing.exit, /is a connector that is shipped/.test(shadowing.stderr)], [2, true]);
});

test("the template is the contract on one screen, and no connector", async (t) => {
  const cwd = await workplace(t, {});
  const manifest = await readFile(join(packageRoot, "connectors/_template/connector.yaml"), "utf8");
  assert.ok(manifest.split("\n").length <= 80);
  const listed = await commandInside(["connectors", "--json"], { cwd });
  assert.doesNotMatch(listed.stdout, /_template|acme/);
});
