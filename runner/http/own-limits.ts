/** The limits of a connector: which of them a request counts for, and what the answers say of them. */
import type { HttpResponse, Method, OwnLimit, Told } from "./message.js";
import { RateLimiter } from "./rate-limit.js";
import { longestWait } from "./retry.js";
import type { Stopper } from "./stop.js";

/** What one request holds of the limits until it is answered. */
export interface Held {
  /** It was answered, or failed. */
  done(): void;
  /** What its answer says of the limits. */
  learn(answer: HttpResponse): Promise<void>;
}

export class OwnLimits {
  readonly #all: readonly { readonly limit: OwnLimit; readonly limiter: RateLimiter }[];
  readonly #now: () => number;

  /**
   * @param waiting - told the milliseconds whenever requests begin to wait
   * @param now - a monotonic clock in milliseconds
   */
  constructor(
    limits: readonly OwnLimit[],
    waiting: (ms: number) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#now = now;
    this.#all = limits.map((limit) => ({ limit, limiter: new RateLimiter(limit, waiting, now) }));
  }

  /**
   * Takes a slot of each limit that a request counts for, always in the same order, so that no two wait for each other.
   *
   * @throws {Fault} STOPPED
   */
  async take(method: Method, url: URL, stopper: Stopper): Promise<Held> {
    const taken: { readonly limit: OwnLimit; readonly limiter: RateLimiter }[] = [];
    const done = () => {
      for (const { limiter } of taken) limiter.done();
    };
    try {
      for (const one of this.#all) {
        if (one.limit.counts?.(method, url) === false) continue;
        await one.limiter.take(stopper);
        taken.push(one);
      }
    } catch (error) {
      done();
      throw error;
    }
    return {
      done,
      learn: async (answer) => {
        for (const { limit, limiter } of taken) this.#note(limiter, limit, await limit.told?.(answer));
      },
    };
  }

  #note(limiter: RateLimiter, limit: OwnLimit, told: Told | undefined): void {
    if (told === undefined) return;
    const ms = told.ms ?? limit.perMs;
    // Nobody waits for tomorrow without being asked to: what is sent then is refused, and that says what to do.
    if (ms <= longestWait) limiter.know(told.remaining, this.#now() + ms);
  }
}
