/** Watches the three deadlines of an attempt with one timer: it is not set anew for each piece, but looks when it rings. */
import type { Deadlines } from "./limits.js";

/** A deadline that passed: what the host did not do, within how many milliseconds. */
export interface Missed {
  readonly what: string;
  readonly within: number;
}

export class Deadline {
  readonly #deadlines: Deadlines;
  readonly #miss: (missed: Missed) => void;
  readonly #startedAt = performance.now();
  #heardAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ringsAt = Number.POSITIVE_INFINITY;

  constructor(deadlines: Deadlines, miss: (missed: Missed) => void) {
    this.#deadlines = deadlines;
    this.#miss = miss;
    this.#arm();
  }

  /** Tells that the headers came, and starts the deadlines of the body. */
  answered(): void {
    this.#heardAt = performance.now();
    // A timer that rings early enough is left alone.
    if (this.#next().at < this.#ringsAt) this.#arm();
  }

  /** Tells that a piece of the body came. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #next(): Missed & { readonly at: number } {
    const { headers, idle, total } = this.#deadlines;
    const whole = { at: this.#startedAt + total, what: "did not end its answer", within: total };
    const step =
      this.#heardAt === undefined
        ? { at: this.#startedAt + headers, what: "sent no headers", within: headers }
        : { at: this.#heardAt + idle, what: "sent nothing more", within: idle };
    return step.at < whole.at ? step : whole;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#ringsAt = this.#next().at;
    this.#timer = setTimeout(() => this.#ring(), Math.max(1, Math.ceil(this.#ringsAt - performance.now())));
  }

  #ring(): void {
    const next = this.#next();
    // A timer may ring up to a millisecond early.
    if (performance.now() < next.at - 1) this.#arm();
    else this.#miss(next);
  }
}
