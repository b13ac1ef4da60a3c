/**
 * The words that the runner itself puts into a result: a credential that happens to be one of them is not given away by it, and masked
 * they would leave a result that no program can read.
 */
import { catalogue } from "../faults/catalogue.js";
import type { Reason, RunResult, Status } from "../types.js";
import { LEVELS } from "./log-lines.js";
import { noCounts } from "./tally.js";

const STATUSES: Record<Status, true> = { success: true, success_with_failures: true, fatal: true };

const REASONS: Record<Reason, true> = {
  none: true,
  bad_origin_parameters: true,
  bad_target_parameters: true,
  origin_is_not_readable: true,
  target_is_not_writable: true,
  mode_not_supported_by_origin: true,
  mode_not_supported_by_target: true,
  origin_does_not_support_incremental: true,
  backend_not_configured: true,
  read_failure: true,
  logics_failure: true,
  format_failure: true,
  write_failure: true,
  getting_incremental_token_failure: true,
  origin_order_not_kept: true,
  event_parsing_failure: true,
};

const KEYS: Record<keyof RunResult, true> = {
  run_id: true,
  workflow_id: true,
  action: true,
  status: true,
  reason: true,
  persist: true,
  incremental: true,
  read_from: true,
  incremental_token: true,
  events: true,
  aside: true,
  not_written: true,
  duplicates: true,
  dropped: true,
  requests: true,
  started_at: true,
  duration_ms: true,
  changed: true,
  continued: true,
  archived: true,
  rejects: true,
  rejects_open: true,
  rejects_unknown: true,
};

const ENVELOPE = ["command", "ok", "result", "error", "code", "message", "hint", "exit", "location"];
const PLACES = ["file", "line", "column", "findings", "more_findings"];
const LOG = ["time", "level", "key", "connector", "ms", "attempt", "records", "total", "why", "token"];
/** What a trace and a preview say. */
const SEEN = [
  ...[
    "type",
    "request",
    "page",
    "wait",
    "reason",
    "method",
    "url",
    "query",
    "headers",
    "body",
    "size",
    "text",
  ],
  ...["cut", "parts", "answer", "next", "cursor", "log", "version", "creator", "entries", "startedDateTime"],
  ...["httpVersion", "cookies", "queryString", "postData", "mimeType", "params", "headersSize", "bodySize"],
  ...["response", "statusText", "content", "redirectURL", "cache", "timings", "send", "receive", "name"],
  ...["value", "filename", "content_type", "_connector", "_attempt", "_error", "_page", "_waits", "comment"],
];
const COMMANDS = [
  "run",
  "validate",
  "connectors",
  "docs",
  "state",
  "rejects",
  "sandbox",
  "rejects replay",
  "check",
  "why",
  "init",
  "new",
  "schema",
];

/** Texts and keys that are never masked as a whole; inside a longer text they are. */
export const OWN_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys({ ...catalogue, ...STATUSES, ...REASONS, ...KEYS, ...noCounts() }),
  ...LEVELS,
  ...ENVELOPE,
  ...PLACES,
  ...LOG,
  ...SEEN,
  ...COMMANDS,
]);
