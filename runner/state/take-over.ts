/** Reads the state of version 0.1.0 once, which knew no scopes: the first run of a workflow_id takes it over and says so. */
import type { Plan } from "../compile/plan.js";
import type { Store } from "../store/store.js";
import type { Emit } from "../types.js";
import type { Commits } from "./commits.js";
import { ledgerName, scopeName } from "./names.js";
import type { Scope } from "./scope.js";
import { freshScope, moved } from "./stored-scope.js";

/** Where that version kept what. */
const token = (workflowId: string) => `token:${workflowId}`;
const begun = (workflowId: string) => `inflight:${workflowId}`;
const sent = (workflowId: string) => `sent:${workflowId}:`;
const size = (workflowId: string) => `whole:${workflowId}`;

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
  const old = Object(values[0]) as { token?: unknown; action?: unknown; at?: unknown; run_id?: unknown };
  const sentRows = await store.list(sent(workflowId));
  if (values.every((value) => value === undefined) && sentRows.length === 0) return;
  if (values[0] !== undefined && old.action !== action) {
    emit({
      type: "warning",
      message: `an earlier version left a token of the action ${String(old.action)} under ${workflowId}; this action does not take it over`,
    });
    return;
  }
  const at = new Date().toISOString();
  const note = (key: string, state: "begun" | "sent") => {
    for (const id of idsOf(key)) {
      commits.note(ledgerName(workflowId, scope.target, id), { state, hash: "", run_id: "0.1.0", at });
    }
  };
  for (const key of keysIn(values[1], "keys")) note(key, "begun");
  for (const [, value] of sentRows) for (const key of keysIn(value, "items")) note(key, "sent");
  const { records } = Object(values[2]) as { records?: unknown };
  const fresh = freshScope(workflowId, action, scope);
  const last = typeof old.token === "string" || typeof old.token === "number" ? old.token : null;
  const runId = typeof old.run_id === "string" ? old.run_id : "0.1.0";
  const taken = { ...moved(fresh, last, runId, at), size: typeof records === "number" ? records : null };
  commits.note(scopeName(workflowId, scope.id), taken);
  for (const name of [...names, ...sentRows.map(([name]) => name)]) commits.note(name, undefined);
  await commits.commit(true);
  emit({
    type: "warning",
    message: `the state that an earlier version left for ${workflowId} (token ${last ?? "none"}) was taken over for what this run reads and writes`,
    hint: "If parameters or accounts changed together with the version, start over: npx sync-runner state reset.",
  });
}

/** A key of that version had lost its type. */
function idsOf(key: string): string[] {
  return String(Number(key)) === key ? [JSON.stringify(key), key] : [JSON.stringify(key)];
}

function keysIn(value: unknown, field: "keys" | "items"): string[] {
  const list = (Object(value) as Record<string, unknown>)[field];
  if (!Array.isArray(list)) return [];
  return list.map((one) => String(Array.isArray(one) ? one[0] : one));
}
