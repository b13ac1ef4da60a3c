/** What the parser of JSONata could not read, in the words of a person, and what was probably meant. */
import type { Remark } from "./inspect.js";

/** Signs of other languages, as they stand around the token at which the parser stops → what to write. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/(?:===?|!==)$/, "Equal is written `=`, not equal `!=`."],
  [/<>$/, "Not equal is written `!=`."],
  [/&&$/, "Both is written `and`."],
  [/\|\|?$/, "Either is written `or`."],
  [/!$/, "Not is written `$not(…)`."],
  [/;$/, "Several expressions stand in brackets: `(…; …)`."],
];

/** What is wrong with a text that could not be parsed. */
export function misread(error: unknown, text: string): Remark {
  if (error instanceof RangeError)
    return { index: 0, length: 1, message: "not a JSONata expression: it nests too deeply" };
  const { message, code, position, token } = error as Record<string, unknown> & { message?: string };
  const end = Math.min(typeof position === "number" ? position : text.length, text.length);
  const word = token === undefined ? "" : String(token);
  const length = word !== "" && text.slice(0, end).endsWith(word) ? word.length : 1;
  const isCut = word === "(end)" || UNCLOSED.has(String(code));
  return {
    index: Math.max(0, end - length),
    length,
    message: `not a JSONata expression: ${isCut || !STOPPED.has(String(code)) ? (message ?? "it cannot be read") : `\`${word}\` cannot stand here`}`,
    hint: MEANT.find(([sign]) => sign.test(text.slice(0, text[end] === "|" ? end + 1 : end)))?.[1],
    isCut,
  };
}

/** Codes of: unexpected token, unknown operator, not a prefix. */
const STOPPED = new Set(["S0201", "S0204", "S0211"]);
/** Codes of: string, comment, name, regular expression without end. */
const UNCLOSED = new Set(["S0101", "S0105", "S0106", "S0302"]);
