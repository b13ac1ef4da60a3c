/** Chance that can be had again: the same seed gives the same numbers. */

/** A source of whole numbers. */
export type Chance = (from: number, to: number) => number;

/**
 * Numbers evenly spread between two bounds, both included.
 *
 * @example const chance = seeded(7); const ms = chance(0, 200);
 */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return (from, to) => from + Math.floor(next() * (to - from + 1));
}
