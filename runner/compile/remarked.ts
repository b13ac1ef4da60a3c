/** What is wrong with an expression, as a finding at its place in the file. */
import { Fault, type FaultDetails } from "../faults/fault.js";
import type { Remark } from "../typing/remark.js";

/** @param details the place of the remark, and its fix */
export function remarked(
  { code = "type-mismatch", message, hint, fix }: Pick<Remark, "code" | "message" | "hint" | "fix">,
  details: FaultDetails,
): Fault {
  return new Fault("INVALID", message, { hint, fix, ...details, finding: code });
}
