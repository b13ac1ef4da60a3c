/** What a JSON Schema says about a file, as findings at their line and column, in the words of a person. */
import type { ErrorObject } from "ajv";
import { isScalar } from "yaml";
import type { Fault, Fix } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import type { FindingCode, Given } from "../faults/findings/table.js";
import { isOfCredentials } from "../load/hidden.js";
import { locateKey, locateValue, nodeAt, type Path, type Source } from "../load/source.js";
import { listed, nearest, respelt, suggest } from "./nearest.js";

/** A part of a file that a schema speaks of. */
export interface Part {
  readonly source: Source;
  /** Where the validated value stands in the file. */
  readonly path: Path;
  readonly value: unknown;
  /** Leaves that are only known later, e.g. `${ env.X }`: their type is not looked at. */
  readonly known?: (value: unknown) => boolean;
  /** What is said of a key of the value itself that is unknown here, where more is known of it than its schema tells. */
  readonly elsewhere?: (key: string) => string | undefined;
}

/** A check as ajv makes them: the errors of the last call are in its property. */
export interface Validate {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null | undefined;
}

type Schema = Record<string, unknown>;

const VERBS = "get post put patch delete let record skip fail drop steps do".split(" ");

/** Runs a validator over a part of a file and adds what it finds. */
export function checkSchema(validate: Validate, part: Part, findings: Fault[]): void {
  if (validate(part.value)) return;
  const errors = validate.errors ?? [];
  const places = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const beside = places.get(error.instancePath);
    if (beside) beside.push(error);
    else places.set(error.instancePath, [error]);
  }
  const seen = new Set<string>();
  for (const error of errors) {
    const path = [...part.path, ...pointer(error.instancePath)];
    if (overshadowed(error, places.get(error.instancePath) ?? [], part)) continue;
    if (part.known && !part.known(error.data) && error.keyword !== "additionalProperties") continue;
    const fault = told(error, path, part);
    const { line, column } = fault.details.location ?? { line: 0, column: 0 };
    const identity = `${line}:${column}:${fault.message}`;
    if (!seen.has(identity)) findings.push(fault);
    seen.add(identity);
  }
}

