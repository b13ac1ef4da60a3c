/** What a person reads at the end of a run: numbers that add up (I2), where things are, and what to type next. */
import type { Fault } from "../faults/fault.js";
import { palette, plain, type RenderOptions, renderFault } from "../faults/render.js";
import type { RunResult } from "../types.js";
import { pulled, REFUSALS, refused } from "./tally.js";
import { counted, duration, grouped } from "./words.js";

/** What the result itself does not say. */
export interface SummaryExtras {
  /** What ended the run before its time. */
  readonly fault?: Fault | undefined;
  /** The next command to type. */
  readonly next: string;
  readonly dryRun: boolean;
  readonly sandbox: boolean;
  /** Commands that show and replay the rejects; told when there are any. */
  readonly rejectCommands?: readonly string[];
  /** Where the state is, told when there was none before this run. */
  readonly newState?: string | undefined;
}

/** Where the second column begins. */
const LABEL = 15;

/**
 * The summary of a run, some lines without a newline at the end; the last line is `next`.
 *
 * @example process.stderr.write(`${renderSummary(result, { next, dryRun: false, sandbox: false }, { color })}\n`);
 */
export function renderSummary(whole: RunResult, extras: SummaryExtras, options: RenderOptions): string {
  const result = withoutAside(whole);
  const { bold, dim } = palette(options.color);
  const say = (text: string) => plain(options.mask?.(text) ?? text, 2_000);
  const id = `${bold(say(result.workflow_id))} ${dim(`(${say(result.action)})`)}`;
  const blocks = [
    [
      `${headline(result, extras, options)}: ${id} in ${duration(result.duration_ms)}`,
      ...circumstances(extras),
    ],
    records(result, extras, options),
    facts(result, extras).map(([label, value]) => row(label, say(value))),
    // Who asked the run to stop needs no error to be told so.
    extras.fault === undefined || extras.fault.code === "STOPPED" ? [] : [renderFault(extras.fault, options)],
    [dim("Next:"), `  ${bold(say(extras.next))}`],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headline(
  { status, reason, events }: RunResult,
  { fault }: SummaryExtras,
  { color }: RenderOptions,
): string {
  const { bold, green, red, yellow } = palette(color);
  if (fault?.code === "STOPPED") return bold(yellow("Stopped"));
  if (status === "fatal") return bold(red(reason === "none" ? "Failed" : `Failed (${reason})`));
  if (status === "success_with_failures") return bold(yellow("Done with failures"));
  return bold(green(pulled(events) === 0 ? "Done, nothing new" : "Done"));
}

function circumstances({ dryRun, sandbox }: SummaryExtras): string[] {
  return [
    ...(dryRun ? ["Dry run: nothing was written."] : []),
    ...(sandbox ? ["Sandbox: the systems were simulated."] : []),
  ];
}

/** The result of a run with its records alone. */
function withoutAside(result: RunResult): RunResult {
  const { events, aside } = result;
  return {
    ...result,
    events: {
      ...events,
      read_failure: events.read_failure - aside.read_failure,
      write_failure: events.write_failure - aside.write_failure,
    },
  };
}

/** What was read, and below it what became of it: the sum of the lines below is the line above. */
function records(
  { events, not_written, rejects, changed }: RunResult,
  { dryRun }: SummaryExtras,
  { color }: RenderOptions,
): string[] {
  const { bold, red } = palette(color);
  const read = pulled(events);
  const kinds = REFUSALS.filter((kind) => events[kind] > 0).map(
    (kind) => `${stageOf(kind)} ${grouped(events[kind])}`,
  );
  const ends: [label: string, count: number, remark?: string][] = [
    ["written", events.write_success],
    ["skipped", events.write_skipped, changed > 0 ? `${grouped(changed)} changed since they were sent` : ""],
    ["discarded", events.logics_discard],
    // What the surroundings are to blame for is not rejected: the same command tries it again.
    [rejects === 0 ? "failed" : "rejected", refused(events), kinds.join(", ")],
    ["not written", not_written, dryRun ? "dry run" : "the same command takes them up"],
  ];
  const missing = ends.reduce((rest, [, count]) => rest - count, read);
  const width = Math.max(
    ...[read, missing, ...ends.map(([, count]) => count)].map((count) => grouped(count).length),
  );
  const line = (label: string, count: number, remark = "") =>
    row(label, `${grouped(count).padStart(width)}${remark === "" ? "" : `  (${remark})`}`);
  const lines = ends.filter(([label, count]) => count > 0 || (label === "written" && !dryRun && read > 0));
  return [
    row("read", bold(counted(read, "record").padStart(width + (read === 1 ? 7 : 8)))),
    ...lines.map(([label, count, remark]) => line(`  ${label}`, count, remark)),
    ...(missing === 0 ? [] : [red(line("  lost sight of", missing, "please report this"))]),
  ];
}

/** @example stageOf("write_failure") // "write" */
function stageOf(refusal: (typeof REFUSALS)[number]): string {
  return refusal.slice(0, refusal.indexOf("_"));
}

/** What else is known of the run. A fact without label goes on with the one before. */
function facts(
  result: RunResult,
  { rejectCommands = [], dryRun, newState }: SummaryExtras,
): (readonly [label: string, value: string])[] {
  const {
    events,
    requests,
    incremental,
    incremental_token,
    rejects_open,
    rejects_unknown,
    duplicates,
    dropped,
    archived,
    continued,
  } = result;
  const all: (readonly [string, string])[] = [];
  if (duplicates > 0) all.push(["duplicates", `${grouped(duplicates)} (the list gave them more than once)`]);
  if (dropped > 0) all.push(["left out", `${grouped(dropped)} (by the manifest: no records of this flow)`]);
  const sent = Object.entries(requests).sort(([a], [b]) => (a < b ? -1 : 1));
  if (sent.length > 0) {
    const total = sent.reduce((sum, [, count]) => sum + count, 0);
    all.push([
      "requests",
      `${grouped(total)} (${sent.map(([name, count]) => `${name} ${grouped(count)}`).join(", ")})`,
    ]);
  }
  const unread = events.getting_incremental_token_failure;
  if (unread > 0) all.push(["no cursor", `${counted(unread, "record")}: the token says nothing of them`]);
  if (incremental) all.push(["token", `${incremental_token ?? "none yet"}${readFrom(result, dryRun)}`]);
  if (continued > 0)
    all.push(["passed over", `${counted(continued, "step")} that failed (\`on_error: continue\`)`]);
  if (archived > 0) all.push(["archived", `${grouped(archived)} (the origin does not list them any more)`]);
  if (events.callback_failure > 0) all.push(["callback", "failed"]);
  else if (events.callback_executed > 0) all.push(["callback", "executed"]);
  if (rejects_open > 0) {
    const unknown =
      rejects_unknown > 0 ? `, ${grouped(rejects_unknown)} of unknown outcome: look at the target` : "";
    all.push(["rejects", `${grouped(rejects_open)} open${unknown}`]);
    for (const command of rejectCommands) all.push(["", command]);
  }
  if (newState !== undefined) all.push(["state", `${newState} (new: keep it from run to run)`]);
  return all;
}

/** Whoever takes a store that was lost for a new one would not know that everything was read again (I3). */
function readFrom({ read_from, events }: RunResult, dryRun: boolean): string {
  return read_from === null && !dryRun && pulled(events) > 0
    ? " (there was none before: everything was read)"
    : "";
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(LABEL)}${value}`;
}
