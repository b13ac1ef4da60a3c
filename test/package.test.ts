/** The package as its users get it: packed, installed into an empty folder, and run there beside a connector of their own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { packageRoot } from "../runner/load/folders.js";
import { command, type Ended, resultOf } from "./process/command.js";
import { ownManifest, serveOwn } from "./process/own-connector.js";
import { startSystems } from "./process/systems.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

const shell = promisify(execFile);

test("the package, installed into an empty folder, runs what it ships and what its user adds", async (t) => {
  const mine = `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { token: "\${ env.MINE_TOKEN }" }
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" }
`;
  const cwd = await workplace(t, {
    "package.json": '{ "private": true }\n',
    "connectors/mine/connector.yaml": ownManifest,
    "pipelines/mine.yaml": mine,
    "pipelines/candidates.yaml": pipeline(),
  });
  await install(t, cwd);
  const installed = join(cwd, "node_modules", "@sync-runner", "cli");
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    command(t, args, { cwd, env, program: ["npx", "--no-install", "sync-runner"] });

  await t.test("it holds what runs and what is read, and nothing of how it was made", async () => {
    const names = [...(await filesBelow(installed)).keys()].filter(
      (name) => !name.startsWith("node_modules"),
    );
    for (const wanted of [
      "README.md",
      "LICENSE",
      "dist/command/main.js",
      "dist/schemas/validators.cjs",
      "runner/bin.mjs",
      "schemas/pipeline.schema.json",
      "schemas/connector.schema.json",
      "schemas/sandbox.schema.json",
      "connectors/README.md",
      "connectors/_template/connector.yaml",
      "llms.txt",
      "connectors/teamtailor/connector.yaml",
      "connectors/hrflow/connector.yaml",
      "pipelines/teamtailor-to-hrflow.yaml",
      "pipelines/teamtailor-to-hrflow.test.yaml",
      "connectors/teamtailor/tests/create-jobs.yaml",
      "schemas/test.schema.json",
    ]) {
      assert.ok(names.includes(wanted), `${wanted} is missing`);
    }
    const unwanted = names.filter((name) =>
      /\.test\.(?!yaml$)|\.map$|^test|^dist\/test|^runner\/.*\.ts$|test-support/.test(name),
    );
    assert.deepEqual(unwanted, []);
    const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
    assert.equal((await run(["--version"])).stdout, `${version}\n`);
  });

  await t.test("the shipped pipeline runs in the sandbox", async () => {
    const shipped = "node_modules/@sync-runner/cli/pipelines/teamtailor-to-hrflow.yaml";
    const ended = await run(["run", shipped, "--sandbox", "--json", "--limit", "20"]);
    assert.equal(ended.exit, 0, ended.stderr);
    assert.equal(resultOf(ended).events.write_success, 20);
  });

  const systems = await startSystems(t, { candidates: 3 });
  const own = await serveOwn(t);
  const env = { ...systems.env, MINE_TOKEN: "the-token-of-mine" };
  const toMine = ["--endpoint", `api.mine.example.org=${own.url}`];

  await t.test("a connector of the user's own is found, checked and run", async () => {
    const listed = await run(["connectors", "--json"]);
    assert.match(listed.stdout, /"mine"/);
    assert.match(listed.stdout, /"teamtailor"/);
    const checked = await run(["validate", "pipelines/mine.yaml", "connectors/mine/connector.yaml"]);
    assert.deepEqual([checked.exit, checked.stdout, checked.stderr], [0, "", ""]);

    const rehearsed = await run(["run", "pipelines/mine.yaml", "--sandbox", "--json", ...toMine], {
      MINE_TOKEN: env.MINE_TOKEN,
    });
    assert.equal(rehearsed.exit, 0, rehearsed.stderr);
    assert.equal(resultOf(rehearsed).events.write_success, 2);

    const ended = await run(["run", "pipelines/mine.yaml", "--json", ...systems.endpoints, ...toMine], env);
    assert.equal(ended.exit, 0, ended.stderr);
    // They are pushed at the same time.
    const profiles = [...(await systems.profiles())].sort((a, b) => (a.reference < b.reference ? -1 : 1));
    assert.deepEqual(
      profiles.map(({ reference, info }) => [reference, (info as { full_name: string }).full_name]),
      [
        ["mine-1", "Ada"],
        ["mine-2", "Grace"],
      ],
    );
    assert.deepEqual(own.requests, [
      "GET /people Bearer the-token-of-mine",
      "GET /people Bearer the-token-of-mine",
    ]);
  });

  await t.test(
    "a shipped connector works with requests sent elsewhere, until the user has one of the same name",
    async () => {
      const args = ["run", "pipelines/candidates.yaml", "--json", ...systems.endpoints, ...toMine];
      const shipped = await run(args, env);
      assert.equal(shipped.exit, 0, shipped.stderr);
      assert.equal(resultOf(shipped).events.write_success, 3);

      const copy = join(cwd, "connectors", "teamtailor");
      await cp(join(installed, "connectors", "teamtailor"), copy, { recursive: true });
      const manifest = await readFile(join(copy, "connector.yaml"), "utf8");
      const changed = manifest.replace(
        "https://api.teamtailor.com/v1",
        "https://api.mine.example.org/copied",
      );
      assert.notEqual(changed, manifest);
      await writeFile(join(copy, "connector.yaml"), changed);
      const before = own.requests.length;
      const overridden = await run(args, env);
      assert.equal(overridden.exit, 0, overridden.stderr);
      assert.equal(resultOf(overridden).events.read_success, 0);
      assert.deepEqual(own.requests.slice(before), [
        `GET /copied/candidates Token token=${systems.env.TEAMTAILOR_API_KEY}`,
      ]);
    },
  );
});

/** Packs what is built, and installs that as a user would. */
async function install(t: TestContext, cwd: string): Promise<void> {
  const packed = await workplace(t, {});
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", packed];
  const { stdout } = await shell("npm", pack, { cwd: packageRoot });
  const tarball = join(packed, stdout.trim().split("\n").at(-1) ?? "");
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--omit=dev"];
  await shell("npm", ["install", ...options, tarball], { cwd });
}
