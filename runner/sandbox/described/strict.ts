/** What a request says that its route does not name: a simulated system that took it in silence would hide a mistake. */
import type { RoutePlan } from "./route.js";

interface Strange {
  readonly reason: "parameter" | "member";
  /** In words. */
  readonly kind: string;
  readonly name: string;
  readonly value?: string;
}

/** Something unknown, in words; undefined where there is none. */
export function unknownIn({ takes }: RoutePlan, search: string, body: unknown): Strange | undefined {
  const parameter = [...new URLSearchParams(search)].find(([name]) => !takes.query.has(name));
  if (parameter) return { reason: "parameter", kind: "parameter", name: parameter[0], value: parameter[1] };
  const member = unknownMember(takes.body, body);
  return member === undefined ? undefined : { reason: "member", kind: "member of the body", name: member };
}

function unknownMember(known: ReadonlySet<string> | undefined, body: unknown): string | undefined {
  if (!known || typeof body !== "object" || body === null) return undefined;
  return Object.keys(body).find((name) => !known.has(name));
}
