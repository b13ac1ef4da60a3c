/** What the query strings of all Teamtailor's lists have in common: pages, order, and how a filter's value is written. */
import * as jsonApi from "./json-api.js";

/** The order and the page of a list. */
export interface ListQuery {
  /** The `filter[…]` parameters, decoded. */
  readonly filters: readonly (readonly [string, string])[];
  readonly sort: readonly { readonly attribute: string; readonly descending: boolean }[];
  /** 1-based. */
  readonly number: number;
  readonly size: number;
  /** The same for queries that select the same records in the same order. */
  readonly selection: string;
  /** Encoded filters, for the links; empty or ending in `&`. */
  readonly filterText: string;
  /** Encoded sort, for the links; empty or beginning with `&`. */
  readonly sortText: string;
}

export interface ListRules {
  /** The type of the records, e.g. `candidates`. */
  readonly type: string;
  readonly sortable: ReadonlySet<string>;
  /** The order when none is asked for. */
  readonly sort: string;
}

const defaultSize = 10;
const maxSize = 30;

/**
 * Reads the part after the `?`.
 *
 * @throws Refusal with 400 for a sort, page, include or field set that there is not
 */
export function readListQuery(search: string, { type, sortable, sort: usual }: ListRules): ListQuery {
  // A parameter that comes twice counts once, with its last value.
  const parameters = new Map(new URLSearchParams(search));
  const filters = [...parameters].filter(([name]) => name.startsWith("filter"));
  const include = parameters.get("include");
  if (include) throw jsonApi.invalidInclude(include, type);
  for (const [name, value] of parameters) {
    if (name.startsWith("page") && !/^page\[(number|size)\]$/.test(name)) throw jsonApi.invalidPage(name);
    if (name.startsWith("fields")) throw jsonApi.parameterNotAllowed(`${name}=${value}`);
  }
  const sort = parameters.get("sort") ?? usual;
  const text = encode(filters);
  return {
    filters,
    sort: sort.split(",").map((key) => {
      const descending = key.startsWith("-");
      const attribute = descending ? key.slice(1) : key;
      if (!sortable.has(attribute)) throw jsonApi.invalidSort(attribute, type);
      return { attribute, descending };
    }),
    number: readPage("number", parameters.get("page[number]"), 1),
    size: Math.min(readPage("size", parameters.get("page[size]"), defaultSize), maxSize),
    selection: `${text}&${sort}`,
    filterText: text === "" ? "" : `${text}&`,
    sortText: parameters.has("sort") ? `&${encode([["sort", sort]])}` : "",
  };
}

/** What a list says besides its records; `next` and `prev` are left out where there is no such page. */
export function listFrame(base: string, total: number, query: ListQuery): string {
  const { number, size, filterText, sortText } = query;
  const pages = Math.max(1, Math.ceil(total / size));
  const link = (page: number) =>
    `${base}?${filterText}page%5Bnumber%5D=${page}&page%5Bsize%5D=${size}${sortText}`;
  const links = {
    first: link(1),
    ...(number > 1 ? { prev: link(Math.min(number - 1, pages)) } : {}),
    ...(number < pages ? { next: link(number + 1) } : {}),
    last: link(pages),
  };
  const meta = { "record-count": total, "page-count": Math.ceil(total / size) };
  return `"meta":${JSON.stringify(meta)},"links":${JSON.stringify(links)}`;
}

/** A list of ids, separated by commas. */
export function readIds(name: string, value: string): readonly string[] {
  const wanted = value.split(",").map((id) => id.trim());
  const odd = wanted.find((id) => !/^\d+$/.test(id));
  if (odd !== undefined) throw jsonApi.invalidFilterValue(name, odd);
  return wanted;
}

/** A date or a date-time; the `+` of an offset arrives as a blank when a client forgot to encode it, and is refused. */
export function readInstant(name: string, value: string): number {
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : value.includes("T") ? `${value}Z` : value;
  const instant = form.test(value) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(instant)) throw jsonApi.invalidFilterValue(name, value);
  return instant;
}

function encode(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

function readPage(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1) throw jsonApi.invalidPageValue(name, value);
  return number;
}
