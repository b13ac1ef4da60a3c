/** Cases in which several commands follow one another, and something is changed between them. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { StoreFiles } from "../oracle/store-files.js";
import { commandInside } from "../process/inside.js";
import type { FaultSpec } from "./actions.js";
import {
  argumentsOf,
  heard,
  invoke,
  judge,
  type Observed,
  pipelineOf,
  saidBy,
  storedToken,
  type Told,
  worldFolder,
} from "./case.js";
import type { Driver } from "./drivers.js";
import { rejected } from "./oracle.js";
import type { Case } from "./row.js";
import { openWorld, type World } from "./world.js";

/** One step of a case: changes come first, then the command, if there is one. */
interface Step {
  /** Places of people who are changed, or removed, and how many come. */
  readonly touch?: readonly number[];
  readonly remove?: readonly number[];
  readonly insert?: number;
  /** The keys that people have from here on, by their places. */
  readonly keys?: Readonly<Record<number, string | number>>;
  /** Places of people whom the target refuses from here on. */
  readonly refuse?: readonly number[] | "all";
  /** Further lines of the pipeline, in the place of those before. */
  readonly pipeline?: string;
  readonly store?: "emptied" | "older";
  /** Options of `run`, or of `rejects replay`; or the words of another command. */
  readonly run?: readonly string[];
  readonly replay?: readonly string[];
  readonly command?: readonly string[];
  /** The folder in which the command is started. */
  readonly in?: string;
  readonly faults?: readonly FaultSpec[];
  /** Exit code, or the signal that ends it; 0 when left out. */
  readonly exit?: unknown;
  readonly says?: string | readonly string[];
  readonly never_says?: string | readonly string[];
  /** How many requests of this command changed the target. */
  readonly writes?: number;
  /** Whether its list was asked for from its beginning, or from a cursor on. */
  readonly reads?: "all" | "later";
}

/**
 * Takes the `steps` of a case in turn. Each command has to end as its step says, with numbers that add up; what the case expects is
 * looked at behind the last one.
 */
export const steps: Driver = async (t, one, seed) => {
  const cwd = await worldFolder(t, one);
  const world = await openWorld(t, seed, cwd, one.given ?? {}, []);
  const store = new StoreFiles(join(cwd, ".sync-runner"));
  const broken: string[] = [];
  const told: Told[] = [];
  for (const [at, step] of (one.steps as readonly Step[]).entries()) {
    world.run = at + 1;
    await change(world, one, step, store);
    const ended = await invokeStep(t, world, one, seed, step, store);
    if (!ended) continue;
    told.push(ended.told);
    broken.push(...ended.broken.map((what) => `step ${at + 1}: ${what}`));
  }
  const [first = { ended: { exit: null, signal: null, stdout: "", stderr: "" } } as Told] = told.slice(-1);
  const exit = first.ended.exit ?? first.ended.signal;
  const observed = await facts(world, { ...one, expect: { exit, ...one.expect } }, first);
  // Where a credential is a word of the data, what is kept of the data holds it.
  const leaks = one.words === true ? [] : await heard(world, told);
  return [...broken, ...judge(observed), ...leaks].map((what) => what.slice(0, 2000));
};

async function change(world: World, one: Case, step: Step, store: StoreFiles): Promise<void> {
  const { origin, target, cwd } = world;
  for (const at of step.touch ?? []) origin.touch(at);
  for (const at of step.remove ?? []) origin.people.splice(at, 1);
  for (const [at, key] of Object.entries(step.keys ?? {}))
    Object.assign(origin.people[Number(at)] ?? {}, { key });
  for (let n = 0; n < (step.insert ?? 0); n += 1) origin.insert();
  if (step.refuse) {
    const places = step.refuse === "all" ? origin.people.keys() : step.refuse;
    target.refused.clear();
    for (const at of places) target.refused.add(String(origin.people[at]?.id));
  }
  if (step.pipeline !== undefined)
    await writeFile(join(cwd, "pipeline.yaml"), pipelineOf({ ...one, pipeline: step.pipeline }));
  if (step.store === "emptied") await store.empty();
  if (step.store === "older") await store.putBack();
}

/** Runs the command of a step; undefined for a step that has none. */
async function invokeStep(
  t: TestContext,
  world: World,
  one: Case,
  seed: number,
  step: Step,
  store: StoreFiles,
): Promise<{ readonly told: Told; readonly broken: string[] } | undefined> {
  const words = step.run ?? step.replay ?? step.command;
  if (!words) return undefined;
  await store.keep();
  const faults = (step.faults ?? []).map((spec) => ({ ...spec, run: world.run }));
  world.setFaults(faults);
  const { changes } = world.target;
  const { length } = world.visits;
  const told = await invokeWords(t, world, one, seed, step, words);
  const writes = world.target.changes - changes;
  const page = world.visits.slice(length).find(({ kind }) => kind === "origin page");
  const reads = page?.query.get("from") == null ? "all" : "later";
  const expect = {
    exit: step.exit ?? 0,
    done: false,
    archives_no_live: true,
    ...(step.says === undefined ? {} : { says: step.says }),
    ...(step.never_says === undefined ? {} : { never_says: step.never_says }),
  };
  const broken = [
    ...judge(await facts(world, { ...one, expect }, told)),
    ...faults.flatMap(({ do: name }) => (world.hasHappened(name) ? [] : [`\`${name}\` never happened`])),
    ...(step.writes === undefined || step.writes === writes ? [] : [`it wrote ${writes} times`]),
    ...(step.reads === undefined || (page && step.reads === reads) ? [] : [`it read ${page && reads}`]),
  ];
  return { told, broken };
}

async function invokeWords(
  t: TestContext,
  world: World,
  one: Case,
  seed: number,
  step: Step,
  words: readonly string[],
): Promise<Told> {
  const cwd = join(world.cwd, step.in ?? ".");
  await mkdir(cwd, { recursive: true });
  if (step.command) {
    const ended = await commandInside(words, { cwd, env: world.credentials });
    return { ended, said: saidBy(ended), ms: 0, rssMb: 0, cpuMs: 0 };
  }
  const usual = argumentsOf({ ...one, options: [...(one.options ?? []), ...words] }, world, seed);
  const pipeline = step.in === undefined ? "pipeline.yaml" : join(world.cwd, "pipeline.yaml");
  const args = [...(step.replay ? ["rejects", "replay"] : ["run"]), pipeline, ...usual.slice(2)];
  const isApart = (step.faults ?? []).some(({ do: name }) => name === "signal");
  // A process of its own is started where the pipeline is.
  if (isApart) return invoke(t, args, one, world);
  const ended = await commandInside(args, { cwd, env: { ...world.credentials, ...one.env } });
  return { ended, said: saidBy(ended), ms: 0, rssMb: 0, cpuMs: 0 };
}

async function facts(world: World, one: Case, first: Told): Promise<Observed> {
  return {
    world,
    one,
    first,
    second: undefined,
    missed: [],
    writes: 0,
    // A store that a step has emptied holds nothing that could be read.
    token: await storedToken(world).catch(() => null),
    rejected: await rejected(world).catch(() => new Set<string>()),
  };
}
