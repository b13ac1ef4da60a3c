/** What a run came to: its result, its exit code, and the fault behind it. */
import type { Plan } from "../compile/plan.js";
import { Exit, type FaultCode } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";
import type { RunResult } from "../types.js";
import { refused, type Tally, verdict } from "./tally.js";

export interface Conclusion {
  readonly result: RunResult;
  readonly exit: number;
  readonly fault: Fault | undefined;
}

/** What is known at the end of a run. */
export interface RunFacts {
  readonly plan: Plan;
  readonly runId: string;
  readonly tally: Tally;
  readonly started: { readonly at: Date; readonly ms: number };
  readonly fault: Fault | undefined;
  readonly aside: RunResult["aside"];
  /** The token that the run read from; undefined when it read everything. */
  readonly from: string | number | undefined;
  readonly state:
    | {
        readonly token: string | number | undefined;
        readonly rejects: { readonly added: number; readonly open: number; readonly undecided: number };
      }
    | undefined;
  /** True when the run was asked to stop. */
  readonly stopped: boolean;
}

/** Draws the conclusion. The numbers add up: what was read and is in no bucket was not written. */
export function conclude(facts: RunFacts): Conclusion {
  const { plan, tally, state } = facts;
  const { counts } = tally;
  const settled =
    counts.logics_discard +
    counts.logics_failure +
    counts.format_failure +
    counts.write_success +
    counts.write_skipped +
    counts.write_failure -
    facts.aside.write_failure;
  const left = counts.read_success - settled;
  const nothingRead = counts.read_success + counts.read_failure === 0;
  const fault = facts.stopped && !isOwn(facts.fault) ? stoppedFault() : facts.fault;
  const isFatal = facts.fault !== undefined && nothingRead && !facts.stopped;
  const told = verdict(counts, isFatal ? fatalReason(facts.fault) : undefined, left);
  // A list that is not in the order it promises is a reason of its own: records may be missing although none was refused (I9).
  const reason =
    told.reason === "none" && fault?.code === "ORDER_NOT_KEPT" ? "origin_order_not_kept" : told.reason;
  // What ended before its time is no success, however well it went until then.
  const status = fault && told.status === "success" ? "success_with_failures" : told.status;
  const result: RunResult = {
    run_id: facts.runId,
    workflow_id: plan.workflowId,
    action: plan.action,
    status,
    reason,
    persist: plan.persist,
    incremental: plan.incremental,
    read_from: facts.from ?? null,
    incremental_token: state?.token ?? null,
    events: { ...counts },
    aside: facts.aside,
    not_written: left,
    duplicates: tally.duplicates,
    dropped: tally.dropped,
    requests: { ...tally.requests },
    started_at: facts.started.at.toISOString(),
    duration_ms: Math.round(performance.now() - facts.started.ms),
    changed: tally.changed,
    continued: tally.continued,
    archived: tally.archived,
    rejects: state?.rejects.added ?? 0,
    rejects_open: state?.rejects.open ?? 0,
    rejects_unknown: state?.rejects.undecided ?? 0,
  };
  return { result, exit: exitOf(fault, refused(counts)), fault };
}

function exitOf(fault: Fault | undefined, rejected: number): number {
  return fault?.exit ?? (rejected > 0 ? Exit.rejected : Exit.ok);
}

/** Faults that a request to stop does not explain. */
const OWN: ReadonlySet<FaultCode> = new Set([
  "BUG",
  "LOCKED",
  "LOCK_LOST",
  "STORE_FAILED",
  "STORE_CORRUPT",
  "STORE_REPLACED",
  "DISK_FAILED",
  "TOO_MANY_REJECTS",
  "TOO_FEW_RECORDS",
]);

function isOwn(fault: Fault | undefined): boolean {
  return fault !== undefined && OWN.has(fault.code);
}

function stoppedFault(): Fault {
  return new Fault("STOPPED", "stopped on request", { hint: "The same command continues." });
}

function fatalReason(fault: Fault | undefined): RunResult["reason"] {
  if (fault?.code === "LOCKED" || fault?.code.startsWith("STORE_")) return "backend_not_configured";
  return "read_failure";
}
