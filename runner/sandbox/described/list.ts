/** Lists of a described system: filtered, sorted and cut into pages, with all that an answer may say about the page. */
import type { Paging } from "../../../schemas/sandbox.types.js";
import { hashText } from "../random.js";
import type { Stored } from "./holdings.js";
import type { Refuse } from "./refusals.js";
import { holds } from "./render.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";

/** What an answer can say of a page. */
export interface Page {
  readonly records: readonly Stored[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly size: number;
  /** Addresses; null where there is no such page. */
  readonly next: string | null;
  readonly previous: string | null;
  /** The cursor of the next page. */
  readonly cursor: string | null;
}

/** The records that a request asks for, in their order. */
export function select(
  route: RoutePlan,
  all: readonly Stored[],
  scope: Scope,
  refuse: Refuse,
): readonly Stored[] {
  const { data, where, filters } = route;
  const given = ((data.filters_in === "body" ? scope.body : scope.query) ?? {}) as Record<string, unknown>;
  const wanted = [...filters].flatMap(([name, filter]) => {
    const value = given[name];
    return value === undefined || value === null || value === "" ? [] : [{ filter, value }];
  });
  const found = all.filter(
    (record) =>
      (!where || holds(where({ ...scope, record }))) &&
      wanted.every(({ filter, value }) => holds(filter({ ...scope, record, value }))),
  );
  return sorted(route, found, scope, refuse);
}

function sorted(
  { data: { sort } }: RoutePlan,
  found: readonly Stored[],
  scope: Scope,
  refuse: Refuse,
): readonly Stored[] {
  if (!sort) return found;
  const query = scope.query as Readonly<Record<string, string>>;
  const asked = sort.parameter === undefined ? undefined : query[sort.parameter];
  const order = sort.order === undefined ? undefined : query[sort.order];
  const by = asked || sort.default;
  if (by === undefined) return found;
  const name = by.replace(/^-/, "");
  if (asked && !(sort.by ?? [sort.default?.replace(/^-/, "")]).includes(name))
    throw refuse(400, `"${sort.parameter}" cannot be "${asked}"`);
  if (order && !/^(asc|desc)$/i.test(order)) throw refuse(400, `"${sort.order}" must be asc or desc`);
  const sign = (order ? /^desc$/i.test(order) : by.startsWith("-")) ? -1 : 1;
  return [...found].sort((a, b) => sign * compare(a[name], b[name]));
}

/** Nothing and null come first; texts by their code units, as databases of systems mostly do. */
function compare(a: unknown, b: unknown): number {
  const rank = (value: unknown) => (value === undefined || value === null ? 0 : 1);
  if (rank(a) !== rank(b) || rank(a) === 0) return rank(a) - rank(b);
  const [left, right] = typeof a === "number" && typeof b === "number" ? [a, b] : [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One page of the records; `address` is that of the request without its query. */
export function cutPage(
  paging: Paging | undefined,
  found: readonly Stored[],
  search: string,
  address: string,
  refuse: Refuse,
): Page {
  const total = found.length;
  if (!paging)
    return {
      records: found,
      total,
      page: 1,
      pages: 1,
      size: total,
      next: null,
      previous: null,
      cursor: null,
    };
  const query = new URLSearchParams(search);
  const number = (name: string | undefined, least: number, fallback: number): number => {
    const text = name === undefined ? null : query.get(name);
    if (text === null || text === "") return fallback;
    if (!/^\d{1,9}$/.test(text) || Number(text) < least)
      throw refuse(400, `"${name}" must be a number from ${least}`);
    return Number(text);
  };
  const size = Math.min(number(paging.size, 1, paging.default ?? 20), paging.most ?? 100);
  const first = paging.first ?? 1;
  const mark = markOf(query, paging);
  const from =
    paging.page !== undefined
      ? (number(paging.page, first, first) - first) * size
      : paging.offset !== undefined
        ? number(paging.offset, 0, 0)
        : readCursor(query.get(paging.cursor ?? ""), mark, refuse);
  const parameter = paging.page ?? paging.offset ?? paging.cursor ?? "";
  const valueAt = (offset: number): string =>
    paging.page !== undefined
      ? String(offset / size + first)
      : paging.offset !== undefined
        ? String(offset)
        : writeCursor(offset, mark);
  const addressAt = (offset: number): string => {
    const changed = new URLSearchParams(search);
    changed.set(parameter, valueAt(offset));
    return `${address}?${changed}`;
  };
  const isLast = from + size >= total;
  return {
    records: found.slice(from, from + size),
    total,
    page: Math.floor(from / size) + first,
    pages: Math.ceil(total / size),
    size,
    next: isLast ? null : addressAt(from + size),
    previous: from === 0 ? null : addressAt(Math.max(0, from - size)),
    cursor: isLast || paging.cursor === undefined ? null : writeCursor(from + size, mark),
  };
}

/** A cursor belongs to the list that gave it out: to another one it says nothing. */
function markOf(query: URLSearchParams, { cursor, size }: Paging): number {
  const others = [...query].filter(([name]) => name !== cursor && name !== size);
  return hashText(JSON.stringify(others.sort()));
}

function writeCursor(offset: number, mark: number): string {
  return Buffer.from(`${offset}:${mark}`).toString("base64url");
}

function readCursor(text: string | null, mark: number, refuse: Refuse): number {
  if (!text) return 0;
  const [offset, of] = Buffer.from(text, "base64url").toString().split(":");
  if (of !== String(mark) || !/^\d+$/.test(offset ?? ""))
    throw refuse(400, "The cursor is not one of this list");
  return Number(offset);
}
