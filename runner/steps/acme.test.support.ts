/** A connector for tests that need a system behind a real server on loopback, without a manifest. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { HttpPlan, RequestPlan, SidePlan, StepPlan } from "../compile/plan.js";
import { type Evaluate, Slots, type Template } from "../compile/slots.js";
import { createHttpClient, type HttpClient, type HttpOptions } from "../http/client.js";
import { type Source, withText } from "../load/source.js";
import type { RunEvent } from "../types.js";
import { anything } from "../typing/type.js";
import { openSystem } from "./open-system.js";
import type { PagedList } from "./pages.js";
import type { System } from "./system.js";

export const acmeHost = "api.acme.example";

const source = withText({ file: "test.yaml", path: "/test.yaml" } as Source, "{}", []);
const slots = new Slots(source, []);

export const template = (value: unknown): Template => slots.template([], value, anything);
export const expression = (text: string): Evaluate => slots.expression([], text, anything);

/** A GET, unless `more` says otherwise. */
export function request(address: string, more: Partial<RequestPlan> = {}): RequestPlan {
  return {
    method: "GET",
    address: template(address),
    query: template({}),
    headers: template({}),
    body: undefined,
    read: "json",
    credentials: true,
    accept: undefined,
    where: "test.yaml:1",
    ...more,
  };
}

export function step(more: Partial<StepPlan>): StepPlan {
  return { if: undefined, for: undefined, onError: "fail", where: "test.yaml:1", ...more };
}

/** A list at `/people` whose answers are `{ records, next }`. */
export function list(more: Partial<PagedList> = {}): PagedList {
  return {
    request: request("/people", { query: template({ page: "${ page }" }) }),
    records: expression("body.records"),
    first: undefined,
    next: expression("body.next"),
    nextIs: "page",
    ...more,
  };
}

/** The same list where `next` is the address of the next page. */
export function linked(more: Partial<PagedList> = {}): PagedList {
  return list({ request: request("/people"), nextIs: "address", ...more });
}

/** The connector as one side of a run: without credentials, headers and limits, unless `more` says otherwise. */
export function acmeSide(more: Partial<HttpPlan> = {}): SidePlan {
  const http: HttpPlan = {
    baseUrl: template(`https://${acmeHost}`),
    hosts: [],
    hasCredentials: true,
    secrets: [],
    headers: template({}),
    rateLimit: undefined,
    wait: undefined,
    accept: undefined,
    message: undefined,
    ...more,
  };
  return { connector: "acme", title: "Acme", authKey: "connector_auth", http };
}

export interface Acme {
  readonly system: System;
  readonly client: HttpClient;
  readonly events: RunEvent[];
  /** Method and path of every request, in the order of arrival. */
  readonly asked: string[];
  /** The address of the server. */
  readonly url: URL;
}

/** A system whose requests, to whatever host of `more.endpoints` they go, are answered by `answer`. */
export async function acme(
  t: TestContext,
  answer: RequestListener,
  more: {
    readonly options?: Partial<HttpOptions>;
    readonly http?: Partial<HttpPlan>;
    /** Further hosts whose requests arrive here. */
    readonly hosts?: readonly string[];
  } = {},
): Promise<Acme> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    answer(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const events: RunEvent[] = [];
  const client = createHttpClient({
    endpoints: new Map([acmeHost, ...(more.hosts ?? [])].map((host) => [host, url] as const)),
    concurrency: 4,
    retries: 0,
    rateLimits: false,
    filesDirectory: "unused",
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    random: () => 0,
    ...more.options,
  });
  t.after(async () => {
    await client.close();
    server.close();
    server.closeAllConnections();
  });
  const side = acmeSide({ headers: template({ "x-api-key": "secret" }), ...more.http });
  return { system: await openSystem(side, {}, client, false), client, events, asked, url };
}
