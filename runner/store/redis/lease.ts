/** A lease as Redis keeps it: a hash of texts. */
import { Fault } from "../../faults/fault.js";
import type { Generation, LeaseRow } from "../adapter.js";
import { namespace } from "../keys.js";

/** Keys of values start with `sync-runner:`, so that no value can have the key of a lease. */
const leasePrefix = `${namespace}-lease:`;

export function leaseKey({ workflow_id }: { readonly workflow_id: string }): string {
  return leasePrefix + workflow_id;
}

/** @param reply names and values in turn; none for no lease. @throws Fault STORE_CORRUPT */
export function leaseOf(workflowId: string, reply: readonly unknown[]): LeaseRow | undefined {
  if (reply.length === 0) return undefined;
  const text = (name: string, otherwise?: string): string => {
    const at = reply.findIndex((one, index) => index % 2 === 0 && one === name);
    const value = at < 0 ? otherwise : reply[at + 1];
    if (typeof value === "string") return value;
    throw damaged(workflowId);
  };
  const number = (name: string, otherwise?: string): number => {
    const value = text(name, otherwise);
    if (value !== "" && Number.isFinite(Number(value))) return Number(value);
    throw damaged(workflowId);
  };
  return {
    workflow_id: workflowId,
    epoch: number("epoch"),
    run_id: text("run_id"),
    action: text("action"),
    owner: text("owner"),
    since: number("since"),
    expires: number("expires"),
    expires_monotonic: number("expires_monotonic"),
    // Version 0.1.0 did not keep these.
    lineage: text("lineage", ""),
    revision: number("revision", "0"),
  };
}

/** What the script that acquires gives; undefined when somebody was faster. @throws Fault STORE_CORRUPT */
export function generationOf(workflowId: string, reply: unknown): Generation | undefined {
  if (reply === 0) return undefined;
  const [lineage, revision] = Array.isArray(reply) ? reply : [];
  if (typeof lineage === "string" && typeof revision === "number") return { lineage, revision };
  throw damaged(workflowId);
}

function damaged(workflowId: string): Fault {
  return new Fault("STORE_CORRUPT", `the lock of ${workflowId} in Redis was not written by sync-runner`, {
    hint: `look at it with \`redis-cli HGETALL ${leasePrefix}${workflowId}\`; if no run is alive, remove it with DEL`,
  });
}
