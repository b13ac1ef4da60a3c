/** What each event of a run is called in the log. */
import type { RequestEvent, RunEvent } from "../types.js";
import { FAILURES } from "./tally.js";
import { duration } from "./words.js";

/** How much the log tells: each level tells what those before it tell, too. */
export const LEVELS = ["error", "warn", "info", "debug"] as const;
export type Level = (typeof LEVELS)[number];

/** One line of the log, before it is rendered. */
export interface LogLine {
  readonly level: Level;
  readonly message: string;
  /** What else is known; what is undefined is left out. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
}

/** The level an event is told at, known without building its line. */
export function levelOf(event: RunEvent): Level {
  switch (event.type) {
    case "counted":
      return FAILURES.has(event.event) ? "warn" : event.changed ? "info" : "debug";
    case "request":
    case "page":
    case "dropped":
    case "duplicate":
    case "archived":
      return "debug";
    case "continued":
    case "warning":
      return "warn";
    case "finished":
      return event.fault === undefined ? "info" : "error";
    default:
      return "info";
  }
}

/** The line of an event, at the level that `levelOf` gives it. */
export function lineOf(event: RunEvent): LogLine {
  const level = levelOf(event);
  switch (event.type) {
    case "started": {
      const { run_id, workflow_id, action } = event;
      return { level, message: "run started", fields: { run_id, workflow_id, action } };
    }
    case "counted": {
      const { event: name, key, fault, reason } = event;
      const message = fault === undefined ? name : `${name}: ${fault.message}`;
      return { level, message, fields: { key, code: fault?.code, reason } };
    }
    case "page":
      return { level, message: "page read", fields: { records: event.records, total: event.total } };
    case "dropped": {
      const { records, key, reason } = event;
      return { level, message: "left out: not of this flow", fields: { records, key, reason } };
    }
    case "duplicate":
      return { level, message: "the list gave this record before", fields: { key: event.key } };
    case "request":
      return { level, message: `${event.method} ${event.host}${event.path}`, fields: requestFields(event) };
    case "waiting": {
      const { connector, why, ms } = event;
      return { level, message: `waiting ${duration(ms)}`, fields: { connector, why } };
    }
    case "token":
      return { level, message: "incremental token stored", fields: { token: event.token } };
    case "continued": {
      const { where, fault } = event;
      return { level, message: `passed over: ${fault.message}`, fields: { where, code: fault.code } };
    }
    case "archived":
      return { level, message: "archived: the origin does not list it any more", fields: {} };
    case "note":
      return { level, message: event.message, fields: {} };
    case "warning":
      return { level, message: event.message, fields: { hint: event.hint } };
    case "finished": {
      const { status, reason, duration_ms } = event.result;
      const message = event.fault === undefined ? "run finished" : `run finished: ${event.fault.message}`;
      return {
        level,
        message,
        fields: { status, reason, duration_ms, code: event.fault?.code, hint: event.fault?.hint },
      };
    }
  }
}

function requestFields({ connector, status, ms, attempt }: RequestEvent) {
  return { connector, status, ms: Math.round(ms), attempt };
}
