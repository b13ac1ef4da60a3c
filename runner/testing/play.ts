/** Plays a case: the run of its pipeline, as `run` does it, against the answers of the case. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../compile/missing.js";
import type { Program, Resolved } from "../compile/program.js";
import { type Fault, throwFindings } from "../faults/fault.js";
import { Redactor } from "../report/redact.js";
import { run } from "../run.js";
import type { RunOptions } from "../run-options.js";
import { openState } from "../state/state.js";
import { memoryStore } from "../store/memory.js";
import type { RunEvent, RunResult } from "../types.js";
import { cannedAnswers } from "./answers.js";
import type { ReadyCase } from "./cases.js";
import { withFaults } from "./failing.js";
import type { Sent } from "./sent.js";
import type { Counterpart, Listening, TestServer } from "./server.js";

/** A record that was refused. */
export interface Refused {
  readonly key: string | null;
  readonly event: string;
  readonly code: string;
  readonly message: string;
}

/** What came of a case. */
export interface Observed {
  readonly result: RunResult;
  readonly exit: number;
  /** What ended the run before its time. */
  readonly fault: Fault | undefined;
  readonly items: readonly unknown[];
  readonly rejects: readonly Refused[];
  readonly sent: readonly Sent[];
  readonly unanswered: readonly Sent[];
  /** All that was secret in the run. */
  readonly secrets: readonly string[];
}

/** Simulated systems that are running. */
export interface Simulated {
  readonly env: Environment;
  readonly endpoints: ReadonlyMap<string, URL>;
  close(): Promise<void>;
}

/** What the cases of a test run share. */
export interface Stage {
  readonly server: TestServer;
  /** Starts the simulated systems for a pipeline. */
  simulate(program: Program, env: Environment): Promise<Simulated>;
  /** Gets what is secret in a case. */
  learn(secret: string): void;
}

/**
 * Plays a case in an empty folder.
 *
 * @throws {Fault} INVALID when the environment of the case is not what its pipeline needs
 * @example const { exit, sent } = await play(ready, stage);
 */
export async function play(ready: ReadyCase, stage: Stage): Promise<Observed> {
  const { program, written, canned } = ready;
  const simulated = canned ? undefined : await stage.simulate(program, written.environment ?? {});
  const folder = await mkdtemp(join(tmpdir(), "sync-runner-test-"));
  const reply = cannedAnswers(canned ?? []);
  const answer: Counterpart["answer"] = (request) =>
    simulated ? simulated.endpoints.get(request.host) : reply(request);
  const listening = stage.server.listen({ answer: withFaults(written.faults ?? [], answer) });
  try {
    const values = ready.values ?? (await resolved(ready, simulated?.env ?? {}));
    return await observe(ready, values, folder, listening, simulated, stage);
  } finally {
    listening.end();
    await simulated?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function resolved({ program, event }: ReadyCase, env: Environment): Promise<Resolved> {
  const findings: Fault[] = [];
  const values = await program.resolve(env, findings, event);
  throwFindings(findings);
  return values;
}

async function observe(
  { program, written }: ReadyCase,
  values: Resolved,
  directory: string,
  listening: Listening,
  simulated: Simulated | undefined,
  stage: Stage,
): Promise<Observed> {
  const redactor = new Redactor(values.secrets);
  const secrets = [...values.secrets];
  for (const secret of secrets) stage.learn(secret);
  const rejects: Refused[] = [];
  const items: unknown[] = [];
  const emit = (event: RunEvent) => {
    if (event.type !== "counted" || !event.fault) return;
    const { key = null, fault } = event;
    rejects.push({ key, event: event.event, code: fault.code, message: fault.message });
  };
  const hosts = simulated ? [...simulated.endpoints.keys()] : hostsOf(written, values);
  const options: RunOptions = {
    directory,
    store: memoryStore(),
    key: randomBytes(32).toString("hex"),
    // A fault is for the request of a number: one write at a time, so that the numbers are the same each time.
    concurrency: written.faults ? 1 : 16,
    retries: written.retries ?? 5,
    rateLimits: false,
    waits: false,
    endpoints: new Map(hosts.map((host) => [host, listening.endpoint(host)])),
    onlyEndpoints: true,
    limit: written.limit,
    now: written.now === undefined ? undefined : Date.parse(written.now),
    learn: (secret) => {
      redactor.add(secret);
      secrets.push(secret);
      stage.learn(secret);
    },
    mask: redactor.mask,
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    // As JSON, in which a file is its name and its size.
    onItem: (item) => items.push(JSON.parse(JSON.stringify(item))),
    emit,
  };
  if (written.token !== undefined) await storeToken(program, values, options, written.token);
  const { result, exit, fault } = await run(program, values, options);
  const { sent, unanswered } = listening;
  return { result, exit, fault, items, rejects, sent, unanswered, secrets };
}

/** Leaves the token that an earlier run of the same pipeline would have left. */
async function storeToken(
  { plan }: Program,
  values: Resolved,
  options: RunOptions,
  token: string | number,
): Promise<void> {
  const emit = () => undefined;
  const state = await openState({ ...plan, persist: true }, values, { ...options, runId: "test", emit });
  try {
    await state.save(token);
  } finally {
    await state.close();
  }
}

/** The hosts that may be asked: those of the two systems, and all that the case names. */
function hostsOf({ given, expect }: ReadyCase["written"], { origin, target }: Resolved): string[] {
  const bases = [origin, target].map(({ place }) => place.baseUrl);
  const own = bases.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []));
  const answered = given === "sandbox" ? [] : given.flatMap(({ request }) => request.host ?? []);
  const expected = (expect.requests ?? []).flatMap(({ host }) => host ?? []);
  return [...new Set([...own, ...answered, ...expected])];
}
