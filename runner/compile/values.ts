/**
 * The values of a pipeline file: credentials and parameters, with `${ env.… }` put in. They are looked at twice, at load as far
 * as they are known, and again when the environment is there.
 */

import type { Parameters } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { anything, object } from "../typing/type.js";
import { interpreted } from "../validate/interpret.js";
import { checkSchema, type Validate } from "../validate/schema.js";
import { type Environment, type Help, missingNames } from "./missing.js";
import type { Slots } from "./slots.js";
import { isTemplate } from "./text.js";

type Mapping = Readonly<Record<string, unknown>>;

/** One block of a pipeline file, e.g. `pull_parameters`, with the parameters that it may hold. */
export interface Block {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly given: Mapping;
  readonly parameters: Parameters | undefined;
  /** The connector whose parameters they are. */
  readonly connector: string;
}

/** What a block may hold, for the messages too. */
export function validator(parameters: Parameters | undefined): Validate {
  return interpreted({ properties: parameters?.properties ?? {}, required: parameters?.required ?? [] });
}

const isKnown = (value: unknown): boolean => !(typeof value === "string" && isTemplate(value));

/**
 * Checks a block as it stands in the file; what comes from the environment is left for later.
 *
 * @param beside the other blocks of the file: what is unknown here may be meant for one of them
 */
export function checkBlock(
  block: Block,
  slots: Slots,
  findings: Fault[],
  { flow, beside }: { readonly flow: string; readonly beside: readonly Block[] },
): void {
  slots.template(block.path, block.given, object({ env: anything }));
  const elsewhere = (key: string): string | undefined => {
    const owner = beside.find((one) => one !== block && Object.hasOwn(one.parameters?.properties ?? {}, key));
    if (owner) return `\`${key}\` belongs under \`${owner.path.join(".")}\`.`;
    const isEmpty = Object.keys(block.parameters?.properties ?? {}).length === 0;
    return isEmpty ? `${flow} takes no \`${block.path.join(".")}\`.` : undefined;
  };
  const part = { source: slots.source, path: block.path, value: block.given, known: isKnown, elsewhere };
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
  help: Help = {},
): Promise<Mapping> {
  const before = findings.length;
  const missing = await missingNames(block.path, block.given, slots, env, help);
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

/** The secrets among resolved values: what is marked `writeOnly`. */
export function secretsOf(parameters: Parameters | undefined, values: Mapping): string[] {
  return Object.entries(parameters?.properties ?? {})
    .filter(([name, parameter]) => parameter.writeOnly === true && typeof values[name] === "string")
    .map(([name]) => String(values[name]));
}
