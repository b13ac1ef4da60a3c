/** The reference pages that are committed beside the manifests, and the commands that write and list them. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { program } from "../runner/cli/program.js";
import { compilePipeline } from "../runner/compile/pipeline.js";
import { openWorkspace } from "../runner/compile/workspace.js";
import type { Fault } from "../runner/faults/fault.js";
import { packageRoot } from "../runner/load/folders.js";

const connectors = join(packageRoot, "connectors");
const teamtailorPage = join(connectors, "teamtailor", "docs", "create_profiles_in_hrflow.md");
let directory: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "docs-"));
});
after(() => rm(directory, { recursive: true }));

async function call(cwd: string, ...argv: string[]) {
  const said = { exit: 0, stdout: "", stderr: "" };
  said.exit = await program({
    argv,
    cwd,
    env: {},
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    onSignal: () => undefined,
    exit: () => assert.fail("the process was ended"),
  });
  return said;
}

/** The actions of the shipped Teamtailor, as its manifest lists them. */
async function teamtailorActions(): Promise<string[]> {
  const manifest = await readFile(join(packageRoot, "connectors", "teamtailor", "connector.yaml"), "utf8");
  return [...(manifest.split("\nactions:\n")[1] ?? "").matchAll(/^ {2}(\w+):$/gm)].map(
    ([, name]) => name ?? "",
  );
}

/** A directory with a connector of its own: a copy of the shipped Teamtailor, its pages not written yet. */
async function ownConnector(): Promise<{ cwd: string; page: string; manifest: string }> {
  const cwd = await mkdtemp(join(directory, "own-"));
  await writeFile(join(cwd, "package.json"), "{}");
  const folder = join(cwd, "connectors", "teamtailor");
  await cp(join(connectors, "teamtailor"), folder, { recursive: true });
  await rm(join(folder, "docs"), { recursive: true });
  const page = join(folder, "docs", "create_profiles_in_hrflow.md");
  return { cwd, page, manifest: join(folder, "connector.yaml") };
}

test("the committed pages are what the manifests say", async () => {
  const { exit, stdout, stderr } = await call(packageRoot, "docs", "--check");
  assert.equal(stderr, "");
  assert.match(stdout, /^up to date: [1-9]\d* pages?\n$/);
  assert.equal(exit, 0);
});

test("the example of every committed page validates as it stands", async () => {
  let examples = 0;
  for (const name of await readdir(connectors)) {
    const docs = join(connectors, name, "docs");
    for (const page of existsSync(docs) ? await readdir(docs) : []) {
      const example = /^```yaml\n(.*?)^```$/ms.exec(await readFile(join(docs, page), "utf8"))?.[1];
      assert.ok(example, `${page} has no example`);
      const path = join(directory, `${name}-${page}.yaml`);
      await writeFile(path, example);
      const findings: Fault[] = [];
      const compiled = await compilePipeline(path, openWorkspace(packageRoot), findings);
      assert.deepEqual(findings.map(String), []);
      assert.equal(compiled?.plan.action, `${name}.${page.replace(".md", "")}`);
      examples += 1;
    }
  }
  assert.ok(examples > 0);
});

