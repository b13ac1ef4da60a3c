/** How many records a list has, by one answer after the other: what goes away while its pages are counted shifts others past the reader. */
export class Totals {
  #first: number | undefined;
  #last: number | undefined;
  #hasChanged = false;

  /** Whether two answers said different totals. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  /** Takes the total of the next answer; one that does not say it takes nothing back. @returns whether there are fewer than before */
  note(total: number | undefined): boolean {
    if (total === undefined) return false;
    const before = this.#last;
    this.#first ??= total;
    this.#last = total;
    this.#hasChanged ||= before !== undefined && before !== total;
    return before !== undefined && total < before;
  }

  /** @example `${totals}` // "7, and then 6" */
  toString(): string {
    return `${this.#first}, and then ${this.#last}`;
  }
}
