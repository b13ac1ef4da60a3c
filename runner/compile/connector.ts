/** A connector manifest: read, validated, its functions and tables ready, its parts compiled on demand. */
import { dirname, sep } from "node:path";
import type { Connector as Manifest, Parameters } from "../../schemas/connector.types.js";
import { treeOf } from "../expressions/parse.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { brokenAt } from "../load/broken-json.js";
import { findInside } from "../load/confine.js";
import { connectorNames, findManifest } from "../load/folders.js";
import { locate, locateValue, type Path, plainData } from "../load/source.js";
import { type Schema, typeOfSchema } from "../typing/schema.js";
import { anything, type ObjectType, object, optional, type Type } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { checkSchema } from "../validate/schema.js";
import { validators } from "../validate/validators.js";
import { checkCursorOrder } from "./checks/cursor-order.js";
import { checkDescribed } from "./checks/described.js";
import { checkManifest, checkUse } from "./checks/manifest.js";
import { checkRecordSchema } from "./checks/record-schema.js";
import { checkRetries } from "./checks/retries.js";
import { compileHttp, ownOf } from "./http.js";
import { compileLibrary, type FunctionPlace } from "./library.js";
import { Memo } from "./memo.js";
import { expressionText, readMain, readNamed } from "./named-file.js";
import { checkParameters } from "./parameters.js";
import type { HttpPlan } from "./plan.js";
import { Slots } from "./slots.js";
import type { Project } from "./workspace.js";

/** A manifest that has passed its schema. */
export interface Connector {
  readonly name: string;
  readonly manifest: Manifest;
  readonly slots: Slots;
  /** The parts that were compiled. */
  readonly parts: Memo;
  readonly http: HttpPlan;
  /** Types of the records of its entities. */
  readonly types: Readonly<Record<string, Type>>;
  /** Types of the items of those operations that have a schema of their own: entity → operation → type. */
  readonly items: Readonly<Record<string, Readonly<Record<string, Type>>>>;
  /** Where its functions stand. */
  readonly functions: Readonly<Record<string, FunctionPlace>>;
  /** Texts of its formats and functions. */
  readonly formats: readonly string[];
}

/**
 * Loads a connector by name.
 *
 * @param named where the name stands, for the message when there is no such connector
 * @returns undefined when the manifest is so wrong that nothing can be compiled; then `findings` says why
 */
export async function loadConnector(
  name: string,
  around: Project,
  findings: Fault[],
  named?: Fault["details"]["location"],
): Promise<Connector | undefined> {
  const path = findManifest(name, around.project);
  if (path === undefined) {
    const all = await connectorNames(around.project);
    const hint = suggest(name, all, "Connectors");
    const fix = respelt(name, all);
    findings.push(finding("unknown-connector", { name }, { hint, location: named, fix }));
    return undefined;
  }
  // What somebody else put into a folder of connectors may be a link to any file of this machine.
  if ("isOutside" in findInside(path, [dirname(path)])) {
    findings.push(
      finding("connector-link", { name }, { hint: "Link the whole folder instead.", location: named }),
    );
    return undefined;
  }
  return readConnector(path, around, findings);
}

/** Reads and checks the manifest at `path`, once in a workspace; what it finds wrong later goes into `findings`, too. */
export async function readConnector(
  path: string,
  around: Project,
  findings: Fault[],
): Promise<Connector | undefined> {
  const read = (found: Fault[]) => readManifest(path, around, found);
  const connector = await around.connectors.read(path, findings, read);
  return connector && reporting(connector, findings);
}

/** The same connector, whose further findings go elsewhere. */
export function reporting(connector: Connector, findings: Fault[]): Connector {
  return { ...connector, slots: connector.slots.reporting(findings) };
}

/** Adds to the findings what is wrong with functions of a connector for all that they are called with, when all of it was compiled. */
export function checkCallsOf({ slots, functions }: Connector): void {
  for (const [name, place] of Object.entries(functions)) slots.checkCalls(name, place);
}

/** Adds to the findings what a connector declares and does not use, where nothing else was found. */
export function checkUseOf({ parts, slots, manifest, formats }: Connector): void {
  // What a text uses that cannot be read nobody knows, and it is told where it stands.
  if (!formats.every(isReadable)) return;
  parts.get("use", slots.findings, (found) => checkUse(slots.reporting(found), manifest, formats));
}

