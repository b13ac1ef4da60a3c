/** Texts that look like an expression and are sent as they stand, because nothing says `${ }`. */

import { functions as language } from "../../expressions/functions/table.js";
import type { Path } from "../../load/source.js";
import { cut, isTemplate } from "../text.js";
import type { Parts } from "./pieces.js";
import { type Findings, tellIn } from "./tell.js";

/** Names of a scope that are no words of their own. */
const SCOPE = ["auth", "parameters", "record", "item", "session", "kept", "env"];

/** What a text looks like, and what to write instead. */
export interface Look {
  readonly index: number;
  readonly length: number;
  readonly meant: string;
}

const FORMS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  // The whole of a text that was escaped, `$${ env.KEY }`: of a `${` that is meant, something stands around it.
  [/^\$\{\s*([^}]*?)\s*\}$/, ([, name = ""]) => name],
  [new RegExp(`(?<![\\w$])\\$((?:${SCOPE.join("|")})\\.[A-Za-z_]\\w*(?:\\.\\w+)*)`), ([, name = ""]) => name],
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

/** Finds texts of a manifest that look like expressions; addresses are looked at where it is known what is in scope. */
export function checkPlainTexts(to: Findings, { http, sessions, pulls, pushes, actions }: Parts): void {
  const all = [http, ...sessions.values(), ...pulls.values(), ...pushes.values(), ...actions.values()];
  for (const { path, text, kind } of all.flatMap(({ pieces }) => pieces))
    if (kind === "text" || (kind === "address" && path[0] === "http")) look(to, path, text, looksEvaluated);
}

/** Finds the same in the address of a request: `/people/{key}`, `/people/:key`; `names` are those in scope there. */
export function checkPlainAddress(to: Findings, path: Path, text: unknown, names: readonly string[]): void {
  if (typeof text !== "string") return;
  const found = (literal: string) => looksEvaluated(literal) ?? colon(literal);
  // At the start it is no address, which is told by itself and cannot be allowed.
  if (looksEvaluated(text)?.index === 0) return;
  look(to, path, text, found, names);
}

/** @param names for which the right text is known */
function look(
  to: Findings,
  path: Path,
  text: string,
  find: (literal: string) => Look | undefined,
  names: readonly string[] = [],
): void {
  for (const { literal, at } of literalsOf(text)) {
    const found = find(literal);
    if (!found) continue;
    const { index, length, meant } = found;
    const from = literal.slice(index, index + length);
    const isInScope = names.includes(/^\w+/.exec(meant)?.[0] ?? "");
    tellIn(
      to,
      path,
      { index: at + index, length },
      "asks-for-template",
      { said: `\`${from.slice(0, 60)}\` is sent as it stands: it is no expression` },
      isInScope || names.length === 0
        ? evaluatedHint(found)
        : `Write \`\${ … }\` with a name that is known here.`,
      isInScope ? { from, to: `\${ ${meant} }` } : undefined,
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
  let from = 0;
  return cut(text).parts.flatMap((part) => {
    if ("expression" in part) {
      from = part.at + part.expression.length + 1;
      return [];
    }
    const at = Math.max(from, text.indexOf(part.literal, from));
    from = at + part.literal.length;
    return [{ literal: part.literal, at }];
  });
}
