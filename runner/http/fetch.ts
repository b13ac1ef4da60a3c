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
  readonly headers: Readonly<Record<string, string>>;
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

export const fetch = createRequire(import.meta.url)("cross-fetch") as Fetch;

/** What Node calls on an agent for each request; missing from its typings. */
interface RequestTaker {
  addRequest(request: ClientRequest, options: object): void;
}

/**
 * The agent for one exchange. It shows the request that fetch keeps to itself, and with it what fetch does not tell: that a
 * body with a Content-Length broke off (fetch waits for the rest for ever), whether anything was sent before a failure, and
 * a way to abort without an AbortController for each request.
 */
export function watchedAgent(agent: Agent, watch: (request: ClientRequest) => void): Agent {
  const taker = agent as unknown as RequestTaker;
  const watched: Agent & RequestTaker = Object.create(agent);
  watched.addRequest = (request, options) => {
    watch(request);
    taker.addRequest(request, options);
  };
  return watched;
}
