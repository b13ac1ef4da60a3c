/**
 * The end of the line: every record is counted in exactly one bucket (I2), a rejected one is noted in the store, and the token moves
 * past it in the same transaction (I1).
 *
 * A failure of the surroundings (network, credentials) is judged by what comes later: when the target takes another item, the
 * failed one is rejected; when it takes none, nothing is rejected and the token stays, for the same command to continue (I8).
 */
import { compareCursors } from "../cursors/compare.js";
import { Exit } from "../faults/catalogue.js";
import type { Fault } from "../faults/fault.js";
import type { Bucket, Emit, Entry } from "../types.js";
import type { Ledger } from "./ledger.js";
import type { Rejects } from "./rejects.js";

/** How the token of an incremental run moves. */
export interface TokenKeeper {
  /** The token at the start of the run. */
  readonly from: string | number | undefined;
  /** Where the token goes when everything that was given is settled; undefined when the list does not say, or is not to be believed. */
  end(): string | number | undefined;
  /** True for a token that the system hands out: of two of them nobody knows which is later. */
  readonly isOpaque?: boolean;
  /** True when what the list promised turned out not to hold: the token of the start is put back (I9). */
  isBroken(): boolean;
}

export interface SettleOptions {
  readonly rejects: Rejects;
  readonly ledger: Ledger;
  readonly emit: Emit;
  /** Stores all that was noted, with this token where one is given. */
  readonly save: (token?: string | number | null) => Promise<void>;
  /** Only in incremental runs. */
  readonly token?: TokenKeeper | undefined;
  /** Stops a run in which too much is rejected. */
  readonly guard?: RejectWatch | undefined;
  /** True in a replay: what became of a reject is stored before the next one is looked at. */
  readonly isReplay?: boolean | undefined;
}

/** Watches how records end. */
export interface RejectWatch {
  /** To be called with the end of each record; gives the fault that stops the run. */
  readonly watch: (bucket: Bucket) => Fault | undefined;
  /** To be called at the end; gives the fault of a run in which nothing but rejects came out. */
  readonly verdict: () => Fault | undefined;
  readonly onTripped: (fault: Fault) => void;
}

/** What a run came to at its end. */
export interface Settlement {
  readonly token: string | number | undefined;
  /** Why items were left unsettled, or what the guard found. */
  readonly fault: Fault | undefined;
}

/** How often the token is saved while the run goes on, in ms. */
const SAVE_EVERY = 2000;
/** So many rejects wait for the next save at most: what is noted stands in memory. */
const MOST_NOTED = 100;

const DELIVERED: ReadonlySet<Bucket> = new Set(["write_success", "write_skipped"]);

/** Takes the entries to their end. Resolves when everything is counted and stored. */
export async function settleEntries(
  entries: AsyncIterable<Entry>,
  options: SettleOptions,
): Promise<Settlement> {
  const { emit, token, guard, save, isReplay } = options;
  const doubtful: Entry[] = [];
  let hasSucceeded = false;
  /** Something came out that is no reject; before that, the token stays where it is. */
  let hasPassed = false;
  let isBlocked = false;
  let mark: string | number | undefined; // the token may go up to here while the run goes on
  let saved = token?.from;
  let savedAt = performance.now();
  let noted = 0;

  const saveUpTo = async (next: string | number | undefined) => {
    // Records before the token are read again; they do not take it back.
    const isLater = (one: string | number) =>
      saved === undefined || (token?.isOpaque ? one !== saved : compareCursors(one, saved) > 0);
    const isNew = token !== undefined && next !== undefined && isLater(next);
    await save(isNew ? next : undefined);
    savedAt = performance.now();
    noted = 0;
    if (!isNew) return;
    saved = next;
    emit({ type: "token", token: next });
  };

  const end = async (entry: Entry) => {
    await finish(entry, options);
    if (entry.outcome?.fault) noted += 1;
    // What an earlier run left unknown says nothing of the pipeline: it would hold the same command for ever (I8).
    const isOfEarlier = entry.outcome?.fault?.details.byRun !== undefined;
    const tripped = entry.outcome && !isOfEarlier && guard?.watch(entry.outcome.bucket);
    if (tripped) guard?.onTripped(tripped);
  };

  const rejectDoubtful = async () => {
    for (const entry of doubtful.splice(0)) await end(entry);
  };

  for await (const entry of entries) {
    const { outcome } = entry;
    count(entry, emit);
    if (!outcome || outcome.bucket === "not_written") {
      isBlocked = true;
      await release(entry);
    } else if (isEnvironment(entry)) {
      doubtful.push(entry);
    } else {
      if (DELIVERED.has(outcome.bucket) && !outcome.isUnsent) {
        hasSucceeded = true;
        await rejectDoubtful();
      }
      hasPassed ||= outcome.fault === undefined;
      await end(entry);
    }
    if (!isBlocked && doubtful.length === 0) mark = entry.mark ?? mark;
    const isDue = isReplay || performance.now() - savedAt > SAVE_EVERY || noted >= MOST_NOTED;
    if (isDue) await saveUpTo(hasPassed && !token?.isBroken() ? mark : undefined);
  }

  const cause = doubtful[0]?.outcome?.fault;
  if (hasSucceeded && !isBlocked) await rejectDoubtful();
  const isSettled = !isBlocked && doubtful.length === 0;
  for (const entry of doubtful) await release(entry);
  const stopped = guard?.verdict();
  if (token?.isBroken() || stopped) {
    if (saved !== token?.from) await save(token?.from ?? null);
    saved = token?.from;
    await save();
  } else {
    await saveUpTo((isSettled ? token?.end() : undefined) ?? mark);
  }
  return { token: saved, fault: stopped ?? (hasSucceeded ? undefined : cause) };
}

function isEnvironment({ outcome }: Entry): boolean {
  return outcome?.bucket === "write_failure" && outcome.fault?.exit === Exit.environment;
}

function count({ outcome, key }: Entry, emit: Emit): void {
  if (!outcome || outcome.bucket === "not_written" || outcome.bucket === "dropped") return;
  const { bucket: event, fault, reason, hasChanged } = outcome;
  emit({
    type: "counted",
    event,
    ...(key === undefined ? {} : { key: String(key) }),
    ...(fault ? { fault } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(hasChanged ? { changed: true } : {}),
  });
}

/** Keeps a failed entry as a reject, closes the reject of one that came through, and lets go of the files of any. */
async function finish(entry: Entry, { rejects, ledger }: SettleOptions): Promise<void> {
  const { outcome, write } = entry;
  if (outcome?.fault) {
    await rejects.add(entry);
    // In the same commit as the reject: nothing is awaited between the two.
    const { outcomeUnknown, byRun } = outcome.fault.details;
    if (outcomeUnknown && write) ledger.unknown(write.id, write.hash, byRun);
  } else if (outcome && !outcome.isOpen) {
    rejects.close(entry);
  }
  await release(entry);
}

async function release(entry: Entry): Promise<void> {
  for (const file of entry.files ?? []) await file.release();
}
