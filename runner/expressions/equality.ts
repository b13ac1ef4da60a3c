/** When two values are the same: by what they hold. */
import { meter } from "./bounds.js";
import { Callable } from "./callable-type.js";

export function isEqual(one: unknown, two: unknown): boolean {
  if (one === two) return true;
  if (typeof one !== "object" || typeof two !== "object" || one === null || two === null) return false;
  if (one instanceof Callable || two instanceof Callable) return false;
  meter.step(1);
  if (Array.isArray(one) && Array.isArray(two)) {
    if (one.length !== two.length) return false;
    for (let index = 0; index < one.length; index += 1) if (!isEqual(one[index], two[index])) return false;
    return true;
  }
  if (Array.isArray(one) !== Array.isArray(two)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(two).length) return false;
  meter.step(keys.length / 8);
  for (const key of keys) {
    if (!Object.hasOwn(two, key)) return false;
    if (!isEqual((one as Record<string, unknown>)[key], (two as Record<string, unknown>)[key])) return false;
  }
  return true;
}
