/** One route of a description: which requests it is for, and what its slots give. */

import type { Route, Sandbox } from "../../../schemas/sandbox.types.js";
import { checkNamesAsTexts } from "../../compile/checks/names-as-texts.js";
import type { Slots } from "../../compile/slots.js";
import type { Path } from "../../load/source.js";
import { anything, object, type Type } from "../../typing/type.js";
import { type Access, compileAccess } from "./access.js";
import { linksType, recordType } from "./record-types.js";
import { evaluates, type Render, renders } from "./render.js";
import { bodyMembers, queryNames, requestTypes } from "./request-types.js";
import { known } from "./scope.js";

/** What a route does to a collection. */
export const actions = ["list", "one", "create", "upsert", "change", "remove"] as const;
export type Action = (typeof actions)[number];

export interface RoutePlan {
  /** As it is written, e.g. `GET /candidates/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly template: string;
  /** Names of the variable parts, in their order. */
  readonly parts: readonly string[];
  readonly pattern: RegExp;
  readonly data: Route;
  /** Undefined: the answer alone. */
  readonly action: { readonly does: Action; readonly collection: string } | undefined;
  readonly access: Access;
  /** Names of parameters and of members of the body; those of the body are undefined where any are taken. */
  readonly takes: { readonly query: ReadonlySet<string>; readonly body: ReadonlySet<string> | undefined };
  readonly host: Render | undefined;
  /** Values by name, in the order in which they are made. */
  readonly lets: ReadonlyMap<string, Render>;
  /** Other records by name, each found by its members. */
  readonly finds: ReadonlyMap<string, Lookup>;
  /** What a member of the record that is meant has. */
  readonly by: ReadonlyMap<string, Render>;
  readonly where: Render | undefined;
  readonly filters: ReadonlyMap<string, Render>;
  readonly sorts: ReadonlyMap<string, Render>;
  readonly set: Render | undefined;
  readonly headers: Render;
  readonly show: Render | undefined;
  readonly answer: Render | undefined;
  readonly file: Render | undefined;
}

/** Where a record is looked for, and by what. */
export interface Lookup {
  readonly collection: string;
  readonly by: ReadonlyMap<string, Render>;
}

type Names = Readonly<Record<string, Type>>;

/** Compiles the route that the file calls `name`. */
export function compileRoute(
  name: string,
  system: Sandbox,
  data: Route,
  slots: Slots,
  scope: Names,
): RoutePlan {
  const [method = "", template = ""] = name.split(" ");
  const parts = [...template.matchAll(/\{(\w+)\}/g)].map(([, part]) => part ?? "");
  const does = actions.find((one) => data[one] !== undefined);
  const sent = bodyMembers(data);
  const at = (...keys: string[]): Path => ["routes", name, ...keys];
  const bare: Names = { ...scope, ...requestTypes(data, system, parts) };
  const given = Object.entries(data.let ?? {}).map(([value, one], position, all) => {
    const before = known(...all.slice(0, position).map(([name]) => name));
    return [value, renders(slots.template(at("let", value), one, object({ ...bare, ...before })))] as const;
  });
  let asked: Names = { ...bare, ...known(...Object.keys(data.let ?? {})) };
  const members = (path: string[], texts: Readonly<Record<string, string>> = {}) => {
    const input = object(asked);
    const all = Object.entries(texts).map(
      ([member, text]) => [member, renders(slots.template(at(...path, member), text, input))] as const,
    );
    return new Map(all);
  };
  const finds = new Map<string, Lookup>();
  for (const [found, one] of Object.entries(data.find ?? {})) {
    finds.set(found, { collection: one.in, by: members(["find", found, "by"], one.by) });
    asked = { ...asked, [found]: recordType(one.in, system) };
  }
  const record = does ? recordType(String(data[does]), system) : anything;
  const collection = (does && system.collections?.[String(data[does])]) || {};
  const ofOne: Names = { ...asked, record };
  // What selects records is evaluated once for all pages of a list, whose requests may differ in their headers.
  const { headers: _, ...selecting } = ofOne;
  const addresses = known("first", "last", "next", "previous");
  const lists = { ...addresses, ...known("records", "total", "page", "pages", "size", "cursor") };
  const answers: Names = { ...ofOne, ...known("shown", "existed"), ...(does === "list" ? lists : {}) };
  const slot = (key: keyof Route, input: Names): Render | undefined =>
    data[key] === undefined ? undefined : renders(slots.template(at(key), data[key], object(input)));
  const expressions = (keys: string[], texts: Readonly<Record<string, string>> = {}, input = selecting) =>
    Object.entries(texts).map(
      ([key, text]) => [key, evaluates(slots.expression(at(...keys, key), text, object(input)))] as const,
    );
  checkNamesAsTexts(slots, at("answer"), data.answer, ["record", "records"]);
  return {
    name,
    method,
    template,
    parts,
    pattern: patternOf(template),
    data,
    action: does && { does, collection: String(data[does]) },
    takes: {
      query: new Set(queryNames(data, system)),
      body: sent && new Set(Object.keys(sent)),
    },
    access: compileAccess(data, at(), slots, scope, ofOne),
    host: slot("host", scope),
    lets: new Map(given),
    finds,
    by: members(["by"], data.by),
    where:
      data.where === undefined
        ? undefined
        : evaluates(slots.expression(at("where"), data.where, object(selecting))),
    filters: new Map(expressions(["filters"], data.filters, { ...selecting, ...known("value") })),
    sorts: new Map(expressions(["sort", "by"], data.sort?.by)),
    set: slot("set", { ...ofOne, ...known("now"), ...(does === "create" ? known("key") : {}) }),
    headers: slot("headers", answers) ?? (() => ({})),
    show: slot("show", { ...ofOne, links: linksType(collection) }),
    answer: slot("answer", answers),
    file: slot("file", ofOne),
  };
}

function patternOf(template: string): RegExp {
  const escaped = template
    .split(/(\{\w+\})/)
    .map((part, at) => (at % 2 === 1 ? "([^/]+)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${escaped.join("")}$`);
}
