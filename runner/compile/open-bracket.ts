/** What has no end in a text that could not be parsed: the parser notices it lines later, where something else cannot stand. */
import { quotedAt } from "./quoted.js";

/** A place in the text, and what has no end there. */
export interface Unclosed {
  readonly index: number;
  readonly what: string;
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * The innermost thing that is open where the parser stopped: a bracket, or a text, a name or a regular expression that goes past its line.
 *
 * @param end where the parser stopped
 * @param token what stood there; nothing at the end of the text. A bracket is told only where another one was to be closed
 * @example openBracket("[\n  $f(1,\n]", 10, "]") // { index: 6, what: "`(`" }
 */
export function openBracket(text: string, end: number, token = ""): Unclosed | undefined {
  const open: number[] = [];
  let suspect: number | undefined;
  for (let at = 0; at < Math.min(end, text.length); at += 1) {
    const char = text[at] ?? "";
    const quoted = quotedAt(text, at);
    if (quoted) {
      const { what, end: close } = quoted;
      // Only a comment goes past its line.
      if (close === undefined || (what !== "comment" && text.slice(at, close).includes("\n")))
        return { index: at, what };
      at = close;
    } else if (CLOSES[char] !== undefined) open.push(at);
    else if (")]}".includes(char)) {
      const top = open[open.length - 1];
      if (top === undefined) return undefined;
      if (CLOSES[text[top] ?? ""] !== char) break;
      // What is closed further to the left than it was opened was mostly to be closed before.
      if (suspect === undefined && isOutside(text, top, at)) suspect = top;
      open.pop();
    }
  }
  const index = open[open.length - 1];
  const char = text[index ?? 0] ?? "";
  const isOther =
    token === "" ||
    (")]}".includes(token) && CLOSES[char] !== token) ||
    (char === "(" && /^[:;]$/.test(token));
  if (index === undefined || !isOther) return undefined;
  const isMeant = suspect !== undefined && suspect > index && text[suspect] === char;
  return { index: isMeant ? (suspect ?? index) : index, what: `\`${char}\`` };
}

/** Whether a bracket is the first sign of its line, and stands before the line in which it was opened begins. */
function isOutside(text: string, opened: number, closed: number): boolean {
  const [one, two] = [opened, closed].map((at) => text.lastIndexOf("\n", at) + 1);
  if (one === undefined || two === undefined || one === two || text.slice(two, closed).trim() !== "")
    return false;
  return closed - two < (/^[ \t]*/.exec(text.slice(one))?.[0].length ?? 0);
}
