/** Removes what is stored under a prefix, however damaged it is. */
import type { Lease, Store } from "../store/store.js";

/** So many keys are removed at a time; some of their values are pieces of files. */
const PAGE = 100;

/**
 * @returns how many keys were removed
 * @throws Fault STORE_FAILED, LOCK_LOST
 * @example await removeBelow(store, lease, "listed:people:")
 */
export async function removeBelow(store: Store, lease: Lease, prefix: string): Promise<number> {
  for (let count = 0; ; ) {
    const names = await store.keys(prefix, { limit: PAGE });
    if (names.length > 0) await lease.commit(names.map((key) => ({ key, value: undefined })));
    count += names.length;
    if (names.length < PAGE) return count;
  }
}
