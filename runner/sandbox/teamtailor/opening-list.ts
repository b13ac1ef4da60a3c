/** The list of Teamtailor's jobs: filters with defaults that hide most of what is not public, and an order of its own. */
import * as jsonApi from "./json-api.js";
import { type ListQuery, readIds, readInstant, readListQuery } from "./list-query.js";
import type { Opening, Openings } from "./openings.js";

export interface OpeningPage {
  readonly query: ListQuery;
  readonly total: number;
  readonly openings: readonly Opening[];
}

type Test = (opening: Opening) => boolean;

const statuses = ["published", "unlisted", "archived", "draft", "scheduled", "all"];
const remotes = ["none", "temporary", "hybrid", "fully"];
const sortable = new Set(
  "id date title internal-name pitch status human-status internal pinned created-at updated-at start-date end-date remote-status".split(
    " ",
  ),
);

/**
 * Answers list requests; `search` is the part after the `?`.
 *
 * @throws Refusal with 400 for a filter, sort or page that there is not
 */
export function createOpeningList(openings: Openings): (search: string) => OpeningPage {
  let last: { readonly selection: string; readonly found: readonly Opening[] } | undefined;
  return (search) => {
    const query = readListQuery(search, { type: "jobs", sortable, sort: "-pinned,date" });
    // Walking through the pages of one list must not sort it again for each page.
    if (last?.selection !== query.selection) {
      last = { selection: query.selection, found: select(openings, query) };
    }
    const { found } = last;
    const from = (query.number - 1) * query.size;
    return { query, total: found.length, openings: found.slice(from, from + query.size) };
  };
}

function select(openings: Openings, { filters, sort }: ListQuery): Opening[] {
  const given = new Map(filters);
  const status = given.get("filter[status]") ?? "published";
  const feed = given.get("filter[feed]") ?? "public";
  const tests = [
    ofStatus(status),
    ofFeed(feed),
    ...filters
      .filter(([name]) => !/^filter\[(status|feed)\]$/.test(name))
      .map(([name, value]) => test(name, value)),
  ];
  const found: Opening[] = [];
  for (let position = 0; position < openings.size; position++) {
    const opening = openings.at(position);
    if (tests.every((passes) => passes(opening))) found.push(opening);
  }
  return found.sort((a, b) => {
    for (const { attribute, descending } of sort) {
      const difference = compare(cell(a, attribute), cell(b, attribute));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return Number(a.id) - Number(b.id);
  });
}

function ofStatus(value: string): Test {
  if (!statuses.includes(value)) throw jsonApi.invalidFilterValue("status", value);
  return ({ humanStatus }) => value === "all" || humanStatus === value;
}

function ofFeed(value: string): Test {
  if (value !== "public" && value !== "internal") throw jsonApi.invalidFilterValue("feed", value);
  return ({ internal }) => internal === (value === "internal");
}

function test(parameter: string, value: string): Test {
  const [, name = "", edge] = /^filter\[([^\][]+)\](?:\[([^\][]+)\])?$/.exec(parameter) ?? [];
  if (edge !== undefined) {
    const time = name === "created-at" ? "createdAt" : name === "updated-at" ? "updatedAt" : undefined;
    if (time === undefined || (edge !== "from" && edge !== "to")) throw jsonApi.filterNotAllowed(parameter);
    const instant = readInstant(name, value);
    return edge === "from" ? (one) => one[time] >= instant : (one) => one[time] <= instant;
  }
  switch (name) {
    case "department":
    case "role": {
      const wanted = readIds(name, value);
      return (one) => wanted.includes(one[name]);
    }
    case "regions": {
      const wanted = readIds(name, value);
      return ({ region }) => wanted.includes(region);
    }
    case "locations": {
      const wanted = readIds(name, value);
      return ({ location }) => location !== undefined && wanted.includes(location.id);
    }
    case "tags": {
      const wanted = value.split(",").map((tag) => tag.trim());
      return ({ attributes: { tags } }) => Array.isArray(tags) && wanted.some((tag) => tags.includes(tag));
    }
    case "remote-status":
      if (!remotes.includes(value)) throw jsonApi.invalidFilterValue(name, value);
      return ({ attributes }) => attributes["remote-status"] === value;
    default:
      throw jsonApi.filterNotAllowed(name || parameter);
  }
}

function cell(opening: Opening, attribute: string): number | string {
  if (attribute === "id") return Number(opening.id);
  if (attribute === "date" || attribute === "created-at") return opening.createdAt;
  if (attribute === "updated-at") return opening.updatedAt;
  const value = opening.attributes[attribute];
  return typeof value === "boolean" ? Number(value) : String(value ?? "");
}

function compare(a: number | string, b: number | string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
