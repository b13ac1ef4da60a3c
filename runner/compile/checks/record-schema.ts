/** The schemas of records: words of JSON Schema that there are, with values of their kind. A misspelt word says nothing, and nothing is checked. */

import type { Fault, Location } from "../../faults/fault.js";
import type { FindingCode, Given } from "../../faults/findings/table.js";
import { DEEPEST, parseYaml } from "../../load/parse.js";
import { repeatedMembers } from "../../load/repeated-members.js";
import { locate, locateKey, nodeAt, type Path, type Source } from "../../load/source.js";
import { nearest, suggest } from "../../validate/nearest.js";
import { tell } from "./tell.js";

const TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"];
/** What stands behind a word of JSON Schema. */
const KINDS = {
  schema:
    "items additionalProperties not contains if then else propertyNames unevaluatedProperties additionalItems unevaluatedItems",
  schemas: "allOf anyOf oneOf prefixItems",
  members: "properties patternProperties $defs definitions dependentSchemas",
  names: "required",
  type: "type",
  list: "enum",
  any: "title description default examples example const format pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems uniqueItems minProperties maxProperties multipleOf nullable deprecated readOnly writeOnly dependentRequired minContains maxContains contentEncoding contentMediaType contentSchema $schema $id $ref $anchor $comment $dynamicRef $dynamicAnchor $vocabulary",
} as const;

/** Word → what stands behind it. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind] as const)),
);

/** What other words say that look like words of JSON Schema. */
const MEANT: Readonly<Record<string, string>> = {
  property: "properties",
  props: "properties",
  fields: "properties",
  members: "properties",
  attributes: "properties",
  item: "items",
  elements: "items",
  values: "enum",
  options: "enum",
  choices: "enum",
  optional: "required",
  mandatory: "required",
};

/**
 * Finds what is wrong with a schema, at its place in the file.
 *
 * @param schema what the file holds
 * @returns whether it can be used
 */
export function checkRecordSchema(source: Source, schema: object, findings: Fault[]): boolean {
  const before = findings.length;
  let placed: Source | undefined;
  const say: Say = ({ path, isKey }, code, given, hint) => {
    // Places are looked for where something is wrong alone: to parse a text for them takes longer than all the rest.
    placed ??= withPlaces(source);
    tell({ source, findings }, isKey ? locateKey(placed, path) : whole(placed, path), code, given, hint);
  };
  lookSchema(schema, [], say);
  for (const { index, name } of repeatedMembers(source.text))
    tell({ source, findings }, locate(source, index, name.length + 2), "repeated-member", { name }, REPEATED);
  return findings.length === before;
}

const REPEATED = "Remove one of them, or give it its own name.";

/** The same file with a place for each of its values: JSON is YAML, too. */
function withPlaces(source: Source): Source {
  const parsed = parseYaml(source.text);
  return "document" in parsed ? { ...source, document: parsed.document } : source;
}

function whole(source: Source, path: Path): Location {
  const [start, end] = nodeAt(source, path)?.range ?? [0, 1];
  return locate(source, start, Math.max(1, end - start));
}

/** What is meant: a value, or the word before it. */
interface Where {
  readonly path: Path;
  readonly isKey?: boolean;
}

type Say = <C extends FindingCode>(where: Where, code: C, given: Given<C>, hint?: string) => void;

function lookSchema(schema: unknown, path: Path, say: Say): void {
  if (typeof schema === "boolean" || path.length > DEEPEST) return;
  if (!isMapping(schema)) {
    say({ path }, "json-schema-value", { said: "a schema is an object, true or false" });
    return;
  }
  for (const [word, value] of Object.entries(schema)) lookWord(word, value, [...path, word], say);
}

function lookWord(word: string, value: unknown, path: Path, say: Say): void {
  const kind = WORDS.get(word);
  if (kind === undefined) {
    // A word of somebody's own is allowed; one that is nearly a word of JSON Schema was meant to be it.
    const near = word.startsWith("x-") ? undefined : (MEANT[word] ?? nearest(word, WORDS.keys()));
    if (near) say({ path, isKey: true }, "json-schema-word", { word }, `Did you mean \`${near}\`?`);
    return;
  }
  const wrong = (said: string) => say({ path }, "json-schema-value", { said: `\`${word}\` ${said}` });
  switch (kind) {
    case "schema":
      lookSchema(value, path, say);
      return;
    case "schemas":
      if (!Array.isArray(value)) wrong("is a list of schemas");
      else for (const [index, one] of value.entries()) lookSchema(one, [...path, index], say);
      return;
    case "members":
      if (!isMapping(value)) wrong("is an object: name → schema");
      else for (const [name, one] of Object.entries(value)) lookSchema(one, [...path, name], say);
      return;
    case "names":
      if (!Array.isArray(value) || value.some((one) => typeof one !== "string")) wrong("is a list of names");
      return;
    case "list":
      if (!Array.isArray(value) || value.length === 0) wrong("is a list of values");
      return;
    case "type":
      if (!Array.isArray(value)) lookType(value, path, say);
      else for (const [index, one] of value.entries()) lookType(one, [...path, index], say);
  }
}

function lookType(name: unknown, path: Path, say: Say): void {
  if (typeof name === "string" && TYPES.includes(name)) return;
  const said = isMapping(name) || Array.isArray(name) ? undefined : name;
  const hint = suggest(String(said), TYPES, "Types");
  say({ path }, "json-schema-value", { said: `there is no type ${JSON.stringify(said ?? null)}` }, hint);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
