/** The incremental token of a workflow_id: where the next run goes on (I1, I3). */
import { Fault } from "../faults/fault.js";
import { corruptValue } from "../store/corrupt.js";
import type { LeaseOwner } from "../store/lock/acquisition.js";
import type { Lease, Store } from "../store/store.js";
import { journalKey } from "./inflight.js";
import { removeSent } from "./sent.js";
import { wholeKey } from "./whole.js";

const historyLength = 20;

/** A token that was current once. */
export interface PastToken {
  readonly token: string | number | null;
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The token as it is stored. */
export interface TokenState extends PastToken {
  readonly version: 1;
  readonly workflow_id: string;
  /** The action whose cursor this is; another action's cursor means nothing to it. */
  readonly action: string;
  /** The tokens as they were, at most 20, newest first. */
  readonly history: readonly PastToken[];
}

/** The key of the token in the store. */
export function tokenKey(workflowId: string): string {
  return `token:${workflowId}`;
}

/**
 * The stored token; undefined only when the store answered that there is none (I3).
 *
 * @param action the action that is going to use it; left out, any is accepted
 * @throws Fault STORE_CORRUPT for anything the runner did not write, INVALID for the token of another action, STORE_FAILED
 */
export async function readToken(
  store: Store,
  workflowId: string,
  action?: string,
): Promise<TokenState | undefined> {
  const key = tokenKey(workflowId);
  const value = await store.read(key);
  if (value === undefined) return undefined;
  const version = isObject(value) ? value.version : undefined;
  if (typeof version === "number" && version > 1) {
    throw corruptValue(key, value, "it was written by a newer sync-runner");
  }
  if (!isTokenState(value)) throw corruptValue(key, value, "it is not a token");
  if (value.workflow_id !== workflowId)
    throw corruptValue(key, value, "it is the token of another workflow_id");
  if (action !== undefined && value.action !== action) {
    throw new Fault(
      "INVALID",
      `the token of ${workflowId} belongs to the action ${value.action}, not to ${action}`,
      {
        hint: `choose another workflow_id for this pipeline, or start over with \`sync-runner state reset ${workflowId}\``,
      },
    );
  }
  return value;
}

/** Stores the token, durably, if the lease is still current. @throws Fault LOCK_LOST, STORE_FAILED */
export async function writeToken(lease: Lease, state: TokenState): Promise<void> {
  if (!isTokenState(state))
    throw new Fault("BUG", `what was to be stored is not a token of ${lease.workflow_id}`);
  await lease.write(tokenKey(lease.workflow_id), {
    ...state,
    history: state.history.slice(0, historyLength),
  });
}

/**
 * Forgets all that is stored for a workflow_id, however damaged it is, so that the next run starts over.
 *
 * @throws Fault LOCKED while a run holds it, STORE_FAILED
 */
export async function resetToken(store: Store, workflowId: string, owner: LeaseOwner): Promise<void> {
  const lease = await store.acquire(workflowId, owner);
  try {
    // In this order: a token without its journal could send an item twice, a journal without a token cannot.
    await store.remove(tokenKey(workflowId));
    await store.remove(journalKey(workflowId));
    await store.remove(wholeKey(workflowId));
    await removeSent(store, workflowId);
  } finally {
    await lease.release();
  }
}

function isTokenState(value: unknown): value is TokenState {
  return (
    hasExactly(value, ["version", "workflow_id", "action", "token", "run_id", "at", "history"]) &&
    value.version === 1 &&
    typeof value.workflow_id === "string" &&
    typeof value.action === "string" &&
    isPast(value) &&
    Array.isArray(value.history) &&
    value.history.every((past) => hasExactly(past, ["token", "run_id", "at"]) && isPast(past))
  );
}

function isPast({ token, run_id, at }: Record<string, unknown>): boolean {
  const isToken = token === null || typeof token === "string" || Number.isFinite(token);
  return isToken && typeof run_id === "string" && typeof at === "string" && !Number.isNaN(Date.parse(at));
}

function hasExactly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return (
    isObject(value) &&
    Object.keys(value).length === keys.length &&
    keys.every((key) => Object.hasOwn(value, key))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
