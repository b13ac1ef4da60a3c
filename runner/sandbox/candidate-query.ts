/** The query string of a candidate list, read as strictly as Teamtailor reads it. */
import type { Json } from "../types.js";
import * as jsonApi from "./json-api.js";
import type { Candidate, Relations } from "./people.js";

/** Which candidates, in which order, and which page of them. */
export interface CandidateQuery {
  /** Epoch milliseconds; all bounds include the instant itself. */
  readonly bounds: readonly {
    readonly time: "createdAt" | "updatedAt";
    readonly from?: number;
    readonly to?: number;
  }[];
  readonly email: string | undefined;
  readonly tests: readonly ((candidate: Candidate) => boolean)[];
  readonly sort: readonly { readonly attribute: string; readonly descending: boolean }[];
  /** 1-based. */
  readonly number: number;
  readonly size: number;
  /** The same for queries that select the same candidates in the same order. */
  readonly selection: string;
  /** Encoded filters, for the links; empty or ending in `&`. */
  readonly filterText: string;
  /** Encoded sort, for the links; empty or beginning with `&`. */
  readonly sortText: string;
}

const defaultSize = 10;
const maxSize = 30;

const sortable = new Set([
  ..."id connected created-at updated-at email first-name last-name phone facebook-id linkedin-uid".split(
    " ",
  ),
  ..."linkedin-url picture pitch internal referred referring-site referring-url sourced unsubscribed".split(
    " ",
  ),
  ..."facebook-profile linkedin-profile resume_summary consent-future-jobs-at".split(" "),
]);

const relationFilters: readonly (keyof Relations)[] = [
  "department",
  "role",
  "locations",
  "regions",
  "division",
];
const timeFilters = { "created-at": "createdAt", "updated-at": "updatedAt" } as const;

/**
 * Reads the part after the `?`.
 *
 * @throws Refusal with 400 for a filter, sort, page or include that there is not
 * @example readCandidateQuery("filter[email]=a%40example.org&page[size]=30").size // 30
 */
export function readCandidateQuery(search: string): CandidateQuery {
  // A parameter that comes twice counts once, with its last value.
  const parameters = new Map(new URLSearchParams(search));
  const filters = [...parameters].filter(([name]) => name.startsWith("filter"));
  const parts = filters.map(([name, value]) => readFilter(name, value));
  const include = parameters.get("include");
  if (include) throw jsonApi.invalidInclude(include);
  for (const [name, value] of parameters) {
    if (name.startsWith("page") && !/^page\[(number|size)\]$/.test(name)) throw jsonApi.invalidPage(name);
    if (name.startsWith("fields")) throw jsonApi.parameterNotAllowed(`${name}=${value}`);
  }
  const sort = parameters.get("sort") ?? "id";
  const text = encode(filters);
  return {
    bounds: parts.flatMap(({ bound }) => bound ?? []),
    email: parts.find(({ email }) => email !== undefined)?.email,
    tests: parts.flatMap(({ test }) => test ?? []),
    sort: sort.split(",").map(readSort),
    number: readPage("number", parameters.get("page[number]"), 1),
    size: Math.min(readPage("size", parameters.get("page[size]"), defaultSize), maxSize),
    selection: `${text}&${sort}`,
    filterText: text === "" ? "" : `${text}&`,
    sortText: parameters.has("sort") ? `&${encode([["sort", sort]])}` : "",
  };
}

function encode(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

interface Filter {
  readonly bound?: CandidateQuery["bounds"][number];
  readonly email?: string;
  readonly test?: (candidate: Candidate) => boolean;
}

function readFilter(parameter: string, value: string): Filter {
  const [, name = "", edge] = /^filter\[([^\][]+)\](?:\[([^\][]+)\])?$/.exec(parameter) ?? [];
  if (edge !== undefined) {
    const time = Object.hasOwn(timeFilters, name) ? timeFilters[name as keyof typeof timeFilters] : undefined;
    if (time === undefined || (edge !== "from" && edge !== "to")) throw jsonApi.filterNotAllowed(parameter);
    return { bound: { time, [edge]: readInstant(name, value) } };
  }
  const relation = relationFilters.find((one) => one === name);
  if (relation !== undefined) return { test: ofRelation(relation, value) };
  if (name === "email") return { email: value };
  if (name === "connected") {
    if (value !== "true" && value !== "false") throw jsonApi.invalidFilterValue(name, value);
    return { test: ({ attributes }) => attributes.connected === (value === "true") };
  }
  if (name === "phone") {
    if (value.length < 6 || value.length > 14) throw jsonApi.invalidFilterValue(name, value);
    return { test: ({ attributes }) => digits(attributes.phone) === digits(value) };
  }
  throw jsonApi.filterNotAllowed(name || parameter);
}

function ofRelation(relation: keyof Relations, value: string): (candidate: Candidate) => boolean {
  const wanted = value.split(",").map((id) => id.trim());
  const odd = wanted.find((id) => !/^\d+$/.test(id));
  if (odd !== undefined) throw jsonApi.invalidFilterValue(relation, odd);
  return ({ relations }) => relations[relation].some((id) => wanted.includes(id));
}

function digits(value: Json | undefined): string {
  return typeof value === "string" ? value.replace(/\D/g, "") : "";
}

/** A date or a date-time; the `+` of an offset arrives as a blank when a client forgot to encode it, and is refused. */
function readInstant(name: string, value: string): number {
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : value.includes("T") ? `${value}Z` : value;
  const instant = form.test(value) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(instant)) throw jsonApi.invalidFilterValue(name, value);
  return instant;
}

function readSort(key: string): CandidateQuery["sort"][number] {
  const descending = key.startsWith("-");
  const attribute = descending ? key.slice(1) : key;
  if (!sortable.has(attribute)) throw jsonApi.invalidSort(attribute);
  return { attribute, descending };
}

function readPage(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1) throw jsonApi.invalidPageValue(name, value);
  return number;
}
