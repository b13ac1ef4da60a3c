/** Where `--endpoint HOST=URL` sends requests to HOST instead, and back again. */
import { Fault } from "../faults/fault.js";

export interface Route {
  /** What is connected to: the address itself, or the endpoint in its place. */
  readonly target: URL;
  /** The address that is asked for there. */
  readonly href: string;
  /** True when the operator named this target, so that it need not be public. */
  readonly named: boolean;
  /** The host that was meant, when it is not the target's. */
  readonly forwardedHost?: string;
}

export class Routes {
  readonly #endpoints = new Map<string, URL>();
  readonly #origins = new Set<string>();
  readonly #isClosed: boolean;
  readonly #allowed: ReadonlySet<string>;

  /**
   * @param isClosed true when nothing may go anywhere but to the endpoints, as in a rehearsal
   * @param allowed hosts that need not be public although they are asked directly
   */
  constructor(
    endpoints: ReadonlyMap<string, URL> = new Map(),
    isClosed = false,
    allowed: ReadonlySet<string> = new Set(),
  ) {
    this.#isClosed = isClosed;
    this.#allowed = allowed;
    for (const [host, url] of endpoints) {
      this.#endpoints.set(host.toLowerCase(), url);
      this.#origins.add(url.origin);
    }
  }

  /**
   * The way of a request: to the endpoint of its `host:port`, else of its host, else straight.
   *
   * @throws {Fault} HTTP_FORBIDDEN_ADDRESS for a host without an endpoint, where there must be one
   * @example with `api.example.org=http://127.0.0.1:8080/a`, https://api.example.org/v1/jobs?x=1 goes to
   *   http://127.0.0.1:8080/a/v1/jobs?x=1
   */
  route(url: URL): Route {
    const isAllowed = this.#allowed.has(url.host) || this.#allowed.has(url.hostname);
    if (this.#endpoints.size === 0 && !this.#isClosed)
      return { target: url, href: url.href, named: isAllowed };
    const endpoint = this.#endpoints.get(url.host) ?? this.#endpoints.get(url.hostname);
    if (endpoint === undefined && this.#isClosed) {
      const { host } = url;
      const what = `${host} is not simulated, and nothing leaves this machine`;
      const hint = `If it is a system of your own, say where it is: --endpoint ${host}=http://127.0.0.1:PORT`;
      throw new Fault("HTTP_FORBIDDEN_ADDRESS", what, { host, hint });
    }
    if (endpoint === undefined)
      return { target: url, href: url.href, named: isAllowed || this.#origins.has(url.origin) };
    const href = `${endpoint.origin}${basePath(endpoint)}${url.pathname}${url.search}`;
    return { target: endpoint, href, named: true, forwardedHost: url.host };
  }

  /**
   * What a redirect or a link of `asked` to `location` means: an endpoint that leads to itself, not knowing for whom it stands,
   * means the host that was asked.
   */
  meant(asked: URL, location: URL): URL {
    const endpoint = this.#endpoints.get(asked.host) ?? this.#endpoints.get(asked.hostname);
    if (endpoint === undefined || endpoint.origin !== location.origin) return location;
    const base = basePath(endpoint);
    if (!location.pathname.startsWith(`${base}/`)) return location;
    return new URL(`${asked.origin}${location.pathname.slice(base.length)}${location.search}`);
  }
}

function basePath(endpoint: URL): string {
  return endpoint.pathname.replace(/\/+$/, "");
}
