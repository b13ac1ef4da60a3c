/** The way behind the scenes: what the systems hold and were asked, and changes that no API would make. No key is asked for. */
import type { Callbacks } from "./callbacks.js";
import { type Answer, type Call, jsonObject, type System } from "./exchange.js";
import type { Roster } from "./teamtailor/roster.js";

/** Requests by host, then by `METHOD template`. */
export type RequestCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the control endpoints reach. */
export interface Scenes {
  /** By the name of the connector. */
  readonly systems: Readonly<Record<string, System>>;
  readonly roster: Roster;
  readonly callbacks: Callbacks;
  readonly requests: () => RequestCounts;
  /** Answers by host, then by status; `broken` counts those that were cut off on purpose. */
  readonly answers: () => RequestCounts;
  /** What was asked of described systems that they do not know, by host. */
  readonly unknown: () => RequestCounts;
}

/** Answers a request that is for none of the systems. */
export function control(call: Call, scenes: Scenes): Answer {
  const { systems, roster, callbacks, requests, answers, unknown } = scenes;
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
  if (call.method === "POST" && call.path === "/__state/teamtailor/touch") return touch(call, roster);
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
  return `There are: ${[...hosts, "GET /__state", ...lists, "GET /__state/callbacks", "POST /__state/teamtailor/touch"].join(", ")}`;
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

/** Which candidates: those named, or so many of them, spread over the whole list. */
function touch(call: Call, roster: Roster): Answer {
  const { ids, count } = jsonObject(call.body.toString()) ?? {};
  if (Array.isArray(ids)) {
    const positions = ids.map((id) => roster.position(String(id)));
    const found = positions.filter((position) => position !== undefined);
    if (found.length < ids.length) return json(400, { error: "An id is not known." });
    return touched(roster, found);
  }
  if (typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= roster.size) {
    return touched(
      roster,
      Array.from({ length: count }, (_, at) => Math.floor((at * roster.size) / count)),
    );
  }
  return json(400, {
    error: 'Send {"ids":["20596201"]} or {"count":3}; a count is at most the number of candidates.',
  });
}

function touched(roster: Roster, positions: readonly number[]): Answer {
  roster.touch(positions);
  return json(200, { touched: positions.length, ids: positions.map((position) => roster.idAt(position)) });
}
