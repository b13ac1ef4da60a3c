/** One record and its own requests: what goes wrong there is this record's trouble alone, unless it is nobody's. */
import type { PullPlan } from "../compile/plan.js";
import { asFault, type Fault } from "../faults/fault.js";
import { isOfAll, isOurs } from "../faults/ours.js";
import type { FileHandle } from "../http/files.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Emit, Entry } from "../types.js";
import { assertRecord } from "./rows.js";

export interface RecordOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly emit: Emit;
  /** Aborted when no further record shall be begun. */
  readonly stop: AbortSignal;
  /** Called when what failed at one record would fail at every other too. */
  readonly onDown: (fault: Fault) => void;
}

/** Takes the steps of `each` for an entry; it carries the failure when one of them fails. */
export async function takeRecord(entry: Entry, base: Scope, options: RecordOptions): Promise<void> {
  const { plan, system, emit, stop } = options;
  if (stop.aborted && plan.each.length > 0) {
    entry.outcome = { bucket: "not_written" };
    emit({ type: "counted", event: "read_success" });
    return;
  }
  const files: FileHandle[] = entry.files ?? [];
  entry.files = files;
  try {
    assertRecord(entry.record, `a member of the list of ${system.connector}`);
    const given = { ...base, ...entry.part, record: entry.record };
    const ending = await takeSteps(plan.each, given, system, { onFile: (file) => files.push(file) });
    const { scope } = ending;
    const key = entry.key === undefined ? {} : { key: String(entry.key) };
    if (ending.end === "dropped") {
      const { reason } = ending;
      entry.outcome = { bucket: "dropped", reason };
      emit({ type: "dropped", records: 1, ...key, reason });
      return;
    }
    assertRecord(scope.record, `what the steps of ${system.connector} make of a record`);
    entry.record = scope.record;
    entry.pulled = entry.record;
    emit({ type: "counted", event: "read_success", ...key });
  } catch (error) {
    notRead(entry, error, options);
  }
}

/**
 * Gives an entry the outcome of a failure. A record that is not to blame is not rejected: it is left for the same command, the
 * token stays before it (I1, I8), and the run ends.
 */
export function notRead(entry: Entry, error: unknown, { emit, onDown }: RecordOptions): void {
  const fault = asFault(error);
  if (!isOurs(fault) && !isOfAll(fault)) {
    entry.outcome = { bucket: "read_failure", fault };
    return;
  }
  entry.outcome = { bucket: "not_written", fault };
  // The list gave it, so that the numbers add up.
  emit({ type: "counted", event: "read_success" });
  if (fault.code !== "STOPPED") onDown(fault);
}
