/** What callbacks see of a run. */

import type { EventName, RunResult } from "../types.js";
import { boolean, nil, number, object, oneOf, type Type, text, union, whole } from "../typing/type.js";

const token = union(text, number, nil);

const events: Readonly<Record<EventName, Type>> = {
  read_success: whole,
  read_failure: whole,
  logics_discard: whole,
  logics_failure: whole,
  format_failure: whole,
  write_success: whole,
  write_skipped: whole,
  write_failure: whole,
  callback_executed: whole,
  callback_failure: whole,
  getting_incremental_token_failure: whole,
};

const members: Readonly<Record<keyof RunResult, Type>> = {
  run_id: text,
  workflow_id: text,
  action: text,
  status: oneOf("success", "success_with_failures", "fatal"),
  reason: text,
  persist: boolean,
  incremental: boolean,
  read_from: token,
  incremental_token: token,
  events: object(events, "`events`"),
  aside: object({ read_failure: whole, write_failure: whole }, "`aside`"),
  not_written: whole,
  duplicates: whole,
  dropped: whole,
  requests: { kind: "object", members: {}, rest: whole },
  started_at: text,
  duration_ms: number,
  changed: whole,
  continued: whole,
  archived: whole,
  rejects: whole,
  rejects_open: whole,
  rejects_unknown: whole,
};

/** The type of `result`. */
export const resultType: Type = object(members, "the result");
