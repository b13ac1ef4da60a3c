/** `origin` and `target` of a pipeline file for an editor: one branch for each thing that is read, and for each way of writing. */
import type { Connector as Manifest, Parameters, Pull } from "../../schemas/connector.types.js";
import { block } from "./editor-item.js";
import type { Fields } from "./fields.js";

type Json = Record<string, unknown>;

/** The schema of an end, as it is read. */
export interface EndSchema extends Fields {
  readonly [key: string]: unknown;
}

/** What the choice of a system, an entity and an operation says of the rest. */
interface Branch {
  readonly chosen: Readonly<Record<string, string>>;
  readonly auth: Parameters;
  readonly parameters: Parameters | undefined;
}

/** The schema of `origin`. @param base what is asked of every origin */
export function originSchema(base: EndSchema, manifests: readonly Manifest[]): Json {
  const branches = manifests.flatMap(({ name, auth, entities }) =>
    Object.entries(entities).flatMap(([entity, { pull }]): Branch[] =>
      pull ? [{ chosen: { connector: name, entity }, auth, parameters: inAnyMode(pull) }] : [],
    ),
  );
  return endSchema(base, branches);
}

/** The parameters of a pull, of which those must be given that every mode requires. */
function inAnyMode({ parameters, modes = {} }: Pull): Parameters | undefined {
  const own = Object.values(modes).flatMap(({ required }) => (required ? [required] : []));
  const must = (parameters?.required ?? []).filter((name) => own.every((names) => names.includes(name)));
  return parameters && { ...parameters, required: must };
}

/** The schema of `target`. @param base what is asked of every target */
export function targetSchema(base: EndSchema, manifests: readonly Manifest[]): Json {
  const branches = manifests.flatMap(({ name, auth, entities }) =>
    Object.entries(entities).flatMap(([entity, { push = {} }]) =>
      Object.entries(push).map(([operation, { parameters }]): Branch => {
        return { chosen: { connector: name, entity, operation }, auth, parameters };
      }),
    ),
  );
  return endSchema(base, branches);
}

function endSchema(base: EndSchema, branches: readonly Branch[]): Json {
  const choices = (key: string) => [...new Set(branches.flatMap(({ chosen }) => chosen[key] ?? []))];
  const names = Object.keys(branches[0]?.chosen ?? {});
  const properties = {
    ...base.properties,
    ...Object.fromEntries(names.map((key) => [key, { ...base.properties[key], enum: choices(key) }])),
  };
  // The first member repeats the keys: behind conditions alone, an editor no longer completes them.
  return { ...base, properties, allOf: [{ properties }, ...branches.map((one) => branchSchema(one, base))] };
}

function branchSchema({ chosen, auth, parameters = { properties: {} } }: Branch, base: EndSchema): Json {
  const told = (key: string, given: Parameters) => ({
    description: base.properties[key]?.description,
    ...block(given),
  });
  const isNeeded = (given: Parameters) => (given.required ?? []).length > 0;
  return {
    if: {
      properties: Object.fromEntries(Object.entries(chosen).map(([key, value]) => [key, { const: value }])),
      required: Object.keys(chosen),
    },
    // biome-ignore lint/suspicious/noThenProperty: it is the word of JSON Schema.
    then: {
      properties: { auth: told("auth", auth), parameters: told("parameters", parameters) },
      required: [...(isNeeded(auth) ? ["auth"] : []), ...(isNeeded(parameters) ? ["parameters"] : [])],
    },
  };
}
