/** Cursors as they are compared: instants by time, numbers by value, anything else as text. */
import { instantLike, instantOf } from "./instants.js";

type Cursor = string | number;

/**
 * Below zero when `a` is before `b`, above when it is after.
 *
 * @example compareCursors("2024-03-19T09:00:00+01:00", "2024-03-19T08:30:00Z") // below zero: 08:00 is before 08:30 UTC
 */
export function compareCursors(a: Cursor, b: Cursor): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [instantOf(a), instantOf(b)];
  if (first !== undefined && second !== undefined) return first - second;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** A cursor that is an instant, but not later than `clock` (ms since 1970); any other cursor as it is. */
export function notLater(cursor: Cursor, clock: number | undefined): Cursor {
  const at = instantOf(cursor);
  if (at === undefined || clock === undefined || at <= clock) return cursor;
  return instantLike(String(cursor), clock);
}

/** What a cursor is, the more telling kinds first. */
const KINDS = ["instant", "number", "text"] as const;

/** The kind of a cursor, as a rank: 0 for an instant, 1 for a number, 2 for any other text. */
export function cursorKind(cursor: Cursor): number {
  if (instantOf(cursor) !== undefined) return KINDS.indexOf("instant");
  return KINDS.indexOf(typeof cursor === "number" ? "number" : "text");
}
