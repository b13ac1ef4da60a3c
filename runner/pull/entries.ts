/** Makes the entries of a page, in its order, each with the answers of its record's own requests. */
import { compareCursors, compareForms } from "../cursors/compare.js";
import { type Cursor, type Form, formOf } from "../cursors/forms.js";
import type { Fault } from "../faults/fault.js";
import { filesIn } from "../http/decoders/decoders.js";
import type { Pool } from "../steps/pool.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import type { Batch } from "./reader.js";
import { type RecordOptions, takeRecord } from "./record.js";
import { isRecord, type Row } from "./rows.js";

export interface EntryOptions extends RecordOptions {
  readonly incremental: boolean;
  readonly pool: Pool;
  /** The elements for which this part of the list is read; undefined for a list without parts. */
  readonly part: Scope | undefined;
  /** How far the token may go before anything of this part is settled; undefined where it may not, or the list has no windows. */
  readonly passed?: Cursor | undefined;
}

/** What is noted of the entries that were given. */
export interface Given {
  /** A cursor that is later than the clock. */
  later: Cursor | undefined;
  /** The highest cursor that is not later than the clock: a record from the future moves no token (I1). */
  given: { readonly cursor: Cursor; readonly form: Form } | undefined;
  /** The highest cursor below that one. */
  below: Cursor | undefined;
  /** A promise of the list that did not hold. */
  readonly disorder: Fault | undefined;
  readonly clock?: number;
}

/**
 * The entries of a page. Where records have no requests of their own, an entry is made when it is taken, so that a large page is not
 * held twice; where they have, all are begun at once, as many at a time as the pool has places.
 */
export function entriesOf(
  { rows, marks }: Batch,
  first: number,
  base: Scope,
  state: Given,
  options: EntryOptions,
): AsyncIterable<Entry> {
  const markOf = marks?.of(rows);
  const make = (row: Row, offset: number): Entry => {
    const mark = markOf?.(offset) ?? (options.passed === undefined ? undefined : () => options.passed);
    note(row, state, options);
    const { record, key, own } = row;
    const place = {
      ...{ index: first + offset, key, cursor: own, record, listed: record },
      ...(options.part ? { part: options.part } : {}),
    };
    const files = (options.plan.list.request?.read ?? "json") === "json" ? [] : filesIn(record);
    if (!mark) return { ...place, files };
    return {
      ...place,
      files,
      get mark() {
        const cursor = state.disorder ? undefined : mark();
        return cursor === undefined || isLater(formOf(cursor), state) ? undefined : cursor;
      },
    };
  };
  const take = async (entry: Entry): Promise<Entry> => {
    await takeRecord(entry, base, options);
    return entry;
  };
  if (options.plan.each.length === 0) return inTurn(rows.length, (at) => take(make(rows[at] as Row, at)));
  const begun = rows.map((row, offset) => {
    const entry = make(row, offset);
    const taken = options.pool.run(() => take(entry));
    taken.catch(() => {}); // whoever takes it is told
    return taken;
  });
  return inTurn(begun.length, (at) => begun[at] as Promise<Entry>);
}

async function* inTurn(length: number, entry: (at: number) => Promise<Entry>): AsyncGenerator<Entry> {
  for (let at = 0; at < length; at += 1) yield await entry(at);
}

/** Takes notice of the cursor of a row that is given, or left out on purpose. */
export function note(
  { record, key, own, cursor }: Row,
  state: Given,
  { incremental, emit }: Pick<EntryOptions, "incremental" | "emit">,
): void {
  if (!incremental || !isRecord(record)) return;
  if (cursor === undefined) {
    emit({
      type: "counted",
      event: "getting_incremental_token_failure",
      ...(key === undefined ? {} : { key: String(key) }),
      reason:
        own === undefined ? "the record has no cursor" : "its cursor is of another form than those before",
    });
    return;
  }
  const form = formOf(cursor);
  if (isLater(form, state)) {
    state.later ??= cursor;
    return;
  }
  const { given } = state;
  const order = given ? compareForms(cursor, form, given.cursor, given.form) : 1;
  if (order < 0 && (state.below === undefined || compareCursors(cursor, state.below) > 0))
    state.below = cursor;
  if (order <= 0) return;
  state.below = given?.cursor;
  state.given = { cursor, form };
}

function isLater({ at }: Form, { clock }: Given): boolean {
  return at !== undefined && clock !== undefined && at > clock;
}
