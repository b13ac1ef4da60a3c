/** What a JSON Schema says about a file, as findings at their line and column, in the words of a person. */
import type { ErrorObject, ValidateFunction } from "ajv";
import { Fault } from "../faults/fault.js";
import { locateKey, locateValue, type Path, type Source } from "../load/source.js";
import { suggest } from "./nearest.js";

/** A part of a file that a schema speaks of. */
export interface Part {
  readonly source: Source;
  /** Where the validated value stands in the file. */
  readonly path: Path;
  readonly value: unknown;
  /** Leaves that are only known later, e.g. `${ env.X }`: their type is not looked at. */
  readonly known?: (value: unknown) => boolean;
}

type Schema = Record<string, unknown>;

/** Runs a validator over a part of a file and adds what it finds. */
export function checkSchema(validate: ValidateFunction, part: Part, findings: Fault[]): void {
  if (validate(part.value)) return;
  const errors = validate.errors ?? [];
  const seen = new Set<string>();
  for (const error of errors) {
    if (overshadowed(error, errors)) continue;
    const path = [...part.path, ...pointer(error.instancePath)];
    if (part.known && !part.known(error.data) && error.keyword !== "additionalProperties") continue;
    const fault = finding(error, path, part.source);
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

/** A failed choice is told once: not by itself, nor by each of the ways that were open. */
function overshadowed(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === "anyOf" || error.keyword === "if") return true;
  return (
    error.keyword === "required" &&
    /\/oneOf\/\d+\//.test(error.schemaPath) &&
    all.some((other) => other.keyword === "oneOf" && other.instancePath === error.instancePath)
  );
}

function finding(error: ErrorObject, path: Path, source: Source): Fault {
  const name = path.length > 0 ? `\`${path[path.length - 1]}\`` : "the file";
  const at = (message: string, hint?: string) =>
    new Fault("INVALID", message, { hint, location: locateValue(source, path) });
  const { params, data } = error;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const schema = (error.parentSchema ?? {}) as Schema;
      const known = Object.keys((schema.properties as Schema | undefined) ?? {});
      const taken = new Set(Object.keys((data as Schema | null) ?? {}));
      return new Fault("INVALID", `unknown key \`${key}\`${path.length > 0 ? ` in ${name}` : ""}`, {
        hint:
          suggest(
            key,
            known.filter((word) => !taken.has(word)),
            "Keys that can stand here",
          ) ?? "Nothing can stand here.",
        location: locateKey(source, [...path, key]),
      });
    }
    case "required": {
      const key = String(params.missingProperty);
      const properties = ((error.parentSchema as Schema | undefined)?.properties ?? {}) as Record<
        string,
        Schema
      >;
      const description = properties[key]?.description;
      return new Fault("INVALID", `\`${key}\` is missing${path.length > 0 ? ` in ${name}` : ""}`, {
        hint: description === undefined ? undefined : `${key}: ${description}`,
        location: path.length > 0 ? locateKey(source, path) : locateValue(source, path),
      });
    }
    case "type":
      return at(`${name} must be ${wanted(params.type)}, not ${kind(data)}`, retype(params.type, data));
    case "enum": {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return at(`${name} cannot be ${show(data)}`, suggest(String(data), allowed, "It can be"));
    }
    case "oneOf":
      return at(
        "a step does exactly one thing",
        "Write one of `get`, `post`, `put`, `patch`, `delete`, `let`, `record`, `skip`, `fail`.",
      );
    case "pattern":
      return at(`${name} cannot be ${show(data)}`, `It must match ${params.pattern}`);
    case "propertyNames": {
      const key = String(params.propertyName);
      return new Fault("INVALID", `\`${key}\` cannot be a name here`, {
        location: locateKey(source, [...path, key]),
      });
    }
    case "format":
      return at(`${name} must be a ${params.format}`);
    default:
      return at(`${name} ${error.message ?? "is not valid"}`);
  }
}

function wanted(type: unknown): string {
  const words = (Array.isArray(type) ? type : String(type).split(",")).map((word) => article(String(word)));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

function article(word: string): string {
  if (word === "null") return "null";
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `the ${typeof value} ${show(value)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** YAML turns `012`, `yes` and `1.0` into what their writer may not have meant. */
function retype(type: unknown, data: unknown): string | undefined {
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("string") && (typeof data === "number" || typeof data === "boolean")) {
    return "Put it in quotes, as it stands: YAML reads it as something else than text.";
  }
  if (types.includes("boolean") && typeof data === "string") return "Write true or false, without quotes.";
  if ((types.includes("number") || types.includes("integer")) && typeof data === "string")
    return "Write it without quotes.";
  return undefined;
}
