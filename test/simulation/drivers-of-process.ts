/** Plays in which the run itself is stopped, killed, or starved. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import { packageRoot } from "../../runner/load/folders.js";
import { start } from "../process/command.js";
import {
  argumentsOf,
  heard,
  invoke,
  runAgain,
  runCase,
  saidBy,
  storedToken,
  type Told,
  worldFolder,
} from "./case.js";
import type { Driver } from "./drivers.js";
import { missingOrTwice, rejected } from "./oracle.js";
import type { Case } from "./row.js";
import { credentials, openWorld, type World } from "./world.js";

const DIE_AT = new URL("./die-at.js", import.meta.url).href;

/** Of the moments of a run, `npm test` tries so many in turn, and `npm run test:faults` every one. */
const EVERY = process.env.SEEDS === "all" || process.env.SEED !== undefined ? 1 : 8;

/**
 * Kills a run at each of its moments in turn, each in a world of its own, and runs the same command once more. With `replayed` it is a
 * replay that is killed, of what a run before was refused.
 */
export const sweep: Driver = async (t, one, seed) => {
  const whole = await openSwept(t, one, seed);
  const file = join(whole.cwd, "moments");
  const counting = { ...one, env: { NODE_OPTIONS: `--import=${DIE_AT}`, MOMENTS_FILE: file } };
  await invoke(t, sweptCommand(one, whole, seed), counting, whole);
  const moments = Number(await readFile(file, "utf8"));
  await rm(file);
  const token = await storedToken(whole);
  t.diagnostic(
    `${one.name}: ${moments} moments, ${EVERY === 1 ? "every one" : `one in ${EVERY}`} of them tried`,
  );
  const broken = moments < 20 ? [`only ${moments} moments were counted`] : [];
  let next = 1 - EVERY;
  const take = () => (next += EVERY);
  const killer = async (): Promise<void> => {
    for (let at = take(); at <= moments && broken.length < 5; at = take()) {
      const found = await killedAt(t, one, seed, at, token);
      broken.push(...found.map((what) => `killed at moment ${at} of ${moments}: ${what}`));
    }
  };
  await Promise.all([killer(), killer()]);
  return broken;
};

/** The world as it is when the command that is killed begins. */
async function openSwept(t: TestContext, one: Case, seed: number): Promise<World> {
  const world = await openPlay(t, one, seed);
  if (one.replayed !== true) return world;
  for (const { id } of world.origin.people) world.target.refused.add(String(id));
  await runAgain({ ...one, options: [...(one.options ?? []), "--max-rejects", "100"] }, world, seed);
  world.target.refused.clear();
  return world;
}

function sweptCommand(one: Case, world: World, seed: number): string[] {
  const args = argumentsOf(one, world, seed);
  return one.replayed === true ? ["rejects", "replay", ...args.slice(1)] : args;
}

async function openPlay(t: TestContext, one: Case, seed: number): Promise<World> {
  return openWorld(t, seed, await worldFolder(t, one), one.given ?? {}, one.faults ?? []);
}

async function killedAt(
  t: TestContext,
  one: Case,
  seed: number,
  at: number,
  wanted: string | number | null,
): Promise<string[]> {
  const world = await openSwept(t, one, seed);
  const env = { NODE_OPTIONS: `--import=${DIE_AT}`, DIE_AT: String(at) };
  const killed = await invoke(t, sweptCommand(one, world, seed), { ...one, env }, world);
  world.run = 2;
  const { ended } = await invoke(t, sweptCommand(one, world, seed), one, world, false);
  // A replay that was killed behind its last acknowledgement leaves nothing to replay.
  const isEnded = [0, 4, ...(one.replayed === true ? [2] : [])].includes(Number(ended.exit));
  const token = await storedToken(world);
  const kept = await rejected(world);
  const lost = missingOrTwice(world).filter((what) => !kept.has(what.replace(/ is missing$/, "")));
  return [
    ...(isEnded ? [] : [`the next run exited with ${ended.exit}: ${ended.stderr}`]),
    ...(token === wanted ? [] : [`the token is ${token}, not ${wanted}`]),
    ...lost,
    ...(await heard(world, [killed, { ended }])),
    ...[...world.target.refused, ...world.target.noteless]
      .filter((ref) => !kept.has(ref))
      .map((ref) => `${ref} is no reject`),
    ...wronglyArchived(world),
    ...(one.undone === true ? halves(world) : []),
  ];
}

