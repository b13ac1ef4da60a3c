/** What a request to a route of a description may hold: the rest is refused, and no expression may ask for it. */
import type { Route, Way } from "../../../schemas/sandbox.types.js";
import { anything, object, type Type } from "../../typing/type.js";
import { named, someOf } from "./record-types.js";

/** Parameters of the query that only signed links have. */
const linkParameters = ["expires", "signature"];

/** The parameters of the query that a list knows. */
function listParameters({ filters = {}, filters_in, sort, paging }: Route): string[] {
  const names = filters_in === "body" ? [] : Object.keys(filters);
  const { page, offset, cursor, size } = paging ?? {};
  const all = [...names, sort?.parameter, sort?.order, page, offset, cursor, size];
  return all.filter((name) => name !== undefined);
}

/** The parameters of the query that a route knows. @param ways into the whole system */
export function queryNames(route: Route, ways: readonly Way[]): string[] {
  return [
    ...[...ways, ...(route.auth ?? [])].flatMap(({ query }) => query ?? []),
    ...listParameters(route),
    ...(route.parameters ?? []),
    ...(route.signed ? linkParameters : []),
  ];
}

/** The members of the body that a route knows, with their types; undefined where it takes any. */
export function bodyMembers({
  body,
  filters,
  filters_in,
}: Route): Readonly<Record<string, Type>> | undefined {
  if (body?.properties === undefined && filters_in !== "body") return undefined;
  const shapes = Object.entries(body?.properties ?? {}).map(([name, one]) => [name, named(one)] as const);
  const sent = filters_in === "body" ? Object.keys(filters ?? {}) : [];
  return { ...Object.fromEntries(shapes), ...someOf(sent) };
}

/** What is in scope of a request to a route. @param parts names of the variable parts of its path */
export function requestTypes(
  route: Route,
  ways: readonly Way[],
  parts: readonly string[],
): Readonly<Record<string, Type>> {
  const members = bodyMembers(route);
  return {
    path: object(someOf(parts), "the path"),
    query: object(someOf(queryNames(route, ways)), "the query"),
    headers: anything,
    body: members ? object(members, "the body") : anything,
  };
}
