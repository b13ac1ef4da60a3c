/** A pipeline file for an action, with every parameter in it: it validates as it stands, and is there to be cut down. */
import { stringify } from "yaml";
import type { Connector as Manifest, Parameter } from "../../schemas/connector.types.js";
import { variableOf } from "../load/variable.js";
import type { Fields } from "./fields.js";
import { type Block, blocksOf, type Reference } from "./reference.js";

const LONGEST_ID = 100;

/**
 * The lines of the pipeline file.
 *
 * @param settings the keys of a pipeline file that are the same for every action
 */
export function examplePipeline(reference: Reference, settings: Fields): string[] {
  const { name, connector } = reference;
  const id = `${connector.name}-${name}`.replaceAll("_", "-").slice(0, LONGEST_ID);
  const rest = Object.entries(settings.properties).filter(([key]) => key !== "workflow_id");
  return [
    `workflow_id: ${id}`,
    `action: ${connector.name}.${name}`,
    "",
    ...blocksOf(reference).flatMap(blockLines),
    "",
    ...rest.map(([key, field]) => `${key}: ${yaml(field.default)}`),
  ];
}

function blockLines({ key, owner, parameters }: Block): string[] {
  const { properties, required = [] } = parameters;
  const lines = Object.entries(properties).map(([name, parameter]) =>
    parameterLine(name, parameter, required.includes(name), owner),
  );
  if (lines.length === 0) return [`${key}: {}`];
  // A key with nothing but comments below it would be null, so it is commented out as well.
  if (lines.every((line) => line.startsWith("# ")))
    return [`# ${key}:`, ...lines.map((line) => `#   ${line.slice(2)}`)];
  return [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

/** A parameter that can be left out stands with its default, or is commented out where there is none. */
export function parameterLine(name: string, parameter: Parameter, needed: boolean, owner: Manifest): string {
  if (needed) return `${name}: ${sample(name, parameter, owner)}`;
  if (parameter.default !== undefined) return `${name}: ${yaml(parameter.default)}`;
  if ([parameter.enum ?? parameter.type].flat().some((one) => one === null || one === "null"))
    return `${name}: null`;
  return `# ${name}: ${sample(name, parameter, owner)}`;
}

const EMPTY: Readonly<Record<string, unknown>> = { boolean: false, array: [], object: {}, null: null };

/** A value to be replaced. Text comes from the environment: there is no telling what it should be, and it may be a secret. */
function sample(name: string, parameter: Parameter, owner: Manifest): string {
  const [type = "string"] = [parameter.type ?? []].flat();
  const variable = variableOf(owner.name, name);
  if (parameter.enum) return yaml(parameter.enum[0]);
  if (type === "string") return `\${ env.${variable} }`;
  const given = parameter.default ?? parameter.examples?.[0];
  const empty = type in EMPTY ? EMPTY[type] : (parameter.minimum ?? parameter.maximum ?? 0);
  return yaml(given ?? empty);
}

/** A value as YAML on one line. */
export function yaml(value: unknown): string {
  return stringify(value ?? null, { collectionStyle: "flow", lineWidth: 0 }).trim();
}
