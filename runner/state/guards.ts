/**
 * The guards of a run: they stop it before it does harm (exit 6). They judge by numbers alone, so they can be wrong, and each says
 * how to go on.
 */
import { Fault } from "../faults/fault.js";
import type { Bucket } from "../types.js";

/** Of fewer records nobody can tell whether it is the records that are wrong, or the pipeline. */
const FEWEST_ENDED = 100;
/** A list that was shorter than this may lose any part of it. */
const FEWEST_BEFORE = 10;

const REJECTED: ReadonlySet<Bucket> = new Set([
  "read_failure",
  "logics_failure",
  "format_failure",
  "write_failure",
]);

/**
 * Watches the share of rejects.
 *
 * @param maxRejects the most records of 100 that may be rejected; 100 lets everything pass
 * @returns to be called with the end of each record; gives the fault that stops the run, once
 * @example const watch = rejectGuard(50); const fault = watch("write_failure");
 */
export function rejectGuard(maxRejects: number): (bucket: Bucket) => Fault | undefined {
  let ended = 0;
  let rejected = 0;
  let isTripped = false;
  return (bucket) => {
    ended += 1;
    if (REJECTED.has(bucket)) rejected += 1;
    if (isTripped || ended < FEWEST_ENDED || rejected * 100 <= ended * maxRejects) return undefined;
    isTripped = true;
    const message = `${rejected} of ${ended} records were rejected, more than ${maxRejects} %: the run was stopped`;
    return new Fault("TOO_MANY_REJECTS", message, {
      hint:
        "Look at the rejects and mend the cause, then replay them and run the same command again. " +
        "If so many rejects are as it should be, add --max-rejects 100.",
    });
  };
}

/**
 * Whether so much is gone from the origin that nothing may be archived for it.
 *
 * @param records how many items the whole list came to
 * @param before how many it came to in the last whole run; undefined when there was none
 * @param maxDrop how many of 100 may be gone since; 100 lets everything pass
 * @example dropFault(3, 120, 50)?.code // "TOO_FEW_RECORDS"
 */
export function dropFault(records: number, before: number | undefined, maxDrop: number): Fault | undefined {
  if (maxDrop >= 100) return undefined;
  // Whoever has let an empty list pass is not asked again.
  const isEmpty = records === 0 && before !== 0;
  const hasDropped =
    before !== undefined && before >= FEWEST_BEFORE && (before - records) * 100 > before * maxDrop;
  if (!isEmpty && !hasDropped) return undefined;
  const than = before === undefined ? "" : `, the last whole run to ${before}`;
  return new Fault("TOO_FEW_RECORDS", `this run came to ${records} items${than}: nothing was archived`, {
    hint: "Look at the origin, the parameters of the pull and the logics. If the rest is really gone, add --max-drop 100.",
  });
}
