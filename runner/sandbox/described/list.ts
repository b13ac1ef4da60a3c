/** Lists of a described system: in an order and cut into pages, with all that an answer may say about the page. */
import type { Paging } from "../../../schemas/sandbox.types.js";
import { hashText } from "../random.js";
import type { Reason, Refuse, Why } from "./refusals.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";
import type { Order } from "./selections.js";

/** What an answer can say of a page. */
export interface Page {
  /** How many records there are before it. */
  readonly from: number;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly size: number;
  /** Addresses; null where there is no such page. */
  readonly first: string | null;
  readonly last: string | null;
  readonly next: string | null;
  readonly previous: string | null;
  /** The cursor of the next page. */
  readonly cursor: string | null;
}

/** By what a request sorts; without a parameter as the route says. */
export function orderOf(
  { data: { sort }, sorts }: RoutePlan,
  query: Scope,
  refuse: Refuse,
): readonly Order[] {
  if (!sort) return [];
  const given = sort.parameter === undefined ? undefined : query[sort.parameter];
  // Where the order is a parameter of its own, that of `default` holds until it is named.
  const named = sort.order === undefined ? undefined : query[sort.order];
  const way = named || (given && sort.order !== undefined ? usualOrder(sort.default) : undefined);
  const names = String(given || sort.default || "")
    .split(",")
    .filter((name) => name !== "");
  if (way && !/^(asc|desc)$/i.test(String(way)))
    throw refuse(400, no("sort", sort.order, way, `"${sort.order}" must be asc or desc`));
  return names.map((text) => {
    const name = text.replace(/^-/, "");
    if (!sorts.has(name))
      throw refuse(400, no("sort", sort.parameter, name, `"${sort.parameter}" cannot be "${given}"`));
    return { name, isDescending: way ? /^desc$/i.test(String(way)) : text.startsWith("-") };
  });
}

function usualOrder(by = ""): "asc" | "desc" {
  return by.startsWith("-") ? "desc" : "asc";
}

/** Why a parameter is refused. */
function no(reason: Reason, name: string | undefined, value: unknown, message: string): Why {
  return { reason, name: name ?? "", value, message };
}

/** One page of a list of so many records; `address` is that of the request without its query. */
export function cutPage(
  paging: Paging | undefined,
  total: number,
  search: string,
  address: string,
  refuse: Refuse,
): Page {
  const nowhere = { next: null, previous: null, first: null, last: null, cursor: null };
  if (!paging) return { from: 0, total, page: 1, pages: 1, size: total, ...nowhere };
  const query = new URLSearchParams(search);
  const number = (name: string | undefined, least: number, fallback: number): number => {
    const text = name === undefined ? null : query.get(name);
    if (text === null || text === "") return fallback;
    if (!/^\d{1,9}$/.test(text) || Number(text) < least)
      throw refuse(400, no("page", name, text, `"${name}" must be a number from ${least}`));
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
  const pages = Math.ceil(total / size);
  return {
    from,
    total,
    page: Math.floor(from / size) + first,
    pages,
    size,
    first: addressAt(0),
    last: addressAt(Math.max(0, pages - 1) * size),
    next: isLast ? null : addressAt(from + size),
    previous: from === 0 ? null : addressAt(Math.max(0, Math.min(from - size, (pages - 1) * size))),
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
    throw refuse(400, { reason: "cursor", message: "The cursor is not one of this list" });
  return Number(offset);
}
