/** What a route does: it lists, shows, creates, changes or removes, and says so in its answer. */
import { isDeepStrictEqual } from "node:util";
import { type Answer, isObject } from "../exchange.js";
import type { CollectionPlan } from "./description.js";
import { fileAnswer } from "./file.js";
import type { Links } from "./links.js";
import { cutPage, orderOf } from "./list.js";
import { has, type Stored, valueAt } from "./records.js";
import { jsonAnswer, type Refuse } from "./refusals.js";
import { holds, type Render, textOf } from "./render.js";
import type { Lookup, RoutePlan } from "./route.js";
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

/** The record that a request is about; undefined where there is none, and where nobody can see it yet. */
export function find(asked: Pick<Asked, "route" | "world" | "scope">): Stored | undefined {
  const found = meantBy(asked);
  const { world, route } = asked;
  if (!found || !route.action) return found;
  const { collection } = route.action;
  const { key = null } = planOf(world, collection) ?? {};
  return world.code?.hides?.(collection, String(keyIn(found, key)), true) ? undefined : found;
}

function meantBy({ route, world, scope }: Pick<Asked, "route" | "world" | "scope">): Stored | undefined {
  const { action, by, where } = route;
  if (!action || action.does === "list" || action.does === "upsert") return undefined;
  if (action.does === "create" && by.size === 0) return undefined;
  const records = world.holdings.of(action.collection);
  const isIt = (record: Stored) => !where || holds(where({ ...scope, record }));
  if (by.size === 0) {
    const record = records.get(partOf(scope, route.parts.at(-1)) ?? "");
    return record && isIt(record) ? record : undefined;
  }
  return lookUp(world, { collection: action.collection, by }, scope).find(isIt);
}

/** The records that have what is asked for, found without looking at all; a member of which nothing is asked means no record. */
export function lookUp(world: World, { collection, by }: Lookup, scope: Scope): readonly Stored[] {
  const members = meant(by, scope);
  if (members.length < by.size) return [];
  const records = world.holdings.of(collection);
  const { key = null } = planOf(world, collection) ?? {};
  const named = members.find(({ path }) => path === key);
  if (!named) return records.find(members).map(([, record]) => record);
  const record = records.get(String(named.value));
  return record && has(record, members) ? [record] : [];
}

export function act(asked: Asked): Answer {
  const { route, world, scope, record } = asked;
  const { action } = route;
  if (!action) return answer(asked, 200, {}, undefined);
  const collection = planOf(world, action.collection);
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
  const selected = asked.selections.of(route, held, scope, order);
  const { code } = world;
  const found = code?.hides ? selected.filter((key) => !code.hides?.(collection.name, key, false)) : selected;
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
    ...stamps(asked, collection, createdNow(asked, collection, written)),
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

function planOf({ description }: World, collection: string): CollectionPlan | undefined {
  return description.collections.find(({ name }) => name === collection);
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
function fieldsOf({ route, scope, refuse, world }: Asked, more: Scope): Stored {
  const now = world.holdings.later();
  const fields = route.set ? route.set({ ...scope, now, ...more }) : scope.body;
  if (!isObject(fields)) throw refuse(400, { reason: "body" });
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Where a route says when a record was created, that holds. */
function createdNow(
  { route }: Asked,
  { data: { created = "" } }: CollectionPlan,
  written: Stored,
): readonly ("created" | "updated")[] {
  return route.set && written[created] !== undefined ? ["updated"] : ["created", "updated"];
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

function show(asked: Asked, collection: CollectionPlan, record: Stored): unknown {
  return showBy(asked.route.show ?? collection.show, asked, collection, record);
}

/** A record as answers show it. */
export function showBy(
  render: Render | undefined,
  { scope, links, now }: Pick<Asked, "scope" | "links" | "now">,
  collection: CollectionPlan,
  record: Stored,
): unknown {
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