/** What was taken back is not there. */
function halves({ target }: World): string[] {
  const there = target.items.filter(({ ref }) => target.noteless.has(ref));
  return there.map(({ ref }) => `a half of ${ref} was left in the target`);
}

/** What is gone from the origin is archived, and nothing else. */
function wronglyArchived({ target }: World): string[] {
  const strangers = target.items.map(({ ref }) => ref).filter((ref) => ref.startsWith("stranger-"));
  return [
    ...strangers.filter((ref) => !target.archived.includes(ref)).map((ref) => `${ref} is not archived`),
    ...target.archived.filter((ref) => !strangers.includes(ref)).map((ref) => `${ref} is archived`),
  ];
}

/** Signals a run that hangs at a write, and once more when it has said that it stops; `signal` says which. */
export const signalled: Driver = async (t, one, seed) => {
  const signal = String(one.signal) as NodeJS.Signals;
  const faults = [{ at: "target write" as const, nth: 5, times: "all" as const, do: "hang" }];
  const world = await openPlay(t, { ...one, faults }, seed);
  const started = start(t, argumentsOf(one, world, seed), { cwd: world.cwd, env: credentials });
  await world.happened("hang");
  started.kill(signal);
  await started.saying("stderr", "stopping:");
  const asked = performance.now();
  if (one.twice === true) started.kill(signal);
  const ended = await started.ended;
  const ms = performance.now() - asked;
  world.run = 2;
  const again = await runAgain(one, world, seed);
  const wanted = one.twice === true ? { SIGINT: 130, SIGTERM: 143 }[String(signal)] : 5;
  return [
    ...(ended.exit === wanted ? [] : [`it exited with ${ended.exit}, not ${wanted}: ${ended.stderr}`]),
    ...(ms <= Number(one.within_ms) ? [] : [`it took ${Math.round(ms)} ms to stop`]),
    ...(again.ended.exit === 0
      ? []
      : [`the second run exited with ${again.ended.exit}: ${again.ended.stderr}`]),
    ...missingOrTwice(world),
    ...(await heard(world, [{ ended }, again])),
  ];
};

/**
 * Several runs of one workflow_id are started together, in turn in the folders of `from`, each a project of its own; the first write
 * waits until all but one have ended.
 */
export const race: Driver = async (t, one, seed) => {
  const faults = [{ at: "target write" as const, nth: 1, times: 4, do: "hold" }];
  const world = await openPlay(t, { ...one, faults }, seed);
  const count = Number(one.runs);
  let refused = 0;
  const folders = ((one.from as string[] | undefined) ?? ["."]).map((name) => join(world.cwd, name));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), "{}");
  }
  const path = join(world.cwd, "pipeline.yaml");
  const runs = Array.from({ length: count }, (_, at) => {
    const cwd = folders[at % folders.length] ?? world.cwd;
    const args = argumentsOf(one, world, seed).map((word) =>
      word === "pipeline.yaml" ? relative(cwd, path) : word,
    );
    return start(t, args, { cwd, env: credentials });
  });
  const ends = await Promise.all(
    runs.map(async (one) => {
      const ended = await one.ended;
      if (ended.exit === 7) refused += 1;
      if (refused === count - 1) world.release();
      return { ended };
    }),
  );
  const exits = ends.map(({ ended }) => ended.exit);
  const wanted = [0, ...Array.from({ length: count - 1 }, () => 7)];
  return [
    ...(exits.sort().join() === wanted.join() ? [] : [`they exited with ${exits.join(", ")}`]),
    // One that lost its lock to another would have begun before.
    ...ends.flatMap(({ ended }) => {
      const code = saidBy(ended)?.error?.code;
      return ended.exit !== 7 || code === "LOCKED" ? [] : [`one ended with ${code}, not with LOCKED`];
    }),
    ...missingOrTwice(world),
    ...(await heard(world, ends)),
  ];
};

