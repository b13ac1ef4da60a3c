/** `--endpoint` names a host that the run asks, or nothing is sent: else a typing error would ask the real system. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { command, resultOf } from "./process/command.js";
import { ownManifest, serveOwn } from "./process/own-connector.js";
import { startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const nowhere = "http://127.0.0.1:9";

for (const [what, host, hint] of [
  ["misspelt", "api.teamtailr.com", "Did you mean `api.teamtailor.com`?"],
  ["without its first part", "teamtailor.com", "Did you mean `api.teamtailor.com`?"],
  ["with one part too many", "v1.api.teamtailor.com", "Did you mean `api.teamtailor.com`?"],
] as const) {
  test(`a host ${what} ends the run with 2, and nothing is sent`, async (t) => {
    const { env, profiles } = await startSystems(t, { candidates: 3 });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const args = ["run", "pipeline.yaml", "--endpoint", `${host}=${nowhere}`];
    const { exit, stderr } = await command(t, args, { cwd, env });
    assert.equal(exit, 2, stderr);
    assert.match(stderr, new RegExp(`--endpoint ${host}: this run asks no such host`));
    assert.ok(stderr.includes(hint), stderr);
    assert.deepEqual(await profiles(), []);
  });
}

test("a host that a record may link to is taken, and so is one that looks like a host with an endpoint of its own", async (t) => {
  const { env, endpoints, profiles } = await startSystems(t, { candidates: 3 });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const others = ["files.elsewhere.example", "api2.teamtailor.com"];
  const more = others.flatMap((host) => ["--endpoint", `${host}=${nowhere}`]);
  const { exit, stderr } = await command(t, ["run", "pipeline.yaml", ...endpoints, ...more], { cwd, env });
  assert.equal(exit, 0, stderr);
  assert.equal((await profiles()).length, 3);
});

test("a system of the user's own takes part in a sandbox run, where --endpoint says where it is", async (t) => {
  const own = await serveOwn(t);
  const cwd = await workplace(t, {
    "connectors/mine/connector.yaml": ownManifest,
    "pipeline.yaml": pipeline()
      .replace("teamtailor.", "mine.")
      .replace(/api_key: .*/, "token: token-of-mine"),
  });
  const endpoint = ["--endpoint", `api.mine.example.org=${own.url}`];
  const run = (...more: string[]) =>
    command(t, ["run", "pipeline.yaml", "--sandbox", "--json", ...more], { cwd });
  const alone = await run();
  assert.equal(alone.exit, 3);
  assert.match(
    alone.stderr,
    /hint: Describe it in the sandbox\.yaml of its connector, or name a server of your own: --endpoint api\.mine\.example\.org=/,
  );
  const ended = await run(...endpoint);
  assert.equal(ended.exit, 0, ended.stderr);
  assert.match(ended.stderr, /of others only api\.mine\.example\.org is asked/);
  assert.equal(resultOf(ended).events.write_success, 2);
  assert.deepEqual(own.requests, ["GET /people Bearer token-of-mine"]);
});
