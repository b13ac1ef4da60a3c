/** What a program sees: one JSON value on one line, free of secrets and safe to print. */
import { byPlace, type Fault, type Location, MOST_SHOWN } from "../faults/fault.js";
import { OWN_WORDS } from "./own-words.js";
import type { Redactor } from "./redact.js";

/** What a command came to. */
export interface Envelope {
  readonly command: string;
  readonly ok: boolean;
  /** What the command yields, as JSON value; of `run` a `RunResult`. */
  readonly result: unknown;
  readonly error: Fault | null | undefined;
}

/**
 * The one line of `--json`, without a newline.
 *
 * @example renderJson({ command: "run", ok: true, result, error: null }, redactor)
 */
export function renderJson({ command, ok, result, error }: Envelope, redactor: Redactor): string {
  const said = { command, ok, result: result ?? null, error: error ? errorOf(error) : null };
  return jsonLine(said, redactor, new Set(error ? filesOf(error) : []));
}

/** The files that a fault speaks of: without them nobody finds what is wrong. */
function filesOf({ details: { location, findings = [] } }: Fault): string[] {
  return [...(location ? [location.file] : []), ...findings.flatMap(filesOf)];
}

/** A fault as data; what is not known is left out. */
function errorOf(fault: Fault): object {
  const { location, findings } = fault.details;
  const shown = findings && [...findings].sort(byPlace).slice(0, MOST_SHOWN);
  const more = (findings?.length ?? 0) - (shown?.length ?? 0);
  return {
    code: fault.code,
    finding: fault.details.finding,
    message: fault.message,
    hint: fault.hint,
    exit: fault.exit,
    location: location && placeOf(location),
    findings: shown?.map(errorOf),
    more_findings: more > 0 ? more : undefined,
  };
}

function placeOf({ file, line, column, option }: Location): object {
  return option === undefined ? { file, line, column } : { file, option };
}

// JSON leaves these as they are, but a terminal obeys them.
const OBEYED = /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A value as JSON on one line. Secrets are masked value by value, not in the JSON: there a mask could swallow half of an
 * escape.
 *
 * @param files names of files, which are no secrets
 */
export function jsonLine(value: unknown, redactor: Redactor, files: ReadonlySet<string> = new Set()): string {
  const mask = (text: string) => (files.has(text) ? text : redactor.mask(text));
  const json = JSON.stringify(value, (_, part) => masked(part, mask));
  return json.replace(OBEYED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What is counted or measured is no secret, whatever digits it has; a text is masked unless it is one of our own words. */
function masked(part: unknown, mask: (text: string) => string): unknown {
  if (typeof part === "string") return OWN_WORDS.has(part) ? part : mask(part);
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [OWN_WORDS.has(key) ? key : mask(key), value]),
  );
}
