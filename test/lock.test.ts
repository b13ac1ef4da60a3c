/** I4: one effective run per workflow_id. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { command, type Ended, envelope, resultOf, type Started, start } from "./process/command.js";
import { holdWrites } from "./process/front.js";
import { contents, type Systems, startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const CANDIDATES = 30;

test("of two runs of one workflow_id the second is refused and told who holds it; after the first it may run", async (t) => {
  const { cwd, systems, run, release, reached } = await arrange(t);
  const first = run();
  await reached;
  const second = await run().ended;
  assert.equal(second.exit, 7, second.stderr);
  assert.equal(envelope(second).error?.code, "LOCKED");
  assert.match(second.stderr, /candidates is held by run \S+ \(teamtailor\.create_profiles_in_hrflow\)/);
  assert.ok(second.stderr.includes(`process ${first.pid}`), second.stderr);
  assert.equal(envelope(second).error?.message.includes(`process ${first.pid}`), true);

  release();
  const one = await first.ended;
  assert.equal(one.exit, 0, one.stderr);
  assert.ok(second.stderr.includes(`run ${resultOf(one).run_id}`), "the holder is named by its run_id");
  assert.equal(resultOf(one).events.write_success, CANDIDATES);

  const third = await command(t, ["run", "pipeline.yaml", "--json", ...systems.endpoints], {
    cwd,
    env: systems.env,
  });
  assert.equal(third.exit, 0, third.stderr);
  assert.equal(resultOf(third).events.write_skipped, CANDIDATES);
  assert.equal(contents(await systems.profiles()).size, CANDIDATES);
});

test("of four runs that start together exactly one goes through", async (t) => {
  const { systems, run, release } = await arrange(t);
  const runs = [run(), run(), run(), run()];
  let refused = 0;
  const ended: Ended[] = await Promise.all(
    runs.map(async (one) => {
      const result = await one.ended;
      // The winner waits at its first write until the three others have been told.
      if (result.exit === 7) refused += 1;
      if (refused === 3) release();
      return result;
    }),
  );
  assert.deepEqual(ended.map(({ exit }) => exit).sort(), [0, 7, 7, 7]);
  assert.equal(contents(await systems.profiles()).size, CANDIDATES);
});

test("a run that was killed holds nothing: the next one runs at once", async (t) => {
  const { run, release, reached } = await arrange(t);
  const first = run();
  await reached;
  first.kill("SIGKILL");
  await first.ended;
  release();
  const second = await run().ended;
  assert.equal(second.exit, 0, second.stderr);
});

test("another workflow_id and a dry run are not held up", async (t) => {
  const { cwd, systems, run, release, reached } = await arrange(t);
  const first = run();
  await reached;
  const options = { cwd, env: systems.env };
  const dry = await command(t, ["run", "pipeline.yaml", "--dry-run", ...systems.endpoints], options);
  assert.equal(dry.exit, 0, dry.stderr);
  const elsewhere = await startSystems(t, { candidates: 3 });
  const args = ["run", "pipeline.yaml", "--set", "workflow_id=others", ...elsewhere.endpoints];
  const other = await command(t, args, options);
  assert.equal(other.exit, 0, other.stderr);
  release();
  assert.equal((await first.ended).exit, 0);
});

interface Scene {
  readonly cwd: string;
  readonly systems: Systems;
  /** Starts a run whose writes wait for `release`. */
  run(): Started;
  release(): void;
  /** The first write has arrived, so the run holds its lock. */
  readonly reached: Promise<void>;
}

async function arrange(t: TestContext): Promise<Scene> {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const front = await holdWrites(t, systems);
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  return {
    cwd,
    systems,
    run: () => start(t, ["run", "pipeline.yaml", "--json", ...front.endpoints], { cwd, env: systems.env }),
    release: front.release,
    reached: front.arrived,
  };
}
