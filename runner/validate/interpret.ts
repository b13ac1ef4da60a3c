/**
 * Checks values against the JSON Schema of parameters without making code of it: a manifest is known only at run time, and a process may
 * forbid code from strings (`--disallow-code-generation-from-strings`). It knows the words that `parameter` of the manifest schema
 * allows, and tells what it finds in the form of ajv, which checks whole files.
 */
import { isDeepStrictEqual } from "node:util";
import type { ErrorObject } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Validate } from "./schema.js";

/** The part of JSON Schema that is understood. Descriptions, defaults, examples and `writeOnly` say nothing about a value. */
export interface ParameterSchema {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly items?: ParameterSchema | undefined;
}

/** A mapping that holds the given properties and no other. */
export interface MappingSchema {
  readonly properties: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
}

/** Adds what is wrong with a value: the keyword, its parameters, and the message of ajv for it. */
type Tell = (keyword: string, params: Record<string, unknown>, message: string) => unknown;

/**
 * @returns a function with the calling convention of ajv: true or false, and the errors in its property `errors`
 * @example interpreted({ properties: { limit: { type: "integer" } }, required: [] })({ limit: "many" }) // false
 */
export function interpreted(schema: MappingSchema): Validate {
  const validate: Validate = (value) => {
    const errors: ErrorObject[] = [];
    checkMapping(schema, value, errors);
    validate.errors = errors;
    return errors.length === 0;
  };
  return validate;
}

function checkMapping(schema: MappingSchema, value: unknown, errors: ErrorObject[]): void {
  const { properties, required } = schema;
  const tell = teller(schema, value, "", errors);
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    tell("type", { type: "object" }, "must be object");
    return;
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(properties, name))
      tell("additionalProperties", { additionalProperty: name }, "must NOT have additional properties");
  }
  const given = new Map(Object.entries(value).filter(([, one]) => one !== undefined));
  for (const [name, one] of Object.entries(properties)) {
    if (given.has(name)) checkValue(one, given.get(name), `/${name}`, errors);
  }
  for (const name of required) {
    if (!given.has(name))
      tell("required", { missingProperty: name }, `must have required property '${name}'`);
  }
}

function checkValue(schema: ParameterSchema, value: unknown, at: string, errors: ErrorObject[]): void {
  const tell = teller(schema, value, at, errors);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value)))
    tell("type", { type: schema.type }, `must be ${types.join(",")}`);
  if (typeof value === "number") checkNumber(schema, value, tell);
  if (typeof value === "string") checkText(schema, value, tell);
  if (schema.enum && !schema.enum.some((one) => isDeepStrictEqual(one, value)))
    tell("enum", { allowedValues: schema.enum }, "must be equal to one of the allowed values");
  if (schema.items && Array.isArray(value)) {
    for (const [index, element] of value.entries())
      checkValue(schema.items, element, `${at}/${index}`, errors);
  }
}

function checkNumber({ minimum, maximum }: ParameterSchema, value: number, tell: Tell): void {
  if (maximum !== undefined && !(value <= maximum))
    tell("maximum", { comparison: "<=", limit: maximum }, `must be <= ${maximum}`);
  if (minimum !== undefined && !(value >= minimum))
    tell("minimum", { comparison: ">=", limit: minimum }, `must be >= ${minimum}`);
}

function checkText({ pattern, format }: ParameterSchema, value: string, tell: Tell): void {
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value))
    tell("pattern", { pattern }, `must match pattern "${pattern}"`);
  if (format !== undefined && !isFormatted(format, value))
    tell("format", { format }, `must match format "${format}"`);
}

function isFormatted(name: string, value: string): boolean {
  const format = fullFormats[name as keyof typeof fullFormats];
  if (typeof format === "boolean") return format;
  if (typeof format === "function") return format(value);
  if (format instanceof RegExp) return format.test(value);
  const { validate } = format as { readonly validate: RegExp | ((text: string) => boolean) };
  return typeof validate === "function" ? validate(value) : validate.test(value);
}

/** Whether a value is of a JSON type. */
function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return value !== null && typeof value === "object" && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    default:
      return typeof value === "string";
  }
}

function teller(schema: object, data: unknown, instancePath: string, errors: ErrorObject[]): Tell {
  return (keyword, params, message) =>
    errors.push({
      keyword,
      instancePath,
      schemaPath: `#/${keyword}`,
      params,
      message,
      data,
      parentSchema: schema,
    });
}
