/**
 * The schema of the pipeline file for an editor: one branch an action, so that completion, hover and marks know the parameters of the
 * action that was chosen. The runner itself checks a file against the base schema, and parameters against the manifests.
 */
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import { type EndSchema, originSchema, targetSchema } from "./editor-ends.js";
import { block, itemKey, templated } from "./editor-item.js";
import type { Fields } from "./fields.js";
import { blocksOf, endsOf, type Reference } from "./reference.js";

/** The schema of the pipeline file, as it is read. */
export interface Schema extends Fields {
  readonly [key: string]: unknown;
}

type Json = Record<string, unknown>;

/**
 * @param base what is asked of every pipeline
 * @param actions `connector.action` → action
 * @param items schemas of items, by `itemKey`
 * @example editorSchema(base, new Map([["acme.create_profiles", reference]]), new Map()).allOf
 */
export function editorSchema(
  base: Schema,
  actions: ReadonlyMap<string, Reference>,
  items: ReadonlyMap<string, unknown>,
): Json {
  const named = [...actions].map(([name, { action }]) => ({
    name,
    told: action.description ?? action.title,
  }));
  const action = {
    ...base.properties.action,
    enum: named.map(({ name }) => name),
    // Which action it is tells the editor more than how its name is spelt.
    markdownEnumDescriptions: named.map(({ told }) => told),
    errorMessage:
      "No such action: `npx sync-runner connectors` lists them, `npx sync-runner schema` reads them anew.",
  };
  const { origin, target } = base.properties as Readonly<Record<string, EndSchema | undefined>>;
  const manifests = manifestsOf(actions.values());
  const properties = {
    ...{ ...base.properties, action },
    ...(origin && { origin: originSchema(origin, manifests) }),
    ...(target && { target: targetSchema(target, manifests) }),
  };
  return {
    ...base,
    $id: String(base.$id).replace(".base.", "."),
    properties,
    // The first member repeats the keys of the file: behind conditions alone, an editor no longer completes them.
    allOf: [{ properties }, ...[...actions].map(([name, one]) => branch(name, one, base, items))],
    $defs: {
      ...(base.$defs as Json | undefined),
      ...Object.fromEntries([...items].map(([key, item]) => [key, templated(item, `#/$defs/${key}`)])),
    },
  };
}

/** The connectors at the ends of actions, each once. */
function manifestsOf(actions: Iterable<Reference>): readonly Manifest[] {
  const all = [...actions].flatMap(({ connector, other }) => [connector, other]);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** What holds of a file whose action is this one. */
function branch(name: string, one: Reference, base: Schema, items: ReadonlyMap<string, unknown>): Json {
  const blocks = blocksOf(one).map(({ key, heading, parameters }) => ({
    key,
    schema: { description: `${heading}.`, ...block(parameters) },
    isNeeded: (parameters.required ?? []).length > 0,
  }));
  const item = itemKey(one);
  const { target } = endsOf(one);
  const format =
    item !== undefined && items.has(item)
      ? {
          description: `${base.properties.format?.description} The item is one of ${target.title}.`,
          anyOf: [{ type: ["string", "null"] }, { $ref: `#/$defs/${item}` }],
        }
      : undefined;
  return {
    if: { properties: { action: { const: name } }, required: ["action"] },
    // biome-ignore lint/suspicious/noThenProperty: it is the word of JSON Schema.
    then: {
      properties: {
        ...Object.fromEntries(blocks.map(({ key, schema }) => [key, schema])),
        ...(format && { format }),
      },
      required: blocks.filter(({ isNeeded }) => isNeeded).map(({ key }) => key),
    },
  };
}