test("the Teamtailor page has a row for every parameter: name, mark, type and default", async () => {
  const page = await readFile(teamtailorPage, "utf8");
  const tables = page.split(/^## /m).slice(1, -1);
  const rows = tables.map((section) => [
    section.slice(0, section.indexOf("\n")),
    ...[...section.matchAll(/^\| `.*$/gm)].map(([row]) => row.split(/ \| /).slice(0, 3).join(" | ")),
  ]);
  assert.deepEqual(rows, [
    [
      "Teamtailor Auth Parameters",
      "| `api_key` :red_circle: | `string` | None",
      "| `X_Api_Version`  | `string` | 20240404",
    ],
    [
      "HrFlow.ai Auth Parameters",
      "| `api_secret` :red_circle: | `string` | None",
      "| `api_user` :red_circle: | `string` | None",
    ],
    [
      "Pull Parameters (Teamtailor)",
      "| `filter_email`  | `string\\|null` | None",
      "| `filter_department`  | `string\\|null` | None",
      "| `filter_role`  | `string\\|null` | None",
      "| `filter_locations`  | `string\\|null` | None",
      "| `filter_regions`  | `string\\|null` | None",
      "| `filter_created_at_from`  | `string\\|null` | None",
      "| `filter_created_at_to`  | `string\\|null` | None",
      "| `filter_updated_at_from`  | `string\\|null` | None",
      "| `filter_updated_at_to`  | `string\\|null` | None",
      "| `filter_connected`  | `Literal['false','true']\\|null` | None",
      "| `sort`  | `string\\|null` | None",
    ],
    ["Push Parameters (HrFlow)", "| `source_key` :red_circle: | `string` | None"],
    [
      "Other Parameters",
      "| `workflow_id` :red_circle: | `string` | None",
      "| `logics` :red_circle: | `array\\|null` | None",
      "| `format`  | `string\\|object\\|null` | None",
      "| `callback`  | `object\\|null` | None",
      "| `persist`  | `boolean` | True",
      "| `incremental`  | `boolean` | False",
    ],
  ]);
});

test("docs writes the pages of the connectors in this directory, byte for byte the committed ones", async () => {
  const { cwd, page } = await ownConnector();
  assert.deepEqual(await call(cwd, "docs"), {
    exit: 0,
    stdout: (await teamtailorActions())
      .map((name) => `wrote connectors/teamtailor/docs/${name}.md\n`)
      .join(""),
    stderr: "",
  });
  assert.equal(await readFile(page, "utf8"), await readFile(teamtailorPage, "utf8"));
  assert.deepEqual(await readdir(join(cwd, "connectors")), ["teamtailor"]);
});

test("docs --check names each page that is missing or out of date, and writes nothing", async () => {
  const { cwd, page, manifest } = await ownConnector();
  const missing = await call(cwd, "docs", "--check");
  assert.equal(missing.exit, 2);
  assert.match(missing.stderr, /teamtailor\/docs\/create_profiles_in_hrflow\.md is missing\n/);
  assert.equal(existsSync(page), false);

  await call(cwd, "docs");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replace("Filter by role", "Only this role"));
  const stale = await call(cwd, "docs", "teamtailor", "--check");
  assert.equal(stale.exit, 2);
  assert.match(stale.stderr, /teamtailor\/docs\/create_profiles_in_hrflow\.md is out of date\n/);
  assert.match(stale.stderr, /Run: npx sync-runner docs teamtailor\n/);
  assert.equal(await readFile(page, "utf8"), await readFile(teamtailorPage, "utf8"));
});

test("a generated page that no action wants is removed; pages of people stay", async () => {
  const { cwd, page } = await ownConnector();
  await call(cwd, "docs");
  const docs = join(cwd, "connectors", "teamtailor", "docs");
  await cp(page, join(docs, "old_action.md"));
  await writeFile(join(docs, "notes.md"), "# Notes\n");
  assert.match((await call(cwd, "docs", "--check")).stderr, /old_action\.md is the page of no action/);
  assert.equal((await call(cwd, "docs")).stdout, "removed connectors/teamtailor/docs/old_action.md\n");
  const pages = (await teamtailorActions()).map((name) => `${name}.md`);
  assert.deepEqual((await readdir(docs)).sort(), [...pages, "notes.md"].sort());
});

test("a connector that is not here is named with the one that was probably meant", async () => {
  const { cwd } = await ownConnector();
  const { exit, stderr } = await call(cwd, "docs", "teamtailer");
  assert.equal(exit, 2);
  assert.match(
    stderr,
    /this project has no connector `teamtailer` of its own\n.*Did you mean `teamtailor`\?/,
  );
  assert.match(
    (await call(cwd, "docs", "hrflow")).stderr,
    /this project has no connector `hrflow` of its own/,
  );
});

test("a manifest that is wrong gets no page", async () => {
  const { cwd, page, manifest } = await ownConnector();
  await appendFile(manifest, "    entity_: job\n");
  const { exit, stderr } = await call(cwd, "docs");
  assert.equal(exit, 2);
  assert.match(stderr, /unknown key `entity_`/);
  assert.equal(existsSync(page), false);
});

test("connectors lists own and shipped ones, an own one in the place of the shipped one of its name", async () => {
  const { cwd } = await ownConnector();
  const { exit, stdout } = await call(cwd, "connectors", "--json");
  assert.equal(exit, 0);
  const { command, ok, result, error } = JSON.parse(stdout);
  assert.deepEqual({ command, ok, error }, { command: "connectors", ok: true, error: null });
  const places = result.connectors.map(({ name, shipped }: Record<string, unknown>) => `${name} ${shipped}`);
  assert.ok(places.includes("hrflow true"));
  assert.ok(places.includes("teamtailor false"));
  assert.match(
    (await call(cwd, "connectors")).stdout,
    /^teamtailor +Teamtailor +ATS +connectors\/teamtailor +create/m,
  );
});

test("connectors NAME shows a connector in full, and helps with a name that is none", async () => {
  const empty = join(directory, "empty");
  await mkdir(empty);
  const { stdout } = await call(empty, "connectors", "teamtailor");
  assert.match(stdout, /^Teamtailor \(ATS\) {2}https:\/\/www\.teamtailor\.com\/\n/);
  assert.match(stdout, /^ {2}api_key +string +required +API key/m);
  assert.match(stdout, /^profile: pull, incremental too\n {2}filter_email +string\|null +Filter by email/m);
  assert.match(stdout, /^ {2}create_profiles_in_hrflow +create profile +to hrflow$/m);
  const { exit, stderr } = await call(empty, "connectors", "teamtailer");
  assert.equal(exit, 2);
  assert.match(stderr, /Did you mean `teamtailor`\?/);
});

test("a page holds nothing that a terminal would obey, whatever the manifest says", async () => {
  const { cwd, page, manifest } = await ownConnector();
  const text = await readFile(manifest, "utf8");
  const hostile = text
    .replace(/^title: .*$/m, 'title: "\\e[2JTeam\\u202e\\ntailor"')
    .replace(/description: API key.*$/m, 'description: "\\e]0;x\\a red\\x9b31m"');
  assert.notEqual(hostile, text);
  await writeFile(manifest, hostile);
  const { exit, stderr } = await call(cwd, "docs");
  assert.equal(exit, 0, stderr);
  const written = await readFile(page, "utf8");
  assert.doesNotMatch(written, /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u);
  assert.match(written, /^## \\u\{1b\}\[2JTeam\\u\{202e\} tailor Auth Parameters$/m);
});
