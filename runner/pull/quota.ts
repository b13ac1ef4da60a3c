/** The most records that a run pulls, by its command or by the manifest. */
import type { Cursor } from "../cursors/forms.js";
import type { Row } from "./rows.js";

export class Quota {
  /** True once the limit left records over. */
  isCut = false;
  /** The cursor of the first record that was left over; undefined where it is not known. */
  cutAt: Cursor | undefined;
  readonly #most: number;
  #count = 0;

  /**
   * @param limits - numbers of records, the least of which counts; whatever is no number limits nothing
   * @example new Quota(10, undefined) // at most ten
   */
  constructor(...limits: readonly unknown[]) {
    this.#most = Math.min(...limits.map(asLimit));
  }

  /** True when no further record is given. */
  get isMet(): boolean {
    return this.#count >= this.#most;
  }

  /**
   * The rows that are given: up to the limit.
   *
   * @param isCounted - whether a row is one of those that the limit speaks of
   */
  within(rows: readonly Row[], isCounted: (row: Row) => boolean): readonly Row[] {
    if (this.#most === Number.POSITIVE_INFINITY) return rows;
    for (const [at, row] of rows.entries()) {
      if (!isCounted(row)) continue;
      if (this.isMet) {
        this.isCut = true;
        this.cutAt = row.cursor;
        return rows.slice(0, at);
      }
      this.#count += 1;
    }
    return rows;
  }
}

function asLimit(value: unknown): number {
  return typeof value === "number" && value >= 0 ? value : Number.POSITIVE_INFINITY;
}
