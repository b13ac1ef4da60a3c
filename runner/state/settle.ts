/**
 * The end of the line: every record is counted in exactly one bucket (I2), a rejected one is on disk, and only then the token
 * moves past it (I1).
 *
 * A failure of the surroundings (network, credentials) is judged by what comes later: when the target takes another item, the
 * failed one is rejected; when it takes none, nothing is rejected and the token stays, for the same command to continue (I8).
 */

import { compareCursors, cursorKind, notLater } from "../cursors/compare.js";
import { Exit } from "../faults/catalogue.js";
import type { Fault } from "../faults/fault.js";
import type { Bucket, Emit, Entry } from "../types.js";
import type { RejectSink } from "./state.js";

export interface CheckpointOptions {
  readonly rejects: RejectSink;
  readonly emit: Emit;
  /** Only in incremental runs. */
  readonly token?: TokenKeeper | undefined;
  /** Stops a run in which too much is rejected. */
  readonly guard?:
    | { readonly watch: (bucket: Bucket) => Fault | undefined; readonly onTripped: (fault: Fault) => void }
    | undefined;
}

/** How the token of an incremental run is kept. */
export interface TokenKeeper {
  /** The token at the start of the run. */
  readonly from: string | number | undefined;
  /** True when records come sorted by their cursor, so that the token may move before the end. */
  readonly ascending: boolean;
  /** The clock of the origin when the run began, ms since 1970: a token is never later than that. */
  clock(): number | undefined;
  /** Whether the list was read to its end. */
  isComplete(): boolean;
  save(token: string | number): Promise<void>;
  /** Puts the token of the start back. */
  restore(): Promise<void>;
}

/** What a run came to at its end. */
export interface Settlement {
  readonly token: string | number | undefined;
  /** Why items were left unsettled, when the target was at fault. */
  readonly fault: Fault | undefined;
}

/** How often the token is saved while the run goes on, in ms. */
const SAVE_EVERY = 2000;

/** Takes the entries to their end. Resolves when everything is counted, rejects are synced and the token is saved. */
export async function settleEntries(
  entries: AsyncIterable<Entry>,
  options: CheckpointOptions,
): Promise<Settlement> {
  const { rejects, emit, token, guard } = options;
  const doubtful: Entry[] = [];
  let succeeded = false;
  let isBlocked = false;
  let isOrdered = token?.ascending ?? false;
  let kind = token?.from === undefined ? 2 : cursorKind(token.from);
  let highest: string | number | undefined;
  let mark: string | number | undefined; // up to here everything is settled
  let saved = token?.from;
  let savedAt = performance.now();

  const save = async () => {
    const next = mark === undefined ? undefined : notLater(mark, token?.clock());
    if (!token || next === undefined || next === saved) return;
    if (saved !== undefined && compareCursors(next, saved) < 0) return;
    await rejects.sync();
    await token.save(next);
    saved = next;
    savedAt = performance.now();
    emit({ type: "token", token: next });
  };

  const end = async (entry: Entry) => {
    await finish(entry, rejects);
    const tripped = entry.outcome && guard?.watch(entry.outcome.bucket);
    if (tripped) guard?.onTripped(tripped);
  };

  const rejectDoubtful = async () => {
    for (const entry of doubtful.splice(0)) await end(entry);
  };

  for await (const entry of entries) {
    const { outcome, cursor } = entry;
    count(entry, emit);
    const isUsable = cursor !== undefined && cursorKind(cursor) <= kind;
    if (cursor !== undefined && !isUsable)
      emit({ type: "counted", event: "getting_incremental_token_failure" });
    if (isUsable && cursorKind(cursor) < kind) {
      // The first cursors were of a lesser kind, so they were no cursors: one odd record must not hold the token for ever.
      kind = cursorKind(cursor);
      highest = undefined;
    }
    if (isUsable) {
      const isBack = highest !== undefined && compareCursors(cursor, highest) < 0;
      if (isBack && isOrdered) {
        isOrdered = false;
        if (saved !== token?.from) await token?.restore();
        saved = token?.from;
        emit({
          type: "warning",
          message:
            "the origin does not keep the order of its list; the token moves at the end of the run only",
        });
      }
      if (!isBack) highest = cursor;
    }
    if (outcome?.bucket === "not_written" || !outcome) {
      isBlocked = true;
      await release(entry);
    } else if (isEnvironment(entry)) {
      doubtful.push(entry);
    } else {
      if (outcome.bucket === "write_success" || outcome.bucket === "write_skipped") {
        succeeded = true;
        await rejectDoubtful();
      }
      await end(entry);
    }
    if (!isBlocked && doubtful.length === 0) mark = highest;
    if (isOrdered && performance.now() - savedAt > SAVE_EVERY) await save();
  }

  const fault = doubtful[0]?.outcome?.fault;
  if (succeeded && !isBlocked) await rejectDoubtful();
  if (!isBlocked && doubtful.length === 0) mark = highest;
  else isBlocked = true;
  for (const entry of doubtful) await release(entry);
  await rejects.sync();
  if (isOrdered || (!isBlocked && token?.isComplete())) await save();
  return { token: saved, fault: succeeded ? undefined : fault };
}

function isEnvironment({ outcome }: Entry): boolean {
  return outcome?.bucket === "write_failure" && outcome.fault?.exit === Exit.environment;
}

function count({ outcome, key }: Entry, emit: Emit): void {
  if (!outcome || outcome.bucket === "not_written") return;
  emit({
    type: "counted",
    event: outcome.bucket,
    ...(key === undefined ? {} : { key }),
    ...(outcome.fault ? { fault: outcome.fault } : {}),
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  });
}

/** Writes a failed entry to the reject file, and lets go of the files of any. */
async function finish(entry: Entry, rejects: RejectSink): Promise<void> {
  if (entry.outcome?.fault) await rejects.add(entry);
  await release(entry);
}

async function release(entry: Entry): Promise<void> {
  for (const file of entry.files ?? []) await file.release();
}
