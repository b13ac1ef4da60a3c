/** How many items the last whole run of a workflow_id came to: what the next one is compared with before it archives what is gone. */
import { corruptValue } from "../store/corrupt.js";
import type { Lease, Store } from "../store/store.js";

/** The key of the number in the store. */
export function wholeKey(workflowId: string): string {
  return `whole:${workflowId}`;
}

/** The records of the last whole run; undefined when there was none. @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function readWhole(store: Store, workflowId: string): Promise<number | undefined> {
  const value = await store.read(wholeKey(workflowId));
  if (value === undefined) return undefined;
  const { version, records } = Object(value) as { version?: unknown; records?: unknown };
  if (version === 1 && typeof records === "number" && Number.isInteger(records)) return records;
  throw corruptValue(wholeKey(workflowId), value, "it is not the size of a run");
}

/** @throws Fault LOCK_LOST, STORE_FAILED */
export async function writeWhole(lease: Lease, records: number): Promise<void> {
  await lease.write(wholeKey(lease.workflow_id), { version: 1, records });
}
