/** How a command that failed says so: text for people on stderr, and with `--json` one object on stdout. */
import { Exit } from "../faults/catalogue.js";
import type { Fault } from "../faults/fault.js";
import { hasColour, type Shell } from "./shell.js";

export interface FailureOptions {
  readonly command: string;
  readonly json: boolean;
}

/** Writes a fault and gives the exit code that belongs to it. */
export async function report(fault: Fault, shell: Shell, { command, json }: FailureOptions): Promise<number> {
  const { renderFault, renderFindings } = await import("../faults/render.js");
  const { redactor } = shell;
  const color = hasColour(shell.stderr, shell.env);
  const { findings } = fault.details;
  const options = { color, mask: redactor.mask };
  const text = findings ? renderFindings(findings, options) : renderFault(fault, options);
  shell.stderr.write(`${text}\n`);
  if (fault.exit === Exit.bug && fault.cause instanceof Error && shell.env.SYNC_RUNNER_DEBUG) {
    shell.stderr.write(`${redactor.mask(fault.cause.stack ?? "")}\n`);
  }
  if (json) {
    const { renderJson } = await import("../report/json.js");
    shell.stdout.write(`${renderJson({ command, ok: false, result: null, error: fault }, redactor)}\n`);
  }
  return fault.exit;
}
