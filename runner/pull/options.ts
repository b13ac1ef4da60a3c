/** What a pull is told. */
import type { PullPlan } from "../compile/plan.js";
import type { Cursor } from "../cursors/forms.js";
import type { Fault } from "../faults/fault.js";
import type { System } from "../steps/system.js";
import type { Emit } from "../types.js";

export interface PullOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  /** True: read from the token on, and give every entry its cursor. */
  readonly incremental: boolean;
  /** Where to read from; undefined in a first run. */
  readonly from: Cursor | undefined;
  /** The same with the overlap taken off: what the list is asked with, in scope as `cursor`. */
  readonly shifted?: Cursor | undefined;
  /** Where the windows of a list end, ms since 1970; left out, at the clock of this machine. */
  readonly now?: number | undefined;
  /** The most records to pull; records at or before the token do not count, so that a limited run gets somewhere. */
  readonly limit: number | undefined;
  readonly concurrency: number;
  readonly emit: Emit;
  /** Aborted when no further page shall be asked for; one that was asked for is still taken. */
  readonly stop: AbortSignal;
  /** Called when what failed at one record would fail at every other too. */
  readonly onDown: (fault: Fault) => void;
  /** Aborted when not even a page that was asked for shall be waited for. */
  readonly leave: AbortSignal;
}
