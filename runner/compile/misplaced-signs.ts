/** Signs of which the parser tells much later that they are missing, or too many: the colon of a member, and `//` before a comment. */
import { quotedAt } from "./quoted.js";

/**
 * The offset behind a name in quotes that an object or a list follows at once: the parser takes the two as one value, and misses the colon behind it.
 *
 * @param end where the parser missed it
 * @example colonMissing('{ "a" { "b": 1 }, "c": 2 }', 16) // 5
 */
export function colonMissing(text: string, end: number): number | undefined {
  const before = text.slice(0, end).trimEnd();
  if (!/[}\]]$/.test(before)) return undefined;
  const open: number[] = [];
  for (let at = 0; at < before.length - 1; at += 1) {
    const quoted = quotedAt(text, at);
    if (quoted) at = quoted.end ?? before.length;
    else if (text[at] === "{" || text[at] === "[") open.push(at);
    else if (text[at] === "}" || text[at] === "]") open.pop();
  }
  const name = text.slice(0, open.pop() ?? 0).trimEnd();
  return /["']$/.test(name) ? name.length : undefined;
}

/**
 * The offset of a `//` that begins a comment in other languages.
 *
 * @example slashesAt("( // all of it\n 1 )") // 2
 */
export function slashesAt(text: string): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const isPair = text.startsWith("//", at);
    const quoted = isPair ? undefined : quotedAt(text, at);
    if (isPair) return at;
    if (!quoted) continue;
    // Behind a text without its end nothing is certain.
    if (quoted.end === undefined) return undefined;
    at = quoted.end;
  }
  return undefined;
}
