/**
 * Pushes items: several at once, but two items with the same key never overlap and keep their order. Entries leave in the order
 * in which they came, so that `state` behind it can tell up to where everything is settled (I1).
 */
import type { PushPlan } from "../compile/plan.js";
import { Exit } from "../faults/catalogue.js";
import { asFault, Fault, systemFault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import type { FileHandle } from "../http/files.js";
import { contentId } from "../keys/content.js";
import { asKey, type Key, keyId, shownKey } from "../keys/keys.js";
import { createPool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Entry, Known, Outcome } from "../types.js";

/** Remembers which items may have been written, so that a run that was killed can tell (I5). */
export interface WriteLedger {
  /** Ids whose write an earlier run began and did not see confirmed; only of a target that can be asked. */
  readonly left: ReadonlySet<string>;
  /** What is known of an item of a target that cannot be asked; undefined when it was never sent. */
  look(id: string): Promise<Known | undefined>;
  /** Resolves when it is stored that the write of this item may have been sent. */
  begin(id: string, hash: string): Promise<void>;
  /** The target took the item. */
  taken(id: string, hash: string): void;
  /** The target did not take the item. */
  refused(id: string): void;
}

export interface PushOptions {
  readonly plan: PushPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  readonly concurrency: number;
  /** How often an item of an idempotent operation is started over after its answer was lost. */
  readonly retries: number;
  readonly ledger: WriteLedger;
  /** Tells the items of this run from those of earlier ones. */
  readonly runId: string;
  /** Throws when this run may change nothing any more; called right before whatever may change the target is sent (I4). */
  readonly assertHeld: () => void;
  /** Aborted when no further item shall be begun. */
  readonly stop: AbortSignal;
  /** Called with what the steps of `once` named, when they were taken. */
  readonly onOpen: (scope: Scope) => void;
  /** Called with the key of every item, whatever becomes of it; with nothing for an item that has none. */
  readonly onKey: (key: Key | undefined) => void;
  /** The item that a record would be which `logics` discarded. */
  readonly keyOfDiscarded: (record: unknown) => unknown;
  /** Called once, when the target cannot be written at all. */
  readonly onDown: (fault: Fault) => void;
}

/** So many failures of the target in a row, without a success between, and the target counts as down. */
const DOWN_AFTER = 10;

/** Passes every entry on with its outcome. */
export async function* pushItems(entries: AsyncIterable<Entry>, options: PushOptions): AsyncGenerator<Entry> {
  const pusher = createPusher(options);
  const most = options.concurrency * 4;
  const source = entries[Symbol.asyncIterator]();
  const begun: Promise<Entry>[] = [];
  try {
    let upcoming: Promise<IteratorResult<Entry>> | undefined = source.next();
    while (upcoming || begun.length > 0) {
      const [head] = begun;
      const isFull = head !== undefined && (!upcoming || begun.length >= most);
      const next: IteratorResult<Entry> | undefined =
        isFull || !upcoming ? undefined : await firstOf(upcoming, head);
      if (next === undefined) {
        begun.shift();
        if (head) yield await head;
      } else if (next.done) {
        upcoming = undefined;
      } else {
        begun.push(pusher(next.value));
        upcoming = source.next();
        upcoming.catch(() => {}); // a failure is met where it is awaited, which may be later
      }
    }
  } finally {
    // Whatever ended this, what is in flight comes to its end before the connections are closed.
    await Promise.allSettled(begun);
  }
}

/** The next entry, or undefined when the head of the line is done before it. */
async function firstOf<T>(upcoming: Promise<T>, head: Promise<unknown> | undefined): Promise<T | undefined> {
  return head ? Promise.race([upcoming, head.then(() => undefined)]) : upcoming;
}

/** Gives one entry its outcome. Never throws: what goes wrong is the outcome. */
function createPusher(options: PushOptions): (entry: Entry) => Promise<Entry> {
  const { plan, system, ledger, stop, assertHeld: beforeSend } = options;
  const pool = createPool(options.concurrency);
  const lastOf = new Map<string, Promise<unknown>>();
  let opening: Promise<Scope> | undefined;
  /** True once the steps taken `once` have failed: every item fails with them. */
  let closed = false;
  /** True once the target, or the run itself, was given up: no further item is begun. */
  let givenUp = false;
  let inARow = 0;

  const open = async (): Promise<Scope> => {
    const base = { parameters: options.parameters, mode: options.mode };
    try {
      const { scope } = await takeSteps(plan.once, base, system, { beforeSend });
      options.onOpen(scope);
      return scope;
    } catch (error) {
      closed = true;
      const fault = systemFault(error);
      options.onDown(fault);
      throw fault;
    }
  };

  const write = async (entry: Entry, id: string): Promise<Outcome> => {
    if (stop.aborted && !closed) return { bucket: "not_written" };
    opening ??= open();
    const base = await opening;
    const hash = plan.idempotent ? "" : contentId(entry.item);
    entry.write = { id, hash };
    if (!plan.idempotent && !entry.isForced) {
      const known = await ledger.look(id);
      const ending = known && endingOf(known, hash, shownKey(id), options.runId);
      if (ending) return ending;
    }
    let interrupted = entry.interrupted === true || ledger.left.has(id);
    const files: FileHandle[] = entry.files ?? [];
    entry.files = files;
    const onFile = (file: FileHandle) => files.push(file);
    let isHalfWritten = false;
    const onWritten = () => {
      isHalfWritten = true;
    };
    let isBegun = ledger.left.has(id);
    const beforeWrite = async () => {
      await ledger.begin(id, hash);
      isBegun = true;
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const hooks = { beforeWrite, beforeSend, onWritten, onFile };
        const ending = await takeSteps(plan.each, { ...base, item: entry.item, interrupted }, system, hooks);
        if (ending.end === "done") ledger.taken(id, hash);
        else if (isBegun) ledger.refused(id);
        return ending.end === "skipped"
          ? { bucket: "write_skipped", reason: ending.reason }
          : { bucket: "write_success" };
      } catch (error) {
        const fault = asFault(error);
        const isLost = fault.details.outcomeUnknown === true;
        if (!isLost && !isHalfWritten) {
          if (isBegun && fault.code !== "STOPPED") ledger.refused(id);
          throw fault;
        }
        // What was begun is completed by whoever comes next, where the target can be asked; else somebody has to look.
        entry.interrupted = true;
        if (!plan.idempotent) throw halfWritten(fault);
        if (!isLost || attempt >= options.retries || stop.aborted || !system.mayRepeat()) throw fault;
        interrupted = true;
      }
    }
  };

  const settle = async (entry: Entry, id: string): Promise<void> => {
    if (givenUp) {
      entry.outcome = { bucket: "not_written" };
      return;
    }
    try {
      entry.outcome = await write(entry, id);
      inARow = 0;
    } catch (error) {
      const fault = asFault(error);
      // No item is to blame for what is the run's own.
      const isOwn = isOurs(fault);
      entry.outcome = { bucket: isOwn ? "not_written" : "write_failure", fault };
      if (closed || (!isOwn && fault.exit !== Exit.environment)) return;
      inARow += 1;
      if (givenUp || (!isOwn && inARow < DOWN_AFTER)) return;
      givenUp = true;
      if (fault.code !== "STOPPED") options.onDown(fault);
    }
  };

  return async (entry) => {
    if (entry.outcome) {
      options.onKey(await keyOfEnded(options, entry));
      return entry;
    }
    let id: string;
    try {
      const key = asKey(await plan.key(entry.item));
      options.onKey(key);
      id = idOf(key, entry);
    } catch (error) {
      options.onKey(undefined);
      entry.outcome = { bucket: "write_failure", fault: asFault(error) };
      return entry;
    }
    const before = lastOf.get(id);
    const done = (async () => {
      await before;
      await pool.run(() => settle(entry, id));
    })();
    lastOf.set(id, done);
    void done.then(() => {
      if (lastOf.get(id) === done) lastOf.delete(id);
    });
    await done;
    return entry;
  };
}

