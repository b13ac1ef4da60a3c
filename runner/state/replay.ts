/** The entries of a replay: the open rejects of the scope, oldest first, as a list would give them. A replay is a run like others. */
import type { Store } from "../store/store.js";
import type { Entry } from "../types.js";
import type { RejectFacts } from "./reject.js";
import { type Keep, readFile } from "./reject-files.js";
import { decodeValue, type KeptFile } from "./reject-value.js";
import { readRecord } from "./rejects.js";

/** Which rejects are replayed. */
export interface ReplayChoice {
  /** Only rejects with these keys, whatever their outcome. */
  readonly keys?: readonly string[] | undefined;
  /** True: those of unknown outcome, too. */
  readonly unknown?: boolean | undefined;
}

/**
 * The rejects that a choice names, in their order. One whose write may have been carried out is only sent again by whoever has looked at the target.
 */
export function chosen(
  facts: readonly RejectFacts[],
  { keys, unknown = false }: ReplayChoice,
): RejectFacts[] {
  const isNamed = ({ key }: RejectFacts) => keys?.includes(String(key)) === true;
  return keys === undefined ? facts.filter((one) => unknown || !one.outcome_unknown) : facts.filter(isNamed);
}

/** @param keep makes a file of this run of a file that was kept with a reject */
export async function* replayed(
  store: Store,
  place: { readonly workflowId: string; readonly scope: string },
  rejects: readonly RejectFacts[],
  keep: Keep,
): AsyncGenerator<Entry> {
  let index = 0;
  let unreadable: unknown;
  for (const facts of rejects) {
    let kept: Pick<Entry, "record" | "reject" | "files" | "part">;
    try {
      kept = await readKept(store, place, facts.ordinal, keep);
    } catch (error) {
      // One that cannot be read does not keep the others from being delivered; it stays, and is told at the end.
      unreadable ??= error;
      continue;
    }
    const { key, cursor, interrupted, outcome_unknown, bucket, event } = facts;
    yield {
      index,
      key: key ?? undefined,
      cursor: cursor ?? undefined,
      ...kept,
      event,
      interrupted,
      isForced: outcome_unknown,
      isStale: bucket === "read_failure",
    };
    index += 1;
  }
  if (unreadable !== undefined) throw unreadable;
}

async function readKept(
  store: Store,
  place: { readonly workflowId: string; readonly scope: string },
  ordinal: string,
  keep: Keep,
) {
  const { identity, record, part } = await readRecord(store, place.workflowId, place.scope, ordinal);
  const files: NonNullable<Entry["files"]> = [];
  const restore = async (kept: KeptFile) => {
    const file = await readFile(store, { ...place, ordinal }, kept, keep);
    files.push(file);
    return file;
  };
  const elements = part === undefined ? {} : { part: (await decodeValue(part, restore)) as Entry["part"] };
  return { record: await decodeValue(record, restore), reject: identity, files, ...elements };
}
