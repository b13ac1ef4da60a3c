/** Makes a finding: a code without its parameters, or one that there is not, does not compile. */
import { Fault, type FaultDetails } from "../fault.js";
import { type FindingCode, findings, type Given } from "./table.js";

/** A code with its message, for what is no fault yet: a remark about an expression has its place in the expression alone. */
export function tell<C extends FindingCode>(code: C, given: Given<C>): { code: C; message: string } {
  const message = findings[code].message as (given: Given<C>) => string;
  return { code, message: message(given) };
}

/**
 * A finding, as the fault that carries its code.
 *
 * @example findings.push(finding("unknown-key", { key: "sotr" }, { hint: "Did you mean `sort`?", location }))
 */
export function finding<C extends FindingCode>(code: C, given: Given<C>, details: FaultDetails = {}): Fault {
  return new Fault("INVALID", tell(code, given).message, { ...details, finding: code });
}
