/** Counts what happened, and says what a run came to (I2). Everything that shows numbers counts them here. */
import type { EventName, Reason, RunEvent, Status } from "../types.js";

/** The events that refuse a record; each refused record has one of them. */
export const REFUSALS = ["read_failure", "logics_failure", "format_failure", "write_failure"] as const;

/** The events that make a run less than a success. */
export const FAILURES: ReadonlySet<EventName> = new Set([
  ...REFUSALS,
  "callback_failure",
  "getting_incremental_token_failure",
] as const);

/** A zero for every event. */
export function noCounts(): Record<EventName, number> {
  return {
    read_success: 0,
    read_failure: 0,
    logics_discard: 0,
    logics_failure: 0,
    format_failure: 0,
    write_success: 0,
    write_skipped: 0,
    write_failure: 0,
    callback_executed: 0,
    callback_failure: 0,
    getting_incremental_token_failure: 0,
  };
}

/** How many records were refused, at whatever stage. */
export function refused(counts: Readonly<Record<EventName, number>>): number {
  return REFUSALS.reduce((sum, event) => sum + counts[event], 0);
}

/** How many records were read, whatever became of them. */
export function pulled(counts: Readonly<Record<EventName, number>>): number {
  return counts.read_success + counts.read_failure;
}

/**
 * Counts the events of one run.
 *
 * @example
 * const tally = new Tally();
 * tally.onEvent({ type: "counted", event: "read_success" });
 * tally.counts.read_success; // 1
 */
export class Tally {
  readonly counts = noCounts();
  /** HTTP attempts by connector. */
  readonly requests: Record<string, number> = {};
  /** Records that the list gave once more. */
  duplicates = 0;
  /** Records that the manifest left out. */
  dropped = 0;
  /** Items that were skipped although they are not what the target was sent. */
  changed = 0;
  /** Steps that failed and were passed over. */
  continued = 0;
  /** Items that were archived because they are gone from the origin. */
  archived = 0;
  /** How many records the origin says it has; undefined when it does not say. */
  total: number | undefined;

  readonly onEvent = (event: RunEvent): void => {
    if (event.type === "counted") {
      this.counts[event.event] += 1;
      if (event.changed) this.changed += 1;
    } else if (event.type === "continued") this.continued += 1;
    else if (event.type === "archived") this.archived += 1;
    else if (event.type === "request")
      this.requests[event.connector] = (this.requests[event.connector] ?? 0) + 1;
    else if (event.type === "dropped") this.dropped += event.records;
    else if (event.type === "duplicate") this.duplicates += 1;
    else if (event.type === "page") this.total = event.total ?? this.total;
  };

  /** Records read so far, whatever became of them. */
  get pulled(): number {
    return pulled(this.counts);
  }

  /** Records refused so far, at whatever stage. */
  get refused(): number {
    return refused(this.counts);
  }
}

/**
 * What a run came to. It is fatal when a stage refused records and let none pass, and when `fatal` says so.
 *
 * @param formatted records that passed `format` but have no write event: those of a dry run, and those a stop left over
 * @example verdict(tally.counts) // { status: "success_with_failures", reason: "none" }
 */
export function verdict(
  counts: Readonly<Record<EventName, number>>,
  fatal?: Reason,
  formatted = 0,
): { status: Status; reason: Reason } {
  const written = counts.write_success + counts.write_skipped;
  const reachedPush = written + counts.write_failure + formatted;
  const passedLogics = counts.logics_discard + counts.format_failure + reachedPush;
  const passed = {
    read_failure: counts.read_success,
    logics_failure: passedLogics,
    format_failure: reachedPush,
    write_failure: written,
  };
  const reason = fatal ?? REFUSALS.find((refusal) => counts[refusal] > 0 && passed[refusal] === 0);
  if (reason !== undefined) return { status: "fatal", reason };
  const failed = [...FAILURES].some((event) => counts[event] > 0);
  return { status: failed ? "success_with_failures" : "success", reason: "none" };
}
