/** Reads the state of version 0.1.0 once, which knew no scopes: the first run of a workflow_id takes it over and says so. */
import type { Plan } from "../compile/plan.js";
import { keyId } from "../keys/keys.js";
import { corruptValue } from "../store/corrupt.js";
import type { Store } from "../store/store.js";
import type { Emit } from "../types.js";
import type { Commits } from "./commits.js";
import { ledgerName, oldNames, scopeName } from "./names.js";
import type { Scope } from "./scope.js";
import { freshScope, moved } from "./stored-scope.js";

const { token, begun, sent, size } = oldNames;

/** @throws Fault STORE_FAILED, STORE_CORRUPT, LOCK_LOST */
export async function takeOver(
  store: Store,
  commits: Commits,
  plan: Plan,
  scope: Scope,
  emit: Emit,
): Promise<void> {
  const { workflowId, action } = plan;
  const names = [token(workflowId), begun(workflowId), size(workflowId)];
  const values = await store.readMany(names);
  const old = oldToken(token(workflowId), values[0]);
  const sentRows = await store.list(sent(workflowId));
  if (values.every((value) => value === undefined) && sentRows.length === 0) return;
  if (old && old.action !== action) {
    emit({
      type: "warning",
      message: `an earlier version left a token of the action ${old.action} under ${workflowId}; this action does not take it over`,
    });
    return;
  }
  const at = new Date().toISOString();
  const note = (key: string, state: "begun" | "sent") => {
    const name = ledgerName(workflowId, scope.target, keyId(key));
    commits.note(name, { state, hash: "", run_id: "0.1.0", at });
  };
  for (const key of keysIn(begun(workflowId), values[1], "keys")) note(key, "begun");
  for (const [name, value] of sentRows) for (const key of keysIn(name, value, "items")) note(key, "sent");
  const items = sizeIn(size(workflowId), values[2]);
  const fresh = freshScope(workflowId, action, scope);
  const last = old?.token ?? null;
  const taken = { ...moved(fresh, last, old?.run_id ?? "0.1.0", at), size: items };
  commits.note(scopeName(workflowId, scope.id), taken);
  for (const name of [...names, ...sentRows.map(([name]) => name)]) commits.note(name, undefined);
  await commits.commit(true);
  emit({
    type: "warning",
    message: `the state that an earlier version left for ${workflowId} (token ${last ?? "none"}) was taken over for what this run reads and writes`,
    hint: "If parameters or accounts changed together with the version, start over: npx sync-runner state reset.",
  });
}

interface OldToken {
  readonly token: string | number | null;
  readonly action: string;
  readonly run_id: string;
}

function oldToken(name: string, value: unknown): OldToken | undefined {
  if (value === undefined) return undefined;
  const { version, token: last, action, run_id } = Object(value) as Partial<OldToken> & { version?: unknown };
  if (typeof version === "number" && version > 1) {
    throw corruptValue(name, value, "it was written by a newer sync-runner");
  }
  const isToken = last === null || typeof last === "string" || Number.isFinite(last);
  if (version === 1 && isToken && typeof action === "string" && typeof run_id === "string")
    return value as OldToken;
  throw corruptValue(name, value, "it is not a token");
}

function keysIn(name: string, value: unknown, field: "keys" | "items"): string[] {
  if (value === undefined) return [];
  const list = (Object(value) as Record<string, unknown>)[field];
  const keys: unknown[] = Array.isArray(list)
    ? list.map((one) => (Array.isArray(one) ? one[0] : one))
    : [undefined];
  if (keys.every((key) => typeof key === "string")) return keys as string[];
  throw corruptValue(name, value, "it is no list of keys");
}

function sizeIn(name: string, value: unknown): number | null {
  if (value === undefined) return null;
  const { records } = Object(value) as { records?: unknown };
  if (Number.isSafeInteger(records)) return records as number;
  throw corruptValue(name, value, "it is not the size of a run");
}
