/** One HTTP server for all worlds: each has its place in the path. Faults happen at the request that a world names. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { credentials, originHost, targetHost } from "./manifest.js";
import type { Origin } from "./origin.js";
import type { Fault, Moment } from "./spec.js";
import type { Target } from "./target.js";

/** What a world puts behind its address. */
export interface Systems {
  readonly origin: Origin;
  readonly target: Target;
  /** The faults of the command that runs. */
  faults: readonly Fault[];
  /** Refs of records that the target refuses now. */
  refuses(id: number): boolean;
  stop(): void;
  kill(): void;
  /** Requests since the command began, by moment. */
  readonly counts: Map<Moment, number>;
  readonly log: string[];
  /** What happened in this world, in all. */
  readonly happened: Set<Fault["do"]>;
}

export interface Server {
  readonly close: () => Promise<void>;
  /** Gives a world its place; returns the arguments that lead there, and how to leave. */
  place(systems: Systems): { readonly endpoints: readonly string[]; readonly leave: () => void };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export async function openServer(): Promise<Server> {
  const worlds = new Map<string, Systems>();
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    const systems = worlds.get(incoming.url?.split("/")[1] ?? "");
    if (!systems) outgoing.destroy();
    else void take(systems, incoming, outgoing).catch((error) => outgoing.destroy(error as Error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    place(systems) {
      count += 1;
      const name = `w${count}`;
      worlds.set(name, systems);
      const endpoints = [originHost, targetHost].flatMap((host) => [
        "--endpoint",
        `${host}=http://127.0.0.1:${port}/${name}/${host}`,
      ]);
      return { endpoints, leave: () => worlds.delete(name) };
    },
  };
}

async function take(systems: Systems, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await buffer(incoming).catch(() => undefined);
  if (body === undefined) return;
  const [, , host = "", rest = ""] = /^\/([^/]*)\/([^/]*)(.*)$/s.exec(incoming.url ?? "") ?? [];
  const [path = "", text = ""] = rest.split("?");
  const query = new URLSearchParams(text);
  const { method = "GET", headers } = incoming;
  const moment = momentOf(host, method, path);
  const nth = (systems.counts.get(moment) ?? 0) + 1;
  systems.counts.set(moment, nth);

  const answer = (): Answer => {
    if (host === originHost) {
      if (headers.authorization !== `Bearer ${credentials.ORIGIN_TOKEN}`)
        return refused(401, headers.authorization);
      return answerOfOrigin(systems.origin, path, query);
    }
    if (headers["x-secret"] !== credentials.TARGET_SECRET) return refused(401, headers["x-secret"]);
    const json: unknown = body.length === 0 ? undefined : JSON.parse(body.toString());
    const { id } = Object(json) as { id?: unknown };
    // Whoever refuses may repeat what it was sent, credentials and all (I6).
    if (typeof id === "number" && method !== "GET" && moment !== "note" && systems.refuses(id))
      return refused(422, headers["x-secret"]);
    return systems.target.answer(method, path, query, json);
  };
  const send = ({ status, body: value }: Answer, cut?: true): void => {
    const bytes = Buffer.from(JSON.stringify(value ?? null));
    const sent = cut ? bytes.subarray(0, bytes.length >> 1) : bytes;
    const asked = method === "GET" ? "" : ` ${body.toString().slice(0, 80)}`;
    const where = `${method} ${path}${text ? `?${decodeURIComponent(text)}` : ""}${asked}`;
    systems.log.push(`${where} -> ${status}${fault ? ` (${fault.do})` : ""} ${shown(value, bytes)}`);
    if (outgoing.destroyed) return;
    outgoing.writeHead(status, {
      "content-type": "application/json",
      ...(host === originHost ? { date: systems.origin.date } : {}),
    });
    outgoing.end(sent);
  };
  const cutOff = (how: string): void => {
    systems.log.push(`${method} ${path} -> ${how}`);
    incoming.socket.destroy();
  };
  const fault = systems.faults.find(
    (one) =>
      one.at === moment && nth >= one.nth && nth < one.nth + (one.do === "edit" ? 1 : (one.times ?? 1)),
  );
  if (!fault) return send(answer());
  systems.happened.add(fault.do);
  switch (fault.do) {
    case "reset":
      return cutOff("reset");
    case "lost":
      answer();
      return cutOff("carried out, and reset");
    case "kill":
      systems.kill();
      return cutOff("killed");
    case "kill-done":
      answer();
      systems.kill();
      return cutOff("carried out, and killed");
    case "500":
      return send(refused(500));
    case "524":
      answer();
      return send(refused(524));
    case "429":
      return send(refused(429));
    case "half":
      return send(answer(), true);
    case "empty":
      return send({ status: 200, body: { people: [] } });
    case "gap": {
      const { total } = Object(answer().body) as { total?: unknown };
      return send({ status: 200, body: { people: [], total } });
    }
    case "edit":
      systems.origin.edit(fault.edit);
      return send(answer());
    case "stop":
      systems.stop();
      return send(answer());
  }
}

function refused(status: number, echo?: unknown): Answer {
  return { status, body: { error: `no: ${String(echo ?? "not now")}` } };
}

function answerOfOrigin(origin: Origin, path: string, query: URLSearchParams): Answer {
  const [, kind, id] = path.split("/");
  if (kind === "people" && id === undefined) {
    const page = origin.page(query);
    return page
      ? { status: 200, body: page.body }
      : { status: 400, body: { error: `from is no ${query.get("from")}` } };
  }
  const person = origin.find(decodeURIComponent(id ?? ""));
  if (!person) return { status: 404, body: { error: "there is none" } };
  const body = kind === "details" ? { text: `detail of ${person.id}` } : { person: origin.show(person) };
  return { status: 200, body };
}

function momentOf(host: string, method: string, path: string): Moment {
  const [, kind, name] = path.split("/");
  if (host === originHost) return kind === "details" ? "detail" : name === undefined ? "page" : "one";
  if (kind === "archive") return "archive";
  if (kind === "notes") return "note";
  if (method !== "GET") return "write";
  return name === undefined ? "list" : "look-up";
}

/** An answer in few words: of a list, which records it holds and when each was changed. */
function shown(value: unknown, bytes: Buffer): string {
  const { people, ...rest } = Object(value) as { people?: { id: number; v: number; updated_at?: unknown }[] };
  if (!Array.isArray(people)) return bytes.toString().slice(0, 80);
  const records = people.map(({ id, v, updated_at }) => `${id}v${v}@${updated_at ?? "nothing"}`);
  return `[${records.join(", ")}] ${JSON.stringify(rest)}`;
}
