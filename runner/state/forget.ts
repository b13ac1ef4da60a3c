/** Removes what is stored under a prefix, however damaged it is. */
import type { Lease, Store } from "../store/store.js";

/** So many keys are removed at a time. */
const PAGE = 500;

/**
 * @returns how many keys were removed
 * @throws Fault STORE_FAILED, LOCK_LOST
 * @example await removeBelow(store, lease, "listed:people:")
 */
export async function removeBelow(store: Store, lease: Lease, prefix: string): Promise<number> {
  const names = await store.keys(prefix);
  for (let at = 0; at < names.length; at += PAGE) {
    await lease.commit(names.slice(at, at + PAGE).map((key) => ({ key, value: undefined })));
  }
  return names.length;
}
