/** Schemas of values as an editor sees them in a pipeline file, where any leaf may be a text with `${ }` instead. */
import type { Parameters } from "../../schemas/connector.types.js";
import { endsOf, type Reference } from "./reference.js";

type Json = Record<string, unknown>;

/** A text that holds an expression. */
const EXPRESSION = { type: "string", pattern: "\\$\\{" };

/** The file of the schema of the item that an action writes, relative to the folder of the connector; undefined where there is none. */
export function itemFile(reference: Reference): string | undefined {
  const { action } = reference;
  const entity = endsOf(reference).target.entities[action.entity];
  const own = entity?.push?.[action.operation ?? action.mode]?.item;
  // What describes the records that are read does not describe what is written.
  return own ?? (entity?.pull ? undefined : entity?.schema);
}

/** What the schema of that item is called among the definitions; undefined where there is none. */
export function itemKey(reference: Reference): string | undefined {
  const file = itemFile(reference);
  if (file === undefined) return undefined;
  return `${endsOf(reference).target.name}.${file.replace(/^\.\//, "").replace(/\.schema\.json$/, "")}`;
}

/**
 * The schema with expressions let in.
 *
 * @param root where the schema will stand, for its references to itself
 * @example templated({ type: "integer" }, "#") // { type: ["integer", "string"], pattern: "\\$\\{" }
 */
export function templated(schema: unknown, root: string): unknown {
  if (Array.isArray(schema)) return schema.map((one) => templated(one, root));
  if (schema === null || typeof schema !== "object") return schema;
  const { $schema: _, $id: __, required: ___, ...rest } = schema as Json;
  return widened(
    Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inner(key, value, root)])),
  );
}

function inner(key: string, value: unknown, root: string): unknown {
  if (key === "$ref") return String(value).replace(/^#/, root);
  if (key === "properties" || key === "$defs" || key === "patternProperties")
    return Object.fromEntries(
      Object.entries(value as Json).map(([name, one]) => [name, templated(one, root)]),
    );
  if (["items", "additionalProperties", "anyOf", "oneOf", "allOf"].includes(key))
    return templated(value, root);
  return value;
}

function widened(schema: Json): Json {
  const { enum: values, type, format, pattern, ...rest } = schema;
  if (Array.isArray(values)) return { ...rest, anyOf: [{ enum: values }, EXPRESSION] };
  if (type === undefined) return schema;
  const types = [type].flat();
  // Of a text nothing more is asked: it may be an expression, whose value is known at run time.
  if (types.includes("string")) return { ...rest, type };
  return { ...rest, type: [...types, "string"], pattern: EXPRESSION.pattern };
}

/** Parameters as a closed schema, in which each may be an expression as well. */
export function block({ properties, required = [] }: Parameters): Json {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, templated(one, "#")]),
    ),
    required,
  };
}
