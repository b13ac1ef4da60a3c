/** Reads a JSON Schema as a type. What it says beyond kinds, members and values is left out: the type is then wider. */
import {
  anything,
  boolean,
  list,
  nil,
  nothing,
  number,
  type ObjectType,
  oneOf,
  optional,
  type Part,
  type Scalar,
  type Type,
  text,
  union,
  whole,
} from "./type.js";

/** A schema as far as types need it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly patternProperties?: unknown;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** The most types that a schema may unfold to: definitions that use each other twice double with each. */
const MOST_TYPES = 20_000;

interface Reading {
  readonly root: Schema;
  /** The definitions that are being read: a reference in a circle ends in anything. */
  readonly open: ReadonlySet<string>;
  readonly count: { types: number };
}

/**
 * The type that a schema describes.
 *
 * @param label what the value is called in messages
 * @throws RangeError when the schema unfolds to too many types
 * @example typeOfSchema({ type: ["string", "null"] }) // a text or null
 */
export function typeOfSchema(schema: Schema, label?: string): Type {
  const type = read(schema, { root: schema, open: new Set(), count: { types: 0 } });
  return label === undefined ? type : labelled(type, label);
}

function labelled(type: Type, label: string): Type {
  if (type.kind === "union") return { ...type, of: type.of.map((part) => labelled(part, label) as Part) };
  return type.kind === "object" ? { ...type, label } : type;
}

function read(schema: Schema | boolean | undefined, reading: Reading): Type {
  reading.count.types += 1;
  if (reading.count.types > MOST_TYPES) throw new RangeError(`more than ${MOST_TYPES} types`);
  if (schema === null || typeof schema !== "object") return anything;
  if (schema.$ref !== undefined) return readReference(schema.$ref, reading);
  if (schema.const !== undefined) return typeOfValue(schema.const, true);
  if (schema.enum) return union(...schema.enum.map((value) => typeOfValue(value, true)));
  const kinds = schema.type === undefined ? kindsWithout(schema) : [schema.type].flat();
  if (kinds) return union(...kinds.map((kind) => readKind(kind, schema, reading)));
  const choices = schema.anyOf ?? schema.oneOf;
  return choices ? union(...choices.map((one) => read(one, reading))) : anything;
}

function readReference(reference: string, { root, open, count }: Reading): Type {
  const name = reference.replace("#/$defs/", "");
  const target = root.$defs && Object.hasOwn(root.$defs, name) ? root.$defs[name] : undefined;
  if (!target || open.has(name)) return anything;
  return read(target, { root, open: new Set([...open, name]), count });
}

/** A schema that names members or elements means objects or lists, although it does not say so. */
function kindsWithout({ properties, items }: Schema): readonly string[] | undefined {
  if (properties) return ["object"];
  return items === undefined ? undefined : ["array"];
}

function readKind(kind: string, schema: Schema, reading: Reading): Type {
  const { format, maximum } = schema;
  const limit = maximum === undefined ? {} : { maximum };
  switch (kind) {
    case "null":
      return nil;
    case "boolean":
      return boolean;
    case "string":
      return format === undefined ? text : { ...text, format };
    case "integer":
      return { ...whole, ...limit };
    case "number":
      return { ...number, ...limit };
    case "array":
      return list(read(schema.items, reading));
    case "object":
      return readObject(schema, reading);
    default:
      return anything;
  }
}

/** An object that names its members has no others unless it says so; one that names none may have any. */
function readObject(schema: Schema, reading: Reading): ObjectType {
  const { properties, required = [], additionalProperties: more } = schema;
  const isOpen =
    more === true ||
    (!properties && more !== false) ||
    schema.patternProperties ||
    schema.allOf ||
    schema.anyOf;
  const members = Object.entries(properties ?? {}).map(([name, one]) => {
    const type = read(one, reading);
    return [name, required.includes(name) ? type : optional(type)] as const;
  });
  const rest = typeof more === "object" ? optional(read(more, reading)) : isOpen ? anything : undefined;
  return {
    kind: "object",
    members: Object.fromEntries(members),
    ...(rest ? { rest } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** So deep the members of a value are told apart. */
const DEEPEST = 20;

/**
 * The type of a value that is known.
 *
 * @param isExact whether it stands for itself, as a literal does, or for values of its kind, as one of a table does
 */
export function typeOfValue(value: unknown, isExact: boolean, depth = 0): Type {
  if (value === undefined) return nothing;
  if (value === null) return nil;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return isExact ? oneOf(value) : ({ kind: typeof value } as Scalar);
  if (depth > DEEPEST || typeof value !== "object") return anything;
  if (Array.isArray(value))
    return list(union(...value.slice(0, 100).map((one) => typeOfValue(one, isExact, depth + 1))));
  const members = Object.entries(value).map(
    ([name, one]) => [name, typeOfValue(one, isExact, depth + 1)] as const,
  );
  return { kind: "object", members: Object.fromEntries(members) };
}
