/** Decides who gets a workflow_id: free, left by a dead process, past its end, or held (I4, I8). */
import { randomBytes } from "node:crypto";
import { Fault } from "../../faults/fault.js";
import type { LeaseRow, NewLease, StateAdapter } from "../adapter.js";
import type { Witness } from "../witness.js";
import type { Clock } from "./clock.js";
import { replacedFault } from "./generation.js";
import { type Identity, isGone, parseIdentity, sharesProcesses } from "./identity.js";
import { expiryAfter, type HeldLease, holdLease } from "./lease.js";

/** For whom a workflow_id is wanted. */
export interface LeaseOwner {
  readonly run_id: string;
  readonly action: string;
}

export interface Wanted {
  readonly workflowId: string;
  readonly owner: LeaseOwner;
  readonly ttlMs: number;
  /** Takes the store as it is, whatever was seen of it before. */
  readonly accept: boolean;
}

/** Takes the lease, or throws Fault LOCKED at once: nobody waits for a lock here. @throws Fault STORE_REPLACED */
export async function acquireLease(
  adapter: StateAdapter,
  clock: Clock,
  self: Identity,
  witness: Witness,
  { workflowId, owner, ttlMs, accept }: Wanted,
): Promise<HeldLease> {
  for (;;) {
    // In this order: what is seen after the store was asked may be newer than its answer.
    const witnessed = accept ? undefined : await witness.read();
    const seen = await adapter.lease(workflowId);
    if (seen !== undefined && (await isHeld(seen, clock, self))) throw locked(seen, clock, self);
    // Before anything is changed: each attempt would make an older copy look newer.
    const replaced = replacedFault(adapter.url, workflowId, witnessed, seen);
    if (replaced) throw replaced;
    const expiry = expiryAfter(clock, ttlMs);
    const fence = { workflow_id: workflowId, run_id: owner.run_id, epoch: (seen?.epoch ?? 0) + 1 };
    const lease: NewLease = {
      ...fence,
      ...expiry,
      action: owner.action,
      owner: JSON.stringify(self),
      since: clock.wall(),
      lineage: randomBytes(16).toString("hex"),
    };
    const generation = await adapter.acquire(lease, seen);
    // Somebody changed the lease since it was seen: look again, most likely at a live owner.
    if (generation === undefined) continue;
    try {
      return holdLease({ adapter, clock, fence, ttlMs, witness: await witness.keep(generation) }, expiry);
    } catch (error) {
      await adapter.release(fence);
      throw error;
    }
  }
}

async function isHeld(lease: LeaseRow, clock: Clock, self: Identity): Promise<boolean> {
  if (lease.expires === 0) return false;
  const owner = parseIdentity(lease.owner);
  if (remainingMs(lease, owner, clock, self) <= 0) return false;
  return owner === undefined || !(await isGone(owner, self));
}

/** By the monotonic clock where owner and reader share it: setting the wall clock frees no lock and extends none. */
function remainingMs(lease: LeaseRow, owner: Identity | undefined, clock: Clock, self: Identity): number {
  const sameClock = owner !== undefined && owner.clock !== null && owner.clock === self.clock;
  return sameClock ? lease.expires_monotonic - clock.monotonic() : lease.expires - clock.wall();
}

function locked(lease: LeaseRow, clock: Clock, self: Identity): Fault {
  const owner = parseIdentity(lease.owner);
  const who = owner === undefined ? "an unknown process" : `process ${owner.pid} on ${owner.host}`;
  const seconds = Math.ceil(remainingMs(lease, owner, clock, self) / 1000);
  return new Fault(
    "LOCKED",
    `${lease.workflow_id} is held by run ${lease.run_id} (${lease.action}), ${who}, since ${new Date(lease.since).toISOString()}`,
    {
      hint:
        owner !== undefined && sharesProcesses(owner, self)
          ? `wait until it ends, or end process ${owner.pid}; then run the same command again`
          : `wait until it ends; if it is dead already, its lock frees itself in ${seconds} s; then run the same command again`,
    },
  );
}
