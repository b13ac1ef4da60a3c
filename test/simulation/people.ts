/** The people of the fake origin: known to the test in full, so that it can tell whether one of them got lost. */
import type { Chance } from "../process/chance.js";

export interface Person {
  readonly id: number;
  name: string;
  /** ISO 8601, UTC; several people may have the same. */
  updated_at: string;
  /** A key besides the number, which several people may have, or none. */
  key?: string | number | null;
}

/** Long before any clock: what is stored of a run can only come from here. */
const FIRST = Date.UTC(2024, 0, 1, 9);

/** An instant so many seconds after the first of all. */
export function second(count: number): string {
  return new Date(FIRST + count * 1000).toISOString();
}

/**
 * So many people, in the order of their last change. Some pages hold several of one second.
 *
 * @param spread seconds between two changes, at most
 */
export function somePeople(count: number, chance: Chance, spread = 40): Person[] {
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    if (chance(0, 3) > 0) at += chance(1, spread);
    return { id: 1000 + index, name: `Person ${chance(1, 1_000_000)}`, updated_at: second(at) };
  });
}
