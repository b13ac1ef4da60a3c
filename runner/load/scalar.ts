/** How many characters of the file one character of a YAML scalar takes: escapes take more than one. */

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/y;

/**
 * The length in the file of the character that stands at `at`.
 *
 * @param kind the style of the scalar as `yaml` names it, e.g. `QUOTE_DOUBLE`
 */
export function escapeLength(text: string, at: number, kind: string | undefined): number {
  if (kind === "QUOTE_SINGLE" && text.startsWith("''", at)) return 2;
  if (kind !== "QUOTE_DOUBLE" || text[at] !== "\\") return 1;
  ESCAPE.lastIndex = at;
  return ESCAPE.exec(text)?.[0].length ?? 1;
}
