/**
 * Keeps further attempts a small share of all requests: a system in trouble gets no better by being asked six times as much,
 * and a run that has to fail fails sooner.
 *
 * Every first attempt earns a fifth of a further one. So that a small run can try again too, and a moment without the system does not
 * end what is in flight, the first 250 have earned theirs in advance: until then there are fifty further attempts in all, and from
 * then on never more than one in five.
 */

/** First attempts that pay for a further one. */
const price = 5;
/** Further attempts that are there before anything was earned. */
const advance = 50;
/** What a long quiet time can save up: enough for a burst, too little for an outage. */
const most = 200;

/**
 * The budget of one channel.
 *
 * @example
 * budget.earn();
 * if (failed && budget.spend()) sendAgain();
 */
export class RetryBudget {
  /** In first attempts, so that no fractions add up to almost one. */
  #saved = advance * price;
  #owed = advance * price;

  /** Tells of the first attempt of a request. */
  earn(): void {
    if (this.#owed > 0) this.#owed -= 1;
    else this.#saved = Math.min(this.#saved + 1, most * price);
  }

  /** Takes one further attempt; false when there is none. */
  spend(): boolean {
    if (this.#saved < price) return false;
    this.#saved -= price;
    return true;
  }
}
