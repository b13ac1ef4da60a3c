/**
 * How far the token may be saved while a list is still being read: only below what the next page begins with, so a page has to be
 * followed by another one, or be the last, before its own cursors count (I1, I9).
 */
import { compareCursors } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import type { Row } from "./rows.js";

/** The marks of one page; those of its entries change when the next page is known. */
export class PageMarks {
  /** What the pages before allow. */
  readonly #base: Cursor | undefined;
  #lower: Cursor | undefined;
  #last: Cursor | undefined;
  /** Whether the last cursor is allowed, too; undefined while nobody knows what follows. */
  #isWhole: boolean | undefined;

  constructor(rows: readonly Row[], before?: PageMarks) {
    if (before) [this.#base, this.#lower, this.#last] = [before.#allowed, before.#lower, before.#last];
    const [lower, last] = twoHighest(rows);
    const ceiling = this.#last;
    if (last === undefined || (ceiling !== undefined && !isAbove(last, ceiling))) return;
    this.#last = last;
    this.#lower = lower !== undefined && (ceiling === undefined || isAbove(lower, ceiling)) ? lower : ceiling;
  }

  /** To be called when the next page is known; without rows when there is none. */
  follow(rows?: readonly Row[]): void {
    const first = rows?.find(({ cursor }) => cursor !== undefined)?.cursor;
    const isEnd = rows === undefined;
    this.#isWhole = isEnd || (first !== undefined && this.#last !== undefined && isAbove(first, this.#last));
  }

  /** Gives the mark of a row after the other; each is to be asked for when its record is settled. */
  of(rows: readonly Row[]): (index: number) => () => Cursor | undefined {
    let [lower, last]: (Cursor | undefined)[] = [];
    return (index) => {
      const { cursor, isStep } = rows[index] ?? {};
      if (cursor !== undefined) {
        if (isStep) lower = last;
        last = cursor;
      }
      const isTail = rows.length - 1 === index;
      const own = rows[index + 1]?.isStep ? last : lower;
      return () => {
        if (this.#isWhole === undefined) return this.#base;
        if (isTail) return this.#allowed;
        return own ?? this.#base;
      };
    };
  }

  /** What may be saved when all of the page is settled. */
  get #allowed(): Cursor | undefined {
    if (this.#isWhole === undefined) return this.#base;
    return (this.#isWhole ? this.#last : this.#lower) ?? this.#base;
  }
}

/** The last two cursors of a sorted page that differ. */
function twoHighest(rows: readonly Row[]): readonly [lower: Cursor | undefined, last: Cursor | undefined] {
  let last: Cursor | undefined;
  let isBelow = false;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const { cursor, isStep } = rows[index] ?? {};
    if (cursor === undefined) continue;
    if (isBelow) return [cursor, last];
    last ??= cursor;
    isBelow = isStep ?? false;
  }
  return [undefined, last];
}

function isAbove(cursor: Cursor, other: Cursor): boolean {
  return compareCursors(cursor, other) > 0;
}
