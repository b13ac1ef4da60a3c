/** What `validate` found, in the envelope of `--json`. */
import type { Fault } from "../../faults/fault.js";
import { renderJson } from "../json.js";
import type { Redactor } from "../redact.js";

/** @param fault stands for all that was found; undefined where nothing was */
export function findingsJson(fault: Fault | undefined, result: object, redactor: Redactor): string {
  const ok = fault === undefined;
  return `${renderJson({ command: "validate", ok, result: ok ? result : null, error: fault }, redactor)}\n`;
}
