/**
 * Pulls records: pages one ahead of what is taken, and the requests of each record several at once, order kept. A record's own
 * requests start when its page is there, not when the record is taken: what a page links to may expire within seconds. At most
 * two pages are held, so memory does not grow with the number of records.
 */
import type { PullPlan } from "../compile/plan.js";
import { instantLike, instantOf } from "../cursors/instants.js";
import { type Fault, systemFault } from "../faults/fault.js";
import { filesIn } from "../http/decoders/decoders.js";
import { pages } from "../steps/pages.js";
import { createPool, type Pool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Emit, Entry } from "../types.js";
import { takeRecord } from "./record.js";
import { repeats } from "./repeats.js";
import { createSeeker } from "./seek.js";

export interface PullOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  /** True: read from the token on, and give every entry its cursor. */
  readonly incremental: boolean;
  /** Where to read from; undefined in a first run. */
  readonly from: string | number | undefined;
  /** The most records to pull. */
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
  /** True once every record of the list was given. */
  readonly complete: boolean;
  /** True once the list was given as far as the manifest's own `limit` lets it, and none of it seems to be missing. */
  readonly whole: boolean;
  /** The clock of the origin at the first page, ms since 1970; no cursor later than this is ever stored. */
  readonly clock: number | undefined;
}

/** Starts a pull; nothing is sent before the first entry is taken. */
export function startPull(options: PullOptions): Pull {
  const state: State = { complete: false, limited: false, short: false };
  return {
    entries: entries(options, state),
    get fault() {
      return state.fault;
    },
    get complete() {
      return state.complete;
    },
    get whole() {
      return (state.complete || state.limited) && !state.short;
    },
    get clock() {
      return state.clock;
    },
  };
}

type State = { fault?: Fault; complete: boolean; limited: boolean; short: boolean; clock?: number };

async function* entries(options: PullOptions, state: State): AsyncGenerator<Entry> {
  const { plan, system, emit, stop, leave } = options;
  const { incremental } = options;
  let base: Scope = { parameters: options.parameters, mode: options.mode, incremental };
  let count = 0;
  let isFirst = true;
  try {
    base = (await takeSteps(plan.once, base, system)).scope;
    const own = asLimit(await plan.list.limit?.(base));
    const most = Math.min(options.limit ?? Number.POSITIVE_INFINITY, own);
    const pool = createPool(options.concurrency);
    const seeker =
      incremental && plan.cursor?.seek
        ? createSeeker(plan.cursor, plan.key, base, () => state.clock)
        : undefined;
    const query = await cursorQuery(options, base);
    const source = pages(plan.list, base, system, { query }, seeker?.seek);
    const isRepeat = repeats();
    let listed = 0;
    let total: number | undefined;
    const load = async (): Promise<Promise<Entry>[] | undefined> => {
      if (count >= most) state.limited = own <= most;
      if (stop.aborted || count >= most) return undefined;
      const { done, value: page } = await source.next();
      if (done) {
        state.complete = true;
        state.short = total !== undefined && listed < total;
        if (state.short) emit({ type: "warning", ...passedOver(listed, total) });
        return undefined;
      }
      state.clock ??= page.clock ?? Date.now();
      if (isFirst) base = (await takeSteps(plan.lookups, base, system)).scope;
      // Behind a cursor the system counts what is left.
      if (isFirst || !seeker) total = page.total;
      isFirst = false;
      const fresh = seeker ? await seeker.fresh(page.records) : page.records;
      const keys = new Map<unknown, string | undefined>();
      for (const record of fresh) {
        const key = asKey(await attempt(() => plan.key(record)));
        keys.set(record, key);
        if (isRepeat(key)) emit({ type: "duplicate", ...(key === undefined ? {} : { key }) });
        else listed += 1;
      }
      const kept = await keep(fresh, options);
      const records = kept.slice(0, most - count);
      emit({ type: "page", records: records.length, ...(total === undefined ? {} : { total }) });
      const first = count;
      count += records.length;
      return records.map((record, offset) =>
        enrich(record, { index: first + offset, key: keys.get(record) }, base, options, pool),
      );
    };
    let ahead = load();
    ahead.catch(() => {});
    while (true) {
      const page = await orLeft(ahead, leave);
      if (!page) return;
      let asked = false;
      for (const entry of page) {
        const ready = await entry;
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

/** The query of an incremental run, read a little before the token where records may turn up late. */
async function cursorQuery(options: PullOptions, base: Scope): Promise<Record<string, unknown> | undefined> {
  const { cursor } = options.plan;
  if (!options.incremental || !cursor) return undefined;
  const from = back(options.from, cursor.overlapMs);
  return (await cursor.query.render({ ...base, cursor: from })) as Record<string, unknown>;
}

function back(token: string | number | undefined, ms: number): string | number | undefined {
  const at = instantOf(token);
  return at === undefined || ms === 0 ? token : instantLike(String(token), at - ms);
}

/** Nobody can tell which records they are; the next whole run meets them. */
function passedOver(listed: number, total = 0): { message: string; hint: string } {
  return {
    message: `the origin says that it has ${total} records, and its list gave ${listed}`,
    hint: "It may have changed while it was read. Run the same command again with --no-incremental.",
  };
}

async function keep(records: readonly unknown[], { plan }: PullOptions): Promise<readonly unknown[]> {
  if (!plan.list.filter) return records;
  const kept: unknown[] = [];
  for (const record of records) if (await plan.list.filter(record)) kept.push(record);
  return kept;
}

/** A record with the answers of its own requests. */
async function enrich(
  pulled: unknown,
  place: Pick<Entry, "index" | "key">,
  base: Scope,
  options: PullOptions,
  pool: Pool,
): Promise<Entry> {
  const entry: Entry = {
    ...place,
    cursor: options.incremental ? await cursorOf(pulled, options) : undefined,
    record: pulled,
    files: options.plan.list.request.read === "json" ? [] : filesIn(pulled),
  };
  await pool.run(() => takeRecord(entry, base, options));
  return entry;
}

async function cursorOf(record: unknown, { plan, emit }: PullOptions): Promise<string | number | undefined> {
  const value = await attempt(() => plan.cursor?.value({ record }));
  if (typeof value === "string" || typeof value === "number") return value;
  emit({ type: "counted", event: "getting_incremental_token_failure" });
  return undefined;
}

async function attempt(evaluate: () => unknown): Promise<unknown> {
  try {
    return await evaluate();
  } catch {
    return undefined;
  }
}

function asKey(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function asLimit(value: unknown): number {
  return typeof value === "number" && value >= 0 ? value : Number.POSITIVE_INFINITY;
}
