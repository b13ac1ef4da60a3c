/** The comments of a file: those of YAML, and those of the expressions in it. What stands in a quoted text is none. */
import { Lexer } from "yaml";

/** A comment, without the signs around it. */
export interface Comment {
  readonly text: string;
  /** Where the text starts in the file. */
  readonly offset: number;
  /** Whether nothing else stands on its lines. */
  readonly isAlone: boolean;
  /** Where the comment ends. */
  readonly end: number;
}

/** Signs of the lexer that stand for no character of the file. */
const SIGNS = new Set(["\x02", "\x18", "\x1f"]);
/** What an expression is made of, as far as it may hide a comment. */
const PIECES = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`|\/\*([\s\S]*?)\*\//g;

/** @param isYaml else the file is one expression */
export function commentsOf(text: string, isYaml: boolean): Comment[] {
  if (!isYaml) return inExpression(text, 0, text);
  const found: Comment[] = [];
  let offset = 0;
  for (const piece of new Lexer().lex(text)) {
    if (SIGNS.has(piece)) continue;
    if (piece.startsWith("#")) found.push(comment(text, offset, offset + 1, offset + piece.length));
    else if (piece.includes("/*")) found.push(...inExpression(bare(piece), offset, text));
    offset += piece.length;
  }
  return found;
}

/** A scalar of YAML as the expression that it holds, with every character at its place. */
function bare(piece: string): string {
  const quote = piece[0];
  if (quote !== '"' && quote !== "'") return piece;
  return ` ${piece.slice(1).replaceAll(quote === '"' ? '\\"' : "''", ` ${quote}`)}`;
}

function inExpression(expression: string, from: number, text: string): Comment[] {
  return [...expression.matchAll(PIECES)].flatMap(({ index, 0: whole, 1: said }) =>
    said === undefined ? [] : [comment(text, from + index, from + index + 2, from + index + whole.length)],
  );
}

/** @param start where its sign starts, and its text */
function comment(text: string, sign: number, start: number, end: number): Comment {
  const line = text.slice(text.lastIndexOf("\n", sign - 1) + 1, sign);
  const after = text.slice(end, text.indexOf("\n", end) < 0 ? undefined : text.indexOf("\n", end));
  const said = text.slice(start, text.startsWith("/*", sign) ? end - 2 : end);
  const isAlone = line.trim() === "" && after.trim() === "";
  return { text: said.trim(), offset: start + said.length - said.trimStart().length, isAlone, end };
}
