/** What is remembered of one record of a flow; it only reads. */
import { keyId, numericId } from "../keys/keys.js";
import type { Store } from "../store/store.js";
import type { Known } from "../types.js";
import { checkedKnown } from "./ledger.js";
import { ledgerName } from "./names.js";
import type { RejectFacts } from "./reject.js";
import { readFacts } from "./rejects.js";
import type { Scope } from "./scope.js";
import { readScope, readScopes } from "./stored-scope.js";

export interface KeyFacts {
  /** The token of the scope; undefined when there is none. */
  readonly token: string | number | undefined;
  /** What the ledger knows of the item; undefined for an item that it knows nothing of. */
  readonly sent: Known | undefined;
  /** The open rejects of the key, of all scopes of the flow. */
  readonly rejects: readonly RejectFacts[];
}

/**
 * @param key of the record, as people write it
 * @param ids under which the ledger may know its item, the likeliest first
 * @throws Fault STORE_FAILED, STORE_CORRUPT, REJECTS_CORRUPT
 */
export async function readKeyFacts(
  store: Store,
  workflowId: string,
  scope: Scope,
  { key, ids }: { readonly key: string; readonly ids: readonly string[] },
): Promise<KeyFacts> {
  const rejects: RejectFacts[] = [];
  for (const { scope: id } of await readScopes(store, workflowId)) {
    for (const facts of (await readFacts(store, workflowId, id)).values())
      if (String(facts.key) === key) rejects.push(facts);
  }
  const names = ids.map((id) => ledgerName(workflowId, scope.target, id));
  const values = await store.readMany(names);
  const at = values.findIndex((value) => value !== undefined);
  const sent = at < 0 ? undefined : checkedKnown(names[at] ?? "", values[at]);
  const token = (await readScope(store, workflowId, scope.id))?.token ?? undefined;
  return { token, sent, rejects };
}

/** The ids that an item may have in the ledger whose key is written so. */
export function idsOf(key: string): string[] {
  const ids = [keyId(key), `origin:${keyId(key)}`];
  return [...ids, ...ids.flatMap((id) => numericId(id) ?? [])];
}
