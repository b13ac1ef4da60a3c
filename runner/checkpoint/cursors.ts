/** Cursors as they are compared: instants by time, numbers by value, anything else as text. */

type Cursor = string | number;

/**
 * Below zero when `a` is before `b`, above when it is after.
 *
 * @example compareCursors("2024-03-19T09:00:00+01:00", "2024-03-19T08:30:00Z") // below zero: 08:00 is before 08:30 UTC
 */
export function compareCursors(a: Cursor, b: Cursor): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [instant(a), instant(b)];
  if (first !== undefined && second !== undefined) return first - second;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** A cursor that is an instant, but not later than `clock` (ms since 1970); any other cursor as it is. */
export function notLater(cursor: Cursor, clock: number | undefined): Cursor {
  const at = instant(cursor);
  return at !== undefined && clock !== undefined && at > clock ? new Date(clock).toISOString() : cursor;
}

/** The instant that an ISO 8601 date or date-time means, in ms since 1970; undefined for any other text. */
function instant(cursor: Cursor): number | undefined {
  if (typeof cursor !== "string" || !/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(cursor)) return undefined;
  const zoned = /([zZ]|[+-]\d{2}:?\d{2})$/.test(cursor) || cursor.length === 10 ? cursor : `${cursor}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? undefined : at;
}

/** What a cursor is, the more telling kinds first. */
const KINDS = ["instant", "number", "text"] as const;

/** The kind of a cursor, as a rank: 0 for an instant, 1 for a number, 2 for any other text. */
export function cursorKind(cursor: Cursor): number {
  if (instant(cursor) !== undefined) return KINDS.indexOf("instant");
  return KINDS.indexOf(typeof cursor === "number" ? "number" : "text");
}
