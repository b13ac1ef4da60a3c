/** What a route does: it lists, shows, creates, changes or removes, and says so in its answer. */
import { isDeepStrictEqual } from "node:util";
import { type Answer, isObject } from "../exchange.js";
import type { CollectionPlan } from "./description.js";
import { fileAnswer } from "./file.js";
import type { Links } from "./links.js";
import { cutPage, orderOf } from "./list.js";
import { type Stored, valueAt } from "./records.js";
import { jsonAnswer, type Refuse } from "./refusals.js";
import { holds, textOf } from "./render.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";
import { meant, type Selections } from "./selections.js";
import type { World } from "./world.js";

/** One request to a route, after all that stands before its answer. */
export interface Asked {
  readonly route: RoutePlan;
  readonly world: World;
  readonly links: Links;
  readonly selections: Selections;
  readonly refuse: Refuse;
  /** Account, values, collections and the request. */
  readonly scope: Scope;
  /** The record that is meant. */
  readonly record: Stored | undefined;
  readonly search: string;
  /** The address that was asked, without its query. */
  readonly address: string;
  readonly now: number;
}

/** The record that a request is about; undefined where there is none. */
export function find({ route, world, scope }: Pick<Asked, "route" | "world" | "scope">): Stored | undefined {
  const { action, by, where } = route;
  if (!action || action.does === "list" || action.does === "upsert") return undefined;
  if (action.does === "create" && by.size === 0) return undefined;
  const records = world.holdings.of(action.collection);
  const isIt = (record: Stored) => !where || holds(where({ ...scope, record }));
  if (by.size === 0) {
    const record = records.get(partOf(scope, route.parts.at(-1)) ?? "");
    return record && isIt(record) ? record : undefined;
  }
  const members = meant(route, scope);
  // One that has no value means no record.
  if (members.length < by.size) return undefined;
  return records.find(members).find(([, record]) => isIt(record))?.[1];
}

export function act(asked: Asked): Answer {
  const { route, world, scope, record } = asked;
  const { action } = route;
  if (!action) return answer(asked, 200, {}, undefined);
  const collection = world.description.collections.find(({ name }) => name === action.collection);
  if (!collection) throw new TypeError(`no collection ${action.collection}`);
  if (action.does === "list") return list(asked, collection);
  if (action.does === "upsert") return upsert(asked, collection);
  if (action.does === "create" && !record) return create(asked, collection);
  if (!record) throw asked.refuse(404, { reason: "missing", message: route.data.missing });
  switch (action.does) {
    case "create":
      return change(asked, collection, record, 201);
    case "change":
      return change(asked, collection, record, 200);
    case "remove":
      world.holdings.write(collection.name, String(keyIn(record, collection.key)), null, "changed");
      return answer(asked, 204, { record }, undefined);
    case "one": {
      const key = String(keyIn(record, collection.key));
      if (route.file) return fileAnswer(route.file({ ...scope, record }), key, world.seed);
      return one(asked, 200, collection, record);
    }
  }
}

function list(asked: Asked, collection: CollectionPlan): Answer {
  const { route, world, scope, refuse, search, address } = asked;
  const order = orderOf(route, scope.query as Scope, refuse);
  const held = world.holdings.of(collection.name);
  const found = asked.selections.of(route, held, scope, order);
  const page = cutPage(route.data.paging, found.length, search, address, refuse);
  if (page.previous !== null && world.dice.strikes("late-page", `${address}?${search}`)) throw refuse(500);
  const onPage = found.slice(page.from, page.from + page.size).map((key) => held.get(key));
  const records = onPage.flatMap((record) => (record ? [show(asked, collection, record)] : []));
  const made = answer(asked, 200, { ...page, records }, records);
  if (!route.data.paging?.link || page.next === null) return made;
  return { ...made, headers: { ...made.headers, Link: `<${page.next}>; rel="next"` } };
}

function create(asked: Asked, collection: CollectionPlan): Answer {
  const { world } = asked;
  const made = world.newKey(collection);
  const written = fieldsOf(asked, { key: made });
  const key = keyIn(written, collection.key) ?? made;
  if (world.holdings.of(collection.name).get(String(key)))
    throw asked.refuse(409, { reason: "unique", name: collection.key ?? "", value: key });
  const record = {
    ...identity(collection, key),
    ...written,
    ...stamps(asked, collection, ["created", "updated"]),
  };
  assertUnique(asked, collection, record);
  world.holdings.write(collection.name, String(key), record, "created");
  return one(asked, 201, collection, record);
}

