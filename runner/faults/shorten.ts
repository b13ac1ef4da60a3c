/**
 * Cuts a text of a system before anybody has looked for secrets in it: the word at the cut goes as a whole, because half a secret is
 * found by no mask any more (I6).
 */

/**
 * @param most how many characters are left at most, besides the sign for what is missing
 * @example shorten("no such token: hunter22", 20) // "no such token: …"
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = most;
  while (end > 0 && !/\s/.test(text.charAt(end))) end -= 1;
  return `${text.slice(0, end).trimEnd()} …`.trimStart();
}
