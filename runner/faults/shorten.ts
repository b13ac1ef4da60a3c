/**
 * Cuts a text of a system before anybody has looked for secrets in it: the word at the cut goes as a whole, because half a secret is
 * found by no mask any more (I6).
 */

/** Behind these no secret goes on: a blank, and in JSON without blanks the comma behind a value. */
const END = /\s|["}\]],/g;

/**
 * @param most how many characters are left at most, besides the sign for what is missing
 * @example shorten("no such token: hunter22", 20) // "no such token: …"
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const found of text.slice(0, most + 1).matchAll(END)) end = found.index + found[0].length;
  return `${text.slice(0, Math.min(end, most)).trimEnd()} …`.trimStart();
}
