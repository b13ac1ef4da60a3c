/** Notices records that a list gives twice: pages that overlap, a page that comes again, a record that moved. */

import { type Key, keyId } from "../keys/keys.js";

/** So many keys are remembered: a record that comes again comes soon, and memory shall not grow with the run. */
const REMEMBERED = 50_000;

/**
 * @returns to be called with the key of each record; true for one that came before
 * @example const isRepeat = repeats(); isRepeat("7"); // false, and true the next time
 */
export function repeats(): (key: Key | undefined) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (key === undefined) return false;
    const id = keyId(key);
    if (seen.has(id)) return true;
    const [oldest] = seen;
    if (seen.size >= REMEMBERED && oldest !== undefined) seen.delete(oldest);
    seen.add(id);
    return false;
  };
}
