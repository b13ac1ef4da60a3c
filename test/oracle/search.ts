/** Runs many worlds, and makes those that fail small: one for each way of failing. */
import fc from "fast-check";
import type { Server } from "./server.js";
import { simpler } from "./smaller.js";
import type { WorldSpec } from "./spec.js";
import { type Outcome, runWorld } from "./world.js";
import { worlds } from "./worlds.js";

export interface SearchOptions {
  readonly runs: number;
  readonly seed: number;
  readonly server: Server;
  /** How long one way of failing is made smaller, in ms. */
  readonly shrinkMs: number;
  /** How many worlds that fail in one way are shown. */
  readonly perWay: number;
}

export interface Found {
  /** One text for each way of failing: the smallest world that was found, and what it showed. */
  readonly failures: readonly string[];
  readonly failed: number;
  readonly commands: number;
  /** How many worlds met each fault. */
  readonly faults: Readonly<Record<string, number>>;
}

interface Failure {
  readonly world: WorldSpec;
  readonly outcome: Outcome;
}

/** Worlds side by side: one waits for its disk and its connections while others go on. */
const ABREAST = 4;

export async function search(options: SearchOptions): Promise<Found> {
  const { runs, seed, server, perWay } = options;
  const ways = new Map<string, Failure[]>();
  const faults: Record<string, number> = {};
  let commands = 0;
  const left = fc.sample(worlds, { seed, numRuns: runs });
  const runOn = async (): Promise<void> => {
    for (let world = left.shift(); world; world = left.shift()) {
      const outcome = await runWorld(world, server, false);
      commands += outcome.commands;
      for (const name of outcome.happened) faults[name] = (faults[name] ?? 0) + 1;
      const way = wayOf(outcome, world);
      if (way !== undefined) ways.set(way, [...(ways.get(way) ?? []), { world, outcome }]);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, runOn));

  const failures: string[] = [];
  for (const [way, failing] of ways) {
    const shown: string[] = [`== ${way} (${failing.length} of ${runs} worlds)`];
    for (const failure of failing.slice(0, perWay)) shown.push(await smallest(way, failure, options));
    failures.push(shown.join("\n"));
  }
  return { failures, failed: [...ways.values()].flat().length, commands, faults };
}

/** What two failures have in common that are one fault. */
function wayOf({ broken: [first] }: Outcome, world: WorldSpec | undefined): string | undefined {
  return first && `${first.name} [${world?.target}]`;
}

/** A smaller world that fails in the same way. */
async function smallest(way: string, { world, outcome }: Failure, options: SearchOptions): Promise<string> {
  const { server, shrinkMs } = options;
  const until = performance.now() + shrinkMs;
  let best = { world, outcome: await runWorld(world, server) };
  if (wayOf(best.outcome, world) !== way)
    return `it did not fail a second time; this is the first\n${textOf(world, outcome)}`;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const other of simpler(best.world)) {
      if (performance.now() > until) break;
      const outcome = await runWorld(other, server);
      if (wayOf(outcome, other) !== way) continue;
      best = { world: other, outcome };
      isSmaller = true;
      break;
    }
  }
  return textOf(best.world, best.outcome);
}

/** A world as the steps that a person can follow, and the line that runs it again. */
function textOf(world: WorldSpec, { broken, log }: Outcome): string {
  return [
    ...broken.map(({ name, what }) => `${name}: ${what}`),
    `ORACLE_WORLD='${JSON.stringify(world).replaceAll("'", "'\\''")}' node --test dist/test/oracle.test.js`,
    ...log.map((line) => `  ${line}`),
  ].join("\n");
}
