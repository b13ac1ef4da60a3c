/** The schemas of records: words of JSON Schema that there are, with values of their kind. A misspelt word says nothing, and nothing is checked. */

import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Fault } from "../../faults/fault.js";
import type { FindingCode, Given } from "../../faults/findings/table.js";
import { parseYaml } from "../../load/parse.js";
import { locate, type Source } from "../../load/source.js";
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

/**
 * Finds what is wrong with a schema, at its place in the file.
 *
 * @returns whether it can be used
 */
export function checkRecordSchema(source: Source, findings: Fault[]): boolean {
  const before = findings.length;
  const say: Say = (node, code, given, hint) => {
    const [start, end] = node?.range ?? [0, 1];
    tell({ source, findings }, locate(source, start, Math.max(1, end - start)), code, given, hint);
  };
  const parsed = parseYaml(source.text);
  const root = "document" in parsed ? parsed.document.contents : undefined;
  if (isMap(root)) lookSchema(root, say);
  return findings.length === before;
}

type Say = <C extends FindingCode>(
  node: Node | null | undefined,
  code: C,
  given: Given<C>,
  hint?: string,
) => void;

function lookSchema(node: unknown, say: Say): void {
  if (isScalar(node) && typeof node.value === "boolean") return;
  if (!isMap(node)) {
    say(node as Node, "json-schema-value", { said: "a schema is an object, true or false" });
    return;
  }
  for (const pair of node.items as Pair<Node, Node>[]) {
    if (isScalar(pair.key)) lookWord(String(pair.key.value), pair, say);
  }
}

function lookWord(word: string, { key, value }: Pair<Node, Node>, say: Say): void {
  if (!WORDS.has(word)) {
    // A word of somebody's own is allowed; one that is nearly a word of JSON Schema was meant to be it.
    const near = word.startsWith("x-") ? undefined : nearest(word, WORDS.keys());
    if (near) say(key, "json-schema-word", { word }, `Did you mean \`${near}\`?`);
    return;
  }
  switch (WORDS.get(word)) {
    case "schema":
      lookSchema(value, say);
      return;
    case "schemas":
      if (isSeq(value)) for (const one of value.items) lookSchema(one, say);
      else say(value, "json-schema-value", { said: `\`${word}\` is a list of schemas` });
      return;
    case "members":
      if (isMap(value)) for (const one of value.items) lookSchema(one.value, say);
      else say(value, "json-schema-value", { said: `\`${word}\` is an object: name → schema` });
      return;
    case "names":
      if (!isSeq(value) || value.items.some((one) => !isScalar(one) || typeof one.value !== "string"))
        say(value, "json-schema-value", { said: `\`${word}\` is a list of names` });
      return;
    case "list":
      if (!isSeq(value) || value.items.length === 0)
        say(value, "json-schema-value", { said: `\`${word}\` is a list of values` });
      return;
    case "type":
      lookType(value, say);
  }
}

function lookType(value: unknown, say: Say): void {
  const all = isSeq(value) ? value.items : [value];
  for (const one of all) {
    const name = isScalar(one) ? one.value : undefined;
    if (typeof name === "string" && TYPES.includes(name)) continue;
    say(
      one as Node,
      "json-schema-value",
      { said: `there is no type ${JSON.stringify(name ?? null)}` },
      suggest(String(name), TYPES, "Types"),
    );
  }
}
