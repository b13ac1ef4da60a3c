/** Plays in which the origin is not the same in two runs. */

import { runAgain, runCase } from "./case.js";
import type { Driver } from "./drivers.js";
import { latest } from "./oracle.js";

/** What `between` says happens to the origin between a run and the next. */
interface Between {
  /** So many more people of the very instant of the token. */
  readonly same_instant?: number;
  /** One more person, dated so many seconds before the token. */
  readonly late_seconds?: number;
  /** All dates are an hour ahead of every clock, from the beginning. */
  readonly future?: boolean;
  /** All dates lie in the night in which the clocks of Europe go back. */
  readonly dst?: boolean;
}

export const between: Driver = (t, one, seed) => {
  const { same_instant = 0, late_seconds, future, dst } = one.between as Between;
  return runCase(t, one, seed, {
    before: ({ origin }) => {
      const from = dst ? Date.UTC(2024, 9, 26, 23, 50) : Date.now() + 3_600_000;
      for (const [at, person] of origin.people.entries())
        if (future || dst) person.updated_at = new Date(from + at * (dst ? 180_000 : 1000)).toISOString();
    },
    between: (world) => {
      const token = latest(world);
      const { people } = world.origin;
      for (let n = 0; n < same_instant; n += 1)
        people.push({ id: 900 - n, name: "Came late", updated_at: token });
      if (late_seconds !== undefined) {
        const updated_at = new Date(Date.parse(token) - late_seconds * 1000).toISOString();
        people.push({ id: 900, name: "Came late", updated_at });
      }
    },
  });
};

/** A whole run, and then only a `share` of the people is left. */
export const shrunk: Driver = (t, one, seed) =>
  runCase(t, { ...one, expect: { once: true, ...one.expect } }, seed, {
    before: async (world) => {
      world.run = 0;
      const { ended } = await runAgain({ ...one, options: ["--max-drop", "100"] }, world, seed);
      if (ended.exit !== 0) throw new Error(`the run before failed: ${ended.stderr}`);
      world.run = 1;
      const { people } = world.origin;
      world.origin.people = people.slice(0, Math.floor((people.length * Number(one.share)) / 100));
    },
  });
