/** One world while it runs: its project folder, its two systems, and the commands that are typed there. Each is looked at as it ends. */
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
import { StoreFiles } from "./store-files.js";
import { Target } from "./target.js";
import { Rejects, resultOf, speaksOfTheList, whatIsLeftOver } from "./told.js";

export type Command = Extract<Step, { do: "run" | "replay" }>;

const isKill = ({ do: name }: Fault) => name === "kill" || name === "kill-done";

export class Session {
  readonly world: WorldSpec;
  readonly origin: Origin;
  readonly target: Target;
  readonly model: Model;
  readonly store: StoreFiles;
  /** What happened, for people. */
  readonly log: string[] = [];
  /** Every fault that happened so far. */
  readonly happened = new Set<string>();
  /** What the pipeline file says now. */
  file: PipelineSpec;
  commands = 0;
  /** Whether some command may have left rejects. */
  hasRejects = false;
  readonly #cwd: string;
  readonly #systems: Systems;
  readonly #place: ReturnType<Server["place"]>;
  #running: Running | undefined;
  #wasKilled = false;

  private constructor(world: WorldSpec, cwd: string, server: Server) {
    this.world = world;
    this.file = world.pipeline;
    this.origin = new Origin(world);
    this.target = new Target(world, this.origin);
    this.model = new Model(world, this.origin, this.target);
    this.store = new StoreFiles(join(cwd, ".sync-runner"));
    this.#cwd = cwd;
    this.#systems = {
      origin: this.origin,
      target: this.target,
      log: this.log,
      faults: [],
      counts: new Map(),
      happened: new Set(),
      refuses: () => false,
      stop: () => this.#running?.stop(),
      kill: () => {
        this.#wasKilled = true;
        this.#running?.kill();
      },
    };
    this.#place = server.place(this.#systems);
  }

  static async open(world: WorldSpec, server: Server): Promise<Session> {
    const cwd = await mkdtemp(join(tmpdir(), "sync-runner-oracle-"));
    for (const [name, text] of Object.entries(projectFiles(world))) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), text);
    }
    return new Session(world, cwd, server);
  }

  /** Looks for credentials in what is left behind (I6), and removes it. */
  async close(): Promise<void> {
    this.#place.leave();
    for (const [name, bytes] of await filesBelow(join(this.#cwd, ".sync-runner"))) {
      for (const [which, secret] of Object.entries(credentials))
        for (const how of leaks(secret, bytes))
          this.broken("I6 credential kept", `${which} in ${name}, ${how}`);
    }
    await rm(this.#cwd, { recursive: true, force: true, maxRetries: 3 });
  }

  get isBroken(): boolean {
    return this.target.broken.length > 0;
  }

  broken(name: string, what: string): void {
    this.target.broken.push({ name, what });
  }

  async writePipeline(said: PipelineSpec): Promise<void> {
    this.file = said;
    const text = JSON.stringify(pipeline(this.world, said), null, 1);
    await writeFile(join(this.#cwd, "pipeline.yaml"), text);
  }

  /** The open rejects. */
  async rejects(): Promise<Rejects> {
    const told = new Rejects();
    for (const word of ["list", "show"])
      await told.read((await this.#invoke(["rejects", word, workflow, "--json"])).stdout);
    return told;
  }

  /**
   * Runs a command of a step.
   *
   * @param more further options
   * @param overrides true where they say that the operator lets everything be archived
   */
  async command(step: Command, more: readonly string[] = [], overrides = false): Promise<Ended> {
    const { whole, limit, dry, set = {}, refuse, faults = [] } = step;
    const { origin, target, model, world } = this;
    const isRun = step.do === "run";
    const scope = { ...this.file, ...set };
    await this.store.keep();
    this.#prepare(scope, faults, refuse, overrides);
    const before = new Map(origin.people.map((person) => [person.id, person]));
    const { writes } = target;
    const ended = await this.#invoke(
      [
        ...(isRun ? ["run"] : ["rejects", "replay"]),
        ...["pipeline.yaml", "--json", "--retries", "1", "--concurrency", String(world.concurrency)],
        ...(dry ? ["--dry-run"] : []),
        ...(whole ? ["--no-incremental"] : []),
        ...(limit === undefined ? [] : ["--limit", String(limit)]),
        ...settings(set),
        ...more,
        ...this.#place.endpoints,
      ],
      faults.some(isKill),
    );
    const happened = new Set(this.#systems.happened);
    for (const name of happened) this.happened.add(name);
    this.#systems.faults = [];
    this.#systems.refuses = () => false;
    if (ended.exit !== 0) this.hasRejects = true;
    if (!this.#wasKilled) this.#lookAt(ended, isRun);
    if (dry && target.writes !== writes) this.broken("dry run writes", "a dry run wrote to the target");
    if (!isRun || dry) return ended;
    const reading: Reading = {
      scope,
      before,
      happened,
      seen: origin.seen,
      isIncremental: world.incremental && !whole,
      isPartial: limit !== undefined || (ended.exit !== 0 && ended.exit !== 4),
    };
    model.note(reading);
    if (!reading.isPartial) await this.compare(reading, ended);
    return ended;
  }

  /** Whoever ends well has delivered everything, or has told what not (I1). */
  async compare(reading: Reading, ended: Ended, isLast = false): Promise<void> {
    const missing = this.model.missing(reading);
    if (missing.length === 0) return;
    const told = await this.rejects();
    const left = missing.filter(
      (person) =>
        !told.tells(person) || (isLast && !reading.isIncremental && !this.model.mayStayRejected(person)),
    );
    if (left.length === 0 || (speaksOfTheList(ended) && !isLast)) return;
    const how = reading.isIncremental ? "incremental" : "whole";
    const what = left.slice(0, 5).map(({ id, v, ref }) => `record ${id} v${v} (key ${JSON.stringify(ref)})`);
    this.broken(
      isLast ? `I1 lost (${how})` : `I1 silent (${how})`,
      `exit ${ended.exit}, and ${left.length} are neither at the target nor told: ${what.join(", ")}`,
    );
  }

  /** What is there now, as a run would find it. */
  reading(isIncremental: boolean): Reading {
    const before = new Map(this.origin.people.map((person) => [person.id, person]));
    const { seen } = this.origin;
    return { scope: this.file, isIncremental, before, happened: new Set(), seen, isPartial: false };
  }

  #prepare(
    scope: PipelineSpec,
    faults: readonly Fault[],
    refuse: Command["refuse"],
    overrides: boolean,
  ): void {
    this.target.expected = {
      source: scope.source ?? "one",
      kind: scope.kind,
      isKnown: this.model.isKnown(scope) || overrides,
    };
    this.origin.begin();
    const systems = this.#systems;
    systems.counts.clear();
    systems.faults = faults;
    systems.happened.clear();
    systems.refuses = (id) => refuse !== undefined && id % refuse.of === refuse.rest;
    this.#wasKilled = false;
  }

  /** What holds after any command that came to its end. */
  #lookAt(ended: Ended, isRun: boolean): void {
    const { exit, stderr } = ended;
    if (exit === 1) this.broken("exit 1", `a bug of ours: ${stderr.slice(-400)}`);
    if (exit === 7) this.broken("I8 exit 7", "nobody else runs");
    if (exit === 2 && isRun) this.broken("exit 2", stderr.slice(0, 400));
    for (const text of this.origin.seen.unread)
      this.broken("I9 form of the cursor", `${JSON.stringify(text)} is no ${this.world.form}`);
    const result = resultOf(ended);
    const over = result && whatIsLeftOver(result);
    if (over) this.broken("I2 numbers", over);
  }

  async #invoke(args: readonly string[], isApart = false): Promise<Ended> {
    // The addresses of the fakes are of no use to a reader.
    const shownArgs = args.filter((word, at) => word !== "--endpoint" && args[at - 1] !== "--endpoint");
    this.log.push(`$ sync-runner ${shownArgs.join(" ")}`);
    this.commands += 1;
    this.#running = isApart ? runApart(args, this.#cwd) : runInside(args, this.#cwd);
    const ended = await this.#running.ended;
    this.log.push(...shown(ended));
    for (const [name, secret] of Object.entries(credentials)) {
      for (const text of [ended.stdout, ended.stderr])
        for (const how of leaks(secret, Buffer.from(text)))
          this.broken("I6 credential printed", `${name}, ${how}`);
    }
    if (/^\s+at .*:\d+:\d+\)?$/m.test(ended.stderr)) this.broken("stack trace", ended.stderr.slice(-600));
    return ended;
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
