/** What a request to a route of a description may hold: the rest is refused, and no expression may ask for it. */
import type { Route, Sandbox } from "../../../schemas/sandbox.types.js";
import { anything, object, type Type } from "../../typing/type.js";
import { named, someOf } from "./record-types.js";

/** The parameters of a signed link where a description says nothing of them. */
export const usualParameters = { expires: "${ $round(expires / 1000) }", signature: "${ signature }" };

/** Parameters of the query that only signed links have. */
function linkParameters({ collections = {} }: Sandbox): string[] {
  const links = Object.values(collections).flatMap((one) => Object.values(one.links ?? {}));
  return links.flatMap(({ query }) => Object.keys(query ?? usualParameters));
}

/** The parameters of the query that a list knows. */
function listParameters({ filters = {}, filters_in, sort, paging }: Route): string[] {
  const names = filters_in === "body" ? [] : Object.keys(filters);
  const { page, offset, cursor, size } = paging ?? {};
  const all = [...names, sort?.parameter, sort?.order, page, offset, cursor, size];
  return all.filter((name) => name !== undefined);
}

/** The parameters of the query that a route knows. */
export function queryNames(route: Route, system: Sandbox): string[] {
  return [
    ...[...(system.auth ?? []), ...(route.auth ?? [])].flatMap(({ query }) => query ?? []),
    ...listParameters(route),
    ...(route.parameters ?? []),
    ...(route.signed ? linkParameters(system) : []),
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
  system: Sandbox,
  parts: readonly string[],
): Readonly<Record<string, Type>> {
  const members = bodyMembers(route);
  return {
    method: anything,
    address: anything,
    path: object(someOf(parts), "the path"),
    query: object(someOf(queryNames(route, system)), "the query"),
    headers: anything,
    body: members ? object(members, "the body") : anything,
  };
}
