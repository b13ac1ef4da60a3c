/** What a route does: it lists, shows, creates, changes or removes, and says so in its answer. */
import { isDeepStrictEqual } from "node:util";
import { type Answer, isObject } from "../exchange.js";
import type { CollectionPlan } from "./description.js";
import { fileAnswer } from "./file.js";
import type { Stored } from "./holdings.js";
import type { Links } from "./links.js";
import { cutPage, select } from "./list.js";
import { jsonAnswer, type Refuse } from "./refusals.js";
import { holds, textOf } from "./render.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";
import type { World } from "./world.js";

/** One request to a route, after all that stands before its answer. */
export interface Asked {
  readonly route: RoutePlan;
  readonly world: World;
  readonly links: Links;
  readonly refuse: Refuse;
  /** Account, values, collections and the request. */
  readonly scope: Scope;
  readonly search: string;
  /** The address that was asked, without its query. */
  readonly address: string;
  readonly now: number;
}

export function act(asked: Asked): Answer {
  const { route, world, scope } = asked;
  const { action } = route;
  if (!action) return answer(asked, 200, {}, undefined);
  const collection = world.description.collections.find(({ name }) => name === action.collection);
  if (!collection) throw new TypeError(`no collection ${action.collection}`);
  switch (action.does) {
    case "list":
      return list(asked, collection);
    case "create":
      return create(asked, collection);
    case "upsert":
      return upsert(asked, collection);
    default: {
      const record = find(asked, collection);
      if (action.does === "change") return change(asked, collection, record);
      if (action.does === "remove") {
        world.holdings.write(collection.name, String(keyIn(record, collection.key)), null, "changed");
        return answer(asked, 204, { record }, undefined);
      }
      if (route.file)
        return fileAnswer(
          route.file({ ...scope, record }),
          String(keyIn(record, collection.key)),
          world.seed,
        );
      return one(asked, 200, collection, record);
    }
  }
}

function list(asked: Asked, collection: CollectionPlan): Answer {
  const { route, world, scope, refuse, search, address } = asked;
  const found = select(route, world.holdings.all(collection.name), scope, refuse);
  const page = cutPage(route.data.paging, found, search, address, refuse);
  if (page.previous !== null && world.dice.strikes("late-page", `${address}?${search}`)) throw refuse(500);
  const records = page.records.map((record) => show(asked, collection, record));
  const made = answer(asked, 200, { ...page, records }, records);
  if (!route.data.paging?.link || page.next === null) return made;
  return { ...made, headers: { ...made.headers, Link: `<${page.next}>; rel="next"` } };
}

function create(asked: Asked, collection: CollectionPlan): Answer {
  const { world } = asked;
  const made = world.newKey(collection);
  const written = fieldsOf(asked, { key: made });
  const key = keyIn(written, collection.key) ?? made;
  if (world.holdings.get(collection.name, String(key))) throw asked.refuse(collection.data.conflict ?? 409);
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
  const key = keyIn(written, collection.key) ?? partOf(asked, route.parts.at(-1)) ?? world.newKey(collection);
  const before = world.holdings.get(collection.name, String(key));
  const record = {
    ...identity(collection, key),
    ...written,
    ...stamps(asked, collection, before ? ["updated"] : ["created", "updated"]),
  };
  assertUnique(asked, collection, record);
  world.holdings.write(collection.name, String(key), record, "set");
  return one({ ...asked, scope: { ...asked.scope, existed: before !== undefined } }, 200, collection, record);
}

function change(asked: Asked, collection: CollectionPlan, before: Stored): Answer {
  const changed = {
    ...before,
    ...fieldsOf(asked, { record: before }),
    ...identity(collection, keyIn(before, collection.key)),
  };
  // A change to what is already so leaves the date alone.
  if (isDeepStrictEqual(changed, before)) return one(asked, 200, collection, before);
  const record = { ...changed, ...stamps(asked, collection, ["updated"]) };
  assertUnique(asked, collection, record);
  asked.world.holdings.write(collection.name, String(keyIn(record, collection.key)), record, "changed");
  return one(asked, 200, collection, record);
}

function find(asked: Asked, collection: CollectionPlan): Stored {
  const { route, world, scope, refuse } = asked;
  const { holdings } = world;
  const key = partOf(asked, route.parts.at(-1));
  const isIt = (record: Stored) => !route.where || holds(route.where({ ...scope, record }));
  const found = route.by
    ? holdings.all(collection.name).find((record) => holds(route.by?.({ ...scope, record })) && isIt(record))
    : holdings.get(collection.name, key ?? "");
  if (!found || !isIt(found)) throw refuse(404, route.data.missing);
  return found;
}

function partOf({ scope }: Asked, name: string | undefined): string | undefined {
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
  if (!isObject(fields)) throw refuse(400);
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

function assertUnique({ world, refuse }: Asked, { name, key, data }: CollectionPlan, record: Stored): void {
  const others =
    data.unique === undefined
      ? []
      : world.holdings.all(name).filter((one) => key === null || one[key] !== record[key]);
  for (const member of data.unique ?? []) {
    const value = record[member];
    if (value === undefined || value === null) continue;
    const isTaken = others.some((one) => isDeepStrictEqual(one[member], value));
    if (isTaken) throw refuse(data.conflict ?? 409, `"${member}" is taken: ${textOf(value)}`);
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

function answer({ route, scope }: Asked, status: number, more: Scope, fallback: unknown): Answer {
  const seen = { ...scope, ...more };
  const body = route.answer ? route.answer(seen) : fallback;
  return jsonAnswer(
    route.data.status ?? (route.answer && status === 204 ? 200 : status),
    body,
    route.headers(seen),
  );
}
