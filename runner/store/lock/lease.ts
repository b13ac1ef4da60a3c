/** One effective run per workflow_id (I4): a lease that is renewed while its run lives, and whose epoch fences its writes (I3). */
import { Fault } from "../../faults/fault.js";
import type { Expiry, Fence, StateAdapter } from "../adapter.js";
import { type Change, rawChanges } from "../changes.js";
import { storeFailed } from "../values.js";
import type { WitnessFile } from "../witness.js";
import type { Clock } from "./clock.js";

/** The right of one run to a workflow_id. */
export interface Lease {
  readonly workflow_id: string;
  /** Grows by one with every acquisition of the workflow_id. */
  readonly epoch: number;
  /** Aborted, with a Fault LOCK_LOST as its reason, when the lease is gone or could not be renewed before it ended. */
  readonly lost: AbortSignal;
  /**
   * Makes all changes or none if this lease is still the newest of its workflow_id; check, changes and reading them back are one
   * transaction. Of several changes of one key the last counts.
   *
   * @param options.durable false: need not survive a power cut, but survives SIGKILL; default true
   * @throws Fault LOCK_LOST, STORE_FAILED
   */
  commit(changes: readonly Change[], options?: { readonly durable?: boolean }): Promise<void>;
  /**
   * Returns while nobody else can have this lease, and gives it up for good when its end has passed. Asks no store and no
   * timer: a process that was frozen can wake past its end with timers that are still to come.
   *
   * @throws Fault LOCK_LOST
   */
  assertHeld(): void;
  /** Frees the workflow_id at once; nothing happens when the lease is already lost. */
  release(): Promise<void>;
}

/** What a lease is held with. */
export interface Holding {
  readonly adapter: StateAdapter;
  readonly clock: Clock;
  readonly fence: Fence;
  readonly ttlMs: number;
  readonly witness: WitnessFile;
}

/** A lease, and how to stop its renewal without freeing it. */
export interface HeldLease extends Lease {
  abandon(): Promise<void>;
}

/** When a lease of this length ends that is asked for or renewed now. */
export function expiryAfter(clock: Clock, ttlMs: number): Expiry {
  return { expires: clock.wall() + ttlMs, expires_monotonic: clock.monotonic() + ttlMs };
}

/**
 * Keeps an acquired lease: renews it at a third of its length. The timers do not keep the process alive.
 *
 * A frozen process that wakes past the end may renew before it gives up. That makes no second effective run (I4): the store
 * renews only what is still under the same fence, so nobody had the lease in between, and whoever reads it afterwards finds it
 * held. What counts as held is the end that the store has confirmed, counted from before it was asked: between an end that has
 * passed and the answer to a renewal nothing may be sent, and an answer that comes too late to be of use prolongs nothing. The
 * clock is the monotonic one. It stands still while a whole machine sleeps; what such a machine sends after it woke is stopped
 * by its next renewal or journal write, not before.
 *
 * @param asked the expiry that was stored
 */
export function holdLease({ adapter, clock, fence, ttlMs, witness }: Holding, asked: Expiry): HeldLease {
  const lost = new AbortController();
  let renewing = false;
  /** The end that the store has confirmed. */
  let confirmed = asked;
  let end = endTimer(asked);
  const beat = setInterval(renew, ttlMs / 3);
  beat.unref();

  function lose(): Fault {
    stop();
    if (lost.signal.aborted) return lost.signal.reason;
    const fault = new Fault(
      "LOCK_LOST",
      `this run lost ${fence.workflow_id}: its lease ended or was taken over`,
      {
        hint: "run the command again; it continues where the store says",
      },
    );
    lost.abort(fault);
    return fault;
  }

  function stop(): void {
    clearInterval(beat);
    clearTimeout(end);
  }

  function endTimer(expiry: Expiry): NodeJS.Timeout {
    return setTimeout(lose, Math.max(0, expiry.expires_monotonic - clock.monotonic())).unref();
  }

  async function renew(): Promise<void> {
    if (renewing) return;
    renewing = true;
    const expiry = expiryAfter(clock, ttlMs);
    try {
      const renewed = await adapter.renew(fence, expiry);
      if (lost.signal.aborted) return;
      if (!renewed) return void lose();
      confirmed = expiry;
      clearTimeout(end);
      end = endTimer(expiry);
    } catch {
      // The store may answer at the next beat; when it does not before the end, `end` gives the lease up.
    } finally {
      renewing = false;
    }
  }

  async function commit(changes: readonly Change[], { durable = true } = {}): Promise<void> {
    const raw = rawChanges(changes);
    const revision = await adapter.commit(raw, fence, durable).catch((error) => {
      throw storeFailed(adapter.url, error);
    });
    if (revision === undefined) throw lose();
    witness.note(revision, durable);
  }

  return {
    workflow_id: fence.workflow_id,
    epoch: fence.epoch,
    lost: lost.signal,
    commit,
    assertHeld() {
      if (lost.signal.aborted || clock.monotonic() >= confirmed.expires_monotonic) throw lose();
    },
    async release() {
      stop();
      try {
        await adapter.release(fence);
      } catch (error) {
        throw storeFailed(adapter.url, error);
      } finally {
        await witness.close();
      }
    },
    async abandon() {
      stop();
      await witness.close();
    },
  };
}
