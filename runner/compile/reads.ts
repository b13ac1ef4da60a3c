/** Whether the texts of a manifest read a name of their scope, without compiling them: a first look, by words alone. */
import { cut, isTemplate } from "./text.js";

/**
 * @param value any value whose texts may hold `${ … }`
 * @param names names of the scope; as a member of something else (`record.page`) or as a variable (`$page`) they do not count
 * @example readsName({ page: "${ page + 1 }" }, ["page"]) // true
 */
export function readsName(value: unknown, names: readonly string[]): boolean {
  if (typeof value === "string") return isTemplate(value) && readsText(value, names);
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((member) => readsName(member, names));
}

function readsText(text: string, names: readonly string[]): boolean {
  const word = new RegExp(`(?<![\\w$.\`])(?:\\$\\$?\\.)?(?:\`?)(?:${names.join("|")})\\b`);
  return cut(text).parts.some((part) => "expression" in part && word.test(withoutTexts(part.expression)));
}

/** An expression without its texts and comments, in which a word is no name. */
function withoutTexts(expression: string): string {
  return expression.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
}
