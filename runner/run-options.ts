/** What a run is given besides its pipeline. */
import type { PushPlan } from "./compile/plan.js";
import type { HttpOptions } from "./http/client.js";
import type { Key } from "./keys/keys.js";
import type { ReplayChoice } from "./state/replay.js";
import type { System } from "./steps/system.js";
import type { StateAdapter } from "./store/adapter.js";
import type { Entry, SeenRequest } from "./types.js";

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

/** What the client is given, and what is the run's own: its folder for files lies in that of the state, and it ends in two ways. */
export interface RunOptions extends Omit<HttpOptions, "filesDirectory" | "signal" | "deadlines" | "sizes"> {
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
  /** Host → where requests to it go instead. */
  readonly endpoints: ReadonlyMap<string, URL>;
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
  /** Gets what becomes secret in the run, e.g. the token that a log-in answered; from then on `mask` knows it. */
  readonly learn: (secret: string) => void;
  /** Puts `***` in the place of secrets, in what is kept of messages. */
  readonly mask: (text: string) => string;
  /** Aborted to finish what is in flight and stop. */
  readonly stop: AbortSignal;
  /** Aborted to stop at once. */
  readonly abort: AbortSignal;
}