function upsert(asked: Asked, collection: CollectionPlan): Answer {
  const { world, route } = asked;
  const written = fieldsOf(asked, {});
  const key =
    keyIn(written, collection.key) ?? partOf(asked.scope, route.parts.at(-1)) ?? world.newKey(collection);
  const before = world.holdings.of(collection.name).get(String(key));
  const record = {
    ...identity(collection, key),
    ...written,
    ...stamps(asked, collection, before ? ["updated"] : ["created", "updated"]),
  };
  assertUnique(asked, collection, record);
  world.holdings.write(collection.name, String(key), record, "set");
  return one({ ...asked, scope: { ...asked.scope, existed: before !== undefined } }, 200, collection, record);
}

function change(asked: Asked, collection: CollectionPlan, before: Stored, status: number): Answer {
  const changed = {
    ...before,
    ...fieldsOf(asked, { record: before }),
    ...identity(collection, keyIn(before, collection.key)),
  };
  // A change to what is already so leaves the date alone.
  if (isDeepStrictEqual(changed, before)) return one(asked, status, collection, before);
  const record = { ...changed, ...stamps(asked, collection, ["updated"]) };
  assertUnique(asked, collection, record);
  asked.world.holdings.write(collection.name, String(keyIn(record, collection.key)), record, "changed");
  return one(asked, status, collection, record);
}

function partOf(scope: Scope, name: string | undefined): string | undefined {
  return name === undefined ? undefined : (scope.path as Record<string, string>)[name];
}

function keyIn(record: Stored, key: string | null): unknown {
  return key === null ? undefined : record[key];
}

function identity({ key }: CollectionPlan, value: unknown): Stored {
  return key === null ? {} : { [key]: value };
}

/** What a request writes. @param more what is in scope besides the request */
function fieldsOf({ route, scope, refuse }: Asked, more: Scope): Stored {
  const fields = route.set ? route.set({ ...scope, ...more }) : scope.body;
  if (!isObject(fields)) throw refuse(400, { reason: "body" });
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function stamps(
  { world }: Asked,
  { data }: CollectionPlan,
  which: readonly ("created" | "updated")[],
): Stored {
  const names = which.map((one) => data[one]).filter((name) => name !== undefined);
  return Object.fromEntries(names.map((name) => [name, world.holdings.later()]));
}

function assertUnique(asked: Asked, collection: CollectionPlan, record: Stored): void {
  const { world, refuse, scope } = asked;
  const { name, key, data, uniqueUnless } = collection;
  const shares = (one: Stored) =>
    uniqueUnless !== undefined && holds(uniqueUnless({ ...scope, record: one }));
  if (data.unique === undefined || shares(record)) return;
  for (const path of data.unique) {
    const value = valueAt(record, path);
    if (value === undefined || value === null) continue;
    const same = world.holdings.of(name).find([{ path, value }]);
    const isTaken = same.some(([, one]) => (key === null || one[key] !== record[key]) && !shares(one));
    if (isTaken)
      throw refuse(409, {
        reason: "unique",
        name: path,
        value,
        message: `"${path}" is taken: ${textOf(value)}`,
      });
  }
}

function one(asked: Asked, status: number, collection: CollectionPlan, record: Stored): Answer {
  const shown = show(asked, collection, record);
  return answer(asked, status, { record, shown }, shown);
}

function show({ route, scope, links, now }: Asked, collection: CollectionPlan, record: Stored): unknown {
  const render = route.show ?? collection.show;
  if (!render) return record;
  const seen = { ...scope, record };
  return render({ ...seen, links: links.of(collection, seen, now) });
}

function answer({ route, scope, world }: Asked, status: number, more: Scope, fallback: unknown): Answer {
  const seen = { ...scope, ...more };
  const body = route.answer ? route.answer(seen) : fallback;
  const told = route.data.status ?? (route.answer && status === 204 ? 200 : status);
  return jsonAnswer(told, body, route.headers(seen), world.description.data.media_type);
}
