/** Tells whether the target holds what it should: every record of the origin, none of them twice, and nothing else. */
import { join } from "node:path";
import { filesBelow } from "../process/workplace.js";
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

/** The keys of all rejects that were kept. */
export async function rejected(cwd: string): Promise<Set<string>> {
  const files = await filesBelow(join(cwd, ".sync-runner", "rejects"));
  const lines = [...files]
    .filter(([path]) => path.endsWith(".jsonl"))
    .flatMap(([, bytes]) => bytes.toString().split("\n"));
  return new Set(
    lines
      .filter((line) => line.endsWith("}"))
      .map((line) => String((JSON.parse(line) as { key: unknown }).key)),
  );
}
