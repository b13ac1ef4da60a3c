/** The way behind the scenes: what the systems hold and were asked, and changes that no API would make. No key is asked for. */
import type { Callbacks } from "./callbacks.js";
import { type Answer, type Call, jsonObject, type System, type Touch } from "./exchange.js";

/** Requests by host, then by `METHOD template`. */
export type RequestCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the control endpoints reach. */
export interface Scenes {
  /** By the name of the connector. */
  readonly systems: Readonly<Record<string, System>>;
  readonly callbacks: Callbacks;
  readonly requests: () => RequestCounts;
  /** Answers by host, then by status; `broken` counts those that were cut off on purpose. */
  readonly answers: () => RequestCounts;
  /** What was asked of described systems that they do not know, by host. */
  readonly unknown: () => RequestCounts;
}

/** Answers a request that is for none of the systems. */
export function control(call: Call, scenes: Scenes): Answer {
  const { systems, callbacks, requests, answers, unknown } = scenes;
  if (call.method === "GET" && call.path === "/__state") {
    const states = Object.entries(systems).map(([name, system]) => [name, system.state()] as const);
    const counts = { callbacks: callbacks.count(), requests: requests(), answers: answers() };
    const strange = unknown();
    const told = Object.keys(strange).length > 0 ? { unknown: strange } : {};
    return json(200, { ...Object.fromEntries(states), ...counts, ...told });
  }
  if (call.method === "GET" && call.path === "/__state/callbacks") {
    return listed(callbacks.all(), new URLSearchParams(call.search));
  }
  const [, touching = ""] = /^\/__state\/(\w+)\/touch$/.exec(call.path) ?? [];
  const touch = systems[touching]?.touch;
  if (call.method === "POST" && touch) return touched(call, touch);
  const [, system = "", name = ""] = /^\/__state\/(\w+)\/(\w+)$/.exec(call.path) ?? [];
  const collection = systems[system]?.collections?.[name];
  if (call.method === "GET" && collection !== undefined) {
    const query = new URLSearchParams(call.search);
    return listed(collection(query), query);
  }
  const error = `${call.method} ${call.path} is nothing the sandbox knows.`;
  return json(404, { error, hint: hint(systems) });
}

function hint(systems: Scenes["systems"]): string {
  const hosts = Object.values(systems).map(({ host }) => `/${host}/…`);
  const lists = Object.entries(systems).flatMap(([system, { collections = {} }]) =>
    Object.keys(collections).map((name) => `GET /__state/${system}/${name}?page=1&limit=100`),
  );
  const touches = Object.keys(systems).filter((system) => systems[system]?.touch);
  const posts = touches.map((system) => `POST /__state/${system}/touch`);
  return `There are: ${[...hosts, "GET /__state", ...lists, "GET /__state/callbacks", ...posts].join(", ")}`;
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

function listed(items: Iterable<string>, query: URLSearchParams): Answer {
  const limit = Number(query.get("limit") ?? Infinity);
  const page = Number(query.get("page") ?? 1);
  if (!(limit >= 1) || !(page >= 1)) return json(400, { error: "page and limit are numbers from 1." });
  // Without a limit there is one page, and it begins at the beginning.
  const from = page === 1 ? 0 : (page - 1) * limit;
  return {
    status: 200,
    headers: { "Content-Type": "application/json" },
    body: arrayPieces(items, from, from + limit),
  };
}

function* arrayPieces(items: Iterable<string>, from: number, to: number): Iterable<string> {
  let [at, piece] = [0, "["];
  for (const item of items) {
    if (at >= to) break;
    if (at >= from) piece += at === from ? item : `,${item}`;
    at += 1;
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}]`;
}

/** Which records: those named, or so many of them, spread over the whole list. */
function touched(call: Call, touch: Touch): Answer {
  const { ids, count } = jsonObject(call.body.toString()) ?? {};
  const isCount = typeof count === "number" && Number.isInteger(count) && count >= 0;
  if (!Array.isArray(ids) && !isCount)
    return json(400, { error: 'Send {"ids":["20596201"]} or {"count":3}.' });
  const found = touch(Array.isArray(ids) ? { ids: ids.map(String) } : { count: Number(count) });
  if (!found) return json(400, { error: "An id is not known, or the count is larger than what there is." });
  return json(200, { touched: found.length, ids: found });
}
