/** The clock of an origin, by the Date header of its first page: no token is later than that. */
import type { Emit } from "../types.js";

/** Further away from the clock of this machine no clock is believed. */
const DAY = 24 * 60 * 60 * 1000;

/** The clock of the origin where it has one that can be right, else the clock of this machine. */
export function believableClock(told: number | undefined, emit: Emit, now = Date.now()): number {
  if (told === undefined) return now;
  if (Math.abs(told - now) <= DAY) return told;
  const [there, here] = [told, now].map((at) => new Date(at).toISOString());
  emit({
    type: "warning",
    message: `the clock of the origin says ${there}, more than a day away from ${here}; the clock of this machine is used`,
    hint: "If this machine's own clock is wrong, set it: no token is stored that is later.",
  });
  return now;
}
