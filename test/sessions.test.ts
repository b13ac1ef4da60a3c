/** Sessions over whole runs: what is kept of them, by whom, and that no end of a run locks anybody out. */
import assert from "node:assert/strict";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { command, envelope, start } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { FIRST_TOKEN, oauthProject, openOAuthSystem } from "./process/oauth-system.js";
import { filesBelow, workplace } from "./process/workplace.js";

const DIE_AT = new URL("./simulation/die-at.js", import.meta.url).href;
/** Of the moments of a run so many are tried. */
const EVERY = process.env.SEEDS === "all" ? 1 : 9;
const env = { FIRST: FIRST_TOKEN };

async function opened(t: TestContext, project = oauthProject()) {
  const system = await openOAuthSystem(t);
  const cwd = await workplace(t, project);
  const args = ["run", "pipeline.yaml", "--json", "--retries", "0", ...system.endpoints];
  const run = () => commandInside(args, { cwd, env });
  return { system, cwd, args, run };
}

test("I6: what a session keeps is in the store, encrypted with a key of the user alone", async (t) => {
  const { system, cwd, run } = await opened(t);
  assert.equal((await run()).exit, 0);
  system.expire();
  const second = await run();
  assert.equal(second.exit, 0, second.stderr);
  // The same session reads and writes.
  const once = ["POST /token", "GET /people", "POST /people", "POST /people"];
  assert.deepEqual(system.asked, [...once, ...once]);
  assert.deepEqual(system.refused, []);
  const files = await filesBelow(join(cwd, ".sync-runner"));
  for (const [name, bytes] of files) assert.ok(!bytes.includes("-token-"), name);
  const key = join(cwd, ".sync-runner", "state.db.key");
  assert.equal((await stat(key)).mode & 0o777, 0o600);
  assert.match(await readFile(key, "utf8"), /^[0-9a-f]{64}\n$/);
});

test("what is kept in a store of several machines wants a key that they share", async (t) => {
  const { cwd, args, system } = await opened(t);
  for (const key of ["", "short"]) {
    const ended = await commandInside(args, { cwd, env: { ...env, SYNC_RUNNER_KEY: key } });
    assert.equal(ended.exit, key === "" ? 0 : 2, ended.stderr);
    if (key !== "") assert.match(ended.stderr, /SYNC_RUNNER_KEY is no key: it has 64 hexadecimal digits/);
  }
  assert.equal(system.asked.filter((one) => one === "POST /token").length, 1);
});

test("I5, I8: killed at any moment of a log-in, the same command logs in again", async (t) => {
  const counted = await begun(t);
  const file = join(counted.cwd, "moments");
  const counting = { NODE_OPTIONS: `--import=${DIE_AT}`, MOMENTS_FILE: file };
  await command(t, counted.args, { cwd: counted.cwd, env: { ...env, ...counting } });
  const moments = Number(await readFile(file, "utf8"));
  assert.ok(moments > 40, `${moments} moments`);
  t.diagnostic(`${moments} moments, one in ${EVERY} of them tried`);
  const left = Array.from({ length: Math.floor(moments / EVERY) }, (_, index) => (index + 1) * EVERY);
  const kill = async () => {
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      const { cwd, args, run, system } = await begun(t);
      const dying = { NODE_OPTIONS: `--import=${DIE_AT}`, DIE_AT: String(at) };
      await command(t, args, { cwd, env: { ...env, ...dying } });
      const again = await run();
      assert.equal(again.exit, 0, `killed at moment ${at} of ${moments}: ${again.stderr}`);
      assert.deepEqual(system.refused, [], `killed at moment ${at} of ${moments}`);
      system.expire();
      assert.equal((await run()).exit, 0);
      await rm(cwd, { recursive: true });
    }
  };
  await Promise.all([kill(), kill()]);
});

/** A project whose first refresh token is used up. */
async function begun(t: TestContext) {
  const world = await opened(t);
  assert.equal((await world.run()).exit, 0);
  world.system.expire();
  return world;
}

test("two runs that share a store log in one after the other, each with what the other kept", async (t) => {
  const { system, cwd, args } = await begun(t);
  for (let round = 0; round < 3; round += 1) {
    const ended = await Promise.all(
      ["pipeline.yaml", "other.yaml"].map((file) =>
        command(
          t,
          args.map((one) => (one === "pipeline.yaml" ? file : one)),
          { cwd, env },
        ),
      ),
    );
    for (const { exit, stderr } of ended) assert.equal(exit, 0, stderr);
    assert.deepEqual(system.refused, []);
    system.expire();
  }
});

