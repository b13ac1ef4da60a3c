/** What the parser of JSONata could not read, in the words of a person, and what was probably meant. */
import type { Remark } from "../typing/remark.js";
import { unclosed } from "./unclosed.js";

/** Signs of other languages, as they stand before the place where the parser stops, and what to write. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/==$/, "Equal is written `=`, not equal `!=`."],
  [/<>$/, "Not equal is written `!=`."],
  [/&&$/, "Both is written `and`."],
  [/\|$/, "Either is written `or`."],
  [/!$/, "Not is written `$not(…)`."],
  [/;$/, "Several expressions stand in round brackets: `(…; …)`."],
];

const BARE = "This is an expression as it stands: leave out `${` and `}`.";

/** Codes of the parser for a token that cannot stand where it stands. */
const MISPLACED = new Set(["S0201", "S0204", "S0211"]);
/** Codes for a text, a name, a comment or a regular expression without its end. */
const UNCLOSED = new Set(["S0101", "S0105", "S0106", "S0302"]);

/** What is wrong with a text that could not be parsed. */
export function misread(error: unknown, text: string): Remark {
  const say = (what: string) => `not a JSONata expression: ${what}`;
  if (error instanceof RangeError) return { index: 0, length: 1, message: say("it nests too deeply") };
  const { message = "it cannot be read", code = "", position, token } = error as Problem;
  const end = Math.min(position ?? text.length, text.trimEnd().length);
  const before = text.slice(0, end);
  const written = token === undefined ? "" : String(token);
  const word = [written, `"${written}"`, `'${written}'`].find((form) => form !== "" && before.endsWith(form));
  const length = word?.length ?? 1;
  const open = unclosed(text, Math.max(0, end - length), written === "(end)" ? "" : written);
  // On the same line the parser says it well enough.
  if (open && text.slice(open.index, end).trimEnd().includes("\n"))
    return { index: open.index, length: 1, message: say(`this ${open.what} is not closed`) };
  return {
    index: Math.max(0, end - length),
    length,
    message: say(word !== undefined && MISPLACED.has(code) ? `\`${word}\` cannot stand here` : message),
    hint: text.includes("${") ? BARE : MEANT.find(([sign]) => sign.test(before))?.[1],
    isCut: written === "(end)" || UNCLOSED.has(code),
  };
}

interface Problem {
  readonly message?: string;
  readonly code?: string;
  /** The offset behind the token. */
  readonly position?: number;
  readonly token?: unknown;
}
