/** What a kind of store must offer, so that another kind is one more file beside sqlite.ts, redis.ts and postgres.ts. */

/** Names one acquisition of one workflow_id; only the newest acquisition is ever current. */
export interface Fence {
  readonly workflow_id: string;
  readonly epoch: number;
  readonly run_id: string;
}

/** When a lease ends if nobody renews it, on both clocks of its owner. */
export interface Expiry {
  /** Milliseconds since 1970 by the owner's wall clock; 0 for a lease that was released. */
  readonly expires: number;
  /** Milliseconds of the owner's monotonic clock: it cannot be set, but it says something to the same machine only. */
  readonly expires_monotonic: number;
}

/** The lease of one workflow_id as the store keeps it; it stays after a release, because its epoch must go on growing. */
export interface LeaseRow extends Fence, Expiry {
  readonly action: string;
  /** The Identity of the owner as JSON; the store does not look inside. */
  readonly owner: string;
  /** Milliseconds since 1970 of the acquisition. */
  readonly since: number;
}

/** The part of an adapter that Keyv sees: a KeyvStoreAdapter that holds text. */
export interface ValueStorage {
  /** Keyv reads `dialect` to know that the adapter can be iterated. */
  readonly opts: { readonly url: string; readonly dialect: string };
  /** Set by Keyv. */
  namespace?: string | undefined;
  /** undefined only when the store answered and has no such key; rejects in every other case (I3). */
  get(key: string): Promise<string | undefined>;
  /** Durable when it resolves. */
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
  /** Errors that belong to no call, e.g. a connection that broke while idle. */
  on(event: "error", listener: (error: unknown) => void): unknown;
}

/** A kind of store. Every method rejects when the store cannot answer; none may guess. */
export interface StateAdapter extends ValueStorage {
  /** For messages: never with credentials. */
  readonly url: string;
  /** Keys with this prefix and their raw values. */
  iterator(prefix: string): AsyncGenerator<[key: string, value: string], void>;
  /**
   * Writes in one transaction with the check that the fence is current, and reads back what it wrote. False when the fence is
   * not current. Not durable means: survives SIGKILL, need not survive a power cut.
   */
  setFenced(key: string, value: string, fence: Fence, durable: boolean): Promise<boolean>;
  lease(workflowId: string): Promise<LeaseRow | undefined>;
  /** Stores the row if the lease is still exactly what was `seen`; false when somebody was faster. */
  acquire(row: LeaseRow, seen: LeaseRow | undefined): Promise<boolean>;
  /** False when the fence is not current any more. */
  renew(fence: Fence, expiry: Expiry): Promise<boolean>;
  /** Does nothing when the fence is not current any more. */
  release(fence: Fence): Promise<void>;
  disconnect(): Promise<void>;
}
