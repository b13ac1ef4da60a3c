/** Plays a case of a row with real commands: the run that meets the fault, and the same command once more. */
import { existsSync } from "node:fs";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { packageRoot } from "../../runner/load/folders.js";
import { readScopes } from "../../runner/state/stored-scope.js";
import { openStore } from "../../runner/store/store.js";
import { leaks } from "../process/canary.js";
import { type Ended, type Envelope, start } from "../process/command.js";
import { commandInside } from "../process/inside.js";
import { filesBelow, workplace } from "../process/workplace.js";
import { checks } from "./checks.js";
import { missingOf, rejected as rejectedIn } from "./oracle.js";
import type { Case } from "./row.js";
import { openWorld, type World } from "./world.js";

/** What is known when a case was run. */
export interface Observed {
  readonly world: World;
  readonly one: Case;
  /** The run that met the fault, and what it said with `--json`. */
  readonly first: Told;
  /** The same command once more; undefined where a case says `once: true`. */
  readonly second: Told | undefined;
  /** Who was there from the beginning to the end of the first run and was not in the target behind it. */
  readonly missed: readonly string[];
  /** Keys of all records in reject files. */
  readonly rejected: ReadonlySet<string>;
  /** Requests of the first run that changed the target. */
  readonly writes: number;
  /** The token in the store at the end; null for none. */
  readonly token: string | number | null;
}

export interface Told {
  readonly ended: Ended;
  readonly said: Envelope | undefined;
  readonly ms: number;
  /** The most memory the process had, in MB. */
  readonly rssMb: number;
  /** The CPU time that the process took: unlike `ms` it says the same on a machine that has other things to do. */
  readonly cpuMs: number;
}

/** The longest case moves ten thousand records, and other cases run beside it. */
const DEADLINE_MS = 300_000;
const MEASURE = new URL("./measure.js", import.meta.url).href;

/** What a driver changes of a case. */
export interface Staging {
  /** Before the run that meets the fault. */
  readonly before?: (world: World) => void | Promise<void>;
  /** Between that run and the same command once more. */
  readonly between?: (world: World, first: Told) => void | Promise<void>;
}

/** Plays a case. @returns what does not hold; empty when all does */
export async function runCase(
  t: TestContext,
  one: Case,
  seed: number,
  staging: Staging = {},
): Promise<string[]> {
  const cwd = await worldFolder(t, one);
  const world = await openWorld(t, seed, cwd, one.given ?? {}, one.faults ?? []);
  await staging.before?.(world);
  const present = new Map(world.origin.people.map((person) => [person.id, { ...person }]));
  const before = world.target.changes;
  const first = await run(t, one, world, seed);
  const writes = world.target.changes - before;
  const missed = missingOf(world, present);
  await staging.between?.(world, first);
  world.run = 2;
  const second = one.expect?.once === true ? undefined : await runAgain(one, world, seed);
  const token = await storedToken(world);
  const rejected = await rejectedIn(world);
  const observed: Observed = { world, one, first, second, token, missed, writes, rejected };
  const unmet = (one.faults ?? []).filter(({ do: name }) => !world.hasHappened(name));
  return [
    ...unmet.map(({ do: name }) => `the fault \`${name}\` never happened`),
    ...judge(observed),
    ...(await heard(world, [first, second])),
  ].map((what) => what.slice(0, 2000));
}

/** A folder with the pipeline and the connectors of the world. */
export async function worldFolder(t: TestContext, one: Case): Promise<string> {
  const cwd = await workplace(t, { "pipeline.yaml": pipelineOf(one) });
  const from = join(packageRoot, "test", "simulation", "connectors");
  await cp(from, join(cwd, "connectors"), { recursive: true });
  return cwd;
}

export function pipelineOf({ action = "create_people", incremental = false, pipeline = "" }: Case): string {
  return `workflow_id: people
action: origin.${action}
connector_auth: { token: "\${ env.ORIGIN_TOKEN }" }
hrflow_auth: { secret: "\${ env.TARGET_SECRET }" }
incremental: ${incremental}
${pipeline}`;
}

/** The arguments of the run of a case. */
export function argumentsOf({ options = [] }: Case, world: World, seed: number): string[] {
  const level = ["debug", "info", "warn"][seed % 3] ?? "debug";
  const usual = ["--json", "--retries", "2", "--concurrency", "4", "--log-level", level];
  const store = world.store === undefined ? [] : ["--store", world.store];
  return ["run", "pipeline.yaml", ...usual, ...store, ...world.endpoints, ...options];
}

