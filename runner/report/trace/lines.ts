/** A trace as JSON Lines: each thing as it happens. */
import type { TraceForm } from "./told.js";

export function linesForm(line: (value: unknown) => string): TraceForm {
  return { begin: () => "", tell: (told) => `${line(told)}\n`, end: () => "" };
}
