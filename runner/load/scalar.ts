/** Which character of a file became which character of a value: between them lie quotes, escapes and folded lines. */

const BLANK = /\s/;
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/y;
const FOLD = /[ \t]*(?:\r?\n[ \t]*)+/y;
const ITSELF = /[ \t]+|[^\s\\]+/y;
const CONTINUED = /\\\r?\n[ \t]*/y;

/** A text value and where it is written. */
export interface Written {
  /** The text of the file. */
  readonly text: string;
  /** Where the scalar starts in it: at its quote or block header, if it has one. */
  readonly start: number;
  /** The style as `yaml` names it, e.g. `QUOTE_DOUBLE`. */
  readonly kind: string | undefined;
  readonly value: string;
}

/** The offset in the file of the character `index` of a value. */
export function offsetIn(written: Written, index: number): number {
  const { text, start, kind } = written;
  if (kind === "QUOTE_DOUBLE") return inDouble(text, start + 1, index);
  if (kind === "QUOTE_SINGLE") return inOther(written, start + 1, index);
  const isBlock = kind === "BLOCK_LITERAL" || kind === "BLOCK_FOLDED";
  const end = isBlock ? text.indexOf("\n", start) : -1;
  return inOther(written, end < 0 ? start : end + 1, index);
}

/** Only in double quotes can an escape stand for a blank, so there every piece is counted. */
function inDouble(text: string, from: number, index: number): number {
  let at = from;
  for (let seen = 0; at < text.length; ) {
    const { takes, gives } = piece(text, at);
    if (seen + gives > index) return takes === gives ? at + index - seen : at;
    seen += gives;
    at += takes;
  }
  return at;
}

/** How many characters of the file the next piece takes, and how many of the value it gives. */
function piece(text: string, at: number): { readonly takes: number; readonly gives: number } {
  const [fold] = match(FOLD, text, at);
  if (fold !== undefined) return { takes: fold.length, gives: Math.max(1, fold.split("\n").length - 2) };
  const [continued] = match(CONTINUED, text, at);
  if (continued !== undefined) return { takes: continued.length, gives: 0 };
  const [escaped] = match(ESCAPE, text, at);
  if (escaped === undefined) {
    const takes = match(ITSELF, text, at)[0]?.length ?? 1;
    return { takes, gives: takes };
  }
  const isPair = escaped.startsWith("\\U") && Number.parseInt(escaped.slice(2), 16) > 0xffff;
  return { takes: escaped.length, gives: isPair ? 2 : 1 };
}

/** In the other styles what is not blank stands in the file as it is, in the same order; folding changes only blanks. */
function inOther({ text, kind, value }: Written, from: number, index: number): number {
  let at = from;
  let blanks = 0;
  for (let seen = 0; seen < value.length; seen += 1) {
    if (BLANK.test(value[seen] ?? "")) {
      if (seen === index) return at + Math.min(blanks, blanksAt(text, at));
      blanks += 1;
      continue;
    }
    while (BLANK.test(text[at] ?? "x")) at += 1;
    if (seen === index) return at;
    at += kind === "QUOTE_SINGLE" && text.startsWith("''", at) ? 2 : 1;
    blanks = 0;
  }
  return Math.min(at, text.length);
}

/** How many blanks stand at `at` before the line ends. */
function blanksAt(text: string, at: number): number {
  return /^[^\S\r\n]*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
}

function match(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}
