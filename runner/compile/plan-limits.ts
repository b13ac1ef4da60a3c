/** What the compiler says of how many requests a system lets in. */
import type { Evaluate } from "./slots.js";

/** A span of requests: at most `requests` in any `perMs` milliseconds. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** A limit of a connector, which may hold for some of its requests alone. */
export interface LimitPlan extends Limit {
  /** The path behind the base address, with `*` for one part of it and `**` for any number. */
  readonly path: string | undefined;
  readonly methods: readonly string[] | undefined;
  /** How many more requests an answer says are let in, and for how long. */
  readonly remaining: Evaluate | undefined;
  readonly reset: Evaluate | undefined;
}