async function readManifest(
  path: string,
  around: Project,
  findings: Fault[],
): Promise<Connector | undefined> {
  const before = findings.length;
  const source = await readMain(path, around.cwd, findings);
  around.sources.add(source);
  if (findings.length > before) return undefined;
  const manifest = plainData(source) as Manifest;
  checkSchema(validators.connector, { source, path: [], value: manifest }, findings);
  if (findings.length > before) return undefined;
  checkParameters(manifest, source, findings);
  if (findings.length > before) return undefined;
  const folder = dirname(path);
  const called = folder.split(sep).pop() ?? "";
  // A template of connectors is in no folder that can be named.
  if (called !== manifest.name && !called.startsWith("_")) {
    findings.push(
      finding(
        "connector-name",
        { name: manifest.name, folder: called },
        {
          hint: "Give both the same name.",
          location: locateValue(source, ["name"]),
        },
      ),
    );
  }
  const { library, functions, names } = await compileLibrary(manifest, source, around, findings);
  const own = ownOf(manifest, await around.describe?.(path));
  const slots = new Slots(source, findings, library, names, own, around.coverage);
  const types: Record<string, Type> = {};
  const items: Record<string, Record<string, Type>> = {};
  for (const [name, entity] of Object.entries(manifest.entities)) {
    // Several operations may take what one schema describes.
    const known = new Map<string, Type>();
    const read = async (file: string | undefined, path: Path): Promise<Type> => {
      const found = known.get(file ?? "");
      if (found || file === undefined) return found ?? anything;
      const type = await readType(file, path, `the ${manifest.title} ${name}`, slots, around);
      known.set(file, type);
      return type;
    };
    types[name] = await read(entity.schema, ["entities", name, "schema"]);
    items[name] = {};
    for (const [operation, { item }] of Object.entries(entity.push ?? {}))
      if (item !== undefined)
        items[name][operation] = await read(item, ["entities", name, "push", operation, "item"]);
  }
  const http = compileHttp(manifest, slots, parameterType(manifest.auth), accountType(manifest.auth));
  checkManifest(slots, manifest);
  checkCursorOrder(slots, manifest, types);
  checkRetries(slots, manifest, http.retryWhen);
  if (own.described) checkDescribed(slots, manifest, own.described);
  const formats = await textsOf(manifest, slots, around);
  return { name: manifest.name, manifest, slots, parts: new Memo(), http, types, items, functions, formats };
}

/**
 * The type of what an operation is given. Without a schema of its own that is what the other operations of the entity take, where those
 * take the same; without any, the schema of the entity, but where records are read as well it describes those, and what is written may
 * look otherwise.
 */
export function itemType({ manifest, types, items }: Connector, entity: string, operation: string): Type {
  const { [operation]: own, ...others } = items[entity] ?? {};
  if (own) return own;
  const [other, second] = new Set(Object.values(others));
  const isShared = other !== undefined && second === undefined;
  const ofEntity = manifest.entities[entity]?.pull ? anything : (types[entity] ?? anything);
  const type = isShared ? other : ofEntity;
  // Who changes or archives an item may write a part of it.
  return type.kind === "object" && operation !== "create" ? { ...type, required: [] } : type;
}

/** The type that `auth` or `parameters` have in expressions. */
export function parameterType(parameters: Parameters | undefined): ObjectType {
  const { properties = {}, required = [] } = parameters ?? {};
  const members = Object.entries(properties).map(([name, one]) => {
    const type = typeOfSchema(one as Schema);
    return [name, required.includes(name) || one.default !== undefined ? type : optional(type)] as const;
  });
  return object(Object.fromEntries(members));
}

/**
 * The type of `auth` outside of requests: what is secret is no member of it, and says why.
 *
 * @example accountType({ properties: { key: { writeOnly: true, … }, company: { … } } }) // { company }
 */
export function accountType(auth: Parameters): ObjectType {
  const all = Object.entries(auth.properties);
  const properties = Object.fromEntries(all.filter(([, one]) => !one.writeOnly));
  const type = parameterType({ ...auth, properties });
  const secret = all.filter(([, one]) => one.writeOnly).map(([name]) => [name, secretOutside(name)]);
  return { ...type, absent: Object.fromEntries(secret) };
}

function secretOutside(name: string): { readonly message: string; readonly hint: string } {
  return {
    message: `\`${name}\` is secret: requests alone see it`,
    hint: "Name it in the path, the query, the headers or the body of a request.",
  };
}

function isReadable(text: string | undefined): boolean {
  return text !== undefined && treeOf(text) !== undefined;
}

/** The texts of the formats and functions of a connector; what cannot be read is told where it is compiled. */
async function textsOf({ actions }: Manifest, slots: Slots, around: Project): Promise<string[]> {
  const quiet = slots.reporting([]);
  const formats = await Promise.all(
    Object.entries(actions ?? {}).map(async ([name, { format }]) => {
      const at = { slots: quiet, path: ["actions", name, "format"] };
      return format === undefined ? undefined : (await expressionText(format, at, around))?.text;
    }),
  );
  return [...Object.values(slots.functions), ...formats.filter((text) => text !== undefined)];
}

async function readType(
  named: string,
  path: Path,
  label: string,
  slots: Slots,
  around: Project,
): Promise<Type> {
  const file = await readNamed(named, { slots, path }, around, { isInside: true });
  if (!file) return anything;
  const cannot = (said: string) => {
    slots.findings.push(finding("schema-broken", { said }, { location: locateValue(slots.source, path) }));
    return anything;
  };
  let schema: unknown;
  try {
    schema = JSON.parse(file.text);
  } catch {
    const at = Math.min(brokenAt(file.text), Math.max(0, file.text.trimEnd().length - 1));
    const location = locate(file, at);
    slots.findings.push(finding("schema-broken", { said: `${file.file} is not JSON` }, { location }));
    return anything;
  }
  if (schema === null || typeof schema !== "object" || Array.isArray(schema))
    return cannot(`${file.file} is not a JSON Schema: it holds no object`);
  if (!checkRecordSchema(file, schema, slots.findings)) return anything;
  try {
    return typeOfSchema(schema, label);
  } catch {
    return cannot(`${file.file} is not a JSON Schema, or unfolds to too much`);
  }
}
