/** The instants among cursors, for whoever needs no more of a cursor than its time. */
import { formOf } from "./forms.js";

/**
 * The instant that a cursor means, in ms since 1970, whatever its form; undefined for anything that means none.
 *
 * @example instantOf("2024-03-19T09:00:00+01:00") // 1710835200000
 */
export function instantOf(value: unknown): number | undefined {
  return typeof value === "string" || typeof value === "number" ? formOf(value).at : undefined;
}
