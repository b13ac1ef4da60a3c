/** What a schema cannot say of a description: that names lead somewhere, and that exactly one of several keys is there. */
import type { Route, Sandbox } from "../../../schemas/sandbox.types.js";
import type { Fault } from "../../faults/fault.js";
import { finding } from "../../faults/findings/finding.js";
import { locateKey, locateValue, type Path, type Source } from "../../load/source.js";
import { nearest, suggest } from "../../validate/nearest.js";
import { checkAlike } from "./alike.js";
import { membersOf } from "./record-types.js";
import { actions } from "./route.js";
import { reserved } from "./scope.js";

/** Adds what is wrong with the names of a description. */
export function checkNames(data: Sandbox, source: Source, findings: Fault[]): void {
  const collections = Object.keys(data.collections ?? {});
  const tell = (path: Path, message: string, hint?: string, atKey = false) => {
    const location = atKey ? locateKey(source, path) : locateValue(source, path);
    findings.push(finding("description-unfit", { said: message }, { hint, location }));
  };
  checkAlike(data, source, tell);
  /** True when exactly one of the keys is there. */
  const oneOf = (value: object, keys: readonly string[], path: Path, what: string): void => {
    const given = keys.filter((key) => key in value);
    if (given.length === 1) return;
    const words = keys.map((key) => `\`${key}\``).join(", ");
    const place: Path = given.length > 1 ? [...path, given[1] ?? ""] : path;
    tell(place, `${what} has exactly one of ${words}`, undefined, true);
  };
  for (const name of collections)
    if (reserved.includes(name))
      tell(
        ["collections", name],
        `a collection cannot be called \`${name}\``,
        "Expressions use that name for something else.",
        true,
      );

  const member = (collection: string, named: string, path: Path) => {
    const known = membersOf(collection, data);
    const [name = ""] = named.split(".");
    if (known === undefined || known.includes(name)) return;
    const hint = suggest(name, known, `Members of \`${collection}\``);
    tell(path, `records of \`${collection}\` have no \`${name}\``, hint);
  };
  for (const [name, { unique = [] }] of Object.entries(data.collections ?? {}))
    for (const [at, one] of unique.entries()) member(name, one, ["collections", name, "unique", at]);

  const ways = (list: Sandbox["auth"] | null, path: Path) => {
    for (const [at, way] of (list ?? []).entries()) {
      const place = [...path, "auth", at];
      oneOf(way, ["header", "query", "body", "basic", "oauth"], place, "a way in");
      const needs = way.header ?? way.query ?? way.body;
      if ((needs === undefined) !== (way.value === undefined))
        tell(
          place,
          needs === undefined ? "`value` belongs to `header`, `query` or `body`" : "`value` is missing",
          "It says what is accepted.",
        );
    }
  };
  for (const [name, collection] of Object.entries(data.collections ?? {})) {
    const wrong =
      collection.code && (["count", "record", "records"] as const).find((key) => key in collection);
    if (wrong) tell(["collections", name, wrong], `\`${wrong}\` says what \`code\` invents`, undefined, true);
  }
  ways(data.auth, []);
  for (const [name, route] of Object.entries(data.routes)) {
    const path: Path = ["routes", name];
    const given = actions.filter((action) => action in route);
    if (given.length > 1) oneOf(route, actions, path, "a route");
    if (given.length === 0 && !("answer" in route) && !("code" in route))
      tell(
        path,
        "the route says nothing",
        `Write one of ${actions.map((one) => `\`${one}\``).join(", ")}, or \`answer\`.`,
        true,
      );
    for (const action of given) {
      const collection = String(route[action]);
      const isKeyless = data.collections?.[collection]?.key === null;
      if (isKeyless && ["upsert", "change", "remove"].includes(action))
        tell([...path, action], `records of \`${collection}\` have no key, so none can be named`);
      if (!collections.includes(collection))
        tell(
          [...path, action],
          `there is no collection \`${collection}\``,
          suggest(collection, collections, "Collections"),
        );
    }
    for (const value of Object.keys(route.let ?? {}))
      if (reserved.includes(value) || collections.includes(value))
        tell(
          [...path, "let", value],
          `a value cannot be called \`${value}\``,
          "Expressions use that name for something else.",
          true,
        );
    for (const [found, { in: collection, by }] of Object.entries(route.find ?? {})) {
      const place = [...path, "find", found];
      if (reserved.includes(found) || collections.includes(found) || found in (route.let ?? {}))
        tell(
          place,
          `a record cannot be called \`${found}\``,
          "Expressions use that name for something else.",
          true,
        );
      if (!collections.includes(collection))
        tell(
          [...place, "in"],
          `there is no collection \`${collection}\``,
          suggest(collection, collections, "Collections"),
        );
      else for (const one of Object.keys(by)) member(collection, one, [...place, "by", one]);
    }
    const { by = {}, default: usual = "" } = route.sort ?? {};
    const strange = usual
      .split(",")
      .map((one) => one.replace(/^-/, ""))
      .find((one) => one !== "" && !(one in by));
    if (strange !== undefined)
      tell(
        [...path, "sort", "default"],
        `\`by\` has no \`${strange}\``,
        suggest(strange, Object.keys(by), "It has"),
      );
    for (const [key, near] of misspelt(route, data))
      tell(
        [...path, "set", key],
        `records of this collection have no \`${key}\``,
        `Did you mean \`${near}\`?`,
        true,
      );
    for (const action of given)
      if (collections.includes(String(route[action])))
        for (const one of Object.keys(route.by ?? {}))
          member(String(route[action]), one, [...path, "by", one]);
    if (route.paging) oneOf(route.paging, ["page", "offset", "cursor"], [...path, "paging"], "paging");
    if (route.file) oneOf(route.file, ["pdf", "resume", "text"], [...path, "file"], "a file");
    for (const key of misplaced(route))
      tell([...path, key], `\`${key}\` belongs to ${belongs[key]}`, undefined, true);
    const withoutPart = /\{\w+\}/.test(name) || route.by !== undefined;
    if (["one", "change", "remove"].some((action) => action in route) && !withoutPart)
      tell(
        path,
        "nothing says which record is meant",
        "Write the key as `{id}` into the path, or `by`.",
        true,
      );
    ways(route.auth, path);
  }
}

