/** What the simulated HrFlow.ai finds in a text: words of a short list, at the places where they really stand. */
import type { Answer, Call } from "../exchange.js";
import { certificates, languages, skills } from "../names.js";
import { readJson } from "./body.js";
import { badRequest, envelope } from "./envelope.js";

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

/** Answers `POST /v1/text/parsing`: `texts`, or one `text`. */
export function parseTexts(call: Call): Answer {
  const { texts, text } = readJson(call);
  const list: unknown[] = Array.isArray(texts) ? texts : [text];
  const given = list.filter((one) => typeof one === "string" && one.trim() !== "");
  if (given.length === 0 || given.length < list.length) throw badRequest("Bad request. Text cannot be null");
  const data = given.map((one) => ({ text: one, entities: entitiesOf(String(one)) }));
  return envelope(200, "Text parsing", JSON.stringify(data));
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
