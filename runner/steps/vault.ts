/** Where sessions keep what outlives a run, as those who log in see it. */
import type { Scope } from "./system.js";

/** What a session keeps. */
export interface Kept {
  readonly values: Scope;
  /** What it was made with. It stays until the values have worked: a system may go on taking it until then. */
  readonly before?: Scope | undefined;
}

/** The kept values of one credential, while nobody else can log in with it. */
export interface Held {
  readonly kept: Kept | undefined;
  /** Durable when it resolves. @throws Fault LOCK_LOST, STORE_FAILED */
  keep(kept: Kept): Promise<void>;
}

export interface Vault {
  /**
   * Waits until nobody else logs in with a credential, in whatever run that shares the store, and keeps everybody else out until `work`
   * is done.
   *
   * @param credential tells it from every other; it may hold secrets, and is not stored
   * @throws Fault LOCKED when somebody else takes too long, STORE_FAILED, STORE_CORRUPT, USAGE without a key
   */
  hold<T>(credential: string, work: (held: Held) => Promise<T>): Promise<T>;
}
