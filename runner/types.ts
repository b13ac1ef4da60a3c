/** What the stages hand to one another. A stage knows these types and no other stage. */
import type { Fault } from "./faults/fault.js";
import type { FileHandle } from "./http/files.js";
import type { HttpRequest } from "./http/message.js";
import type { Key } from "./keys/keys.js";

/** What a record can end as; each record ends as exactly one of these (I2). */
export type Bucket =
  /** Left out by the manifest: no record of this flow. */
  | "dropped"
  | "read_failure"
  | "logics_discard"
  | "logics_failure"
  | "format_failure"
  | "write_success"
  | "write_skipped"
  | "write_failure"
  | "not_written";

/** The counted events of a run. */
export type EventName =
  | "read_success"
  | "read_failure"
  | "logics_discard"
  | "logics_failure"
  | "format_failure"
  | "write_success"
  | "write_skipped"
  | "write_failure"
  | "callback_executed"
  | "callback_failure"
  | "getting_incremental_token_failure";

/** How a record ended, and why. */
export interface Outcome {
  readonly bucket: Bucket;
  /** Why a record was refused. */
  readonly fault?: Fault;
  /** Why an item was skipped, as the manifest says it. */
  readonly reason?: string;
  /** True for an item that was skipped although it is not what the target was sent. */
  readonly hasChanged?: boolean;
  /** True for an item that was skipped without asking its target, which says nothing of whether it is there to be asked. */
  readonly isUnsent?: boolean;
  /** True when nothing became known of the record: a reject of it stays open. */
  readonly isOpen?: boolean;
}

/**
 * One record on its way through the run. Every stage passes every entry on, in the order of the pull: a stage that ends a
 * record sets `outcome`, and the later stages leave such an entry alone. So nothing can fall out between two stages (I1, I2).
 */
export interface Entry {
  /** Position in the pull, from 0. */
  readonly index: number;
  /** The natural key of the record; undefined when the record has none. */
  readonly key: Key | undefined;
  /** The cursor value of the record; undefined in a run that is not incremental. */
  readonly cursor: string | number | undefined;
  /**
   * Up to here the token may be saved while the run goes on, once this entry and all before it are settled. It is asked for at that
   * moment: the pages that come later decide it. Undefined where nothing may be saved (yet).
   */
  readonly mark?: string | number | undefined;
  /** The record as the list gave it. */
  readonly listed?: unknown;
  /** What was pulled; this is what a reject keeps, so that a replay goes through logics and format again. */
  pulled?: unknown;
  /** What was pulled, then what `logics` made of it. */
  record: unknown;
  /** What `format` made of the record. */
  item?: unknown;
  outcome?: Outcome;
  /** True when a write for this item may have been sent by a run that did not live to see the answer. */
  interrupted?: boolean;
  /** The elements for which the part of the list was read that gave it: the steps of its record see them. */
  readonly part?: Readonly<Record<string, unknown>> | undefined;
  /** In a replay: the pull parameters that an event brought to the run which rejected it. */
  readonly event?: Readonly<Record<string, unknown>> | undefined;
  /** In a replay: the pull parameters of that run, where they are not those of the pipeline file. */
  parameters?: Readonly<Record<string, unknown>>;
  /** In a replay: which reject this is. */
  readonly reject?: string;
  /** True for a reject that could not be read to its end: it is read once more before it goes on. */
  readonly isStale?: boolean;
  /** True for a reject of unknown outcome: whoever replays it has looked at the target and wants it sent. */
  readonly isForced?: boolean;
  /** The id of the item in the ledger, and the hash of what is sent. */
  write?: { readonly id: string; readonly hash: string };
  /** Files that were read for this record; released when it is settled. */
  files?: FileHandle[];
}

/** A request of an item, as it was rendered. */
export interface SeenRequest {
  readonly request: HttpRequest;
  /** Undefined for one that was kept back, or has no answer. */
  status?: number;
  readonly isSent: boolean;
}

/** What a preview shows of an entry. */
export interface Previewed {
  readonly entry: Entry;
  readonly requests: readonly SeenRequest[];
  /** Why nothing would be written, or what cannot be known. */
  readonly remarks: readonly string[];
  /** Why the steps failed before the first write. */
  readonly fault?: Fault | undefined;
}

