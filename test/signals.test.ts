/** A run that is asked to stop finishes what is in flight and says so; asked twice, it stops at once. Either way it continues (I8). */
import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { type CommandOptions, command, envelope, type Started, start } from "./process/command.js";
import { type Front, gate, openFront, type Watch } from "./process/front.js";
import { contents, type Systems, startSystems, teamtailorHost } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const CANDIDATES = 60;
/** What a run may take from the signal to its end: ten seconds, and what a busy machine adds. */
const PROMISED_MS = 12_000;

describe("a run that is asked to stop", { concurrency: 3 }, () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(`${signal} while items are pushed: what is in flight is finished, and the same command continues`, async (t) => {
      const twelfth = gate();
      const scene = await arrange(t, { latency: 100 }, ({ writes }) => {
        if (writes === 12) twelfth.open();
        return undefined;
      });
      const started = scene.run();
      await twelfth.opened;
      const { ended, ms } = await stopped(started, signal);

      assert.equal(ended.exit, 5, ended.stderr);
      assert.ok(ms < PROMISED_MS, `it took ${ms} ms`);
      assert.match(ended.stderr, /^stopping: /m);
      const { ok, result, error } = envelope(ended);
      assert.equal(ok, false);
      assert.equal(error?.code, "STOPPED");
      const written = result?.events.write_success ?? 0;
      const before = contents(await scene.systems.profiles());
      assert.ok(written > 0 && written < CANDIDATES, `${written} written`);
      assert.equal(before.size, written);
      const pages = result?.events.read_success ?? 0;
      assert.equal(result?.not_written, pages - written);

      const again = await command(t, scene.plain, { cwd: scene.cwd, env: scene.systems.env });
      assert.equal(again.exit, 0, again.stderr);
      const after = contents(await scene.systems.profiles());
      assert.equal(after.size, CANDIDATES);
      // Whatever was there after the stop was whole: the second run had nothing to add to it.
      for (const [reference, content] of before) assert.deepEqual(after.get(reference), content);
      assert.deepEqual(after, await whole(t));
    });
  }

  for (const [signal, exit] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    test(`a second ${signal} ends the command at once, whatever is in flight, with ${exit}`, async (t) => {
      const reached = gate();
      const scene = await arrange(t, {}, async ({ isWrite }) => {
        if (!isWrite) return undefined;
        reached.open();
        return forever;
      });
      const started = scene.run();
      await reached.opened;
      started.kill(signal);
      await started.saying("stderr", "stopping:");
      const { ended, ms } = await stopped(started, signal);
      assert.equal(ended.exit, exit);
      // Far less than the time that a single signal gives to what is in flight.
      assert.ok(ms < 5000, `it took ${ms} ms`);
      await continues(t, scene);
    });
  }

  test("a target that never answers does not keep a run that was asked to stop", async (t) => {
    const reached = gate();
    const scene = await arrange(t, {}, async ({ isWrite }) => {
      if (!isWrite) return undefined;
      reached.open();
      return forever;
    });
    const started = scene.run();
    await reached.opened;
    const { ended, ms } = await stopped(started, "SIGINT");
    assert.equal(ended.exit, 5, ended.stderr);
    assert.ok(ms < PROMISED_MS, `it took ${ms} ms`);
    await continues(t, scene);
  });

  test("a signal ends the wait for a system that asks to be left alone", async (t) => {
    const scene = await arrange(t, {}, ({ host, count }) => {
      if (host !== teamtailorHost || count > 1) return undefined;
      return { status: 429, headers: { "Retry-After": "600" } };
    });
    const started = scene.run({}, "--log-level", "info");
    await started.saying("stderr", "waiting 10 m");
    const { ended, ms } = await stopped(started, "SIGINT");
    assert.equal(ended.exit, 5, ended.stderr);
    assert.ok(ms < PROMISED_MS, `it took ${ms} ms`);
    await continues(t, scene);
  });
});

test("a run below npx stops when npx is ended, which passes no signal on", async (t) => {
  const twelfth = gate();
  const scene = await arrange(t, { latency: 100 }, ({ writes }) => {
    if (writes === 12) twelfth.open();
    return undefined;
  });
  await mkdir(join(scene.cwd, "node_modules", ".bin"), { recursive: true });
  const bin = join(packageRoot, "runner", "bin.mjs");
  await symlink(bin, join(scene.cwd, "node_modules", ".bin", "sync-runner"));
  const started = scene.run({ program: ["npx", "--no-install", "sync-runner"] });
  await twelfth.opened;
  // What the run says ends with the run, not with npx.
  const { ended, ms } = await stopped(started, "SIGTERM");

  assert.ok(ms < PROMISED_MS, `it took ${ms} ms`);
  assert.match(ended.stderr, /^stopping: /m);
  const { result, error } = envelope(ended);
  assert.equal(error?.code, "STOPPED");
  const written = result?.events.write_success ?? 0;
  assert.ok(written > 0 && written < CANDIDATES, `${written} written`);
  assert.equal(contents(await scene.systems.profiles()).size, written);
  await continues(t, scene);
});

const forever = new Promise<never>(() => {});

interface Scene {
  readonly systems: Systems;
  readonly front: Front;
  readonly cwd: string;
  /** The command without the door in between. */
  readonly plain: readonly string[];
  run(options?: Partial<CommandOptions>, ...more: string[]): Started;
}

async function arrange(
  t: TestContext,
  options: { readonly latency?: number },
  before: NonNullable<Watch["before"]>,
): Promise<Scene> {
  const systems = await startSystems(t, { candidates: CANDIDATES, ...options });
  const front = await openFront(t, systems, { before });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const args = ["run", "pipeline.yaml", "--json", "--no-rate-limit", "--concurrency", "4"];
  return {
    systems,
    front,
    cwd,
    plain: [...args, ...systems.endpoints],
    run: (options, ...more) =>
      start(t, [...args, ...front.endpoints, ...more], { cwd, env: systems.env, ...options }),
  };
}

async function stopped(started: Started, signal: NodeJS.Signals) {
  const asked = performance.now();
  started.kill(signal);
  const ended = await started.ended;
  return { ended, ms: Math.round(performance.now() - asked) };
}

/** The same command once more, undisturbed, leaves the target as one run would have. */
async function continues(t: TestContext, { systems, plain, cwd }: Scene): Promise<void> {
  const again = await command(t, plain, { cwd, env: systems.env });
  assert.equal(again.exit, 0, again.stderr);
  assert.deepEqual(contents(await systems.profiles()), await whole(t));
}

let undisturbed: Promise<Map<string, unknown>> | undefined;

/** What one undisturbed run leaves. */
function whole(t: TestContext): Promise<Map<string, unknown>> {
  undisturbed ??= runWhole(t);
  return undisturbed;
}

async function runWhole(t: TestContext): Promise<Map<string, unknown>> {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const args = ["run", "pipeline.yaml", "--no-rate-limit", ...systems.endpoints];
  const ended = await command(t, args, { cwd, env: systems.env });
  assert.equal(ended.exit, 0, ended.stderr);
  return contents(await systems.profiles());
}
