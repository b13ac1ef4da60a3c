/** A value that is put into data by its path, as `--set` and the cases of tests do. */
import { Fault } from "../faults/fault.js";

/**
 * Sets a value, and makes the mappings on the way to it.
 *
 * @param shown what the setting is called in messages
 * @throws {Fault} USAGE for a place in a list that there is not
 */
export function setAt(
  data: Record<string, unknown>,
  keys: readonly string[],
  value: unknown,
  shown: string,
): void {
  let at = data;
  keys.forEach((key, index) => {
    // Elsewhere in a list there is nothing, and a place far behind its end would make it as long.
    if (Array.isArray(at) && !(/^\d{1,5}$/.test(key) && Number(key) <= at.length)) {
      const hint = `Its items are 0 to ${at.length - 1}, the next one is ${at.length}.`;
      throw new Fault("USAGE", `${shown}: \`${key}\` is no item of a list`, { hint });
    }
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    const inner = next !== null && typeof next === "object" ? next : {};
    const written = index < keys.length - 1 ? inner : value;
    Object.defineProperty(at, key, { value: written, enumerable: true, configurable: true, writable: true });
    at = inner as Record<string, unknown>;
  });
}
