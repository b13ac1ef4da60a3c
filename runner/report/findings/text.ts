/** Findings for people, as the command shows every fault. */
import type { Fault } from "../../faults/fault.js";
import { renderFault, renderFindings } from "../../faults/render.js";

/** @param fault stands for all that was found, or is the only one */
export function findingsText(fault: Fault, color: boolean, mask: (text: string) => string): string {
  const { findings } = fault.details;
  const options = { color, mask };
  return `${findings ? renderFindings(findings, options) : renderFault(fault, options)}\n`;
}
