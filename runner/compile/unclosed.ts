/** Where a text, a name, a comment or a regular expression opens that has no end: the parser only tells that it has come to the end. */

/** What may stand before a regular expression; behind anything else a slash divides. */
const BEFORE_REGEX = /(?:^|[([{,;:=!<>?&|~+\-*%]|\b(?:and|or|in))\s*$/;

/**
 * The offset of the sign that opens what is not closed; undefined where everything is.
 *
 * @example unclosedAt('$contains(a, /x) and b') // 13
 */
export function unclosedAt(text: string): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const end = endOf(text, at);
    if (end === undefined) continue;
    if (end < 0) return at;
    at = end;
  }
  return undefined;
}

/** The last character of what opens at an offset, -1 where it has no end; undefined where nothing opens. */
function endOf(text: string, at: number): number | undefined {
  const char = text[at];
  if (char === "`") return text.indexOf("`", at + 1);
  if (char === '"' || char === "'") return closing(text, at, (index) => text[index] === char);
  if (char !== "/") return undefined;
  if (text[at + 1] === "*") {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? -1 : end + 1;
  }
  if (!BEFORE_REGEX.test(text.slice(Math.max(0, at - 100), at))) return undefined;
  let depth = 0;
  return closing(text, at, (index) => {
    const inside = text[index] ?? "";
    if ("([{".includes(inside)) depth += 1;
    if (")]}".includes(inside)) depth -= 1;
    return inside === "/" && depth === 0;
  });
}

function closing(text: string, from: number, closes: (index: number) => boolean): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (closes(at)) return at;
  }
  return -1;
}
