/** What is computed with cursors: which is earlier, one a little earlier, and one that is not later than a clock. */
import { type Cursor, type Family, type Form, formOf } from "./forms.js";

/**
 * Below zero when `a` is before `b`, above when it is after: instants by time, numbers by value, anything else as text. Cursors that
 * cannot be compared are in the order text, number, instant of the calendar, so that there is one order of all.
 *
 * @example compareCursors("2024-03-19T09:00:00+01:00", "2024-03-19T08:30:00Z") // below zero: 08:00 is before 08:30 UTC
 */
export function compareCursors(a: Cursor, b: Cursor): number {
  if (a === b) return 0;
  if (Number.isInteger(a) && Number.isInteger(b)) return Number(a) - Number(b);
  return compareForms(a, formOf(a), b, formOf(b));
}

/** As `compareCursors`, for whoever knows the forms already. */
export function compareForms(a: Cursor, first: Form, b: Cursor, second: Form): number {
  if (a === b) return 0;
  const rank = rankOf(first.family) - rankOf(second.family);
  if (rank !== 0) return rank;
  if (first.family === "text") return asText(String(a), String(b));
  if (first.family !== "calendar") return compareNumbers(a, b);
  const ms = (first.at ?? 0) - (second.at ?? 0);
  return ms === 0 ? asText(first.beyond ?? "", second.beyond ?? "") : ms;
}

/** A cursor that is an instant, but not later than `clock` (ms since 1970), in its own form; any other cursor as it is. */
export function notLater(cursor: Cursor, clock: number | undefined): Cursor {
  const { at, render } = formOf(cursor);
  if (at === undefined || clock === undefined || at <= clock) return cursor;
  return render?.(clock) ?? cursor;
}

/**
 * A cursor so many ms earlier, in its own form.
 *
 * @returns undefined for a form that cannot be moved without becoming another one
 * @example shiftBack("2024-10-20 10:00:00", 60_000) // "2024-10-20 09:59:00"
 */
export function shiftBack(cursor: Cursor, ms: number): Cursor | undefined {
  if (ms === 0) return cursor;
  const { at, render } = formOf(cursor);
  return at === undefined ? undefined : render?.(at - ms);
}

/** The higher of the families that cursors of one list may have together; undefined for two that cannot be compared. */
export function commonFamily(a: Family, b: Family): Family | undefined {
  if (a === b || b === "text") return a;
  if (a === "text") return b;
  // Numbers outside the epochs of this century are early instants, or ids.
  if (a === "number" && b !== "calendar") return b;
  if (b === "number" && a !== "calendar") return a;
  return undefined;
}

function rankOf(family: Family): number {
  return family === "text" ? 0 : family === "calendar" ? 2 : 1;
}

function asText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Exactly, however many digits they have. */
function compareNumbers(a: Cursor, b: Cursor): number {
  const [one, other] = [decimal(a), decimal(b)];
  if (one.sign !== other.sign) return one.sign - other.sign;
  const isFirst =
    one.whole === other.whole ? asText(one.fraction, other.fraction) < 0 : one.whole < other.whole;
  const isSame = one.whole === other.whole && one.fraction === other.fraction;
  return isSame ? 0 : (isFirst ? -1 : 1) * one.sign;
}

interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly whole: bigint;
  /** Without zeros at the end. */
  readonly fraction: string;
}

function decimal(value: Cursor): Decimal {
  // A number that is printed with a negative exponent is as good as zero.
  const text = typeof value === "number" && Number.isInteger(value) ? String(BigInt(value)) : String(value);
  const [, minus, digits = "0", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const [whole, fraction] = [BigInt(digits), decimals.replace(/0+$/, "")];
  return { sign: whole === 0n && fraction === "" ? 0 : minus === "-" ? -1 : 1, whole, fraction };
}
