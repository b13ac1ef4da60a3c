/** The entries of a replay: the open rejects of the scope, oldest first, as a list would give them. A replay is a run like others. */
import type { Store } from "../store/store.js";
import type { Entry } from "../types.js";
import type { RejectFacts } from "./reject.js";
import { type Keep, readFile } from "./reject-files.js";
import { decodeValue } from "./reject-value.js";
import { byAge, type Rejects, readRecord } from "./rejects.js";

/** Which rejects are replayed. */
export interface ReplayChoice {
  /** Only rejects with these keys, whatever their outcome. */
  readonly keys?: readonly string[] | undefined;
  /** True: those of unknown outcome, too. */
  readonly unknown?: boolean | undefined;
}

/**
 * The rejects that a choice names. One whose write may have been carried out is only sent again by whoever has looked at the target.
 */
export function chosen(
  facts: readonly RejectFacts[],
  { keys, unknown = false }: ReplayChoice,
): RejectFacts[] {
  const isNamed = ({ key }: RejectFacts) => keys?.includes(String(key)) === true;
  const named =
    keys === undefined ? facts.filter((one) => unknown || !one.outcome_unknown) : facts.filter(isNamed);
  return [...named].sort(byAge);
}

/** @param keep makes a file of this run of a file that was kept with a reject */
export async function* replayed(
  store: Store,
  place: { readonly workflowId: string; readonly scope: string },
  rejects: readonly RejectFacts[],
  keep: Keep,
): AsyncGenerator<Entry> {
  let index = 0;
  for (const { ordinal, key, cursor, interrupted, outcome_unknown, bucket } of rejects) {
    const { workflowId, scope } = place;
    const stored = await readRecord(store, workflowId, scope, ordinal);
    const files: Entry["files"] = [];
    const record = await decodeValue(stored.record, async (kept) => {
      const file = await readFile(store, { ...place, ordinal }, kept, keep);
      files.push(file);
      return file;
    });
    yield {
      ...{ index, key: key ?? undefined, cursor: cursor ?? undefined, record, files },
      reject: stored.identity,
      interrupted,
      isForced: outcome_unknown,
      isStale: bucket === "read_failure",
    };
    index += 1;
  }
}

/** How many of the open rejects wait for somebody to look at the target. */
export function undecided(rejects: Rejects): number {
  return rejects.facts().filter(({ outcome_unknown }) => outcome_unknown).length;
}
