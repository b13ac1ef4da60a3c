/** Keys as every kind of store can hold and order them: a record's key may hold characters that a database cannot. */
import type { KeyRange } from "./adapter.js";

/** The prefix of every key, so that values of other programs are never read or listed. */
export const namespace = "sync-runner";

const ESCAPE = "\u0001";
/** What stands behind ESCAPE; their order keeps the order of the keys. */
const NUL = "\u0002";
const ITSELF = "\u0003";
const HALF = "s";

/**
 * PostgreSQL stores no U+0000, and half of a surrogate pair becomes the same replacement character in all stores, which would make
 * two keys one. Both are escaped, in a way that keeps the order of the bytes (halves of pairs come first).
 *
 * @example storedKey("token:orders") // "sync-runner:token:orders"
 */
export function storedKey(key: string): string {
  return `${namespace}:${key.replace(/[\p{Cc}\p{Cs}]/gu, escaped)}`;
}

/** The key that became this stored key. */
export function plainKey(stored: string): string {
  const [first = "", ...escapes] = stored.slice(namespace.length + 1).split(ESCAPE);
  return first + escapes.map(unescaped).join("");
}

function escaped(character: string): string {
  if (character === "\0") return ESCAPE + NUL;
  if (character === ESCAPE) return ESCAPE + ITSELF;
  const code = character.charCodeAt(0);
  return code >= 0xd800 ? `${ESCAPE}${HALF}${code.toString(16)}` : character;
}

function unescaped(text: string): string {
  if (text.startsWith(NUL)) return `\0${text.slice(1)}`;
  if (text.startsWith(HALF))
    return String.fromCharCode(Number.parseInt(text.slice(1, 5), 16)) + text.slice(5);
  return ESCAPE + text.slice(1);
}

/**
 * The stored keys that start with a prefix, behind a key where one is given.
 *
 * @example rangeOf("token:", "token:b", 10)
 */
export function rangeOf(prefix: string, after: string | undefined, limit: number | undefined): KeyRange {
  const first = storedKey(prefix);
  const last = after === undefined ? undefined : storedKey(after);
  const goesOn = last !== undefined && Buffer.compare(Buffer.from(last), Buffer.from(first)) >= 0;
  return { from: goesOn ? last : first, until: behind(first), except: goesOn ? last : undefined, limit };
}

/** The smallest text that is greater than all that start with a text. UTF-8 orders as code points do. */
function behind(text: string): string {
  const points = [...text];
  for (;;) {
    const point = points.pop()?.codePointAt(0);
    if (point === undefined) throw new RangeError("no text is behind all that start with U+10FFFF");
    // There is no character between these two.
    if (point < 0x10ffff)
      return points.join("") + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
}
