/** What a kind of store must offer, so that another kind is one more folder beside sqlite/, redis/ and postgres/. */

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

/** Which store this is and how far it has come for one workflow_id: what tells an emptied or older copy from the right one (I3). */
export interface Generation {
  /** Random, made with the row; "" in a row that version 0.1.0 made and nobody has acquired since. */
  readonly lineage: string;
  /** Grows by one with every acquisition and every commit, in the same transaction. */
  readonly revision: number;
}

/** A lease as it is to be stored. */
export interface NewLease extends Fence, Expiry {
  readonly action: string;
  /** The Identity of the owner as JSON; the store does not look inside. */
  readonly owner: string;
  /** Milliseconds since 1970 of the acquisition. */
  readonly since: number;
  /** For a row that has none; one that is there stays. */
  readonly lineage: string;
}

/** The lease of one workflow_id as the store keeps it; it stays after a release, because its epoch must go on growing. */
export interface LeaseRow extends NewLease, Generation {}

/** A value to be stored, or undefined for a key to be removed. */
export interface RawChange {
  readonly key: string;
  readonly value: string | undefined;
}

/** Keys between two limits, compared by their bytes in UTF-8. */
export interface KeyRange {
  /** The first key that may be listed, unless it is `except`. */
  readonly from: string;
  /** The first key that may not. */
  readonly until: string;
  readonly except: string | undefined;
  /** Lists no more than these; undefined lists all. */
  readonly limit: number | undefined;
}

/** The part of an adapter that Keyv sees: a KeyvStoreAdapter that holds text. */
export interface ValueStorage {
  /** Keyv reads `dialect` to know that the adapter can be iterated. */
  readonly opts: { readonly url: string; readonly dialect: string };
  /** Set by Keyv. */
  namespace?: string | undefined;
  /** undefined only when the store answered and has no such key; rejects in every other case (I3). */
  get(key: string): Promise<string | undefined>;
  /** As `get`, for each key in its place, with one request to the store. */
  getMany(keys: string[]): Promise<(string | undefined)[]>;
  /** Durable when it resolves. Without a fence: for tests and for what Keyv asks of an adapter. */
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
  /** The absolute path of a store that is a file. */
  readonly file: string | undefined;
  /** What a user should know of this store, one sentence each. */
  readonly warnings: readonly string[];
  /** Keys and raw values in order of the bytes of the keys. */
  list(range: KeyRange): Promise<(readonly [key: string, value: string])[]>;
  /**
   * Makes all changes or none, in one transaction with the check that the fence is current, and reads back what it wrote. No key
   * comes twice. Not durable means: survives SIGKILL, need not survive a power cut.
   *
   * @returns the revision after it; undefined when the fence is not current, and then nothing was changed
   */
  commit(changes: readonly RawChange[], fence: Fence, durable: boolean): Promise<number | undefined>;
  lease(workflowId: string): Promise<LeaseRow | undefined>;
  /** Stores the lease if it is still exactly what was `seen`; undefined when somebody was faster. */
  acquire(lease: NewLease, seen: LeaseRow | undefined): Promise<Generation | undefined>;
  /** False when the fence is not current any more. */
  renew(fence: Fence, expiry: Expiry): Promise<boolean>;
  /** Does nothing when the fence is not current any more. */
  release(fence: Fence): Promise<void>;
  disconnect(): Promise<void>;
}
