/** Not unwrapped: `*`, all members of an object, and `**`, all that is anywhere in a value. */
import { meter } from "./bounds.js";
import { Callable } from "./callable-type.js";
import type { Evaluate } from "./compiler.js";
import { mark, SEQUENCE, sequence } from "./values.js";

export const wildcard: Evaluate = (input) => {
  const object = input === meter.wrapper && Array.isArray(input) && input.length > 0 ? input[0] : input;
  const found = sequence();
  if (object === null || typeof object !== "object" || object instanceof Callable) return found;
  let isPlain = false;
  for (const key of Object.keys(object)) {
    const value = (object as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      flatten(value, found, 0);
      isPlain = true;
    } else found.push(value);
  }
  meter.list(found.length);
  // Where a list was joined in, the list of all is one that stays as it is.
  return isPlain ? [...found] : found;
};

function flatten(list: readonly unknown[], found: unknown[], depth: number): void {
  meter.size(0, depth);
  meter.step(list.length);
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    if (Array.isArray(value)) flatten(value, found, depth + 1);
    else found.push(value);
  }
}

export const descendants: Evaluate = (input) => {
  if (input === undefined) return undefined;
  const found: unknown[] = [];
  descend(input, found, 0);
  meter.list(found.length);
  return found.length === 1 ? found[0] : mark(found, SEQUENCE);
};

function descend(value: unknown, found: unknown[], depth: number): void {
  meter.size(0, depth);
  meter.step(1);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) descend(value[index], found, depth + 1);
    return;
  }
  found.push(value);
  if (value !== null && typeof value === "object")
    for (const key of Object.keys(value)) descend((value as Record<string, unknown>)[key], found, depth + 1);
}
