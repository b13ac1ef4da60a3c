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

/** Of fewer records nobody can tell that it is all of them. */
const FEWEST_OF_ALL = 5;

/**
 * Watches how records end.
 *
 * @param maxRejects the most records of 100 that may be rejected; 100 lets everything pass
 * @example const { watch, verdict } = rejectGuard(50); const fault = watch("write_failure") ?? verdict();
 */
export function rejectGuard(maxRejects: number): {
  /** To be called with the end of each record; gives the fault that stops the run, once. */
  readonly watch: (bucket: Bucket) => Fault | undefined;
  /** To be called at the end; gives the fault of a run of which nothing but rejects came, unless `watch` has given one. */
  readonly verdict: () => Fault | undefined;
} {
  let ended = 0;
  let rejected = 0;
  let isTripped = false;
  const trip = (message: string) => {
    isTripped = true;
    return new Fault("TOO_MANY_REJECTS", message, {
      hint:
        "Look at the rejects and mend the cause, then replay them and run the same command again. " +
        "If so many rejects are as it should be, add --max-rejects 100.",
    });
  };
  return {
    watch(bucket) {
      ended += 1;
      if (REJECTED.has(bucket)) rejected += 1;
      if (isTripped || ended < FEWEST_ENDED || rejected * 100 <= ended * maxRejects) return undefined;
      return trip(
        `${rejected} of ${ended} records were rejected, more than ${maxRejects} %: the run was stopped`,
      );
    },
    verdict() {
      if (isTripped || maxRejects >= 100 || ended < FEWEST_OF_ALL || rejected < ended) return undefined;
      return trip(`all ${ended} records were rejected: the token stays where it was`);
    },
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

/**
 * Watches how much the steps behind the last item are about to archive: a first run has nothing to be compared with but the target.
 *
 * @param kept how many items are not gone
 * @param maxDrop how many of 100 may be archived; 100 lets everything pass
 * @returns to be called with the number of items that are about to be archived
 * @throws Fault TOO_FEW_RECORDS
 */
export function archiveGuard(kept: number, maxDrop: number): (count: number) => void {
  return (count) => {
    const all = kept + count;
    if (maxDrop >= 100 || count < FEWEST_BEFORE || count * 100 <= all * maxDrop) return;
    const message = `${count} of ${all} items in the target are not in the list of the origin: nothing was archived`;
    throw new Fault("TOO_FEW_RECORDS", message, {
      hint: "Look at the origin, the parameters of the pull and the logics. If the rest is really gone, add --max-drop 100.",
    });
  };
}
