/** The lists of what is stored: filters, order and pages of `GET /v1/storing/profiles` and `GET /v1/storing/jobs`. */
import type { Answer } from "../exchange.js";
import { plainTime } from "../local-time.js";
import { badRequest, envelope, notFound } from "./envelope.js";
import type { Shelf, Shelved, Stored } from "./shelf.js";

const maxLimit = 100;

/** What a list needs of the rest. */
export interface ListOptions<Thing extends Stored> {
  readonly thing: "profile" | "job";
  readonly home: "source" | "board";
  readonly shelf: Shelf<Thing>;
  readonly isHome: (key: string) => boolean;
  readonly isVisible: (one: Shelved) => boolean;
  readonly show: (one: Shelved) => string;
}

/** Answers list requests; `search` is the part after the `?`. */
export function createList<Thing extends Stored>({
  thing,
  home,
  shelf,
  isHome,
  isVisible,
  show,
}: ListOptions<Thing>): (search: string) => Answer {
  const message = thing === "profile" ? "Profiles list" : "Jobs list";
  let last: { readonly key: string; readonly found: readonly Shelved[] } | undefined;
  return (search) => {
    const query = new URLSearchParams(search);
    const text = (name: string) => query.get(name) ?? "";
    const homes = readHomes(home, text(`${home}_keys`));
    if (!homes.every(isHome)) throw notFound(home);
    const by =
      choice(query, "sort_by", ["created_at", "updated_at"]) === "created_at" ? "createdAt" : "updatedAt";
    const sign = choice(query, "order_by", ["desc", "asc"]) === "asc" ? 1 : -1;
    const from = instant(text("created_at_min")) ?? -Infinity;
    const to = instant(text("created_at_max")) ?? Infinity;
    const [key, reference] = [text("key"), text("reference")];

    const same = JSON.stringify([shelf.version, homes, by, sign, from, to, key, reference]);
    // Walking through the pages of one list must not sort it again for each page.
    if (last?.key !== same) {
      const found = [...shelf.all()].filter(
        (one) =>
          homes.includes(one.home) &&
          isVisible(one) &&
          one.createdAt >= from &&
          one.createdAt <= to &&
          (key === "" || one.key === key) &&
          (reference === "" || one.reference === reference),
      );
      last = { key: same, found: found.sort((a, b) => (a[by] - b[by]) * sign) };
    }
    const { found } = last;
    const limit = Math.min(whole(query, "limit", 30), maxLimit);
    const page = whole(query, "page", 1);
    const shown = found.slice((page - 1) * limit, page * limit);
    const full = /^(true|1)$/i.test(text(`return_${thing}`));
    const data = shown.map((one) => (full ? show(one) : brief(one))).join(",");
    const meta = {
      page,
      maxPage: Math.max(1, Math.ceil(found.length / limit)),
      count: shown.length,
      total: found.length,
    };
    return envelope(200, message, `[${data}]`, JSON.stringify(meta));
  };
}

function brief({ key, reference, createdAt, updatedAt }: Shelved): string {
  return JSON.stringify({
    key,
    reference,
    created_at: plainTime(createdAt),
    updated_at: plainTime(updatedAt),
  });
}

function readHomes(home: "source" | "board", text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.length > 0 && list.every((key) => typeof key === "string")) return list;
  } catch {
    // Said below: no list at all and a list of something else are the same mistake.
  }
  throw badRequest(`Bad Request. Invalid ${home} ids`);
}

function choice<T extends string>(query: URLSearchParams, name: string, allowed: readonly [T, ...T[]]): T {
  const value = query.get(name);
  if (value === null) return allowed[0];
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw badRequest(`Invalid parameters. ${name} must be one of: ${allowed.join(", ")}`);
  return found;
}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) throw badRequest(`Invalid parameters. ${name} must be a positive integer`);
  return Number(text);
}

function instant(text: string): number | undefined {
  if (text === "") return undefined;
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw badRequest("Invalid parameters. A date is not valid");
  return value;
}
