/**
 * The keys of the items that the last whole run of a scope came to. An item is gone only when there is proof: a list that can lose
 * records without a word has to leave it out twice, and what another scope listed is not gone because this one does not list it.
 */
import { corruptValue } from "../store/corrupt.js";
import type { Store } from "../store/store.js";
import type { Absence } from "../types.js";
import type { Commits } from "./commits.js";
import { listedName, restOf } from "./names.js";

/** Keys of one value in the store. */
const PER_VALUE = 2000;

export interface Listed {
  /**
   * The keys that nothing may be archived for, or why nothing may be archived at all.
   *
   * @param keys the keys of this run
   * @param gone keys that the origin itself names as deleted: that a list of before had them keeps nothing
   * @param all true: other scopes that were never read whole are not waited for
   * @throws Fault STORE_CORRUPT, STORE_FAILED
   */
  kept(
    keys: ReadonlySet<string>,
    absence: Absence,
    all: boolean,
    gone?: ReadonlySet<string>,
  ): Promise<{ readonly keys: readonly string[] } | { readonly why: string }>;
  /** Notes the keys of a whole run in the place of those before; stored with the next commit. */
  note(keys: ReadonlySet<string>): Promise<void>;
}

/** @param others the ids of the other scopes of this workflow_id with the same target */
export async function openListed(
  store: Store,
  commits: Commits,
  place: { readonly workflowId: string; readonly scope: string },
  others: readonly string[],
): Promise<Listed> {
  const { workflowId, scope } = place;
  let known: Promise<readonly (readonly [string, unknown])[]> | undefined;
  const before = () => (known ??= store.list(listedName(workflowId, scope)));
  return {
    async kept(keys, absence, all, gone) {
      if (absence === "unproven") return { why: "the list was not read whole" };
      if (absence === "weak" && (await before()).length === 0) {
        return {
          why: "its list can lose a record from page to page, so one has to be missing in two whole runs",
        };
      }
      const kept = new Set(keys);
      if (absence === "weak") for (const key of keysOf(await before())) if (!gone?.has(key)) kept.add(key);
      for (const other of others) {
        const rows = await store.list(listedName(workflowId, other));
        if (rows.length === 0 && !all)
          return { why: `the scope ${other} writes there, too, and was never read whole` };
        for (const key of keysOf(rows)) kept.add(key);
      }
      return { keys: [...kept] };
    },
    async note(keys) {
      const all = [...keys];
      const parts = Math.max(1, Math.ceil(all.length / PER_VALUE));
      for (let part = 0; part < parts; part += 1) {
        const some = all.slice(part * PER_VALUE, (part + 1) * PER_VALUE);
        commits.note(listedName(workflowId, scope, part), { version: 1, keys: some });
      }
      for (const [name] of await before()) {
        const part = Number(restOf(name, listedName(workflowId, scope)));
        if (part >= parts) commits.note(name, undefined);
      }
    },
  };
}

function keysOf(rows: readonly (readonly [name: string, value: unknown])[]): string[] {
  return rows.flatMap(([name, value]) => {
    const { version, keys } = Object(value) as { version?: unknown; keys?: unknown };
    if (version === 1 && Array.isArray(keys) && keys.every((key) => typeof key === "string"))
      return keys as string[];
    throw corruptValue(name, value, "it is not a list of keys");
  });
}
