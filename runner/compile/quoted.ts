/** Texts, names in backticks, comments and regular expressions inside an expression: what stands in them opens and closes nothing. */

/** What opens at a place of an expression. */
export interface Quoted {
  readonly what: "text" | "name" | "comment" | "regular expression";
  /** The offset of its last character; undefined where it has no end. */
  readonly end: number | undefined;
}

/** What may stand before a regular expression; behind anything else a slash divides. */
const BEFORE_REGEX = /(?:^|[([{,;:=!<>?&|~+\-*%]|\b(?:and|or|in))\s*$/;

/**
 * What opens at an offset; undefined where nothing does.
 *
 * @param start where the expression begins in the text
 * @example quotedAt('$f(/["]/)', 3) // { what: "regular expression", end: 7 }
 */
export function quotedAt(text: string, at: number, start = 0): Quoted | undefined {
  const char = text[at];
  if (char === "`") return { what: "name", end: found(text.indexOf("`", at + 1)) };
  if (char === '"' || char === "'") return { what: "text", end: endOf(text, at, (one) => one === char) };
  if (char !== "/") return undefined;
  if (text[at + 1] === "*") {
    const end = found(text.indexOf("*/", at + 2));
    return { what: "comment", end: end === undefined ? undefined : end + 1 };
  }
  if (!BEFORE_REGEX.test(text.slice(Math.max(start, at - 100), at))) return undefined;
  // As the parser reads it: a slash inside brackets of the pattern ends nothing.
  let depth = 0;
  const end = endOf(text, at, (one) => {
    if ("([{".includes(one)) depth += 1;
    if (")]}".includes(one)) depth -= 1;
    return one === "/" && depth === 0;
  });
  return { what: "regular expression", end };
}

function found(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

/** The first character behind an offset that closes; one behind a backslash is passed over. */
function endOf(text: string, from: number, closes: (char: string) => boolean): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (closes(text[at] ?? "")) return at;
  }
  return undefined;
}
