/** `--endpoint` names a host that the run asks, or nothing is sent: else a typing error would ask the real system. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { command } from "./process/command.js";
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
