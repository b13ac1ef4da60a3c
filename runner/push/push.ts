/**
 * Pushes items: several at once, but two items with the same key never overlap and keep their order. Entries leave in the order
 * in which they came, so that `state` behind it can tell up to where everything is settled (I1).
 */
import type { PushPlan } from "../compile/plan.js";
import { Exit } from "../faults/catalogue.js";
import { asFault, Fault, systemFault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import type { FileHandle } from "../http/files.js";
import { createPool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Entry, Outcome } from "../types.js";

/** Remembers which items may have been written, so that a run that was killed can tell (I5). */
export interface WriteJournal {
  /** Keys that an earlier run left behind. */
  readonly left: ReadonlySet<string>;
  /** Keys that earlier runs have sent to a target that cannot be asked. */
  readonly sent: ReadonlySet<string>;
  begin(key: string): Promise<void>;
  /** @param taken given when the target took the item */
  end(key: string, taken?: { readonly cursor: string | number | undefined }): void;
}

export interface PushOptions {
  readonly plan: PushPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  readonly concurrency: number;
  /** How often an item of an idempotent operation is started over after its answer was lost. */
  readonly retries: number;
  readonly journal: WriteJournal;
  /** Throws when this run may change nothing any more; called right before whatever may change the target is sent (I4). */
  readonly assertHeld: () => void;
  /** Aborted when no further item shall be begun. */
  readonly stop: AbortSignal;
  /** Called with what the steps of `once` named, when they were taken. */
  readonly onOpen: (scope: Scope) => void;
  /** Called with the key of every item, whatever becomes of it; with nothing for an item that has none. */
  readonly onKey: (key: string | undefined) => void;
  /** Called once, when the target cannot be written at all. */
  readonly onDown: (fault: Fault) => void;
}

/** So many failures of the target in a row, without a success between, and the target counts as down. */
const DOWN_AFTER = 10;

const REPEATED = "an item with this key was sent before, and the target cannot be asked";

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
  const { plan, system, journal, stop, assertHeld: beforeSend } = options;
  const pool = createPool(options.concurrency);
  const lastOf = new Map<string, Promise<unknown>>();
  /** What an operation that cannot ask has sent: whatever brings a record again must not have it written twice (I5). */
  const written = new Set(plan.idempotent ? [] : journal.sent);
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

  const write = async (entry: Entry, key: string | undefined): Promise<Outcome> => {
    if (stop.aborted && !closed) return { bucket: "not_written" };
    opening ??= open();
    const base = await opening;
    const isLeft = key !== undefined && journal.left.has(key);
    let interrupted = entry.interrupted === true || isLeft;
    if (key !== undefined && written.has(key) && !entry.isReplayed)
      return { bucket: "write_skipped", reason: REPEATED };
    if (isLeft && !plan.idempotent && !entry.isReplayed) throw unknownOutcome(key);
    const files: FileHandle[] = entry.files ?? [];
    entry.files = files;
    const onFile = (file: FileHandle) => files.push(file);
    let isHalfWritten = false;
    const onWritten = () => {
      isHalfWritten = true;
    };
    const beforeWrite = async () => (key === undefined ? undefined : journal.begin(key));
    for (let attempt = 0; ; attempt += 1) {
      try {
        const ending = await takeSteps(plan.each, { ...base, item: entry.item, interrupted }, system, {
          beforeWrite,
          beforeSend,
          onWritten,
          onFile,
        });
        const isSent = !plan.idempotent && ending.end === "done";
        if (key !== undefined) journal.end(key, isSent ? entry : undefined);
        if (key !== undefined && isSent) written.add(key);
        return ending.end === "skipped"
          ? { bucket: "write_skipped", reason: ending.reason }
          : { bucket: "write_success" };
      } catch (error) {
        const fault = asFault(error);
        const lost = fault.details.outcomeUnknown === true;
        // What was begun is completed by whoever comes next: the same command, or a replay.
        const isOpen = lost || (isHalfWritten && plan.idempotent);
        if (lost && key !== undefined && !plan.idempotent) written.add(key);
        if (isOpen) entry.interrupted = true;
        else if (key !== undefined && fault.code !== "STOPPED") journal.end(key);
        if (!lost || !plan.idempotent || attempt >= options.retries || stop.aborted) throw fault;
        if (!system.mayRepeat()) throw fault;
        interrupted = true;
      }
    }
  };

  const settle = async (entry: Entry, key: string | undefined): Promise<void> => {
    if (givenUp) {
      entry.outcome = { bucket: "not_written" };
      return;
    }
    try {
      entry.outcome = await write(entry, key);
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
    if (entry.outcome) return entry;
    let key: string | undefined;
    try {
      key = await keyOf(plan, entry);
      options.onKey(key);
    } catch (error) {
      options.onKey(undefined);
      entry.outcome = { bucket: "write_failure", fault: asFault(error) };
      return entry;
    }
    const before = key === undefined ? undefined : lastOf.get(key);
    const done = (async () => {
      await before;
      await pool.run(() => settle(entry, key));
    })();
    if (key !== undefined) {
      lastOf.set(key, done);
      void done.then(() => {
        if (lastOf.get(key) === done) lastOf.delete(key);
      });
    }
    await done;
    return entry;
  };
}

async function keyOf(plan: PushPlan, entry: Entry): Promise<string | undefined> {
  const key = await plan.key(entry.item);
  return typeof key === "string" || typeof key === "number" ? String(key) : entry.key;
}

function unknownOutcome(key: string | undefined): Fault {
  return new Fault("ITEM_REFUSED", `it is not known whether an earlier run wrote ${key ?? "this item"}`, {
    hint: "Look at the target; when the item is not there, replay it.",
    outcomeUnknown: true,
  });
}
