/**
 * Reads a list that is sorted by its cursor from cursor to cursor instead of page by page. Pages are counted by the system, so a
 * record that moves while the list is read shifts another one past the reader; a cursor stays where it is.
 */
import type { CursorPlan } from "../compile/plan.js";
import type { Evaluate } from "../compile/slots.js";
import { instantOf } from "../cursors/instants.js";
import type { Seek } from "../steps/pages.js";
import type { Scope } from "../steps/system.js";

/** A reader of one list. */
export interface Seeker {
  /** Where to go on after a page. */
  readonly seek: Seek;
  /** The records that no page before has brought: each page begins where the one before ended. */
  fresh(records: readonly unknown[]): Promise<readonly unknown[]>;
}

/**
 * @param clock the clock of the origin when the run began, ms since 1970: behind it the pages are followed, since the next run reads
 *   all of that again
 */
export function createSeeker(
  cursor: CursorPlan,
  key: Evaluate,
  base: Scope,
  clock: () => number | undefined,
): Seeker {
  let from: unknown;
  let edge = new Set<string>();
  const cursorOf = async (record: unknown): Promise<unknown> => cursor.value({ record });
  return {
    async seek(records) {
      const last = await cursorOf(records[records.length - 1]);
      const at = instantOf(last);
      const began = clock();
      if (at !== undefined && began !== undefined && at > began) return undefined;
      // A whole page of one instant, or a list that is not in order: its own pages lead on from here.
      if (!isAfter(last, from)) return undefined;
      from = last;
      return (await cursor.query.render({ ...base, cursor: last })) as Record<string, unknown>;
    },
    async fresh(records) {
      const fresh: unknown[] = [];
      const ids: (readonly [id: string, cursor: unknown])[] = [];
      for (const record of records) {
        const at = await cursorOf(record);
        const id = JSON.stringify([await key(record), at]);
        ids.push([id, at]);
        if (!edge.has(id)) fresh.push(record);
      }
      const last = ids[ids.length - 1]?.[1];
      const isSame = last === from;
      edge = new Set([...(isSame ? edge : []), ...ids.filter(([, at]) => at === last).map(([id]) => id)]);
      return fresh;
    },
  };
}

function isAfter(last: unknown, from: unknown): boolean {
  if (typeof last !== "string" && typeof last !== "number") return false;
  if (from === undefined) return true;
  const [one, other] = [instantOf(last), instantOf(from)];
  if (one !== undefined && other !== undefined) return one > other;
  return typeof last === typeof from && last > (from as string | number);
}
