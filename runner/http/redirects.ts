/** Follows redirects by hand, so that each hop is judged: credentials and bodies stay with the hosts they were meant for (S2). */
import { Fault } from "../faults/fault.js";
import type { RequestBody } from "./body.js";
import type { Method } from "./message.js";
import type { Routes } from "./routes.js";

export const mostRedirects = 5;

/** One request of a chain of redirects. */
export interface Hop {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const harmless = new Set(["accept", "accept-language", "user-agent"]);
const ofTheBody = new Set(["content-type", "content-language", "content-encoding"]);

export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status);
}

/** Whether a status says that something else is to be looked at, and not that the same request is to be sent elsewhere. */
export function isElsewhere(status: number): boolean {
  return isRedirect(status) && status < 307;
}

/**
 * The request that a redirect asks for; undefined when the answer names no address to go to, and so is the answer.
 *
 * @param hidesPaths true when an address may be told without its path alone
 * @throws {Fault} HTTP_FORBIDDEN_ADDRESS when it leads from https to http, or would hand a body to a foreign host; HTTP_REFUSED
 *   for a 301 or 302 to a request that is no GET: the world follows those with a GET without a body, and then it looks as if
 *   something had been written or searched for.
 */
export function redirected(
  hop: Hop,
  status: number,
  location: string | undefined,
  ownHosts: (host: string) => boolean,
  routes: Routes,
  hidesPaths = false,
): Hop | undefined {
  const url = isRedirect(status) ? destination(hop.url, location, routes) : undefined;
  if (url === undefined) return undefined;
  if (hop.url.protocol === "https:" && url.protocol === "http:" && !routes.route(url).named) {
    throw new Fault("HTTP_FORBIDDEN_ADDRESS", `${hop.url.host} redirects from https to http`, {
      host: hop.url.host,
    });
  }
  if (status < 303 && hop.method !== "GET") throw moved(hop, status, url, hidesPaths);
  const toGet = status === 303 && hop.method !== "GET";
  const method = toGet ? "GET" : hop.method;
  const body = toGet ? undefined : hop.body;
  const foreign = url.host !== hop.url.host && !ownHosts(url.host);
  if (foreign && body !== undefined) {
    throw new Fault(
      "HTTP_FORBIDDEN_ADDRESS",
      `${hop.url.host} redirects a ${method} with its body to ${url.host}`,
      {
        host: url.host,
        hint: "Name that host in the manifest if the data may go there.",
      },
    );
  }
  const kept = (name: string) => (foreign ? harmless.has(name) : !toGet || !ofTheBody.has(name));
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => kept(name.toLowerCase())),
  );
  return { method, url, headers, body };
}

/** Both addresses are told without their queries, which may hold what must not be told. */
function moved({ method, url }: Hop, status: number, to: URL, hidesPaths: boolean): Fault {
  const shown = (one: URL) => (hidesPaths ? one.host : `${one.origin}${one.pathname}`);
  const hint = hidesPaths
    ? "Write the address that it leads to."
    : url.origin === to.origin
      ? `If this is the right address, write the path so that it leads to ${to.pathname}.`
      : `If this is the right address, write ${to.origin} in \`base_url\`, or the whole address in place of the path.`;
  return new Fault(
    "HTTP_REFUSED",
    `${shown(url)} answered ${status} to ${method} and leads to ${shown(to)}: that is not followed, since a ${method} would arrive there as a GET`,
    { host: url.host, status, hint },
  );
}

/** Where a redirect leads; undefined where it does not say. */
export function destination(asked: URL, location: string | undefined, routes: Routes): URL | undefined {
  if (location === undefined) return undefined;
  // Headers arrive as Latin-1; an address in one is ASCII or UTF-8.
  const text = Buffer.from(location, "latin1").toString("utf8");
  if (!URL.canParse(text, asked.href)) return undefined;
  return routes.meant(asked, new URL(text, asked));
}
