/**
 * The values of a pipeline file: credentials and parameters, with `${ env.… }` put in. They are looked at twice, at load as far
 * as they are known, and again when the environment is there.
 */

import type { Parameters } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path } from "../load/source.js";
import { anything, object } from "../typing/type.js";
import { interpreted } from "../validate/interpret.js";
import { nearest } from "../validate/nearest.js";
import { checkSchema, type Validate } from "../validate/schema.js";
import type { Slots } from "./slots.js";
import { cut, isTemplate } from "./text.js";

/** Names and values of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Mapping = Readonly<Record<string, unknown>>;

/** One block of a pipeline file, e.g. `pull_parameters`, with the parameters that it may hold. */
export interface Block {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly given: Mapping;
  readonly parameters: Parameters | undefined;
}

/** What a block may hold, for the messages too. */
export function validator(parameters: Parameters | undefined): Validate {
  return interpreted({ properties: parameters?.properties ?? {}, required: parameters?.required ?? [] });
}

const isKnown = (value: unknown): boolean => !(typeof value === "string" && isTemplate(value));

/** Checks a block as it stands in the file; what comes from the environment is left for later. */
export function checkBlock(block: Block, slots: Slots, findings: Fault[]): void {
  slots.template(block.path, block.given, object({ env: anything }));
  const part = { source: slots.source, path: block.path, value: block.given, known: isKnown };
  checkSchema(validator(block.parameters), part, findings);
}

/**
 * The values of a block for a run: environment put in, defaults added, types checked.
 *
 * @returns the values; where something is missing or wrong, `findings` says what
 */
export async function resolveBlock(
  block: Block,
  slots: Slots,
  env: Environment,
  findings: Fault[],
  isRehearsed = false,
): Promise<Mapping> {
  const before = findings.length;
  const missing = missingNames(block.path, block.given, slots, env, isRehearsed);
  findings.push(...missing);
  const values = (await slots
    .template(block.path, block.given, object({ env: anything }))
    .render({ env })) as Mapping;
  const presets = Object.entries(block.parameters?.properties ?? {}).map(([name, one]) => [
    name,
    one.default,
  ]);
  const all = [...presets, ...Object.entries(values)].filter(([, value]) => value !== undefined);
  const complete: Mapping = Object.fromEntries(all);
  if (findings.length === before) {
    checkSchema(
      validator(block.parameters),
      { source: slots.source, path: block.path, value: complete },
      findings,
    );
  }
  return complete;
}

/** The names of the environment that a value uses. */
export function environmentNames(value: unknown): string[] {
  if (typeof value === "string") {
    if (!isTemplate(value)) return [];
    const expressions = cut(value).parts.flatMap((part) => ("expression" in part ? [part.expression] : []));
    return expressions.flatMap((text) =>
      [...text.matchAll(/\benv\.`?([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name]) => name ?? ""),
    );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(environmentNames);
}

/** A finding for each place that needs a name of the environment which is not set and has no `??` behind it. */
function missingNames(
  path: Path,
  value: unknown,
  slots: Slots,
  env: Environment,
  isRehearsed: boolean,
): Fault[] {
  if (typeof value === "string") {
    if (value.includes("??")) return [];
    return environmentNames(value)
      .filter((name) => env[name] === undefined || env[name] === "")
      .map((name) =>
        finding(
          "environment-missing",
          { name },
          {
            hint: missingHint(name, env, isRehearsed),
            location: locateValue(slots.source, path),
          },
        ),
      );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) =>
    missingNames([...path, Array.isArray(value) ? Number(key) : key], part, slots, env, isRehearsed),
  );
}

/** What to do about a name that is missing; a near one may be what it is called in the file. */
function missingHint(name: string, env: Environment, isRehearsed: boolean): string {
  if (env[name] === "") return "It is there and empty: fill it in.";
  const near = nearest(
    name,
    Object.keys(env).filter((one) => env[one] !== ""),
  );
  if (near !== undefined) return `There is \`${near}\`: is that the one?`;
  const or = isRehearsed
    ? " or put it into a file for --env-file"
    : ", put it into a file for --env-file, or try the pipeline with --sandbox";
  return `Set it (export ${name}=…)${or}.`;
}

/** The secrets among resolved values: what is marked `writeOnly`. */
export function secretsOf(parameters: Parameters | undefined, values: Mapping): string[] {
  return Object.entries(parameters?.properties ?? {})
    .filter(([name, parameter]) => parameter.writeOnly === true && typeof values[name] === "string")
    .map(([name]) => String(values[name]));
}
