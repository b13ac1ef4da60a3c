/**
 * Pulls records: pages one ahead of what is taken, and the requests of each record several at once, order kept. A record's own
 * requests start when its page is there, not when the record is taken: what a page links to may expire within seconds. At most
 * two pages are held, so memory does not grow with the number of records.
 */
import type { PullPlan } from "../compile/plan.js";
import { compareCursors, shiftBack } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import { type Fault, systemFault } from "../faults/fault.js";
import { hasNext } from "../steps/pages.js";
import { createPool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Absence, Emit, Entry } from "../types.js";
import { believableClock } from "./clock.js";
import { assertList, mayBeFull, passedOver, seemsCut } from "./doubts.js";
import { type EntryOptions, entriesOf } from "./entries.js";
import { Facts } from "./facts.js";
import { unmovable } from "./order.js";
import { type Batch, Reader } from "./reader.js";
import { repeats } from "./repeats.js";
import { isRecord, type Row } from "./rows.js";

export interface PullOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  /** True: read from the token on, and give every entry its cursor. */
  readonly incremental: boolean;
  /** Where to read from; undefined in a first run. */
  readonly from: Cursor | undefined;
  /** The most records to pull; records at or before the token do not count, so that a limited run gets somewhere. */
  readonly limit: number | undefined;
  readonly concurrency: number;
  readonly emit: Emit;
  /** Aborted when no further page shall be asked for; one that was asked for is still taken. */
  readonly stop: AbortSignal;
  /** Called when what failed at one record would fail at every other too. */
  readonly onDown: (fault: Fault) => void;
  /** Aborted when not even a page that was asked for shall be waited for. */
  readonly leave: AbortSignal;
}

/** A pull under way. */
export interface Pull {
  readonly entries: AsyncGenerator<Entry>;
  /** Why the list could not be read to its end; undefined when it could, or was stopped on purpose. */
  readonly fault: Fault | undefined;
  /** The promise of the manifest that the list did not keep: nothing is missing, but the token has to stay. */
  readonly disorder: Fault | undefined;
  /** True once every record of the list was given. */
  readonly complete: boolean;
  /** True where a limit, of the command or of the manifest, left records over. */
  readonly isCut: boolean;
  /** Where the token goes once every entry is settled; undefined where it has to stay. */
  readonly highest: Cursor | undefined;
  /** The clock of the origin at the first page, ms since 1970; no record that is later moves the token. */
  readonly clock: number | undefined;
  /** What the list proves of records that are not in it. */
  readonly absence: Absence;
}

/** Starts a pull; nothing is sent before the first entry is taken. */
export function startPull(options: PullOptions): Pull {
  const state = new Facts(options);
  return {
    entries: entries(options, state),
    get fault() {
      return state.fault;
    },
    get disorder() {
      return state.reader?.order?.disorder;
    },
    get complete() {
      return state.complete;
    },
    get isCut() {
      return state.isCut;
    },
    get highest() {
      return state.highest;
    },
    get clock() {
      return state.clock;
    },
    get absence() {
      return state.absence;
    },
  };
}

