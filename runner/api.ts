/** For those who run pipelines from their own programs: the same runs as on the command line, without its output. */
import { dirname, join, resolve } from "node:path";
import { checkSettings, endpointsOf, type RunSettings } from "./api-settings.js";
import { assertEndpoints } from "./compile/endpoints.js";
import { compilePipeline } from "./compile/pipeline.js";
import { openWorkspace } from "./compile/workspace.js";
import { type Fault, throwFindings } from "./faults/fault.js";
import { Proxies } from "./http/proxies.js";
import { projectOf } from "./load/project.js";
import { Redactor } from "./report/redact.js";
import { run as runProgram } from "./run.js";
import type { RunResult } from "./types.js";

export type { RunSettings } from "./api-settings.js";
export type { Fault } from "./faults/fault.js";
export type { RunEvent, RunResult } from "./types.js";

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
 * @throws Fault INVALID (with `details.findings`) or FILE_NOT_FOUND when the file cannot be run, USAGE for a setting that there is
 *   not; nothing was sent then
 * @example
 * import { run } from "@sync-runner/cli";
 * const { result, exit } = await run("pipelines/mine.yaml", { env: process.env });
 */
export async function run(pipeline: string, settings: RunSettings = {}): Promise<RunOutcome> {
  checkSettings(settings);
  const cwd = resolve(settings.cwd ?? ".");
  const findings: Fault[] = [];
  const path = resolve(cwd, pipeline);
  const program = await compilePipeline(path, openWorkspace(cwd, undefined, true), findings, (data) => {
    settings.change?.(data);
    if (settings.dryRun) data.persist = false;
    return new Map();
  });
  throwFindings(findings);
  if (!program) throw new Error("a pipeline without findings was not compiled");
  const values = await program.resolve(settings.env ?? {}, findings, settings.pullParameters);
  throwFindings(findings);
  const endpoints = endpointsOf(settings.endpoints);
  await assertEndpoints(endpoints, program, values);
  const directory = join(projectOf(dirname(path)), ".sync-runner");
  const redactor = new Redactor(values.secrets);
  const { result, exit, fault } = await runProgram(program, values, {
    directory,
    store: settings.store ?? `sqlite:${join(directory, "state.db")}`,
    key: settings.env?.SYNC_RUNNER_KEY,
    concurrency: settings.concurrency ?? 16,
    retries: settings.retries ?? 5,
    rateLimits: settings.rateLimits ?? true,
    timeoutMs: settings.timeoutMs,
    allowHosts: new Set(settings.allowHosts?.map((host) => host.toLowerCase())),
    endpoints,
    proxies: new Proxies(settings.env ?? {}),
    limit: settings.limit,
    maxRejects: settings.maxRejects,
    maxDrop: settings.maxDrop,
    emit: settings.onEvent ?? (() => {}),
    learn: (secret) => redactor.add(secret),
    mask: redactor.mask,
    stop: settings.signal ?? new AbortController().signal,
    abort: new AbortController().signal,
  });
  return { result, exit, fault };
}
