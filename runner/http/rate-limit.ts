/**
 * Keeps what is sent under a limit of the system, however that system counts.
 *
 * A request was counted there at some moment between its sending and its answer. So a slot is free again one span after the
 * answer: then no span of the server, sliding or fixed, can hold more requests than the limit. First come, first served.
 */
import { type Stoppable, type Stopper, stoppedFault } from "./stop.js";
import type { UnderWay } from "./under-way.js";

export interface RateLimit {
  /** The most requests in any span; at least 1. */
  readonly requests: number;
  /** Length of the span in milliseconds. */
  readonly perMs: number;
}

/** The longest timer that Node keeps is 24.8 days; a longer wait is looked at again after a day. */
const longestTimer = 24 * 3_600_000;

interface Waiter extends Stoppable {
  start(): void;
}

/**
 * @example
 * const limiter = new RateLimiter({ requests: 50, perMs: 10_000 });
 * await limiter.take(stopper);
 * try { await send(); } finally { limiter.done(); }
 */
export class RateLimiter {
  readonly #limit: RateLimit | undefined;
  readonly #now: () => number;
  readonly #underWay: UnderWay | undefined;
  readonly #waiting: ((ms: number) => void) | undefined;
  /** When each of the last answers came, oldest first; each holds its slot for one span more. */
  readonly #answered: number[] = [];
  readonly #queue = new Set<Waiter>();
  #sending = 0;
  #pausedUntil = 0;
  /** How many more the system lets in until then, as its last answer said. */
  #left: { count: number; readonly until: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param limit - undefined limits nothing; pauses are kept all the same
   * @param waiting - told the milliseconds whenever requests begin to wait for a slot
   * @param now - a monotonic clock in milliseconds
   * @param underWay - how many requests may hold a slot at a time; undefined allows any number
   */
  constructor(
    limit?: RateLimit,
    waiting?: (ms: number) => void,
    now: () => number = () => performance.now(),
    underWay?: UnderWay,
  ) {
    this.#limit = limit;
    this.#waiting = waiting;
    this.#now = now;
    this.#underWay = underWay;
  }

  /**
   * Takes a slot. Undefined when one is free, which spares the caller a promise; else a promise of one.
   *
   * @throws {Fault} STOPPED (as rejection) when the run is stopped first.
   */
  take(stopper: Stopper): Promise<void> | undefined {
    if (this.#queue.size === 0 && this.#freeIn() === 0) {
      this.#send();
      return undefined;
    }
    return new Promise((resolve, reject) => {
      if (stopper.stopped) return reject(stoppedFault());
      const waiter: Waiter = {
        start: () => {
          stopper.delete(waiter);
          resolve();
        },
        stop: () => {
          this.#queue.delete(waiter);
          if (this.#queue.size === 0) this.#disarm();
          reject(stoppedFault());
        },
      };
      stopper.add(waiter);
      this.#queue.add(waiter);
      this.#arm();
    });
  }

  /** Tells that the request of a slot was answered or failed. */
  done(): void {
    this.#sending -= 1;
    if (this.#limit !== undefined) this.#answered.push(this.#now());
    if (this.#queue.size > 0) this.#arm();
  }

  /** How many requests hold a slot. */
  get sending(): number {
    return this.#sending;
  }

  /**
   * Lets nothing pass before `until`, a time of the same clock.
   *
   * @returns whether this begins a pause, or makes a standing one longer by a second or more
   */
  pause(until: number): boolean {
    const before = Math.max(this.#pausedUntil, this.#now());
    const news = this.#pausedUntil < this.#now() ? until > before : until >= before + 1000;
    if (until > this.#pausedUntil) {
      this.#pausedUntil = until;
      this.#disarm();
      if (this.#queue.size > 0) this.#arm();
    }
    return news;
  }

  /**
   * Tells what an answer said: `remaining` more requests are let in before `until`, a time of the same clock. Those that are under
   * way may be counted in that, or not: they are taken off.
   */
  know(remaining: number, until: number): void {
    this.#left = { count: remaining - this.#sending, until };
    this.#disarm();
    if (this.#queue.size > 0) this.#arm();
  }

  #send(): void {
    this.#sending += 1;
    if (this.#left !== undefined) this.#left.count -= 1;
  }

  /** Milliseconds until a slot is free: 0 for now, undefined when only an answer can tell. */
  #freeIn(): number | undefined {
    const now = this.#now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    if (this.#underWay !== undefined && this.#sending >= this.#underWay.most) return undefined;
    if (this.#left !== undefined && now >= this.#left.until) this.#left = undefined;
    if (this.#left !== undefined && this.#left.count <= 0) return this.#left.until - now;
    if (this.#limit === undefined) return 0;
    const { requests, perMs } = this.#limit;
    let oldest = this.#answered[0];
    while (oldest !== undefined && now - oldest >= perMs) {
      this.#answered.shift();
      oldest = this.#answered[0];
    }
    if (this.#sending + this.#answered.length < requests) return 0;
    return oldest === undefined ? undefined : perMs - (now - oldest);
  }

  #arm(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#freeIn();
    if (wait === undefined) return;
    if (wait >= 1000 && this.#now() >= this.#pausedUntil) this.#waiting?.(wait);
    this.#timer = setTimeout(() => this.#wake(), Math.min(Math.ceil(wait), longestTimer));
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wake(): void {
    this.#timer = undefined;
    for (const waiter of this.#queue) {
      if (this.#freeIn() !== 0) break;
      this.#queue.delete(waiter);
      this.#send();
      waiter.start();
    }
    if (this.#queue.size > 0) this.#arm();
  }
}
