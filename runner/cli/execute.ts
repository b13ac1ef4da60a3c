/** Runs a pipeline the way `run` and `rejects replay` both do: compile, resolve, run, and tell what came of it. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Exit } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { createLog } from "../report/log.js";
import type { Level } from "../report/log-lines.js";
import { renderSummary } from "../report/summary.js";
import { createTerminal } from "../report/terminal.js";
import { openTrace, type Trace } from "../report/trace/trace.js";
import { run } from "../run.js";
import type { ReplayChoice } from "../state/replay.js";
import type { RunResult } from "../types.js";
import { type LookOptions, openLook, previewed } from "./look.js";
import { type PipelineOptions, prepare, surroundings } from "./prepare.js";
import { argumentRedactor } from "./redactor.js";
import { refuseResults } from "./results.js";
import { inProjectOf, stateDirectory } from "./settings.js";
import { hasColour, type Shell } from "./shell.js";
import { replayLine, storeOptions } from "./typed.js";

/** The options that both commands have. */
export interface ExecuteOptions extends PipelineOptions, LookOptions {
  readonly dryRun?: boolean;
  readonly limit?: number;
  readonly maxRejects: number;
  /** Only of `run`. */
  readonly maxDrop?: number;
  readonly logLevel: Level;
  readonly logJson?: boolean;
  /** Only of `run`. */
  readonly trace?: string;
}

export interface Job {
  readonly command: string;
  readonly pipeline: string;
  readonly options: ExecuteOptions;
  /** Which rejects are run instead of what the origin lists. */
  readonly replay?: ReplayChoice;
  /** The next command to type. */
  readonly next: (result: RunResult, exit: number, canBeIncremental: boolean) => string;
}

/** How long a run that was asked to stop may take to finish what is in flight, in ms. */
const GRACE = 8000;

/** Runs a job and gives its exit code. */
export async function execute(shell: Shell, job: Job): Promise<number> {
  const { options } = job;
  const directory = stateDirectory(shell, options.sandbox, job.pipeline);
  const isNew = !existsSync(directory);
  refuseResults(shell, job.pipeline, options);
  const prepared = await prepare(shell, job.pipeline, options, (data) => {
    if (options.dryRun || options.preview !== undefined) data.persist = false;
  });
  const { program, values, rehearsal, folder } = prepared;
  const redactor = argumentRedactor(shell, values.secrets);
  const stop = new AbortController();
  const abort = new AbortController();
  const color = hasColour(shell.stderr, shell.env);
  const terminal = createTerminal({
    live: shell.stderr.isTTY === true && options.logLevel !== "debug",
    columns: () => shell.stderr.columns || 80,
    write: (text) => shell.stderr.write(text),
    mask: redactor.mask,
  });
  const write = terminal.wrap((text) => shell.stderr.write(text));
  const log = createLog({ level: options.logLevel, json: options.logJson ?? false, write, redactor });
  if (rehearsal) write(`${rehearsal.note}\n`);
  if (isNew && !options.sandbox) write(leftBehind(shell, directory));
  onSignals(shell, stop, abort, write);
  let trace: Trace | undefined;
  let look: ReturnType<typeof openLook>;
  try {
    look = openLook(shell, options, program.plan, redactor);
    trace = options.trace === undefined ? undefined : openTrace(resolve(shell.cwd, options.trace), redactor);
    const conclusion = await run(program, values, {
      ...surroundings(shell, job.pipeline, options, prepared),
      limit: previewed(options) ?? options.limit,
      look,
      maxRejects: options.maxRejects,
      maxDrop: options.maxDrop,
      replay: job.replay,
      learn: (secret) => {
        redactor.add(secret);
        shell.redactor.add(secret);
      },
      mask: redactor.mask,
      stop: stop.signal,
      abort: abort.signal,
      emit: (event) => {
        // The summary tells the end; a log that a program reads has to tell it too.
        if (event.type !== "finished" || options.logJson) log.onEvent(event);
        terminal.onEvent(event);
        trace?.onEvent(event);
      },
      watch: trace?.watch,
    });
    const { result, exit, fault } = conclusion;
    // What was confirmed stands in the files before anybody is told that it does.
    await folder?.close();
    terminal.end();
    await log.end();
    const extras = {
      ...(fault ? { fault } : {}),
      next: job.next(result, exit, program.plan.pull.cursor !== undefined),
      rejectCommands: result.rejects_open === 0 ? [] : rejectCommands(shell, job, result),
      dryRun: !result.persist,
      sandbox: options.sandbox ?? false,
      newState: isNew && existsSync(directory) ? relative(shell.cwd, directory) || directory : undefined,
    };
    for (const line of rehearsal?.unknown() ?? []) shell.stderr.write(`${plain(redactor.mask(line))}\n`);
    shell.stderr.write(`${renderSummary(result, extras, { color, mask: redactor.mask })}\n`);
    const isOk = exit === Exit.ok || (exit === Exit.rejected && result.status !== "fatal");
    if (options.json) {
      shell.stdout.write(
        `${renderJson({ command: job.command, ok: isOk, result, error: fault ?? whyNot(isOk, result) }, redactor)}\n`,
      );
    }
    return exit;
  } catch (error) {
    terminal.end();
    await log.end();
    throw error;
  } finally {
    trace?.end();
    look?.close();
    await rehearsal?.close();
    await folder?.close();
  }
}

/** What `--json` gives as the error of a run that nothing ended and in which nothing succeeded. */
function whyNot(isOk: boolean, { reason }: RunResult): Fault | null {
  return isOk ? null : new Fault("ALL_FAILED", `nothing succeeded (${reason}); the rejects say why`);
}

function rejectCommands(shell: Shell, { options, pipeline }: Job, { workflow_id }: RunResult): string[] {
  const list = `npx sync-runner rejects list ${workflow_id}${storeOptions(shell)}`;
  return [options.store === undefined ? inProjectOf(pipeline, shell, list) : list, replayLine(shell)];
}

/** Earlier versions kept the state in the current directory: a user who would begin anew without knowing it is told. */
function leftBehind(shell: Shell, directory: string): string {
  const before = join(shell.cwd, ".sync-runner");
  if (before === directory || !existsSync(before)) return "";
  const there = relative(shell.cwd, directory);
  return `the state of this pipeline is kept in ${there}, in the project of its file; .sync-runner in the current directory is not used\n`;
}

/** The first signal finishes what is in flight; the second ends the process. A parent that has gone counts as a first one alone. */
function onSignals(
  shell: Shell,
  stop: AbortController,
  abort: AbortController,
  write: (text: string) => void,
): void {
  const finish = (why: string) => {
    stop.abort();
    write(`${why}finishing what is in flight (once more to stop at once)\n`);
    setTimeout(() => abort.abort(), GRACE).unref();
  };
  shell.onParentGone?.(() => {
    if (!stop.signal.aborted) finish("the npm that started this run has ended\nstopping: ");
  });
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    shell.onSignal(signal, () => {
      if (stop.signal.aborted) shell.exit(code);
      finish("stopping: ");
    });
  }
}
