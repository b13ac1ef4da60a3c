/**
 * Pulls records: pages one ahead of what is taken, and the requests of each record several at once, order kept. A record's own
 * requests start when its page is there, not when the record is taken: what a page links to may expire within seconds.
 */
import { shiftBack } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import { type Fault, systemFault } from "../faults/fault.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Absence, Entry } from "../types.js";
import { Facts } from "./facts.js";
import type { PullOptions } from "./options.js";
import { unmovable } from "./order.js";
import { Parts } from "./parts.js";
import { Quota } from "./quota.js";
import { readAhead } from "./read-ahead.js";

/** A pull under way. */
export interface Pull {
  readonly entries: AsyncGenerator<Entry>;
  /** Why the list could not be read to its end; undefined when it could, or was stopped on purpose. */
  readonly fault: Fault | undefined;
  /** The promise of the manifest that the list did not keep: nothing is missing, but the token has to stay. */
  readonly disorder: Fault | undefined;
  /** True once every record of the list was given. */
  readonly complete: boolean;
  /** True where a limit, of the command or of the manifest, left records over. */
  readonly isCut: boolean;
  /** Where the token goes once every entry is settled; undefined where it has to stay. */
  readonly highest: Cursor | undefined;
  /** The clock of the origin at the first page, ms since 1970; no record that is later moves the token. */
  readonly clock: number | undefined;
  /** What the list proves of records that are not in it. */
  readonly absence: Absence;
}

/** Starts a pull; nothing is sent before the first entry is taken. */
export function startPull(options: PullOptions): Pull {
  const facts = new Facts(options);
  return {
    entries: entries(options, facts),
    get fault() {
      return facts.fault;
    },
    get disorder() {
      return facts.disorder;
    },
    get complete() {
      return facts.complete;
    },
    get isCut() {
      return facts.quota?.isCut === true;
    },
    get highest() {
      return facts.highest;
    },
    get clock() {
      return facts.clock;
    },
    get absence() {
      return facts.absence;
    },
  };
}

async function* entries(options: PullOptions, facts: Facts): AsyncGenerator<Entry> {
  const { plan, system, parameters, mode, incremental, limit, leave } = options;
  try {
    const start: Scope = { auth: system.account, parameters, mode, incremental };
    const base = (await takeSteps(plan.once, start, system)).scope;
    const quota = new Quota(limit, await plan.list.limit?.(base));
    facts.quota = quota;
    const parts = new Parts({ ...options, shifted: overlapped(options) }, facts, quota, base);
    facts.isLeft = yield* readAhead(() => parts.next(), leave);
  } catch (error) {
    facts.fault = systemFault(error);
  }
}

/** Where an incremental run reads from: a little before the token where records may turn up late. */
function overlapped({ plan: { cursor }, system, from }: Omit<PullOptions, "shifted">): Cursor | undefined {
  if (from === undefined || !cursor) return from;
  const shifted = shiftBack(from, cursor.overlapMs);
  if (shifted === undefined) throw unmovable(from, cursor, system.connector);
  return shifted;
}
