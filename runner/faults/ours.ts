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

/** Said to one record, and meant for all: wrong credentials stay wrong, and who asks to wait for hours means every request. */
const ofAll: ReadonlySet<FaultCode> = new Set(["HTTP_CREDENTIALS", "HTTP_SESSION", "HTTP_WAIT_TOO_LONG"]);

/** What this machine lacks, whatever is asked of it: open files, connections among them. */
const lacks: ReadonlySet<unknown> = new Set(["EMFILE", "ENFILE"]);

/** Whether a fault is the run's own, whatever it was met at. */
export function isOurs({ code, details }: Fault): boolean {
  return ours.has(code) || isOutOfFiles(details.cause);
}

/** Whether what failed at one record would fail at every other too. */
export function isOfAll({ code }: Fault): boolean {
  return ofAll.has(code);
}

/** Whether an error says that nothing more can be opened on this machine. */
export function isOutOfFiles(error: unknown): boolean {
  return lacks.has((Object(error) as { readonly code?: unknown }).code);
}
