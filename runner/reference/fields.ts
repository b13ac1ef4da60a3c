/** Parameters in the words of a reference: their type and their default, as short as people read them. */

/** A parameter, as far as it is told: a part of its JSON Schema. */
export interface Field {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/** Parameters by name; those of a manifest and those of the pipeline schema alike. */
export interface Fields {
  readonly properties: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

/**
 * The type of a parameter, null behind the rest.
 *
 * @example typeText({ type: ["string", "null"], enum: ["true", "false", null] }) // "Literal['false','true']|null"
 */
export function typeText({ type, enum: values }: Field): string {
  const types = type === undefined ? ["any"] : [type].flat();
  const words = values ? [literal(values)] : types.filter((word) => word !== "null");
  const nullable = (values ?? types).some((word) => word === null || (!values && word === "null"));
  return [...words, ...(nullable ? ["null"] : [])].join("|");
}

/**
 * The same for a terminal: the values as they are written in YAML.
 *
 * @example typeWords({ enum: ["asc", "desc"] }) // "asc|desc"
 */
export function typeWords(field: Field): string {
  if (!field.enum) return typeText(field);
  return field.enum.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("|");
}

function literal(values: readonly unknown[]): string {
  const shown = values
    .filter((value) => value !== null)
    .sort(byValue)
    .map((value) => (typeof value === "string" ? `'${value}'` : valueText(value)));
  return `Literal[${shown.join(",")}]`;
}

function byValue(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/**
 * A value, e.g. a default; nothing and null are both `None`.
 *
 * @example valueText(true) // "True"
 */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}
