/** The other side of a recorded scenario: a server on loopback that stands for all its systems and remembers what it was asked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { canonicalRequest } from "./canonical.js";
import { jsonEqual } from "./json-difference.js";
import type { CanonicalRequest, Route } from "./scenario.js";

export interface Canned {
  /** `HOST=URL` for every host of the routes, as `--endpoint` takes it. */
  readonly endpoints: readonly string[];
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly CanonicalRequest[];
  /** Those of them that no route answers. */
  readonly unanswered: readonly CanonicalRequest[];
  close(): Promise<void>;
}

/**
 * Starts a server that gives each request the answer of the first route that fits; 501 when there is none.
 *
 * @example
 * const canned = await startCanned(scenario.routes);
 * t.after(() => canned.close());
 */
export async function startCanned(routes: readonly Route[]): Promise<Canned> {
  const requests: CanonicalRequest[] = [];
  const unanswered: CanonicalRequest[] = [];
  const answersOf = new Map<Route, number>();
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return; // the client went away in the middle of its request
    const request = canonicalRequest(incoming.method ?? "", incoming.url ?? "", incoming.headers, body);
    requests.push(request);
    const route = routes.find(
      (one) => (answersOf.get(one) ?? 0) < (one.times ?? Infinity) && fits(one, request),
    );
    if (!route) {
      unanswered.push(request);
      outgoing.writeHead(501).end();
      return;
    }
    answersOf.set(route, (answersOf.get(route) ?? 0) + 1);
    const { status, headers, json, base64 } = route.response;
    outgoing.writeHead(status, headers);
    outgoing.end(base64 === undefined ? JSON.stringify(json) : Buffer.from(base64, "base64"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const hosts = [...new Set(routes.map(({ host }) => host))];
  return {
    endpoints: hosts.map((host) => `${host}=http://127.0.0.1:${port}/${host}`),
    requests,
    unanswered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fits(route: Route, request: CanonicalRequest): boolean {
  const { query = {}, multipart = {} } = route;
  return (
    route.method === request.method &&
    route.host === request.host &&
    oneSlash(route.path) === oneSlash(request.path) &&
    Object.entries(query).every(([name, value]) =>
      request.query.some((pair) => pair[0] === name && pair[1] === value),
    ) &&
    (route.json === undefined || ("json" in request && contains(request.json, route.json))) &&
    Object.entries(multipart).every(([name, text]) =>
      request.multipart?.some((part) => part.name === name && part.text === text),
    )
  );
}

function oneSlash(path: string): string {
  return path.replace(/\/+/g, "/");
}

/** Whether a value has all that `wanted` has: objects may have more members, lists may not have more elements. */
function contains(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((element, index) => contains(value[index], element))
    );
  }
  if (typeof wanted !== "object" || wanted === null) return jsonEqual(wanted, value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(wanted).every(
    ([name, member]) =>
      Object.hasOwn(value, name) && contains((value as Record<string, unknown>)[name], member),
  );
}
