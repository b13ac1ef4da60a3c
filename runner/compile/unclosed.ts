/** Where a text, a name, a comment or a regular expression opens that has no end: the parser only tells that it has come to the end. */
import { quotedAt } from "./quoted.js";

/**
 * The offset of the sign that opens what is not closed; undefined where everything is.
 *
 * @example unclosedAt('$contains(a, /x) and b') // 13
 */
export function unclosedAt(text: string): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const quoted = quotedAt(text, at);
    if (!quoted) continue;
    if (quoted.end === undefined) return at;
    at = quoted.end;
  }
  return undefined;
}
