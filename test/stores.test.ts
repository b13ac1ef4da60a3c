/** Every kind of store keeps the same promises (I3, I4): one list of sentences, and each kind goes through it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { command, resultOf } from "./process/command.js";
import { startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";
import { kinds } from "./simulation/stores.js";
import { promisesOfLeases } from "./stores/leases.js";
import { type Subject, subjectOf } from "./stores/scene.js";
import { promisesOfServers } from "./stores/servers.js";
import { promisesOfValues } from "./stores/values.js";
import { promisesOfWitness } from "./stores/witness.js";

for (const kind of kinds) {
  describe(`a store in ${kind.name}`, { skip: kind.skip }, () => {
    const subject = subjectOf(kind);
    promisesOfValues(subject);
    promisesOfLeases(subject);
    promisesOfWitness(subject);
    promisesOfRuns(subject);
    if (kind.isRemote) promisesOfServers(subject);
  });
}

function promisesOfRuns({ arrange }: Subject): void {
  test("an incremental run keeps its token there, and the next one goes on from it", async (t) => {
    const { place, store } = await arrange(t);
    const systems = await startSystems(t, { candidates: 5 });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const options = ["--store", place.url, "--incremental", "--json", ...systems.endpoints];
    const args = ["run", "pipeline.yaml", ...options];
    const run = () => command(t, args, { cwd, env: systems.env });
    const first = await run();
    assert.equal(first.exit, 0, first.stderr);
    assert.equal(resultOf(first).events.write_success, 5);
    const [key = "", ...others] = await store.keys("scope:");
    assert.deepEqual(others, []);
    const stored = async () => ((await store.read(key)) as { token: unknown }).token;
    const token = await stored();
    assert.equal(token, resultOf(first).incremental_token);
    await systems.touch(1);
    const second = await run();
    assert.equal(second.exit, 0, second.stderr);
    assert.ok(resultOf(second).events.read_success < resultOf(first).events.read_success);
    assert.notEqual(await stored(), token);
  });
}
