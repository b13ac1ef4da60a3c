/** Tells a store that holds what the last run left there from one that was emptied, replaced, or lost its newest part (I3). */
import { Fault } from "../../faults/fault.js";
import type { Generation } from "../adapter.js";

/**
 * The fault for a store that is not what this machine has seen of it; undefined when it is, or has gone on since.
 *
 * @param url of the store, without credentials
 * @param witnessed what was seen; undefined when nothing was
 * @param found what the store answers; undefined when it has no lease of this workflow_id
 */
export function replacedFault(
  url: string,
  workflowId: string,
  witnessed: Generation | undefined,
  found: Generation | undefined,
): Fault | undefined {
  if (witnessed === undefined) return undefined;
  if (found?.lineage === witnessed.lineage && found.revision >= witnessed.revision) return undefined;
  return new Fault("STORE_REPLACED", `the state store ${url} ${difference(workflowId, witnessed, found)}`, {
    hint:
      "put the right one back (a SQLite file together with its -wal file) and run the command again; or go on with what it holds: " +
      `\`sync-runner state accept ${workflowId}\``,
  });
}

function difference(workflowId: string, witnessed: Generation, found: Generation | undefined): string {
  if (found === undefined) {
    return `holds nothing of ${workflowId}, but the last run did: it is another store, or was emptied`;
  }
  if (found.lineage !== witnessed.lineage) {
    return `is not the one that the last run of ${workflowId} wrote to: it is another store, or was emptied and made anew`;
  }
  return `is older than what the last run of ${workflowId} wrote there (revision ${found.revision}, was ${witnessed.revision})`;
}
