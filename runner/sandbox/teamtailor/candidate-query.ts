/** The query string of a candidate list, read as strictly as Teamtailor reads it. */
import type { Json } from "../../types.js";
import type { Candidate, Relations } from "../people.js";
import * as jsonApi from "./json-api.js";
import { type ListQuery, readIds, readInstant, readListQuery } from "./list-query.js";

/** Which candidates, in which order, and which page of them. */
export interface CandidateQuery extends ListQuery {
  /** Epoch milliseconds; all bounds include the instant itself. */
  readonly bounds: readonly {
    readonly time: "createdAt" | "updatedAt";
    readonly from?: number;
    readonly to?: number;
  }[];
  readonly email: string | undefined;
  readonly tests: readonly ((candidate: Candidate) => boolean)[];
}

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
  const query = readListQuery(search, { type: "candidates", sortable, sort: "id" });
  const parts = query.filters.map(([name, value]) => readFilter(name, value));
  return {
    ...query,
    bounds: parts.flatMap(({ bound }) => bound ?? []),
    email: parts.find(({ email }) => email !== undefined)?.email,
    tests: parts.flatMap(({ test }) => test ?? []),
  };
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
  const wanted = readIds(relation, value);
  return ({ relations }) => relations[relation].some((id) => wanted.includes(id));
}

function digits(value: Json | undefined): string {
  return typeof value === "string" ? value.replace(/\D/g, "") : "";
}
