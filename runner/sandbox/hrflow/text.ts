/** What the simulated HrFlow.ai finds in a text: words of a short list, at the places where they really stand. */
import type { Scope } from "../described/scope.js";
import type { Answer, Call } from "../exchange.js";
import { certificates, languages, skills } from "../names.js";
import { envelope } from "./parse.js";

/** Where something was found; counted in characters, not in UTF-16 units. */
export interface Entity {
  readonly start: number;
  /** The first character that does not belong to it. */
  readonly end: number;
  readonly label: string;
}

const soft = new Set(["negotiation", "sales"]);
const labels = new Map([
  ...skills.map((word) => [word, soft.has(word) ? "skill_soft" : "skill_hard"] as const),
  ...languages.map((word) => [word, "language"] as const),
  ...certificates.map((word) => [word.toLowerCase(), "certification"] as const),
]);

/** The entities of the texts of a request. */
export function entitiesIn(_: Call, { scope }: { readonly scope: Scope }): Answer {
  const data = [scope.texts].flat().map((text) => ({ text, entities: entitiesOf(String(text)) }));
  return envelope(200, "Text parsing", data);
}

/**
 * The entities of a text, from left to right.
 *
 * @example entitiesOf("Some SQL") // [{ start: 5, end: 8, label: "skill_hard" }]
 */
export function entitiesOf(text: string): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}+#-]*/gu)) {
    const label = labels.get(match[0].toLowerCase());
    if (label === undefined) continue;
    const start = [...text.slice(0, match.index)].length;
    found.push({ start, end: start + match[0].length, label });
  }
  return found;
}