/** The longest id of a key: not every store takes long keys. */
const LONGEST = 200;

/** What tells an item from every other at its target: its key, else that of its record, else its content. */
function idOf(key: Key | undefined, entry: Entry): string {
  const own = key === undefined ? undefined : keyId(key);
  const id = own ?? (entry.key === undefined ? undefined : `origin:${keyId(entry.key)}`);
  return id !== undefined && id.length <= LONGEST ? id : `content:${contentId(id ?? entry.item)}`;
}

/** The key of a record that came to no item: one that was discarded is still there at the origin. */
async function keyOfEnded({ plan, keyOfDiscarded }: PushOptions, entry: Entry): Promise<Key | undefined> {
  if (plan.after.length === 0 || entry.outcome?.bucket !== "logics_discard") return undefined;
  try {
    return asKey(await plan.key(await keyOfDiscarded(entry.record)));
  } catch {
    return undefined;
  }
}

/** How an item ends that is not sent because of what is known of it; undefined when it is sent. */
function endingOf(known: Known, hash: string, key: string, runId: string): Outcome | undefined {
  const isSame = known.hash === hash || known.hash === "";
  if (known.state === "sent") {
    if (isSame)
      return { bucket: "write_skipped", reason: "it was sent before, and the target cannot be asked" };
    if (known.run_id === runId) throw sharedKey(key);
    return {
      bucket: "write_skipped",
      reason: "it has changed since it was sent, and the target cannot be asked",
      ...{ hasChanged: true, isOpen: true },
    };
  }
  if (known.state === "unknown" && isSame) {
    return {
      bucket: "write_skipped",
      reason: "whether it was written is not known; it is among the rejects",
      isOpen: true,
    };
  }
  throw unknownOutcome(key);
}

function sharedKey(key: string): Fault {
  return new Fault(
    "ITEM_REFUSED",
    `another record with the same key ${key} and other content was sent in this run`,
    {
      hint: "Look at both. If they are two, give the target's entity a `key` that tells them apart.",
    },
  );
}

function unknownOutcome(key: string): Fault {
  return new Fault("ITEM_REFUSED", `it is not known whether an earlier run wrote ${key}`, {
    hint: `Look at the target. When it is not there: rejects replay PIPELINE --key ${key}; when it is: rejects drop.`,
    outcomeUnknown: true,
  });
}

/** A target that cannot be asked took a part of the item: nobody may send the whole of it again unseen. */
function halfWritten(fault: Fault): Fault {
  return new Fault(fault.code, fault.message, { ...fault.details, outcomeUnknown: true });
}
