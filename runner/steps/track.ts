/** Remembers which pages of a list were read, to notice at once when it goes round in a circle. */
import { createHash } from "node:crypto";

/** As base64: 96 bits, so that no two pages of any list are taken for one another. */
const digits = 16;

export class Track {
  // Addresses and cursors may be kilobytes long, and a list hundreds of thousands of pages: what is kept of each is short.
  readonly #ordinals = new Map<string, number>();

  /**
   * Notes a page.
   *
   * @param place what tells it from all others: its address, or the value of `page`
   * @returns the ordinal under which it was read before; undefined for one that was not
   */
  visit(place: string, ordinal: number): number | undefined {
    const mark = createHash("sha256").update(place).digest("base64").slice(0, digits);
    const before = this.#ordinals.get(mark);
    if (before === undefined) this.#ordinals.set(mark, ordinal);
    return before;
  }
}
