/** A `sandbox.yaml` that was read and checked: its expressions are compiled, its routes are parsed. */
import { basename, dirname } from "node:path";
import type { Collection, Sandbox } from "../../../schemas/sandbox.types.js";
import { Slots } from "../../compile/slots.js";
import type { Fault } from "../../faults/fault.js";
import { plainData, readYaml } from "../../load/source.js";
import { object, type Type, text } from "../../typing/type.js";
import { checkSchema } from "../../validate/schema.js";
import { validators } from "../../validate/validators.js";
import { type Access, compileAccess } from "./access.js";
import { checkNames } from "./names.js";
import { linksType, recordType } from "./record-types.js";
import { evaluates, type Render, renders } from "./render.js";
import { usualParameters } from "./request-types.js";
import { compileRoute, type RoutePlan } from "./route.js";
import { base, known } from "./scope.js";

export interface LinkPlan {
  readonly host: string | undefined;
  readonly path: Render;
  readonly expires: string;
  readonly query: Render;
  /** Names of its parameters. */
  readonly parameters: readonly string[];
}

/** How one collection is invented and shown. */
export interface CollectionPlan {
  readonly name: string;
  readonly data: Collection;
  /** The member that identifies a record; null where none does. */
  readonly key: string | null;
  readonly uniqueUnless: Render | undefined;
  readonly record: Render | undefined;
  readonly records: Render | undefined;
  readonly show: Render | undefined;
  readonly links: ReadonlyMap<string, LinkPlan>;
}

/** A described system, ready to be opened as often as one likes. */
export interface Description extends Access {
  /** The name of its folder, which is the name of the connector. */
  readonly name: string;
  /** The file, as it is shown. */
  readonly file: string;
  readonly data: Sandbox;
  readonly hosts: readonly Render[];
  readonly values: Render;
  /** Headers of every answer. */
  readonly headers: Render;
  readonly collections: readonly CollectionPlan[];
  readonly routes: readonly RoutePlan[];
}

/**
 * Reads the description at `path`; undefined where `findings` says what is wrong.
 *
 * @example const acme = await readDescription("/srv/connectors/acme/sandbox.yaml", "/srv", findings);
 */
export async function readDescription(
  path: string,
  cwd: string,
  findings: Fault[],
): Promise<Description | undefined> {
  const before = findings.length;
  const source = await readYaml(path, cwd, findings);
  if (findings.length > before) return undefined;
  const data = plainData(source) as Sandbox;
  checkSchema(validators.sandbox, { source, path: [], value: data }, findings);
  if (findings.length > before) return undefined;
  checkNames(data, source, findings);
  if (findings.length > before) return undefined;
  const library = { values: {}, functions: data.functions ?? {} };
  const slots = new Slots(source, findings, library);
  for (const [name, code] of Object.entries(library.functions))
    slots.expression(["functions", name], code, object({}));
  const account = object({ account: accountType(data) });
  const scope = base(data);
  // A system does not know what its routes take.
  const asked = { ...scope, ...known("method", "address", "path", "query", "headers", "body") };
  const description: Description = {
    name: basename(dirname(path)),
    file: source.file,
    data,
    hosts: data.hosts.map((host, at) => renders(slots.template(["hosts", at], host, account))),
    values: renders(slots.template(["values"], data.values ?? {}, account)),
    collections: Object.keys(data.collections ?? {}).map((name) =>
      compileCollection(name, data, slots, scope),
    ),
    routes: Object.entries(data.routes).map(([name, one]) => compileRoute(name, data, one, slots, scope)),
    headers: renders(slots.template(["headers"], data.headers ?? {}, object(asked))),
    ...compileAccess(data, [], slots, scope, asked),
  };
  return findings.length > before ? undefined : description;
}

function accountType({ account = {} }: Sandbox): Type {
  return object(Object.fromEntries(Object.keys(account).map((name) => [name, text])), "the account");
}

function compileCollection(
  name: string,
  system: Sandbox,
  slots: Slots,
  scope: Readonly<Record<string, Type>>,
): CollectionPlan {
  const data: Collection = system.collections?.[name] ?? {};
  const path = ["collections", name];
  const optional = (key: "record" | "records" | "show", input: Type): Render | undefined =>
    data[key] === undefined ? undefined : renders(slots.template([...path, key], data[key], input));
  const record = recordType(name, system);
  const one = object({ ...scope, record });
  const links = Object.entries(data.links ?? {}).map(([link, { host, path: text, expires, query }]) => {
    const at = (key: string) => [...path, "links", link, key];
    const parameters = query ?? usualParameters;
    const made = object(known("signature", "issued", "expires"));
    const plan: LinkPlan = {
      host,
      path: renders(slots.template(at("path"), text, one)),
      expires,
      query: renders(slots.template(at("query"), parameters, made)),
      parameters: Object.keys(parameters),
    };
    return [link, plan] as const;
  });
  return {
    name,
    data,
    key: data.key === undefined ? "id" : data.key,
    uniqueUnless:
      data.unique_unless === undefined
        ? undefined
        : evaluates(slots.expression([...path, "unique_unless"], data.unique_unless, one)),
    record: optional("record", object({ ...scope, record, ...known("position") })),
    records: optional("records", object(scope)),
    show: optional("show", object({ ...scope, record, links: linksType(data) })),
    links: new Map(links),
  };
}
