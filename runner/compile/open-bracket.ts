/** What has no end in a text that could not be parsed: the parser notices it lines later, where something else cannot stand. */

/** A place in the text, and what has no end there. */
export interface Unclosed {
  readonly index: number;
  readonly what: string;
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const QUOTED: Readonly<Record<string, string>> = { '"': "text", "'": "text", "`": "name" };

/**
 * The innermost thing that is open where the parser stopped: a bracket, or a text, a name or a regular expression that goes past its line.
 *
 * @param end where the parser stopped
 * @param token what stood there; nothing at the end of the text. A bracket is told only where another one was to be closed
 * @example openBracket("[\n  $f(1,\n]", 10, "]") // { index: 6, what: "`(`" }
 */
export function openBracket(text: string, end: number, token = ""): Unclosed | undefined {
  const open: number[] = [];
  let before = "";
  for (let at = 0; at < Math.min(end, text.length); at += 1) {
    const char = text[at] ?? "";
    if (/\s/.test(char)) continue;
    if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) return { index: at, what: "comment" };
      at = close + 1;
      continue;
    }
    const quoted = QUOTED[char] ?? (char === "/" && isOperand(before) ? "regular expression" : undefined);
    if (quoted !== undefined) {
      const close = endOf(text, at, char);
      if (close === undefined) return { index: at, what: quoted };
      at = close;
    } else if (CLOSES[char] !== undefined) open.push(at);
    else if (")]}".includes(char)) {
      const top = open[open.length - 1];
      if (top === undefined) return undefined;
      if (CLOSES[text[top] ?? ""] !== char) break;
      open.pop();
    }
    before = char;
  }
  const index = open[open.length - 1];
  const char = text[index ?? 0] ?? "";
  const isOther =
    token === "" ||
    (")]}".includes(token) && CLOSES[char] !== token) ||
    (char === "(" && /^[:;]$/.test(token));
  return index === undefined || !isOther ? undefined : { index, what: `\`${char}\`` };
}

/** Whether a value begins behind a character: there a `/` begins a regular expression. */
function isOperand(before: string): boolean {
  return before === "" || "([{,;:=?&|<>!+-*~".includes(before);
}

/** The end of what is quoted, on the same line. */
function endOf(text: string, from: number, quote: string): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\n") return undefined;
    if (text[at] === "\\" && quote !== "`") at += 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}
