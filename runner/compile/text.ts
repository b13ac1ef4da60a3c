/** Literal text with `${ … }` in it, cut into its parts. What is inside the braces is JSONata and may hold braces itself. */
import { tell } from "../faults/findings/finding.js";
import type { Remark } from "../typing/remark.js";
import { quotedAt } from "./quoted.js";

/** A piece of literal text, or an expression with the offset at which it starts. */
export type Part = { readonly literal: string } | { readonly expression: string; readonly at: number };

/** The parts of a text, or what is wrong with it. */
export interface Cut {
  readonly parts: readonly Part[];
  readonly remark?: Remark;
}

/** True when a text holds an expression or an escaped `$${`. */
export function isTemplate(text: string): boolean {
  return text.includes("${");
}

/**
 * Cuts a text at its expressions. `$${` stands for a literal `${`.
 *
 * @example cut("Token ${ auth.key }") // parts: literal "Token ", expression " auth.key "
 */
export function cut(text: string): Cut {
  const parts: Part[] = [];
  let literal = "";
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("${", at);
    if (open < 0) break;
    if (text[open - 1] === "$" && open > at) {
      literal += `${text.slice(at, open - 1)}\${`;
      at = open + 2;
      continue;
    }
    const close = closing(text, open + 2);
    if (close === undefined) {
      const hint = "Close it; a `${` that is meant as it stands is written `$${`.";
      return {
        parts: [],
        remark: { index: open, length: 2, ...tell("template-unclosed", {}), hint, isCut: true },
      };
    }
    const expression = text.slice(open + 2, close);
    if (expression.trim() === "") {
      return {
        parts: [],
        remark: { index: open, length: close + 1 - open, ...tell("template-empty", {}) },
      };
    }
    literal += text.slice(at, open);
    if (literal !== "") parts.push({ literal });
    literal = "";
    parts.push({ expression, at: open + 2 });
    at = close + 1;
  }
  literal += text.slice(at);
  if (literal !== "" || parts.length === 0) parts.push({ literal });
  return { parts };
}

/** The offset of the brace that closes an expression, past what is quoted in it and past inner braces. */
function closing(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const quoted = quotedAt(text, at, from);
    if (quoted) {
      if (quoted.end === undefined) return undefined;
      at = quoted.end;
    } else if (text[at] === "{") depth += 1;
    else if (text[at] === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}
