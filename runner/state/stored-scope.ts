/** What the store knows of a scope: its incremental token, and how many items its last whole run came to. */
import { corruptValue } from "../store/corrupt.js";
import type { Store } from "../store/store.js";
import { scopeName } from "./names.js";
import type { Scope, ScopeEnd } from "./scope.js";

const HISTORY = 20;

/** A token that was current once. */
export interface PastToken {
  readonly token: string | number | null;
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A scope as it is stored. */
export interface StoredScope extends PastToken {
  readonly version: 1;
  readonly workflow_id: string;
  readonly scope: string;
  /** The id of its target. */
  readonly target: string;
  readonly action: string;
  readonly from: ScopeEnd;
  readonly to: ScopeEnd;
  /** Tells the `logics` and the `format` that judged the records up to the token from others; null when none was stored. */
  readonly mapping: string | null;
  /** When a run of this scope ended last; ISO 8601, UTC. */
  readonly used_at: string;
  /** Items of the last whole run; null when there was none. */
  readonly size: number | null;
  /** The tokens as they were, at most 20, newest first. */
  readonly history: readonly PastToken[];
}

/** A scope without anything stored. */
export function freshScope(workflowId: string, action: string, scope: Scope): StoredScope {
  const { id, target, from, to } = scope;
  const nothing = { token: null, mapping: null, size: null, history: [], run_id: "", at: "", used_at: "" };
  return { version: 1, workflow_id: workflowId, scope: id, target, action, from, to, ...nothing };
}

/**
 * The same scope with another token. What an earlier run left goes to the history, a token of the same run is replaced.
 *
 * @example moved(before, 7, "r2", "2026-11-22T13:00:00.000Z")
 */
export function moved(
  before: StoredScope,
  token: string | number | null,
  runId: string,
  at: string,
): StoredScope {
  const past = { token: before.token, run_id: before.run_id, at: before.at };
  const isNew = before.run_id === runId || before.run_id === "";
  const history = isNew ? before.history : [past, ...before.history].slice(0, HISTORY);
  return { ...before, token, run_id: runId, at, history };
}

/**
 * The scopes of a workflow_id; of all when it is left out.
 *
 * @throws Fault STORE_CORRUPT for anything the runner did not write, STORE_FAILED
 */
export async function readScopes(store: Store, workflowId?: string): Promise<StoredScope[]> {
  const prefix = workflowId === undefined ? "scope:" : scopeName(workflowId);
  return (await store.list(prefix)).map(([name, value]) => checked(name, value));
}

/** One scope; undefined only when the store answered that there is none (I3). @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function readScope(
  store: Store,
  workflowId: string,
  id: string,
): Promise<StoredScope | undefined> {
  const name = scopeName(workflowId, id);
  const value = await store.read(name);
  return value === undefined ? undefined : checked(name, value);
}

function checked(name: string, value: unknown): StoredScope {
  const stored = Object(value) as Partial<StoredScope>;
  if (typeof stored.version === "number" && stored.version > 1) {
    throw corruptValue(name, value, "it was written by a newer sync-runner");
  }
  const { workflow_id, scope, target, action, run_id, at, from, to, history } = stored;
  const texts = [workflow_id, scope, target, action, run_id, at, from?.connector, to?.connector];
  const isScope =
    stored.version === 1 &&
    texts.every((text) => typeof text === "string") &&
    isToken(stored.token) &&
    (stored.size === null || Number.isSafeInteger(stored.size)) &&
    Array.isArray(history) &&
    history.every(
      (past) => isToken(past?.token) && typeof past.run_id === "string" && typeof past.at === "string",
    );
  if (!isScope || name !== scopeName(workflow_id ?? "", scope))
    throw corruptValue(name, value, "it is not a scope");
  return stored as StoredScope;
}

function isToken(token: unknown): boolean {
  return token === null || typeof token === "string" || Number.isFinite(token);
}
