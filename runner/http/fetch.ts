/**
 * The one door to cross-fetch, which is node-fetch 2 in Node.
 *
 * It is loaded untyped because its typings pull the whole DOM into the project, and typed here as what it is: bodies are
 * Node streams, and `agent` and `compress` are options.
 */
import type { Agent, ClientRequest } from "node:http";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";

export interface FetchOptions {
  readonly method: string;
  readonly body?: Buffer | Readable | undefined;
  readonly agent: Agent;
  readonly redirect: "manual";
  readonly compress: false;
}

export interface FetchResponse {
  readonly status: number;
  readonly body: Readable;
}

type Fetch = (url: string, options: FetchOptions) => Promise<FetchResponse>;

const fetch = createRequire(import.meta.url)("cross-fetch") as Fetch;

/** What Node calls on an agent for each request; missing from its typings. */
interface RequestTaker {
  addRequest(request: ClientRequest, options: object): void;
}

let watcher: ((request: ClientRequest) => void) | undefined;

/**
 * Makes an agent tell of its requests. Fetch keeps them to itself, and with them what it does not tell: that a body with a
 * Content-Length broke off (it waits for the rest for ever), whether anything was sent before a failure, and a way to abort
 * without an AbortController for each request.
 */
export function watchable(agent: Agent): Agent {
  const taker = agent as unknown as RequestTaker;
  const addRequest = taker.addRequest.bind(agent);
  taker.addRequest = (request, options) => {
    watcher?.(request);
    addRequest(request, options);
  };
  return agent;
}

/**
 * Fetches through a watchable agent.
 *
 * @param headers - put onto the request itself: fetch would look for each of them among all others, again and again
 * @param watch - gets the request before anything is sent
 */
export function watchedFetch(
  url: string,
  options: FetchOptions,
  headers: Readonly<Record<string, string>>,
  watch: (request: ClientRequest) => void,
): Promise<FetchResponse> {
  // Fetch makes its request before it returns, so that no other request can come between.
  watcher = (request) => {
    for (const name in headers) request.setHeader(name, headers[name] ?? "");
    watch(request);
  };
  try {
    return fetch(url, options);
  } finally {
    watcher = undefined;
  }
}
