/**
 * Pushes items: several at once, but two items with the same key never overlap and keep their order. Entries leave in the order
 * in which they came, so that `state` behind it can tell up to where everything is settled (I1).
 */
import { Exit } from "../faults/catalogue.js";
import { asFault, type Fault, systemFault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import { asKey, type Key } from "../keys/keys.js";
import { createPool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Entry, Outcome } from "../types.js";
import { Batches } from "./batch.js";
import { idOf } from "./known.js";
import { type ItemOptions, writeItem } from "./one-item.js";

export interface PushOptions extends ItemOptions {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  readonly concurrency: number;
  /** Called with what the steps of `once` named, when they were taken. */
  readonly onOpen: (scope: Scope) => void;
  /** Called with the key of every item, whatever becomes of it; with nothing for an item that has none. */
  readonly onKey: (key: Key | undefined) => void;
  /** The item that a record would be which `logics` discarded. */
  readonly itemOfDiscarded: (record: unknown) => unknown;
  /** Called once, when the target cannot be written at all. */
  readonly onDown: (fault: Fault) => void;
}

/** So many failures of the target in a row, without a success between, and the target counts as down. */
const DOWN_AFTER = 10;

/** Passes every entry on with its outcome. */
export async function* pushItems(entries: AsyncIterable<Entry>, options: PushOptions): AsyncGenerator<Entry> {
  const pusher = createPusher(options);
  const most = placesOf(options) * 4;
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

/** How many items are under way at once: a batch fills while the one before is sent. */
function placesOf({ concurrency, plan }: PushOptions): number {
  return plan.batch ? Math.max(concurrency, plan.batch.size * 2) : concurrency;
}

/** The next entry, or undefined when the head of the line is done before it. */
async function firstOf<T>(upcoming: Promise<T>, head: Promise<unknown> | undefined): Promise<T | undefined> {
  return head ? Promise.race([upcoming, head.then(() => undefined)]) : upcoming;
}

/** Gives one entry its outcome. Never throws: what goes wrong is the outcome. */
function createPusher(options: PushOptions): (entry: Entry) => Promise<Entry> {
  const { plan, system, stop, assertHeld: beforeSend } = options;
  const pool = createPool(placesOf(options));
  const lastOf = new Map<string, Promise<unknown>>();
  let opening: Promise<Scope> | undefined;
  let batches: Batches | undefined;
  /** True once the steps taken `once` have failed: every item fails with them. */
  let closed = false;
  /** True once the target, or the run itself, was given up: no further item is begun. */
  let givenUp = false;
  let inARow = 0;

  const open = async (): Promise<Scope> => {
    const base = { auth: system.account, parameters: options.parameters, mode: options.mode };
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
    batches ??= plan.batch && new Batches(plan.batch, system, base, beforeSend);
    return writeItem(entry, id, base, { ...options, batches });
  };

  const settle = async (entry: Entry, id: string): Promise<void> => {
    if (givenUp) {
      entry.outcome = { bucket: "not_written" };
      return;
    }
    try {
      entry.outcome = await write(entry, id);
      const { bucket, isUnsent } = entry.outcome;
      if (bucket !== "not_written" && !isUnsent) inARow = 0;
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
      // What the manifest leaves out of the flow counts as not listed.
      if (entry.outcome.bucket !== "dropped") options.onKey(await keyOfEnded(options, entry));
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

/** The key of a record that came to no item: one that was discarded is still there at the origin. */
async function keyOfEnded({ plan, itemOfDiscarded }: PushOptions, entry: Entry): Promise<Key | undefined> {
  if (plan.after.length === 0 || entry.outcome?.bucket !== "logics_discard") return undefined;
  try {
    return asKey(await plan.key(await itemOfDiscarded(entry.record)));
  } catch {
    return undefined;
  }
}
