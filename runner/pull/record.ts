/** One record and its own requests: what goes wrong there is this record's trouble alone. */
import type { PullPlan } from "../compile/plan.js";
import { asFault } from "../faults/fault.js";
import type { FileHandle } from "../http/files.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Emit, Entry } from "../types.js";

export interface RecordOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly emit: Emit;
}

/** Takes the steps of `each` for an entry; it carries the failure when one of them fails. */
export async function takeRecord(
  entry: Entry,
  base: Scope,
  { plan, system, emit }: RecordOptions,
): Promise<void> {
  const files: FileHandle[] = entry.files ?? [];
  entry.files = files;
  try {
    const given = { ...base, record: entry.record };
    const { scope } = await takeSteps(plan.each, given, system, { onFile: (file) => files.push(file) });
    entry.record = scope.record;
    entry.pulled = entry.record;
    emit({ type: "counted", event: "read_success", ...(entry.key === undefined ? {} : { key: entry.key }) });
  } catch (error) {
    const fault = asFault(error);
    entry.outcome = { bucket: fault.code === "STOPPED" ? "not_written" : "read_failure", fault };
    if (fault.code === "STOPPED") emit({ type: "counted", event: "read_success" });
  }
}