test("an answer of a log-in that is lost does not lock anybody out", async (t) => {
  const { system, run } = await begun(t);
  system.lose();
  assert.equal((await run()).exit, 3);
  assert.equal((await run()).exit, 0);
  assert.deepEqual(system.refused, []);
});

test("a run signs out at its end, after a failure too, and one that fails at it has its result", async (t) => {
  const end = "    end: [{ post: https://login.acme.example/signout, read: nothing }]\n";
  const { system, run } = await opened(t, oauthProject(false, end));
  assert.equal((await run()).exit, 0);
  assert.equal(system.asked.at(-1), "POST /signout");
  system.instead.set("/people", 500);
  assert.equal((await run()).exit, 3);
  assert.equal(system.asked.at(-1), "POST /signout");
  system.instead.clear();
  system.instead.set("/signout", 500);
  const last = await run();
  assert.equal(last.exit, 0);
  assert.equal(envelope(last).result?.status, "success");
  assert.match(last.stderr, /the session of Acme was not signed out: Acme answered 500 to POST \/signout/);
});

test("a person logs in once, in a browser, and runs go on from there", async (t) => {
  const { system, cwd, run } = await opened(t, oauthProject(true));
  const before = await run();
  assert.equal(before.exit, 3);
  assert.match(before.stderr, /nobody has logged in to acme.*\n.*sync-runner login PIPELINE/);
  assert.deepEqual(system.asked, []);

  const started = start(t, ["login", "pipeline.yaml", "--no-browser", ...system.endpoints], { cwd });
  const said = await started.saying("stdout", "https://");
  const address = new URL(said.slice(said.indexOf("https://")));
  assert.equal(address.host, "login.acme.example");
  const query = Object.fromEntries(address.searchParams);
  assert.deepEqual(
    [query.response_type, query.client_id, query.scope, query.code_challenge_method],
    ["code", "runner", "people", "S256"],
  );
  // What somebody else sends there is not taken.
  const foreign = await fetch(`${query.redirect_uri}?code=mine&state=guessed`);
  assert.equal(foreign.status, 400);
  const browser = await fetch(`${system.url}${address.pathname}${address.search}`);
  assert.match(await browser.text(), /The answer has arrived/);
  const { exit, stderr } = await started.ended;
  assert.equal(exit, 0, stderr);

  const after = await run();
  assert.equal(after.exit, 0, after.stderr);
  assert.deepEqual(system.refused, []);
  assert.deepEqual(system.written, ["Ada", "Grace"]);
});

test("the browser that is opened is the one of the environment", async (t) => {
  const { system, cwd, run } = await opened(t, oauthProject(true));
  const browser = join(cwd, "browser.mjs");
  const lines = [
    "#!/usr/bin/env node",
    "const { pathname, search } = new URL(process.argv[2]);",
    `await fetch("${system.url}" + pathname + search);`,
  ];
  await writeFile(browser, `${lines.join("\n")}\n`, { mode: 0o700 });
  const args = ["login", "pipeline.yaml", ...system.endpoints];
  const { exit, stdout, stderr } = await command(t, args, { cwd, env: { BROWSER: browser } });
  assert.deepEqual([exit, stdout], [0, ""], stderr);
  assert.equal((await run()).exit, 0);
});

test("a log-in that a person refuses is told, and nothing is kept", async (t) => {
  const { cwd, run, system } = await opened(t, oauthProject(true));
  const started = start(t, ["login", "pipeline.yaml", "--no-browser", ...system.endpoints], { cwd });
  const said = await started.saying("stdout", "https://");
  const { state, redirect_uri: redirect } = Object.fromEntries(
    new URL(said.slice(said.indexOf("https://"))).searchParams,
  );
  await fetch(`${redirect}?error=access_denied&state=${state}`);
  const { exit, stderr } = await started.ended;
  assert.equal(exit, 3);
  assert.match(stderr, /Acme let nobody in: access_denied/);
  assert.equal((await run()).exit, 3);
  const other = await commandInside(["login", "hrflow"], {
    cwd,
    env: { HRFLOW_API_SECRET: "s", HRFLOW_API_USER: "u" },
  });
  assert.equal(other.exit, 2);
  assert.match(other.stderr, /hrflow has no log-in in a browser/);
});