/** What is known of an item beyond this run. */
export interface Known {
  /** Its write may have been sent, was confirmed, or was told to be of unknown outcome. */
  readonly state: "begun" | "sent" | "unknown";
  /** Hash of the item as it was sent; empty where that is not known. */
  readonly hash: string;
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What a list says of a record that is not in it: it is gone, it is when two such lists lack it, or nothing. */
export type Absence = "proven" | "weak" | "unproven";

/** The JSON values. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One HTTP attempt that was answered or failed. */
export interface RequestEvent {
  readonly type: "request";
  readonly connector: string;
  readonly method: string;
  readonly host: string;
  /** Path without query: a query may hold what must not be logged. */
  readonly path: string;
  /** Missing when no answer came. */
  readonly status?: number;
  readonly ms: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** Everything a run tells its report; the terminal, the log and the result are rendered from these and nothing else. */
export type RunEvent =
  | {
      readonly type: "started";
      readonly run_id: string;
      readonly workflow_id: string;
      readonly action: string;
    }
  | {
      readonly type: "counted";
      readonly event: EventName;
      readonly key?: string;
      readonly fault?: Fault;
      readonly reason?: string;
      /** True for an item that was skipped although it is not what the target was sent. */
      readonly changed?: boolean;
    }
  | { readonly type: "page"; readonly records: number; readonly total?: number }
  /** Records that the manifest leaves out of this flow. */
  | { readonly type: "dropped"; readonly records: number; readonly key?: string; readonly reason?: string }
  /** A record that the list gave before. */
  | { readonly type: "duplicate"; readonly key?: string }
  | RequestEvent
  /** A step failed whose manifest lets the record or item go on. */
  | { readonly type: "continued"; readonly where: string; readonly fault: Fault }
  /** Something that the origin does not list any more was archived. */
  | { readonly type: "archived" }
  | { readonly type: "waiting"; readonly connector: string; readonly ms: number; readonly why: string }
  | { readonly type: "token"; readonly token: string | number }
  | { readonly type: "note"; readonly message: string }
  | { readonly type: "warning"; readonly message: string; readonly hint?: string }
  | { readonly type: "finished"; readonly result: RunResult; readonly fault?: Fault };

/** Where the stages send their events. */
export type Emit = (event: RunEvent) => void;

export type Status = "success" | "success_with_failures" | "fatal";

export type Reason =
  | "none"
  | "bad_origin_parameters"
  | "bad_target_parameters"
  | "origin_is_not_readable"
  | "target_is_not_writable"
  | "mode_not_supported_by_origin"
  | "mode_not_supported_by_target"
  | "origin_does_not_support_incremental"
  | "backend_not_configured"
  | "read_failure"
  | "logics_failure"
  | "format_failure"
  | "write_failure"
  | "getting_incremental_token_failure"
  | "origin_order_not_kept"
  | "event_parsing_failure";

/** What a run comes to; the `result` of `--json`. */
export interface RunResult {
  readonly run_id: string;
  readonly workflow_id: string;
  readonly action: string;
  readonly status: Status;
  readonly reason: Reason;
  readonly persist: boolean;
  readonly incremental: boolean;
  /** The token that the run read from; null when it read everything. */
  readonly read_from: string | number | null;
  /** The token as it stands after the run; null when there is none. */
  readonly incremental_token: string | number | null;
  readonly events: Readonly<Record<EventName, number>>;
  /** Failures among the events that are no records: a list that broke off, steps behind the last item. */
  readonly aside: { readonly read_failure: number; readonly write_failure: number };
  /** Records that were read but not tried at the target, because the run ended first; the same command takes them up again. */
  readonly not_written: number;
  /** Records that the list gave once more, e.g. on pages that overlap; each is counted among the events, too. */
  readonly duplicates: number;
  /** Records that the manifest left out, because they are not of this flow; they are not among the events. */
  readonly dropped: number;
  /** HTTP attempts by connector. */
  readonly requests: Readonly<Record<string, number>>;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly duration_ms: number;
  /** Items that were skipped although they are not what the target was sent, because it cannot be asked and written again. */
  readonly changed: number;
  /** Steps that failed and were passed over, because the manifest says so (`on_error: continue`). */
  readonly continued: number;
  /** Items that were archived because the origin does not list them any more. */
  readonly archived: number;
  /** Rejects that this run has added or replaced. */
  readonly rejects: number;
  /** Rejects of what this pipeline reads and writes that are open after the run, those of earlier runs among them. */
  readonly rejects_open: number;
  /** Those among them of which nobody knows whether they were written: a replay leaves them out unless they are named. */
  readonly rejects_unknown: number;
}
