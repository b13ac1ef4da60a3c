/** What the parser of JSONata could not read, in the words of a person, and what was probably meant. */
import { treeOf } from "../expressions/parse.js";
import type { Remark } from "../typing/remark.js";
import { colonMissing, slashesAt } from "./misplaced-signs.js";
import { openBracket } from "./open-bracket.js";
import { cut } from "./text.js";
import { unclosedAt } from "./unclosed.js";

/** Signs of other languages, as they stand before the place where the parser stops, and what to write. */
const MEANT: readonly (readonly [RegExp, string, string?])[] = [
  [/===?$/, "Equal is written `=`, not equal `!=`.", "="],
  [/<>$/, "Not equal is written `!=`.", "!="],
  [/&&$/, "Both is written `and`, and texts are joined with `&`."],
  [
    /\|$/,
    "Whether one of the two holds is written `or`; the second where the first is missing is written `first ?? second`, and texts are joined with `&`.",
  ],
  [/\bAND$/, "Both is written `and`.", "and"],
  [/\bOR$/, "Either is written `or`.", "or"],
  [/\S\s+not$/i, "Not is written `$not(…)`, for a list `$not(x in [1, 2])`."],
  [/\bnot\s+[\w$`"(]+$/i, "Not is written `$not(…)`."],
  [/\bis(?:\s+\w+)*$/i, "Equal is written `=`, not equal `!=`: `x = null`, `x != null`."],
  [/\b(?:like|contains|matches)$/i, "A part of a text is sought with `$contains(text, part)`."],
  [/\bbetween$/i, "Between is written `x >= 1 and x <= 9`."],
  [/\bin\s*\([^()]*,$/, "A list stands in square brackets: `x in [1, 2]`."],
  [/(?<![\w.])\d{4}-\d{1,2}$/, 'A date is a text: `"2024-01-31"`.'],
  [/\bnew\s+\w+$/, 'A date is a text, `"2024-01-31"`; the time of now is `$now()`.'],
  [/^\s*\.$/, "A name stands without a `.` in front of it."],
  [/\bif\s*\(.*\)\s*\S+$/s, "A choice is written `condition ? value : other`."],
  [/\b(?:let|var|const)\s+\w+$/, "A value is named with `:=`, in round brackets: `($name := …; …)`."],
  [/\breturn\s+\S+$/, "The last expression is the value: leave out `return`."],
  [/=>$/, "A function is written `function($value) { … }`."],
  [/\?\.$/, "Write `.`: a path over what is missing gives nothing, and fails never."],
  [/!$/, "Not is written `$not(…)`."],
  [/;$/, "Several expressions stand in round brackets: `(…; …)`."],
];

const IN_BRACES = "This is an expression as it stands: leave out `{{` and `}}`.";
const BARE = "This is an expression as it stands: leave out `${` and `}`.";

/** Codes of the parser for a token that cannot stand where it stands. */
const MISPLACED = new Set(["S0201", "S0204", "S0211"]);
/** Codes for a text, a name, a comment or a regular expression without its end. */
const UNCLOSED = new Set(["S0101", "S0105", "S0106", "S0302"]);

/** What is wrong with a text that could not be parsed. */
export function misread(error: unknown, text: string): Remark {
  const say = (what: string) => `not a JSONata expression: ${what}`;
  if (error instanceof RangeError)
    return { index: 0, length: 1, code: "expression-size", message: say("it nests too deeply") };
  const inside = wrapped(text);
  if (inside)
    return {
      index: inside.from,
      length: inside.whole.length,
      message: say("it stands in `${ }`"),
      hint: BARE,
      fix: isSafe(inside.expression) ? { from: inside.whole, to: inside.expression } : undefined,
      code: "expression-syntax",
    };
  const slashes = slashesAt(text);
  if (slashes !== undefined)
    return {
      index: slashes,
      length: 2,
      code: "expression-syntax",
      message: say("`//` begins no comment"),
      hint: "A comment is written `/* … */`.",
    };
  const { message = "it cannot be read", code = "", position, token } = error as Problem;
  const end = Math.min(position ?? text.length, text.trimEnd().length);
  const before = text.slice(0, end);
  const written = token === undefined ? "" : String(token);
  const colon = /^Expected ":"/.test(message)
    ? colonMissing(text, Math.max(0, end - written.length))
    : undefined;
  if (colon !== undefined)
    return { index: colon - 1, length: 1, code: "expression-syntax", message: say("a `:` is missing here") };
  const word = [written, `"${written}"`, `'${written}'`].find((form) => form !== "" && before.endsWith(form));
  const length = word?.length ?? 1;
  const [, told, right] = MEANT.find(([sign]) => sign.test(before)) ?? [];
  const sign = told === undefined ? undefined : signAt(text, end);
  const isCut = written === "(end)" || UNCLOSED.has(code);
  const opened = UNCLOSED.has(code) ? unclosedAt(text) : undefined;
  const open = openBracket(
    text,
    written === "(end)" ? text.length : Math.max(0, end - length),
    written === "(end)" ? "" : written,
  );
  // On the same line the parser says it well enough.
  if (opened === undefined && open && text.slice(open.index, end).trimEnd().includes("\n")) {
    const said = say(`this ${open.what} is not closed`);
    return { index: open.index, length: 1, message: said, code: "expression-syntax" };
  }
  return {
    index: opened ?? sign?.index ?? Math.max(0, end - length),
    length: sign?.[0].length ?? length,
    message: say(
      word !== undefined && MISPLACED.has(code) ? `\`${sign?.[0] ?? word}\` cannot stand here` : message,
    ),
    hint: text.includes("{{") && text.includes("}}") && !told ? IN_BRACES : text.includes("${") ? BARE : told,
    fix: sign && right !== undefined ? { from: sign[0], to: right } : undefined,
    code: isCut ? "expression-cut" : "expression-syntax",
    isCut,
  };
}

/** What stands in the `${ }` that is all of a text, where it is an expression. */
function wrapped(text: string): { from: number; whole: string; expression: string } | undefined {
  const whole = text.trim();
  const [only, ...others] = whole.startsWith("${") ? cut(whole).parts : [];
  if (only === undefined || others.length > 0 || "literal" in only) return undefined;
  const expression = only.expression.trim();
  return treeOf(expression) && { from: text.indexOf("${"), whole, expression };
}

/** Whether a text means the same to YAML with quotes and without. */
function isSafe(text: string): boolean {
  return /^[A-Za-z$(]/.test(text) && !/^(?:true|false|null)$/.test(text);
}

/** The sign of another language that the parser stopped in. */
function signAt(text: string, end: number): RegExpMatchArray | undefined {
  const signs = [...text.matchAll(/={2,3}|<>|&&|\|\||\bAND\b|\bOR\b/g)];
  return signs.find(({ index, 0: sign }) => index < end && end <= index + sign.length);
}

interface Problem {
  readonly message?: string;
  readonly code?: string;
  /** The offset behind the token. */
  readonly position?: number;
  readonly token?: unknown;
}
