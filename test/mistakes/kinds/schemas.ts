/** Mistakes in the schemas of records. */
import { type Kind, kind, SCHEMAS, typo } from "../seeding.js";

const S = SCHEMAS;
const swap = (group: number) => (match: RegExpMatchArray) =>
  match[0].replace(match[group] ?? "", () => typo(match[group] ?? ""));

export const inSchemas: readonly Kind[] = [
  kind("a type is misspelt", S, /"type": "(string|object|array|boolean|number|integer)"/g, swap(1)),
  kind(
    "a word of JSON Schema is misspelt",
    S,
    /"(properties|items|additionalProperties|required|type)"(?=: [{["tf])/g,
    swap(1),
  ),
  kind("a comma too many", S, /(\n +\})(\n +\})/g, "$1,$2", (text, at, m) => {
    const line = text.slice(0, at + (m[1]?.length ?? 0)).split("\n").length;
    return [line, line + 1];
  }),
  kind("a comma is missing", S, /\},(\n +")/g, "}$1", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1];
  }),
  kind("a quote is missing", S, /^( +")(\w+)": /gm, "$1$2: "),
  kind("properties are a list", S, /"properties": \{/g, '"properties": [], "other": {'),
];
