/**
 * A door before the systems: it counts what goes through, tells a test of it before and after, and answers in the place of a
 * system where a test wants it to. So a test can act at an exact moment, without waiting for a time to pass.
 */
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";
import { hrflowHost, resumeHost, type Systems, teamtailorHost } from "./systems.js";

/** A request at the door. */
export interface Visit {
  readonly method: string;
  readonly host: string;
  /** Path with its query, e.g. `/v1/candidates?page%5Bsize%5D=30`. */
  readonly path: string;
  readonly body: Buffer;
  /** The position among all requests, from 1. */
  readonly count: number;
  /** True for a request that changes the target. */
  readonly isWrite: boolean;
  /** The position among the writes, from 1; 0 for a request that is none. */
  readonly writes: number;
}

/** An answer in the place of the system's. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Watch {
  /** Before a request goes through; an answer keeps it from doing so. */
  readonly before?: (visit: Visit) => Answer | undefined | Promise<Answer | undefined>;
  /** After the system has answered, before the command hears of it. */
  readonly after?: (visit: Visit, status: number) => void | Promise<void>;
}

export interface Front {
  /** Options of the command that send its requests here. */
  readonly endpoints: readonly string[];
  /** What came so far. */
  readonly visits: readonly Visit[];
}

/** Opens the door; it is closed after the test. */
export async function openFront(t: TestContext, systems: Systems, watch: Watch): Promise<Front> {
  const visits: Visit[] = [];
  let writes = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return;
    const [, host = "", path = ""] = /^\/([^/]*)(.*)$/.exec(incoming.url ?? "") ?? [];
    const method = incoming.method ?? "";
    const isWrite = method !== "GET" && host === hrflowHost;
    if (isWrite) writes += 1;
    const count = visits.length + 1;
    const visit: Visit = { method, host, path, body, count, isWrite, writes: isWrite ? writes : 0 };
    visits.push(visit);
    const answer = await watch.before?.(visit);
    if (outgoing.destroyed) return;
    if (answer) {
      outgoing.writeHead(answer.status, answer.headers);
      outgoing.end(answer.body);
      return;
    }
    const { headers } = incoming;
    const passed = send(`${systems.url}${incoming.url}`, { method, headers }, async (response) => {
      const text = await buffer(response).catch(() => undefined);
      await watch.after?.(visit, response.statusCode ?? 0);
      if (text === undefined || outgoing.destroyed) return void outgoing.destroy();
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      outgoing.end(text);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
  });
  server.keepAliveTimeout = PATIENT_MS;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const hosts = [teamtailorHost, hrflowHost, resumeHost];
  return {
    endpoints: hosts.flatMap((host) => ["--endpoint", `${host}=http://127.0.0.1:${port}/${host}`]),
    visits,
  };
}

const PATIENT_MS = 60_000;

/** A door at which every write waits until it is released. */
export interface HeldWrites {
  readonly endpoints: readonly string[];
  /** The first write has arrived, so the run holds its lock. */
  readonly arrived: Promise<void>;
  release(): void;
}

/** Opens such a door; it is closed after the test. */
export async function holdWrites(t: TestContext, systems: Systems): Promise<HeldWrites> {
  const [arrived, released] = [gate(), gate()];
  const { endpoints } = await openFront(t, systems, {
    before: async ({ isWrite }) => {
      if (isWrite) arrived.open();
      if (isWrite) await released.opened;
      return undefined;
    },
  });
  return { endpoints, arrived: arrived.opened, release: released.open };
}

/** A gate that opens once; whoever waits at it goes through then. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
