/** The keys of a schema as Markdown: a table for the file, and one for each definition that has a table of its own. */
import { cell, prose } from "./markdown.js";

/** A JSON Schema, as far as it is told. */
interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** @returns lines of Markdown */
export function keyTables(file: string, schema: Schema): string[] {
  const prefix = (schema.title ?? file).toLowerCase();
  const page = { prefix, defs: schema.$defs ?? {} };
  const parts = Object.entries(page.defs).filter(([, one]) => one.properties);
  return [
    `## ${schema.title}`,
    "",
    `${schema.description} ([${file}](${file}))`,
    "",
    ...table(schema, page),
    ...parts.flatMap(([name, one]) => [
      `### ${prefix}: ${name}`,
      "",
      one.description ?? "",
      "",
      ...table(one, page),
    ]),
  ];
}

interface Page {
  readonly prefix: string;
  readonly defs: Readonly<Record<string, Schema>>;
}

function table(schema: Schema, page: Page): string[] {
  return ["| key | kind | default | meaning |", "|---|---|---|---|", ...rows(schema, "", page), ""];
}

/** The keys of a mapping; those of a mapping in it follow with their path, unless it has a table of its own. */
function rows(schema: Schema, path: string, page: Page): string[] {
  const { properties = {}, required = [], patternProperties = {} } = schema;
  const named = Object.entries({ ...properties, ...patternProperties });
  return named.flatMap(([name, one]) => {
    const key = `${path}${name}`;
    const mark = required.includes(name) ? " (required)" : "";
    const preset = one.default === undefined ? "" : `\`${JSON.stringify(one.default)}\``;
    const told = one.description ?? target(one, page)?.description ?? "";
    return [
      `| \`${cell(key)}\`${mark} | ${cell(kind(one, page))} | ${cell(preset)} | ${prose(told)} |`,
      ...rows(one, `${key}.`, page),
    ];
  });
}

function target({ $ref }: Schema, { defs }: Page): Schema | undefined {
  return $ref === undefined ? undefined : defs[$ref.replace("#/$defs/", "")];
}

/** What a value is: a link where that has a table of its own. */
function kind(schema: Schema, page: Page): string {
  const { $ref, type, items, additionalProperties, anyOf } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace("#/$defs/", "");
    const found = page.defs[name];
    if (found?.properties) return `[${name}](#${page.prefix}-${name.toLowerCase()})`;
    return found === undefined || name === "expression" ? name : kind(found, page);
  }
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (anyOf) return anyOf.map((one) => kind(one, page)).join(" or ");
  const types = type === undefined ? ["any value"] : [type].flat();
  if (items && types.includes("array")) return `list of ${kind(items, page)}`;
  if (typeof additionalProperties === "object") return `name → ${kind(additionalProperties, page)}`;
  return types.map((word) => WORDS[word] ?? word).join(" or ");
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  object: "mapping",
  array: "list",
  boolean: "true or false",
  integer: "whole number",
};
