/** Tells the troubles of the run itself from those of a record: no record is rejected, or done without, for what is not its own. */
import type { FaultCode } from "./catalogue.js";
import type { Fault } from "./fault.js";

const ours: ReadonlySet<FaultCode> = new Set([
  "STOPPED",
  "LOCK_LOST",
  "STORE_FAILED",
  "STORE_CORRUPT",
  "STORE_REPLACED",
  "DISK_FAILED",
  "BUG",
]);

/** Whether a fault is the run's own, whatever it was met at. */
export function isOurs(fault: Fault): boolean {
  return ours.has(fault.code);
}
