/** Texts that look like an expression and are sent as they stand, because nothing says `${ }`. */

import { functions as language } from "../../expressions/functions/table.js";
import { cut, isTemplate } from "../text.js";
import type { Parts, Piece } from "./pieces.js";
import { type Findings, tellIn } from "./tell.js";

/** Names of a scope that are no words of their own. */
const SCOPE = ["auth", "parameters", "record", "item", "session", "env"];

/** What a text looks like, and what to write instead. */
export interface Look {
  readonly index: number;
  readonly length: number;
  readonly meant: string;
}

const FORMS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/\$?\{\{\s*(?:secrets\.|vars\.)?(.+?)\s*\}\}/, ([, name = ""]) => name],
  [/(?<![$\w"'])\{\s*([a-z_]\w*(?:\.\w+)*)\s*\}/i, ([, name = ""]) => name],
  [/^%([A-Za-z_]\w*)%$/, ([, name = ""]) => `env.${name}`],
  [/^\$([A-Z_][A-Z0-9_]*)$/, ([, name = ""]) => `env.${name}`],
  [/^(?:process\.)(env\.\w+)$/, ([, name = ""]) => name],
  [new RegExp(`(?<![\\w$./:@-])(?:${SCOPE.join("|")})\\.[A-Za-z_]\\w*(?:\\.\\w+)*`), ([text]) => text],
  [new RegExp(`(?<=/)(?:${SCOPE.join("|")})\\.[A-Za-z_]\\w*(?=$|[/?])`), ([text]) => text],
  [/^\s*\$\$?\.[A-Za-z_`][\s\S]*$/, ([text]) => text],
];

/**
 * Where a text looks like an expression; undefined where it does not.
 *
 * @example looksEvaluated("{{ env.API_KEY }}") // { index: 0, length: 17, meant: "env.API_KEY" }
 */
export function looksEvaluated(text: string): Look | undefined {
  const called = /^\s*\$([a-zA-Z]\w*)\([\s\S]*\)\s*$/.exec(text)?.[1];
  if (called !== undefined && language.has(called))
    return { index: 0, length: text.length, meant: text.trim() };
  for (const [form, meant] of FORMS) {
    const found = form.exec(text);
    if (found) return { index: found.index, length: found[0].length, meant: meant(found) };
  }
  return undefined;
}

/** What is said about such a text. */
export function evaluatedHint({ meant }: Look): string {
  return `Write \`\${ ${meant.length > 60 ? "…" : meant} }\`; what is meant as it stands is \`\${ "…" }\`.`;
}

/** Finds texts of a manifest that look like expressions. */
export function checkPlainTexts(to: Findings, { http, sessions, pulls, pushes, actions }: Parts): void {
  const all = [http, ...sessions.values(), ...pulls.values(), ...pushes.values(), ...actions.values()];
  for (const part of all)
    for (const piece of part.pieces) if (piece.kind === "text" || piece.kind === "address") look(to, piece);
}

function look(to: Findings, { path, text, kind }: Piece): void {
  for (const { literal, at } of literalsOf(text)) {
    const found = looksEvaluated(literal);
    // At the start of an address it is no address, which is told by itself and cannot be allowed.
    if (kind === "address" && path[0] !== "http" && found && at + found.index === 0) continue;
    const place = found ?? (kind === "address" ? colon(literal) : undefined);
    if (!place) continue;
    const shown = literal.slice(place.index, place.index + Math.min(place.length, 60));
    tellIn(
      to,
      path,
      { index: at + place.index, length: place.length },
      "asks-for-template",
      { said: `\`${shown}\` is sent as it stands: it is no expression` },
      evaluatedHint(place),
    );
  }
}

/** `/:id` in a path. */
function colon(text: string): Look | undefined {
  const found = /\/:([a-z_]\w*)/i.exec(text);
  return found ? { index: found.index + 1, length: found[0].length - 1, meant: found[1] ?? "" } : undefined;
}

/** The literal pieces of a text, with their place in it. */
function literalsOf(text: string): { readonly literal: string; readonly at: number }[] {
  if (!isTemplate(text)) return [{ literal: text, at: 0 }];
  const { parts } = cut(text);
  const first = parts.length > 0 && "literal" in (parts[0] ?? {}) ? parts : parts;
  let from = 0;
  return first.flatMap((part) => {
    if ("expression" in part) {
      from = part.at + part.expression.length + 1;
      return [];
    }
    const at = Math.max(from, text.indexOf(part.literal, from));
    from = at + part.literal.length;
    return [{ literal: part.literal, at }];
  });
}
