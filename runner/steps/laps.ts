/** Notices a list that gives the same pages again under other addresses: its system ignores what asks for the next page (I9). */
import { createHash } from "node:crypto";

/** As base64: 96 bits, so that no two pages of any list are taken for one another. */
const DIGITS = 16;
/** So many pages are remembered: memory shall not grow with the list. A circle of more pages is found by nobody. */
const REMEMBERED = 100_000;
/** A page may come again once by chance: where others come or go, or where a list holds the same thing twice. */
const FEWEST = 2;

export class Laps {
  /** The last ordinal of each page, by what it held. */
  readonly #ordinals = new Map<string, number>();
  /** How many pages in a row came before. */
  #known = 0;
  /** How many of them came as long ago as the one before them. */
  #inStep = 0;
  #distance: number | undefined;

  /**
   * Notes a page.
   *
   * @param page its records, as text or digest; a page without records is to be left out
   * @returns the ordinal of the page that it repeats, once a whole lap was repeated; undefined for any other
   */
  visit(page: string, ordinal: number): number | undefined {
    const mark = page.slice(0, DIGITS);
    const before = this.#ordinals.get(mark);
    const different = this.#ordinals.size;
    this.#note(mark, ordinal);
    if (before === undefined) {
      [this.#known, this.#inStep, this.#distance] = [0, 0, undefined];
      return undefined;
    }
    this.#known += 1;
    this.#inStep = this.#distance === ordinal - before ? this.#inStep + 1 : 1;
    this.#distance = ordinal - before;
    // Where one lap holds a page twice, its pages are not in step.
    const isLap =
      this.#inStep >= Math.max(FEWEST, this.#distance) || this.#known >= Math.max(FEWEST, different);
    return isLap ? before : undefined;
  }

  #note(mark: string, ordinal: number): void {
    this.#ordinals.delete(mark);
    const [oldest] = this.#ordinals.keys();
    if (this.#ordinals.size >= REMEMBERED && oldest !== undefined) this.#ordinals.delete(oldest);
    this.#ordinals.set(mark, ordinal);
  }
}

/** What tells the records of a page from those of others: the same for the same bytes. */
export function digestOf(records: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(records)).digest("base64");
}
