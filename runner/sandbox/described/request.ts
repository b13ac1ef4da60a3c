/** What expressions see of a request. */
import type { Call } from "../exchange.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";

/** @param path of the request, as the route knows it */
export function requestOf(call: Call, path: string, route: RoutePlan | undefined, body: unknown): Scope {
  const values = route?.pattern.exec(path)?.slice(1) ?? [];
  const parts = route?.parts.map((name, at) => [name, decoded(values[at] ?? "")] as const) ?? [];
  return {
    method: call.method,
    /** The path as it was asked. */
    address: call.path,
    path: Object.fromEntries(parts),
    query: Object.fromEntries(new URLSearchParams(call.search)),
    headers: call.headers,
    body,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
