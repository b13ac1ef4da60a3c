/** For those who run pipelines from their own programs: the same runs as on the command line, without its output. */
import { join, resolve } from "node:path";
import { compilePipeline } from "./compile/pipeline.js";
import { type Fault, throwFindings } from "./faults/fault.js";
import { Redactor } from "./report/redact.js";
import { run as runProgram } from "./run.js";
import type { RunEvent, RunResult } from "./types.js";

export type { Fault } from "./faults/fault.js";
export type { RunEvent, RunResult } from "./types.js";

/** How a pipeline is run; everything has the default of the command line. */
export interface RunSettings {
  /** Folder from which paths, `connectors/` and the state are found. Default: the current directory. */
  readonly cwd?: string;
  /** Names of the environment that the pipeline uses. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Changes the data of the pipeline file before it is checked. */
  readonly change?: (pipeline: Record<string, unknown>) => void;
  /** Pull parameters over those of the file, e.g. from an event. */
  readonly pullParameters?: Readonly<Record<string, unknown>>;
  /** Where tokens and locks are kept. Default: `sqlite:.sync-runner/state.db` in `cwd`. */
  readonly store?: string;
  readonly limit?: number;
  /** The most records of 100 that may be rejected before the run stops. Default: 50. */
  readonly maxRejects?: number;
  /** How many of 100 records may be gone from the origin before nothing is archived any more. Default: 50. */
  readonly maxDrop?: number;
  /** Items that are pushed at a time. Default: 16. */
  readonly concurrency?: number;
  /** Extra attempts of a request. Default: 5. */
  readonly retries?: number;
  /** False: requests are not held back. Default: true. */
  readonly rateLimits?: boolean;
  /** Milliseconds that a system may be silent. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Host → where requests to it go instead. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Hosts that may have a private address. Default: none. */
  readonly allowHosts?: readonly string[];
  /** Gets every event of the run, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborted to finish what is in flight and stop. */
  readonly signal?: AbortSignal;
}

/** What a run came to. */
export interface RunOutcome {
  readonly result: RunResult;
  /** As the command line would exit: 0 for a full success, 4 when some records were rejected, … */
  readonly exit: number;
  /** What ended the run before its time. */
  readonly fault: Fault | undefined;
}

/**
 * Runs a pipeline file.
 *
 * @param pipeline path of the file
 * @returns what the run came to; a run that failed is an outcome, not an exception
 * @throws Fault INVALID (with `details.findings`) or FILE_NOT_FOUND when the file cannot be run; nothing was sent then
 * @example
 * import { run } from "sync-runner";
 * const { result, exit } = await run("pipelines/mine.yaml", { env: process.env });
 */
export async function run(pipeline: string, settings: RunSettings = {}): Promise<RunOutcome> {
  const cwd = resolve(settings.cwd ?? ".");
  const findings: Fault[] = [];
  const program = await compilePipeline(resolve(cwd, pipeline), { cwd }, findings, (data) => {
    settings.change?.(data);
    return new Map();
  });
  throwFindings(findings);
  if (!program) throw new Error("a pipeline without findings was not compiled");
  const values = await program.resolve(settings.env ?? {}, findings, settings.pullParameters);
  throwFindings(findings);
  const directory = join(cwd, ".sync-runner");
  const { result, exit, fault } = await runProgram(program, values, {
    directory,
    store: settings.store ?? `sqlite:${join(directory, "state.db")}`,
    concurrency: settings.concurrency ?? 16,
    retries: settings.retries ?? 5,
    rateLimits: settings.rateLimits ?? true,
    timeoutMs: settings.timeoutMs,
    allowHosts: new Set(settings.allowHosts),
    endpoints: new Map(Object.entries(settings.endpoints ?? {}).map(([host, url]) => [host, new URL(url)])),
    limit: settings.limit,
    maxRejects: settings.maxRejects,
    maxDrop: settings.maxDrop,
    emit: settings.onEvent ?? (() => {}),
    mask: new Redactor(values.secrets).mask,
    maskRecord: new Redactor(values.credentials).mask,
    stop: settings.signal ?? new AbortController().signal,
    abort: new AbortController().signal,
  });
  return { result, exit, fault };
}
