/** Plays a world: its steps one after the other, then the end without faults, and says which promises were broken. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { leaks } from "../process/canary.js";
import { filesBelow } from "../process/workplace.js";
import { type Ended, type Running, runApart, runInside } from "./commands.js";
import { credentials, pipeline, projectFiles, settings, workflow } from "./manifest.js";
import { Model, type Reading } from "./model.js";
import { Origin } from "./origin.js";
import type { Server, Systems } from "./server.js";
import type { Fault, PipelineSpec, Step, WorldSpec } from "./spec.js";
import { type Broken, Target } from "./target.js";
import { Rejects, resultOf, speaksOfTheList, whatIsLeftOver } from "./told.js";

export interface Played {
  /** What was broken, first things first. */
  readonly broken: readonly Broken[];
  /** What happened, for people. */
  readonly log: readonly string[];
  /** Commands that ran, and the faults that happened to them. */
  readonly commands: number;
  readonly happened: ReadonlySet<string>;
}

type Command = Extract<Step, { do: "run" | "replay" }>;
const isKill = ({ do: name }: Fault) => name === "kill" || name === "kill-done";

export async function play(world: WorldSpec, server: Server): Promise<Played> {
  const cwd = await mkdtemp(join(tmpdir(), "sync-runner-oracle-"));
  const origin = new Origin(world);
  const target = new Target(world, origin);
  const model = new Model(world, origin, target);
  const log: string[] = [];
  let running: Running | undefined;
  let wasKilled = false;
  const systems: Systems = {
    ...{ origin, target, log, faults: [], counts: new Map(), happened: new Set() },
    refuses: () => false,
    stop: () => running?.stop(),
    kill: () => {
      wasKilled = true;
      running?.kill();
    },
  };
  const { endpoints, leave } = server.place(systems);
  let file: PipelineSpec = world.pipeline;
  let commands = 0;
  /** Whether some run may have left rejects. */
  let hasRejects = false;
  const broken = (name: string, what: string): void => {
    target.broken.push({ name, what });
  };

  const invoke = async (args: readonly string[], isApart = false): Promise<Ended> => {
    log.push(`$ sync-runner ${args.filter((word, at) => !isPlace(word, args[at - 1])).join(" ")}`);
    commands += 1;
    running = isApart ? runApart(args, cwd) : runInside(args, cwd);
    const ended = await running.ended;
    log.push(...shown(ended));
    for (const [name, secret] of Object.entries(credentials)) {
      for (const text of [ended.stdout, ended.stderr])
        for (const how of leaks(secret, Buffer.from(text)))
          broken("I6 credential printed", `${name}, ${how}`);
    }
    if (/^\s+at .*:\d+:\d+\)?$/m.test(ended.stderr)) broken("stack trace", ended.stderr.slice(-600));
    return ended;
  };

  const rejects = async (): Promise<Rejects> => {
    const told = new Rejects();
    for (const word of ["list", "show"])
      await told.read((await invoke(["rejects", word, workflow, "--json"])).stdout);
    return told;
  };

  /** Runs a command of a step; gives how it ended, once what holds after any command was looked at. */
  const command = async (step: Command, more: readonly string[] = []): Promise<Ended> => {
    const { whole, limit, set = {}, refuse, faults = [] } = step;
    const isRun = step.do === "run";
    const scope = { ...file, ...set };
    const isIncremental = isRun && world.incremental && !whole;
    target.expected = { source: scope.source ?? "one", kind: scope.kind, isKnown: model.isKnown(scope) };
    origin.begin();
    systems.counts.clear();
    systems.faults = faults;
    systems.happened.clear();
    systems.refuses = (id) => refuse !== undefined && id % refuse.of === refuse.rest;
    wasKilled = false;
    const before = new Map(origin.people.map((person) => [person.id, person]));
    const args = [
      ...(isRun ? ["run"] : ["rejects", "replay"]),
      ...["pipeline.yaml", "--json", "--retries", "1", "--concurrency", String(world.concurrency)],
      ...(whole ? ["--no-incremental"] : []),
      ...(limit === undefined ? [] : ["--limit", String(limit)]),
      ...settings(set),
      ...more,
      ...endpoints,
    ];
    const ended = await invoke(args, faults.some(isKill));
    for (const name of systems.happened) happened.add(name);
    systems.faults = [];
    systems.refuses = () => false;
    const { exit } = ended;
    if (exit !== 0) hasRejects = true;
    if (wasKilled) return ended;
    if (exit === 1) broken("exit 1", `a bug of ours: ${ended.stderr.slice(-400)}`);
    if (exit === 7) broken("I8 exit 7", "nobody else runs");
    if (exit === 2 && isRun) broken("exit 2", ended.stderr.slice(0, 400));
    for (const text of origin.seen.unread)
      broken("I9 form of the cursor", `${JSON.stringify(text)} is no ${world.form}`);
    const result = resultOf(ended);
    const over = result && whatIsLeftOver(result);
    if (over) broken("I2 numbers", over);
    if (!isRun) return ended;
    const reading: Reading = {
      ...{ scope, isIncremental, before, happened: new Set(systems.happened), seen: origin.seen },
      isPartial: exit !== 0 || limit !== undefined,
    };
    model.note(reading);
    if (limit === undefined && (exit === 0 || exit === 4)) await compare(reading, ended);
    return ended;
  };

  /** Whoever ends well has delivered everything, or has told what not. */
  const compare = async (reading: Reading, ended: Ended, isLast = false): Promise<void> => {
    const missing = model.missing(reading);
    if (missing.length === 0) return;
    const told = await rejects();
    const untold = missing.filter((person) => !told.tells(person.id, [person.ref, person.id]));
    const left = untold.filter(({ ref }) => !((ref === "" || ref === null) && told.keyless > 0));
    if (left.length === 0) return;
    if (speaksOfTheList(ended) && !isLast) return;
    const how = reading.isIncremental ? "incremental" : "whole";
    const what = left.slice(0, 5).map(({ id, v, ref }) => `record ${id} v${v} (key ${JSON.stringify(ref)})`);
    broken(
      isLast ? `I1 lost (${how})` : `I1 silent (${how})`,
      `exit ${ended.exit}, and ${left.length} are neither at the target nor told: ${what.join(", ")}`,
    );
  };
  const happened = new Set<string>();

  try {
    for (const [name, text] of Object.entries(projectFiles(world))) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), text);
    }
    for (const step of world.steps) {
      if (target.broken.length > 0) break;
      if (step.do === "edit") {
        log.push(`# ${JSON.stringify(step)}`);
        for (const edit of step.edits) origin.edit(edit);
        model.noteEdit();
      } else if (step.do === "pipeline") {
        log.push(`# ${JSON.stringify(step)}`);
        const { do: _, ...said } = step;
        file = said;
        await writeFile(join(cwd, "pipeline.yaml"), JSON.stringify(pipeline(world, file), null, 1));
      } else {
        log.push(`# ${JSON.stringify(step)}`);
        await command(step);
      }
    }
    if (target.broken.length === 0) await settle();
  } catch (error) {
    broken("did not end", (error as Error).message);
  } finally {
    leave();
  }
  for (const [name, bytes] of await filesBelow(join(cwd, ".sync-runner"))) {
    for (const [which, secret] of Object.entries(credentials))
      for (const how of leaks(secret, bytes)) broken("I6 credential kept", `${which} is in ${name}, ${how}`);
  }
  await rm(cwd, { recursive: true, force: true, maxRetries: 3 });
  return { broken: target.broken, log, commands, happened };

  /** The end: no more faults, and everything has to come right. */
  async function settle(): Promise<void> {
    log.push("# from here on nothing fails");
    const run: Command = { do: "run" };
    const whole: Command = { do: "run", whole: true };
    const drop = world.target === "mirror" ? ["--max-drop", "100"] : [];
    const isBroken = () => target.broken.length > 0;
    if (world.limits !== undefined && model.isHonest()) {
      const rounds = Math.ceil(origin.people.length / world.limits) + 3;
      for (let round = 0; round < rounds && !isBroken(); round += 1)
        await command({ ...run, limit: world.limits });
      const left = model.missing(reading(world.incremental));
      const told = left.length === 0 ? undefined : await rejects();
      const untold = left.filter(({ id, ref }) => told?.tells(id, [ref, id]) === false);
      if (world.incremental && untold.length > 0)
        broken(
          "I8 --limit",
          `${rounds} runs of ${world.limits} did not bring ${untold.length} of ${origin.people.length}`,
        );
    }
    let ended: Ended | undefined;
    for (let round = 0; round < 3 && !isBroken(); round += 1) {
      ended = await command(run, drop);
      if (ended.exit === 0) break;
    }
    if (isBroken() || !ended) return;
    const isExcused = ended.exit === 6 || (ended.exit === 4 && speaksOfTheList(ended));
    if (ended.exit !== 0 && ended.exit !== 4 && ended.exit !== 6)
      broken("I8 does not settle", `exit ${ended.exit} in the third run without a fault`);
    if (!isExcused) await compare(reading(world.incremental), ended, true);
    if (hasRejects && !isBroken()) {
      const replayed = await command({ do: "replay" });
      // There may be nothing to replay any more.
      if (replayed.exit !== 0 && replayed.exit !== 4 && replayed.exit !== 2)
        broken("I8 replay does not settle", `exit ${replayed.exit} without a fault`);
    }
    // What is gone is archived when two whole runs have missed it.
    const rounds = world.target === "mirror" ? 2 : 1;
    for (let round = 0; round < rounds && !isBroken(); round += 1) ended = await command(whole, drop);
    if (isBroken()) return;
    if (ended.exit !== 0 && ended.exit !== 4 && ended.exit !== 6)
      broken("I8 whole run does not settle", `exit ${ended.exit} without a fault`);
    await compare(reading(false), ended, true);
    const isWell = ended.exit === 0 && !/nothing was archived/i.test(ended.stderr);
    for (const [name, what] of model.atTheEnd(file, isWell)) broken(name, what);
  }

  function reading(isIncremental: boolean): Reading {
    const before = new Map(origin.people.map((person) => [person.id, person]));
    return { scope: file, isIncremental, before, happened: new Set(), seen: origin.seen, isPartial: false };
  }
}

/** What a command came to in one line, and the words that it said. */
function shown(ended: Ended): string[] {
  const result = resultOf(ended);
  const numbers = Object.entries({ ...result?.events, not_written: result?.not_written ?? 0 });
  const told = numbers.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  const words = /warn|error|reject|fatal|stopp|order|token|scope/i;
  const said = ended.stderr.split("\n").filter((line) => words.test(line) && !/npx /.test(line));
  return [
    ...said.slice(0, 8).map((line) => `    ${line.slice(0, 300)}`),
    `  exit ${ended.exit} ${told.join(", ")}; token ${JSON.stringify(result?.incremental_token)}`,
  ];
}

/** The addresses of the fakes are of no use to a reader. */
function isPlace(word: string, before: string | undefined): boolean {
  return word === "--endpoint" || before === "--endpoint";
}
