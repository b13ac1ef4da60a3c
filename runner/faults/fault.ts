/** The one error type of the runner: a row of the catalogue, and what happened this time. */
import { type CatalogueRow, catalogue, type FaultCode } from "./catalogue.js";
import type { FindingCode } from "./findings/table.js";

/** Where in a file a finding points: 1-based line and column, as editors count them. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The option of the command line that it stands in, and not in the file: `--set pull_parameters.sort`. */
  readonly option?: string;
  /** The source line, for the caret under it. */
  readonly text?: string;
  /** How many characters the caret underlines; at least 1. */
  readonly length?: number;
}

/** The one right answer to a finding: what stands at its place, and what has to stand there. */
export interface Fix {
  readonly from: string;
  readonly to: string;
}

/** What a fault may carry besides its message. */
export interface FaultDetails {
  /** What to do or to write instead, as one sentence. */
  readonly hint?: string | undefined;
  readonly location?: Location | undefined;
  readonly cause?: unknown;
  /** HTTP status of the answer that caused it. */
  readonly status?: number | undefined;
  /** The host that was asked. */
  readonly host?: string | undefined;
  /** True when a request may have been carried out although no answer says so. */
  readonly outcomeUnknown?: boolean | undefined;
  /** The run that sent it; left out where it is this one. */
  readonly byRun?: string | undefined;
  /** The kind of finding, where something is wrong with a file. */
  readonly finding?: FindingCode | undefined;
  readonly fix?: Fix | undefined;
  /** All that was found wrong, when this fault stands for several. */
  readonly findings?: readonly Fault[] | undefined;
}

/**
 * An error with a code of the catalogue.
 *
 * @example throw new Fault("HTTP_TIMEOUT", "api.example.org sent no headers within 30 s", { host: "api.example.org" });
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly details: FaultDetails;

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  /** The exit code that the catalogue gives this kind of fault. */
  get exit(): number {
    return catalogue[this.code].exit;
  }

  /** The hint of this fault, else the one of its row in the catalogue. */
  get hint(): string | undefined {
    const row: CatalogueRow = catalogue[this.code];
    return this.details.hint ?? row.hint;
  }
}

/** The same fault of a request that may have been carried out: nobody may send it again unseen. */
export function ofUnknownOutcome(fault: Fault): Fault {
  return new Fault(fault.code, fault.message, { ...fault.details, outcomeUnknown: true });
}

/** Turns whatever was thrown into a Fault; what is no Fault is a bug of the runner. */
export function asFault(error: unknown, code: FaultCode = "BUG"): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Fault(code, message, { cause: error });
}

/** As `asFault`, for a request that no single item is to blame for: what the system refuses is refused for all. */
export function systemFault(error: unknown): Fault {
  const fault = asFault(error);
  if (fault.code !== "ITEM_REFUSED" && fault.code !== "ITEM_FAILED") return fault;
  return new Fault("HTTP_REFUSED", fault.message, fault.details);
}

/** Throws all findings as one fault, by file, line and column; returns when there are none. */
export function throwFindings(findings: readonly Fault[]): void {
  if (findings.length === 0) return;
  const all = distinct(findings).sort(byPlace);
  const problems = all.length === 1 ? "1 problem" : `${all.length} problems`;
  throw new Fault("INVALID", `${problems} found; nothing was sent`, { findings: all });
}

/** What several files use is found wrong once. */
function distinct(findings: readonly Fault[]): Fault[] {
  const seen = new Map<string, Fault>();
  for (const fault of findings) {
    const { file, line, column } = fault.details.location ?? { file: "", line: 0, column: 0 };
    seen.set(`${file}:${line}:${column}:${fault.message}`, fault);
  }
  return [...seen.values()];
}

/** So many findings are shown; who has more mends the first ones first. */
export const MOST_SHOWN = 50;

/** The order of findings: by file, line and column, those without a place first. */
export function byPlace({ details: { location: a } }: Fault, { details: { location: b } }: Fault): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