async function* entries(options: PullOptions, state: Facts): AsyncGenerator<Entry> {
  const { plan, system, emit, stop, leave, incremental, from } = options;
  let base: Scope = { parameters: options.parameters, mode: options.mode, incremental };
  try {
    base = (await takeSteps(plan.once, base, system)).scope;
    const most = Math.min(options.limit ?? Number.POSITIVE_INFINITY, asLimit(await plan.list.limit?.(base)));
    const shifted = overlapped(options);
    const reader = await Reader.open({
      plan,
      system,
      base,
      incremental,
      from,
      shifted,
      clock: () => state.clock,
    });
    state.reader = reader;
    const source = reader.batches();
    const making: EntryOptions = { ...options, pool: createPool(options.concurrency) };
    const isRepeat = repeats();
    let [index, count, isFirst] = [0, 0, true];
    let last: Batch | undefined;

    /** The rows of a page that are given: not more than the limit, of which repeats and what was read before are no part. */
    const within = (rows: readonly Row[], isCounted: (row: Row) => boolean): readonly Row[] => {
      for (const [at, row] of rows.entries()) {
        if (!isCounted(row)) continue;
        if (count >= most) {
          state.isCut = true;
          state.cutAt = row.cursor;
          return rows.slice(0, at);
        }
        count += 1;
      }
      return rows;
    };

    const load = async (): Promise<AsyncIterable<Entry> | undefined> => {
      if (stop.aborted) return undefined;
      if (count >= most && (state.isCut || !last || hasNext(await last.page.next()))) {
        state.isCut = true;
        if (last) await reader.proveOrder(last.page);
        if (incremental && !plan.cursor?.ascending) emit({ type: "warning", message: UNORDERED });
        return undefined;
      }
      const { done, value: batch } = await source.next();
      if (done) {
        state.complete = true;
        const { listed, total } = state;
        if (total !== undefined && listed < total) emit({ type: "warning", ...passedOver(listed, total) });
        return undefined;
      }
      last = batch;
      const { page } = batch;
      state.clock ??= believableClock(page.clock, emit);
      if (isFirst) base = (await takeSteps(plan.lookups, base, system)).scope;
      state.noteTotal(page, isFirst);
      if (page.isSingle) assertList(batch.rows, system);
      // What goes wrong there is told when the next page is asked for.
      if (isFirst) seemsCut(page, await page.next().catch(() => null), plan.list.next !== undefined, emit);
      if (!isFirst && page.records.length === 0) state.hasGap = true;
      state.pages += 1;
      state.hasFullPage ||= mayBeFull(page);
      isFirst = false;
      const again = new Set<Row>();
      for (const row of batch.rows) {
        if (!isRepeat(row.key)) state.listed += 1;
        else {
          emit({ type: "duplicate", ...(row.key === undefined ? {} : { key: String(row.key) }) });
          if (batch.isAgain) again.add(row);
        }
      }
      const isOld = ({ cursor }: Row) =>
        from !== undefined && cursor !== undefined && compareCursors(cursor, from) <= 0;
      const kept = await keep(batch.rows, options);
      const isLimited = Number.isFinite(most);
      const rows = isLimited ? within(kept, (row) => !again.has(row) && !isOld(row)) : kept;
      emit({
        type: "page",
        records: rows.length,
        ...(state.total === undefined ? {} : { total: state.total }),
      });
      const first = index;
      index += rows.length;
      return entriesOf({ ...batch, rows }, first, base, state, making);
    };

    let ahead = load();
    ahead.catch(() => {});
    while (true) {
      const page = await orLeft(ahead, leave);
      if (!page) {
        state.isLeft = leave.aborted;
        return;
      }
      let asked = false;
      for await (const ready of page) {
        if (!asked) {
          asked = true;
          ahead = load();
          ahead.catch(() => {});
        }
        yield ready;
      }
      if (!asked) ahead = load();
    }
  } catch (error) {
    state.fault = systemFault(error);
  }
}

/**
 * What comes, or nothing when it shall not be waited for any more. (Not Promise.race: a promise that stays open for the whole
 * run would hold on to every page that it was raced against.)
 */
function orLeft<T>(ahead: Promise<T>, leave: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onLeave = () => resolve(undefined);
    const settle =
      <V>(how: (value: V) => void) =>
      (value: V) => {
        leave.removeEventListener("abort", onLeave);
        how(value);
      };
    if (leave.aborted) resolve(undefined);
    leave.addEventListener("abort", onLeave, { once: true });
    ahead.then(settle(resolve), settle(reject));
  });
}

/** Where an incremental run reads from: a little before the token where records may turn up late. */
function overlapped({ plan: { cursor }, system, from }: PullOptions): Cursor | undefined {
  if (from === undefined || !cursor) return from;
  const shifted = shiftBack(from, cursor.overlapMs);
  if (shifted === undefined) throw unmovable(from, cursor, system.connector);
  return shifted;
}

async function keep(rows: readonly Row[], { plan }: PullOptions): Promise<readonly Row[]> {
  if (!plan.list.filter) return rows;
  const kept: Row[] = [];
  for (const row of rows) if (!isRecord(row.record) || (await plan.list.filter(row.record))) kept.push(row);
  return kept;
}

const UNORDERED =
  "a list that promises no order was cut by a limit: the token stays, since what is left may be older";

function asLimit(value: unknown): number {
  return typeof value === "number" && value >= 0 ? value : Number.POSITIVE_INFINITY;
}
