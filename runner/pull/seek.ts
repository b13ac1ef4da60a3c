/**
 * Reads a list that is sorted by its cursor from cursor to cursor instead of page by page. Pages are counted by the system, so a
 * record that moves while the list is read shifts another one past the reader; a cursor stays where it is.
 */

import { compareCursors } from "../cursors/compare.js";
import { type Cursor, formOf } from "../cursors/forms.js";
import { keyId } from "../keys/keys.js";
import type { Row } from "./rows.js";

/** The records of one cursor, by the ids of their keys. */
interface Group {
  readonly cursor: Cursor;
  readonly keys: Set<string>;
  /** True when one of them has no key, so that nobody can tell whether it comes again. */
  hasKeyless: boolean;
}

/** What a page that was asked for by a cursor says of the filter that gave it. */
export type Verdict = "inclusive" | "ask lower" | "not inclusive";

export class Seeker {
  /** The records at the highest cursor so far: with these the next page has to begin. */
  #edge: Group | undefined;
  /** Those at the cursor below it. */
  #below: Group | undefined;
  #from: Cursor | undefined;
  /** True where the pages have to be followed: the filter gives pages that end before they get further. */
  #isStuck = false;

  /** How many records stand at the highest cursor. */
  get edgeSize(): number {
    return this.#edge?.keys.size ?? 0;
  }

  /** The cursor below the edge. */
  get lower(): Cursor | undefined {
    return this.#below?.cursor;
  }

  /** Takes notice of a page that is given. */
  note(rows: readonly Row[]): void {
    const start = twoGroups(rows);
    for (let index = start; index < rows.length; index += 1) {
      const { cursor, key, isStep } = rows[index] ?? {};
      if (cursor === undefined) continue;
      // Within a page only steps can be above the edge.
      if (!this.#edge || ((isStep || index === start) && compareCursors(cursor, this.#edge.cursor) > 0)) {
        [this.#below, this.#edge] = [this.#edge, { cursor, keys: new Set(), hasKeyless: false }];
      }
      if (compareCursors(cursor, this.#edge.cursor) !== 0) continue;
      if (key === undefined) this.#edge.hasKeyless = true;
      else this.#edge.keys.add(keyId(key));
    }
  }

  /**
   * Where to go on after the pages that were noted; undefined where their own next page leads on.
   *
   * @param clock the clock of the origin when the run began, ms since 1970: behind it the pages are followed, since the next run reads
   *   all of that again
   */
  next(clock: number | undefined): Cursor | undefined {
    const edge = this.#edge;
    if (!edge || edge.hasKeyless || this.#isStuck) return undefined;
    const { at } = formOf(edge.cursor);
    if (at !== undefined && clock !== undefined && at > clock) return undefined;
    // A whole page of one instant: its own pages lead on from here.
    if (this.#from !== undefined && compareCursors(edge.cursor, this.#from) <= 0) return undefined;
    return edge.cursor;
  }

  /** Judges the first page behind a cursor: the records that stand there have to come back. */
  judge(rows: readonly Row[]): Verdict {
    const edge = this.#edge;
    if (!edge || holds(rows, edge)) return "inclusive";
    return edge.keys.size === 1 && this.#below ? "ask lower" : "not inclusive";
  }

  /**
   * Judges the page behind the lower cursor. The one record of the edge may have been changed in between, and stands further on now;
   * then the lower one is there, and it is not.
   */
  judgeLower(rows: readonly Row[]): Verdict {
    const [edge, below] = [this.#edge, this.#below];
    if (!edge || !below || !holds(rows, below) || holds(rows, edge)) return "not inclusive";
    [this.#edge, this.#below] = [below, undefined];
    return "inclusive";
  }

  /** Goes on from a page behind `from`: gives the rows that no page before has brought. */
  fresh(rows: readonly Row[], from: Cursor): readonly Row[] {
    this.#from = from;
    const cursors = rows.flatMap(({ cursor }) => cursor ?? []);
    const isRounded = cursors.some((cursor) => compareCursors(cursor, from) < 0);
    const goesOn = cursors.some((cursor) => compareCursors(cursor, from) > 0);
    // A filter that gives whole days, and more of one day than a page holds: each page would begin with the day again.
    if (isRounded && !goesOn) this.#isStuck = true;
    return rows.filter((row) => !isOf(row, this.#edge) && !isOf(row, this.#below));
  }
}

/** Where the last two cursors of a sorted page begin. */
function twoGroups(rows: readonly Row[]): number {
  let steps = 0;
  for (let index = rows.length - 1; index > 0; index -= 1) {
    if (rows[index]?.isStep) steps += 1;
    if (steps === 2) return index;
  }
  return 0;
}

function holds(rows: readonly Row[], group: Group): boolean {
  return rows.some((row) => isOf(row, group));
}

/** Whether a record is one of these: its key, and still the same cursor. Records without a key never are. */
function isOf({ key, cursor }: Row, group: Group | undefined): boolean {
  if (!group || key === undefined || cursor === undefined) return false;
  return group.keys.has(keyId(key)) && compareCursors(cursor, group.cursor) === 0;
}
