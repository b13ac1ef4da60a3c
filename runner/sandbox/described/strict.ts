/** What a request says that its route does not name: a simulated system that took it in silence would hide a mistake. */
import type { Route } from "../../../schemas/sandbox.types.js";
import type { Description } from "./description.js";
import { bodyMembers, queryNames } from "./request-types.js";
import type { RoutePlan } from "./route.js";

interface Strange {
  readonly reason: "parameter" | "member";
  /** In words. */
  readonly kind: string;
  readonly name: string;
  readonly value?: string;
}

/** Something unknown, in words; undefined where there is none. */
export function unknownIn(
  description: Description,
  route: RoutePlan,
  search: string,
  body: unknown,
): Strange | undefined {
  const known = queryNames(route.data, description.data);
  const parameter = [...new URLSearchParams(search)].find(([name]) => !known.includes(name));
  if (parameter) return { reason: "parameter", kind: "parameter", name: parameter[0], value: parameter[1] };
  const member = unknownMember(route.data, body);
  return member === undefined ? undefined : { reason: "member", kind: "member of the body", name: member };
}

function unknownMember(route: Route, body: unknown): string | undefined {
  const known = bodyMembers(route);
  if (!known || typeof body !== "object" || body === null) return undefined;
  return Object.keys(body).find((name) => !Object.hasOwn(known, name));
}
