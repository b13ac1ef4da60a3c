/** What a run is given besides its pipeline. */
import type { PushPlan } from "./compile/plan.js";
import type { Proxies } from "./http/proxies.js";
import type { Watch } from "./http/watch.js";
import type { Key } from "./keys/keys.js";
import type { ReplayChoice } from "./state/replay.js";
import type { System } from "./steps/system.js";
import type { StateAdapter } from "./store/adapter.js";
import type { Emit, Entry, SeenRequest } from "./types.js";

/** Looks at what a run comes to that writes nothing. */
export interface Look {
  /** Called with what each logic made of a record. */
  readonly onLogic?: ((entry: Entry, index: number, result: unknown) => void) | undefined;
  /** Called with every request to the origin, whether it is sent or kept back; its status comes later. */
  readonly onAsked?: ((seen: SeenRequest) => void) | undefined;
  /** Stands in the place of the push, and passes every entry on. */
  readonly items: (entries: AsyncIterable<Entry>, target: Untouched) => AsyncIterable<Entry>;
}

/** The target of a run that writes nothing. */
export interface Untouched {
  readonly plan: PushPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
}

export interface RunOptions {
  /** The folder of the state of the project: files on their way, and what this machine saw last of a store. */
  readonly directory: string;
  /** Address of the store, e.g. `sqlite:.sync-runner/state.db`, or the store itself. */
  readonly store: string | StateAdapter;
  /** The key of what sessions keep in the store; left out, one is made beside a store that is a file. */
  readonly key?: string | undefined;
  /** How long the lock of a run that does not renew it any more is kept, in ms. */
  readonly leaseMs?: number | undefined;
  /** Items pushed, and records enriched, at a time; at least 1. */
  readonly concurrency: number;
  /** Extra attempts of a request that failed for a while. */
  readonly retries: number;
  readonly rateLimits: boolean;
  /** How long a system may be silent, in ms; the whole of an answer may take ten times as long. */
  readonly timeoutMs?: number | undefined;
  /** Numbers from 0 up to 1 for the jitter of waits. */
  readonly random?: (() => number) | undefined;
  /** False: what is sent again is sent at once, however long a system asks to wait; for tests. */
  readonly waits?: boolean | undefined;
  /** Host → where requests to it go instead. */
  readonly endpoints: ReadonlyMap<string, URL>;
  /** True: nothing is sent to any other host. */
  readonly onlyEndpoints?: boolean | undefined;
  /** Hosts (`host` or `host:port`) that may have a private address. */
  readonly allowHosts?: ReadonlySet<string> | undefined;
  /** The proxies of the environment. */
  readonly proxies?: Proxies | undefined;
  /** Where the windows of a list end, ms since 1970; left out, at the clock of this machine. */
  readonly now?: number | undefined;
  /** The most records to pull. */
  readonly limit?: number | undefined;
  /** The most records of 100 that may be rejected; 100 lets everything pass. Default 50. */
  readonly maxRejects?: number | undefined;
  /** How many of 100 records may be gone from the origin before nothing is archived any more. Default 50. */
  readonly maxDrop?: number | undefined;
  /** Given: the open rejects that it names are run instead of what the origin lists. */
  readonly replay?: ReplayChoice | undefined;
  /** Gets each item as `format` made it, in the order of the records. */
  readonly onItem?: ((item: unknown) => void) | undefined;
  /** What stands in the place of the push; only of a run that writes nothing. */
  readonly look?: Look | undefined;
  /** Given: this record is asked for by its key, instead of the list; only where the connector can ask for one. */
  readonly only?: Key | undefined;
  readonly emit: Emit;
  /** Is told of every request and answer, unmasked. */
  readonly watch?: Watch | undefined;
  /** Gets what becomes secret in the run, e.g. the token that a log-in answered; from then on `mask` knows it. */
  readonly learn: (secret: string) => void;
  /** Puts `***` in the place of secrets, in what is kept of messages. */
  readonly mask: (text: string) => string;
  /** Aborted to finish what is in flight and stop. */
  readonly stop: AbortSignal;
  /** Aborted to stop at once. */
  readonly abort: AbortSignal;
}