/** The keys of a JSON pointer. */
function pointer(text: string): (string | number)[] {
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * A mistake is told once: a choice that failed not by each of its ways, a misspelt key not as a missing one too.
 *
 * @param beside all that is wrong with the same value
 */
function overshadowed(error: ErrorObject, beside: readonly ErrorObject[], part: Part): boolean {
  if (["anyOf", "if", "propertyNames"].includes(error.keyword)) return true;
  const isWay = error.keyword === "required" && /\/oneOf\/\d+\//.test(error.schemaPath);
  if (isWay && beside.some(({ keyword }) => keyword === "oneOf")) return true;
  const kinds = beside.filter(({ keyword }) => keyword === "type");
  const way = /^.*\/anyOf\/\d+\//.exec(error.schemaPath)?.[0];
  if (error.keyword === "type") {
    // There is a way that takes values of this kind: what is wrong with it is told there.
    const ways = beside.find(({ keyword }) => keyword === "anyOf")?.schema as readonly unknown[] | undefined;
    if (kinds.length < (ways?.length ?? 0)) return true;
  }
  if (
    way !== undefined &&
    error.keyword === "enum" &&
    kinds.some(({ schemaPath }) => schemaPath.startsWith(way))
  )
    return true;
  if (error.keyword !== "required" && error.keyword !== "oneOf") return false;
  const path = [...part.path, ...pointer(error.instancePath)];
  const meant = beside
    .filter(({ keyword }) => keyword === "additionalProperties")
    .map((other) => nearest(String(other.params.additionalProperty), open(other, path, part.source)));
  const keys = error.keyword === "required" ? [error.params.missingProperty] : VERBS;
  return meant.some((key) => keys.includes(key));
}

/** The keys that could still stand in a mapping: those of its schema that the file does not give. */
function open(error: ErrorObject, path: Path, source: Source): string[] {
  const schema = (error.parentSchema ?? {}) as Schema;
  const known = Object.keys((schema.properties as Schema | undefined) ?? {});
  const isGiven = (key: string) => nodeAt(source, [...path, key]) !== undefined;
  return known.filter(
    (key) => !isGiven(key) && !known.some((other) => isGiven(other) && excludes(schema, key, other)),
  );
}

/** Whether one of two keys forbids the other. */
function excludes(schema: Schema, ...[one, other]: readonly [string, string]): boolean {
  const forbidden = (key: string): Schema => {
    const named = (schema.dependentSchemas as Record<string, Schema> | undefined)?.[key];
    const definition = /^#\/\$defs\/(.*)$/.exec(String(named?.$ref))?.[1];
    const rule = definition === undefined ? named : (schema.$defs as Record<string, Schema>)[definition];
    return (rule?.properties as Schema | undefined) ?? {};
  };
  return forbidden(one)[other] === false || forbidden(other)[one] === false;
}

function told(error: ErrorObject, path: Path, { source, elsewhere, path: top }: Part): Fault {
  const name = nameOf(path);
  const where = path.length > 0 ? name : undefined;
  const { params, data } = error;
  const parent = (error.parentSchema ?? {}) as Schema;
  // What is no mapping at all may be a file of credentials that was named by mistake.
  const isOther = path.length === 0 && data !== null && typeof data !== "object";
  const isSecret = isOther || parent.writeOnly === true || isOfCredentials(path);
  // Not before it is needed: the value may be the whole file, and wrong in a thousand ways.
  const given = () => (isSecret ? "what is given" : show(data));
  const at = <C extends FindingCode>(code: C, given: Given<C>, hint?: string, fix?: Fix) => {
    const { file, line, column, ...shown } = locateValue(source, path);
    const location = { file, line, column, ...(isSecret ? {} : shown) };
    return finding(code, given, { hint, location, fix });
  };
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const better = path.length === top.length ? elsewhere?.(key) : undefined;
      const hint = better ?? suggest(key, open(error, path, source), "Keys that can stand here");
      const isFull = Object.keys((parent.properties as Schema | undefined) ?? {}).length > 0;
      return finding(
        "unknown-key",
        { key, where },
        {
          hint: hint ?? (isFull ? "All keys that can stand here are given." : "Nothing can stand here."),
          fix: better === undefined ? respelt(key, open(error, path, source)) : undefined,
          location: locateKey(source, [...path, key]),
        },
      );
    }
    case "dependentRequired":
    case "required": {
      const key = String(params.missingProperty);
      const description = (parent.properties as Record<string, Schema> | undefined)?.[key]?.description;
      return finding(
        "missing-key",
        { key, where },
        {
          hint: description === undefined ? undefined : `${key}: ${description}`,
          location: path.length > 0 ? locateKey(source, path) : locateValue(source, path),
        },
      );
    }
    case "false schema": {
      const key = String(path[path.length - 1]);
      const hint = "Remove it: what it says stands under `origin` and `target`.";
      return finding("two-flows", { key }, { hint, location: locateKey(source, path) });
    }
    case "type": {
      if (path.length === 0 && data === null) return at("empty-value", { said: "the file is empty" });
      if (data === null) {
        const said = `${name} is empty: it must be ${wanted(params.type)}`;
        return at("empty-value", { said }, "Write a value, or remove it.");
      }
      const said = `${name} must be ${wanted(params.type)}, not ${isSecret ? given() : kind(data)}`;
      const { hint, fix } = retype(params.type, data, parent, asWritten(source, path) ?? String(data));
      return at("wrong-type", { said }, hint, isSecret ? undefined : fix);
    }
    case "enum": {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const hint = isSecret ? listed("It can be", allowed) : suggest(String(data), allowed, "It can be");
      return at(
        "value-not-allowed",
        { name, given: given() },
        hint,
        isSecret || typeof data !== "string" ? undefined : respelt(data, allowed),
      );
    }
    case "oneOf":
      return at("step-kind", {}, `Write one of ${VERBS.map((verb) => `\`${verb}\``).join(", ")}.`);
    case "pattern": {
      const must = `It must match ${params.pattern}`;
      if (error.propertyName !== undefined) {
        const location = locateKey(source, [...path, error.propertyName]);
        return finding("name-not-allowed", { key: error.propertyName }, { hint: must, location });
      }
      const hint = `${parent.description === undefined ? "" : `${parent.description} `}${must}`;
      return at("value-not-allowed", { name, given: given() }, hint);
    }
    case "minLength":
    case "minItems":
    case "minProperties":
      return at("empty-value", {
        said: params.limit === 1 ? `${name} is empty` : `${name} ${error.message}`,
      });
    case "minimum":
    case "maximum": {
      const bound = error.keyword === "minimum" ? "at least" : "at most";
      return at("out-of-range", { name, bound, limit: params.limit, given: given() });
    }
    case "format": {
      const format = FORMATS[params.format] ?? String(params.format);
      return at("wrong-format", { name, format, given: given() });
    }
    default:
      return at("not-valid", { said: `${name} ${error.message ?? "is not valid"}` });
  }
}

/** What a value is called: by its key, in a list by its place. */
function nameOf(path: Path): string {
  const last = path[path.length - 1];
  if (last === undefined) return "the file";
  if (typeof last === "string") return `\`${last}\``;
  return `item ${last + 1}${path.length > 1 ? ` of ${nameOf(path.slice(0, -1))}` : ""}`;
}

