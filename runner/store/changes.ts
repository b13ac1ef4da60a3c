/** What a lease changes in the store, in the words of the runner and in those of an adapter. */
import type { RawChange } from "./adapter.js";
import { storedKey } from "./keys.js";
import { textOf } from "./values.js";

/** One value to be stored, or one key to be removed. */
export interface Change {
  /** At most 2,000 bytes in UTF-8: PostgreSQL has no room for more in an index. */
  readonly key: string;
  /** undefined removes the key. */
  readonly value: unknown;
}

/** As they are stored, each key once: a statement of PostgreSQL cannot change a row twice. @throws Fault BUG for what is not JSON */
export function rawChanges(changes: readonly Change[]): readonly RawChange[] {
  const raw = changes.map(({ key, value }): RawChange => {
    return { key: storedKey(key), value: value === undefined ? undefined : textOf(value) };
  });
  return raw.length < 2 ? raw : [...new Map(raw.map((change) => [change.key, change])).values()];
}
