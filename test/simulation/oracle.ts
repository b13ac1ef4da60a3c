/** Tells whether the target holds what it should: every record of the origin, none of them twice, and nothing else. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readFacts } from "../../runner/state/rejects.js";
import { readScopes } from "../../runner/state/stored-scope.js";
import { openStore } from "../../runner/store/store.js";
import { written } from "./list-habits.js";
import type { Person } from "./people.js";
import type { World } from "./world.js";

/** What is wrong with the target; empty when nothing is. */
export function missingOrTwice({ origin, target }: World): string[] {
  const wanted = new Map(origin.people.map((person) => [String(person.id), person]));
  const found = new Map<string, number>();
  const wrong: string[] = [];
  for (const { ref, name, at } of target.items) {
    found.set(ref, (found.get(ref) ?? 0) + 1);
    if (ref.startsWith("stranger-")) continue;
    const person = wanted.get(ref);
    if (!person) wrong.push(`${ref} is in the target and never was in the origin`);
    else if (person.name !== name || person.updated_at !== at)
      wrong.push(`${ref} is not as the origin has it`);
  }
  for (const [ref, count] of found) if (count > 1) wrong.push(`${ref} is in the target ${count} times`);
  for (const ref of wanted.keys()) {
    if (!found.has(ref) && !target.refused.has(ref)) wrong.push(`${ref} is missing`);
  }
  return wrong;
}

/** Of people who were there before a run: those who are there still, as they were, and are not in the target. */
export function missingOf({ origin, target }: World, before: ReadonlyMap<number, Person>): string[] {
  const found = new Set(target.items.map(({ ref }) => ref));
  return origin.people
    .filter(({ id, updated_at }) => before.get(id)?.updated_at === updated_at)
    .map(({ id }) => String(id))
    .filter((ref) => !found.has(ref) && !target.refused.has(ref));
}

/** The latest change of all people: where the token of a whole incremental run stands. */
export function latest({ origin }: World): string {
  return origin.people.reduce((last, { updated_at }) => (updated_at > last ? updated_at : last), "");
}

/** The same as the origin writes it. */
export function latestWritten(world: World): string | number {
  const { people, habits } = world.origin;
  const last = people.find(({ updated_at }) => updated_at === latest(world));
  return last ? written(last, habits) : "";
}

/** The keys of all rejects that are open, whatever their scope. */
export async function rejected({ cwd, store: url }: World): Promise<Set<string>> {
  const path = join(cwd, ".sync-runner", "state.db");
  if (url === undefined && !existsSync(path)) return new Set();
  const store = await openStore(url ?? `sqlite:${path}`);
  try {
    const keys = new Set<string>();
    for (const { scope } of await readScopes(store, "people").catch(() => [])) {
      const facts = await readFacts(store, "people", scope).catch(() => new Map());
      for (const { key } of facts.values()) keys.add(String(key));
    }
    return keys;
  } finally {
    await store.close();
  }
}
