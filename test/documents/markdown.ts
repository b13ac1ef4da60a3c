/** What the generated documents share. */

/** Text that ends neither its cell nor its row, inside backticks. */
export function cell(text: string): string {
  return text.trim().replace(/\s+/g, " ").replaceAll("|", "\\|");
}

/** A sentence in a cell: what looks like a tag is none. */
export function prose(text: string): string {
  const parts = cell(text).split("`");
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "\\<") : part)).join("`");
}

/**
 * A text with the part between two comments replaced.
 *
 * @example withPart("<!-- names: … -->\nold\n<!-- end of names -->", "names", "new")
 */
export function withPart(text: string, name: string, part: string): string {
  const place = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  if (!place.test(text)) throw new Error(`there is no part \`${name}\``);
  return text.replace(place, (_, begin, end) => `${begin}${part.trimEnd()}\n${end}`);
}
