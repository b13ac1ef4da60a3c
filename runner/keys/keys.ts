/** What makes two records, or two items, the same: their key, with its type, so that `1` and `"1"` are two. */

import { contentId } from "./content.js";

/** A natural key as a system gives it. */
export type Key = string | number;

/**
 * The key that a value is; undefined for what is none. An empty text is no key: systems write it where others write null.
 *
 * @example asKey("") // undefined
 */
export function asKey(value: unknown): Key | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * A key as the text that tells it from all others.
 *
 * @example keyId(1) // '1'
 * @example keyId("1") // '"1"'
 */
export function keyId(key: Key): string {
  return JSON.stringify(key);
}

/** A longer id is told by its hash: not every store takes long keys. */
const LONGEST = 200;

/** An id that is short enough for every store. */
export function boundedId(id: string): string {
  return id.length <= LONGEST ? id : `content:${contentId(id)}`;
}

/** The key behind an id, as people know it. @example shownKey('"cand-1"') // "cand-1" */
export function shownKey(id: string): string {
  const [, text = id] = /^(?:origin:|content:)?(.*)$/s.exec(id) ?? [];
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