/** A run is frozen at its fifth write, and woken when another one has taken its place and come to its end. */
export const frozen: Driver = async (t, one, seed) => {
  // Long enough for a run that gets little of a busy machine.
  const options = ["--lease", "5", ...(one.options ?? [])];
  const faults = [{ at: "target write" as const, nth: 5, do: "freeze" }];
  const world = await openPlay(t, { ...one, faults, incremental: true }, seed);
  const args = argumentsOf({ ...one, options }, world, seed);
  const sleeper = start(t, args, { cwd: world.cwd, env: credentials });
  world.pid = sleeper.pid;
  await world.happened("freeze");
  world.run = 2;
  // The lock is free as soon as its lease has ended: until then the command is refused.
  let second = await runAgain({ ...one, options }, world, seed);
  while (second.ended.exit === 7) {
    await setTimeout(200);
    second = await runAgain({ ...one, options }, world, seed);
  }
  const changes = world.target.changes;
  const token = await storedToken(world);
  world.release();
  process.kill(sleeper.pid, "SIGCONT");
  const ended = await sleeper.ended;
  return [
    ...(second.ended.exit === 0
      ? []
      : [`the run beside it exited with ${second.ended.exit}: ${second.ended.stderr}`]),
    ...(ended.exit === 7 ? [] : [`the frozen run exited with ${ended.exit}: ${ended.stderr}`]),
    ...(world.target.changes === changes ? [] : ["the frozen run wrote after another had come to its end"]),
    ...((await storedToken(world)) === token ? [] : ["the frozen run moved the token"]),
    ...missingOrTwice(world),
    ...(await heard(world, [{ ended }, second])),
  ];
};

const SHIFT = new URL("./shift-clock.js", import.meta.url).href;

/** The wall clock is set by `shift_ms` in the middle of the run. */
export const shifted: Driver = (t, one, seed) =>
  runCase(t, { ...one, env: { NODE_OPTIONS: `--import=${SHIFT}`, SHIFT_MS: String(one.shift_ms) } }, seed);

/** The run may have few of something: `limit` is what its shell is told before it starts. */
export const starved: Driver = async (t, one, seed) => {
  if (/\/dev\/full/.test(String(one.limit)) && !existsSync("/dev/full")) {
    t.skip("this system has no /dev/full");
    return [];
  }
  const world = await openPlay(t, one, seed);
  const told = await runLimited(t, one, world, seed);
  world.run = 2;
  const again = await runAgain(one, world, seed);
  const ways: unknown[] = [one.expect?.exit ?? 0].flat();
  return [
    ...(ways.includes(told.ended.exit)
      ? []
      : [`it exited with ${told.ended.exit ?? told.ended.signal}: ${told.ended.stderr.slice(-1500)}`]),
    ...(again.ended.exit === 0
      ? []
      : [`the second run exited with ${again.ended.exit}: ${again.ended.stderr.slice(-1500)}`]),
    ...missingOrTwice(world),
    ...(await heard(world, [told, again])),
  ];
};

async function runLimited(
  t: TestContext,
  one: Case,
  world: World,
  seed: number,
): Promise<Pick<Told, "ended">> {
  const script = `${one.limit}; exec "$0" "$@"`;
  const program = [
    "/bin/sh",
    "-c",
    script,
    process.execPath,
    join(packageRoot, "runner", "bin.mjs"),
  ] as const;
  const env = { ...credentials, ...one.env };
  const started = start(t, argumentsOf(one, world, seed), {
    cwd: world.cwd,
    env,
    program: [...program],
    deadlineMs: 120_000,
  });
  return { ended: await started.ended };
}
