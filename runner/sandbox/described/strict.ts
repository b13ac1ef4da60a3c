/** What a request says that its route does not name: a simulated system that took it in silence would hide a mistake. */
import type { Route } from "../../../schemas/sandbox.types.js";
import type { Description } from "./description.js";
import { linkParameters } from "./links.js";
import { listParameters } from "./list.js";
import type { RoutePlan } from "./route.js";

/** Something unknown, in words; undefined where there is none. */
export function unknownIn(
  description: Description,
  route: RoutePlan,
  search: string,
  body: unknown,
): { readonly kind: string; readonly name: string } | undefined {
  const ways = [...(description.ways ?? []), ...(route.access.ways ?? [])];
  const known = [
    ...ways.map(({ way }) => way.query),
    ...listParameters(route),
    ...(route.data.parameters ?? []),
    ...(route.data.signed ? linkParameters : []),
  ];
  const parameter = [...new URLSearchParams(search).keys()].find((name) => !known.includes(name));
  if (parameter !== undefined) return { kind: "parameter", name: parameter };
  const member = unknownMember(route.data, body);
  return member === undefined ? undefined : { kind: "member of the body", name: member };
}

function unknownMember({ body: shape, filters, filters_in }: Route, body: unknown): string | undefined {
  const isLoose = filters_in !== "body" && shape?.properties === undefined;
  if (isLoose || typeof body !== "object" || body === null) return undefined;
  const known = { ...shape?.properties, ...(filters_in === "body" ? filters : {}) };
  return Object.keys(body).find((name) => !Object.hasOwn(known, name));
}