/** Members that a route writes, and that only its own spelling knows: name → the invented one that it is near to. */
function misspelt({ set, create, upsert, change }: Route, { collections = {} }: Sandbox): [string, string][] {
  if (set === null || typeof set !== "object" || Array.isArray(set)) return [];
  const { schema, record = {}, key } = collections[create ?? upsert ?? change ?? ""] ?? {};
  const known = [...Object.keys({ ...schema?.properties, ...Object(record) }), key ?? "id"];
  return Object.keys(set).flatMap((name) => {
    const near = known.includes(name) || !schema ? undefined : nearest(name, known);
    return near === undefined ? [] : [[name, near]];
  });
}

const ofLists = "a `list`";
const belongs: Readonly<Record<string, string>> = {
  filters: ofLists,
  filters_in: ofLists,
  sort: ofLists,
  paging: ofLists,
  set: "`create`, `upsert` and `change`",
  by: "`list`, `one`, `create`, `change` and `remove`",
  file: "`one`",
};

/** Keys that say something of what the route does not do. */
function misplaced(route: Route): string[] {
  const does = (...names: readonly (keyof Route)[]) => names.some((name) => route[name] !== undefined);
  const wrong: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(["filters", "filters_in", "sort", "paging"].map((key) => [key, !does("list")])),
    set: !does("create", "upsert", "change"),
    by: !does("list", "one", "create", "change", "remove"),
    file: !does("one"),
  };
  return Object.keys(wrong).filter((key) => wrong[key] && key in route);
}