export function run(t: TestContext, one: Case, world: World, seed: number): Promise<Told> {
  return invoke(t, argumentsOf(one, world, seed), one, world, one.inside !== true);
}

/** The same command once more, in the process of the test: there is no fault any more that could need one of its own. */
export function runAgain(one: Case, world: World, seed: number): Promise<Told> {
  return invokeInside(argumentsOf(one, world, seed), one, world);
}

/** Runs the command with these arguments: as a process of its own, whose memory is measured, or inside the one of the test. */
export async function invoke(
  t: TestContext,
  args: readonly string[],
  one: Case,
  world: World,
  isApart = true,
): Promise<Told> {
  if (!isApart) return invokeInside(args, one, world);
  const report = join(world.cwd, `memory-${world.run}`);
  const env = { ...world.credentials, NODE_OPTIONS: `--import=${MEASURE}`, MEASURE_FILE: report, ...one.env };
  const began = performance.now();
  // Whoever takes far longer than the case allows is not waited for.
  const { max_ms = DEADLINE_MS, max_cpu_ms = DEADLINE_MS } = one.expect ?? {};
  const deadlineMs = Math.min(DEADLINE_MS, 3 * Number(max_ms), 6 * Number(max_cpu_ms));
  const started = start(t, args, { cwd: world.cwd, env, deadlineMs });
  world.pid = started.pid;
  const ended = await started.ended;
  const ms = performance.now() - began;
  const measured = await readFile(report, "utf8").catch(() => "");
  const [rssMb = 0, cpuMs = 0] = measured.split(" ").map(Number);
  await rm(report, { force: true });
  return { ended, said: saidBy(ended), ms, rssMb, cpuMs };
}

async function invokeInside(args: readonly string[], one: Case, world: World): Promise<Told> {
  const began = performance.now();
  const env = { ...world.credentials, ...one.env };
  const ended = await commandInside(args, { cwd: world.cwd, env });
  return { ended, said: saidBy(ended), ms: performance.now() - began, rssMb: 0, cpuMs: 0 };
}

export async function storedToken({ cwd, store: url }: World): Promise<string | number | null> {
  const path = join(cwd, ".sync-runner", "state.db");
  if (url === undefined && !existsSync(path)) return null;
  const store = await openStore(url ?? `sqlite:${path}`);
  try {
    // The scope of the last run: a case that runs in several looks at them itself.
    const scopes = await readScopes(store, "people").catch(() => []);
    return [...scopes].sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.token ?? null;
  } finally {
    await store.close();
  }
}

export function saidBy({ stdout }: Ended): Envelope | undefined {
  try {
    return JSON.parse(stdout) as Envelope;
  } catch {
    return undefined;
  }
}

/** What of `expect` does not hold; what a case does not speak of has to be as it always is. */
export function judge(observed: Observed): string[] {
  const usual = {
    exit: 0,
    exit_again: [0, 4],
    done: true,
    adds_up: true,
    no_trace: true,
    no_control: true,
    no_credentials_elsewhere: true,
  };
  const expected = { ...usual, ...observed.one.expect };
  return Object.entries(expected).flatMap(([name, value]) => {
    if (name === "once") return [];
    const check = checks[name];
    if (!check) throw new Error(`there is no check called ${name}`);
    return check(value, observed);
  });
}

/** I6: the credentials are in nothing that came out, whatever happened. */
export async function heard(
  { cwd, credentials }: World,
  runs: readonly (Pick<Told, "ended"> | undefined)[],
): Promise<string[]> {
  const places = new Map<string, Uint8Array>(await filesBelow(join(cwd, ".sync-runner")));
  for (const [at, told] of runs.entries()) {
    places.set(`stdout of run ${at + 1}`, Buffer.from(told?.ended.stdout ?? ""));
    places.set(`stderr of run ${at + 1}`, Buffer.from(told?.ended.stderr ?? ""));
  }
  return [...places].flatMap(([place, bytes]) => leaksOf(credentials, place, bytes));
}

/** The credentials that are in what came out, whole in any encoding, or the beginning of one that was cut. */
export function leaksOf(credentials: World["credentials"], place: string, bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("latin1");
  return Object.entries(credentials).flatMap(([name, secret]) => {
    const whole = leaks(secret, bytes).map((how) => `${name} is in ${place}, ${how}`);
    const part = secret.slice(0, 12);
    return whole.length === 0 && text.includes(part) ? [`a part of ${name} is in ${place}`] : whole;
  });
}
