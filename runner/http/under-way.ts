/**
 * How many requests of a connector are under way at a time. Some systems let in only so many at once and say 429 to the rest; who
 * waits and then sends as many again is refused again. So a 429 halves the number, and it grows back one by one.
 */

/** So many answers without a 429, and one more request may be under way. */
const growsAfter = 20;

export class UnderWay {
  readonly #ceiling: number;
  #most: number;
  #good = 0;
  #reducedAt = Number.NEGATIVE_INFINITY;

  /** @param ceiling - the most that the manifest allows; undefined allows any number */
  constructor(ceiling = Number.POSITIVE_INFINITY) {
    this.#ceiling = ceiling;
    this.#most = ceiling;
  }

  /** The most requests at this moment. */
  get most(): number {
    return this.#most;
  }

  /**
   * Tells of an answer that was a limit.
   *
   * @param sentAt - when its request was sent: what was sent before the last reduction says nothing about what came of it
   * @param count - how many requests were under way, that one among them
   */
  refused(sentAt: number, count: number, now: number): void {
    if (sentAt < this.#reducedAt) return;
    this.#most = Math.max(1, Math.floor(Math.min(this.#most, count) / 2));
    this.#reducedAt = now;
    this.#good = 0;
  }

  /** Tells of an answer that was none. */
  accepted(): void {
    if (this.#most >= this.#ceiling) return;
    this.#good += 1;
    if (this.#good < growsAfter) return;
    this.#most += 1;
    this.#good = 0;
  }
}
