/** The member of a value that a name stands for; that of a list is collected from its members, however deep those are. */
import { meter } from "./bounds.js";
import { push, sequence } from "./values.js";

/** As it is: what a list gives is not unwrapped. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value))
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  const found = sequence();
  for (let index = 0; index < value.length; index += 1) {
    const one = member(value[index], key);
    if (one !== undefined) push(found, one);
  }
  meter.step(value.length);
  meter.list(found.length);
  return found;
}
