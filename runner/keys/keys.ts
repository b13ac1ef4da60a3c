/** What makes two records, or two items, the same: their key as text, since a system may write one id as `1` here and as `"1"` there. */

import { contentId } from "./content.js";

/** A natural key as a system gives it: requests are sent what came. */
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
 * @example keyId(1) // '"1"'
 * @example keyId("1") // '"1"'
 */
export function keyId(key: Key): string {
  return JSON.stringify(String(key));
}

/**
 * The id that earlier versions gave to the same key where it came as a number; undefined for an id of which they had no other. What they
 * stored under it is looked for, and never forgotten.
 *
 * @example numericId('origin:"1"') // "origin:1"
 */
export function numericId(id: string): string | undefined {
  const [, prefix, digits] = /^(origin:)?"(.*)"$/s.exec(id) ?? [];
  return digits !== undefined && isNumber(digits) ? `${prefix ?? ""}${digits}` : undefined;
}

/** An id of today for one that any version gave. @example currentId("1") // '"1"' */
export function currentId(id: string): string {
  const [, prefix, digits] = /^(origin:)?([^"].*)$/s.exec(id) ?? [];
  return digits !== undefined && isNumber(digits) ? `${prefix ?? ""}"${digits}"` : id;
}

/** Whether a number, written as JSON, is this text. */
function isNumber(text: string): boolean {
  return Number.isFinite(Number(text)) && String(Number(text)) === text;
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