function wanted(type: unknown): string {
  const words = (Array.isArray(type) ? type : String(type).split(",")).map(
    (word) => KINDS[String(word)] ?? String(word),
  );
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

/** The types of JSON in the words of YAML. */
const KINDS: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "a text",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
};

const FORMATS: Readonly<Record<string, string>> = {
  uri: "a URL like https://example.org",
  date: "a date like 2024-01-31",
  "date-time": "a time like 2024-01-31T12:00:00Z",
  email: "an email address",
};

function kind(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "boolean") return String(value);
  return `the ${typeof value === "string" ? "text" : "number"} ${show(value)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A value as it stands in the file: `1.10` is read as 1.1, which is another text. */
function asWritten(source: Source, path: Path): string | undefined {
  const node = nodeAt(source, path);
  return isScalar(node) ? node.source : undefined;
}

/** What to write instead, where YAML turned something into what its writer may not have meant. */
function retype(
  type: unknown,
  data: unknown,
  { pattern }: Schema,
  text: string,
): { readonly hint?: string; readonly fix?: Fix } {
  const types = (Array.isArray(type) ? type : [type]) as unknown[];
  if (types.includes("string")) {
    if (typeof data === "object")
      return { hint: "A text with `: ` in it, or one that starts with `[` or `{`, must stand in quotes." };
    // In quotes it would be no better: a duration has a unit.
    const fits = (one: string) => typeof pattern !== "string" || new RegExp(pattern, "u").test(one);
    if (!fits(text))
      return {
        hint: fits(`${text}s`) ? `Write it with its unit, e.g. \`${text}s\`.` : `It must match ${pattern}`,
      };
    return {
      hint: "Put it in quotes, as it stands: YAML reads it as something else than text.",
      fix: { from: text, to: `"${text}"` },
    };
  }
  if (typeof data !== "string") return {};
  if (types.includes("boolean")) {
    if (/^(yes|y|on|true)$/i.test(data))
      return { hint: "Write true, without quotes.", fix: { from: data, to: "true" } };
    if (/^(no|n|off|false)$/i.test(data))
      return { hint: "Write false, without quotes.", fix: { from: data, to: "false" } };
  }
  const isNumber = Number.isFinite(Number(data)) && String(Number(data)) === data;
  if (isNumber && (types.includes("number") || types.includes("integer")))
    return { hint: "Write it without quotes.", fix: { from: data, to: data } };
  return {};
}
