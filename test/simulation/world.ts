/**
 * The world around a run: one server for the fake origin and the fake target, in the process of the test, with faults that happen at
 * an exact request. The run is another process, so what this one remembers is beyond its reach.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";
import { canary } from "../process/canary.js";
import { type Chance, seeded } from "../process/chance.js";
import { gate } from "../process/front.js";
import { actions, type FaultSpec } from "./actions.js";
import type { Habits } from "./list-habits.js";
import { filesHost, Origin, originHost } from "./origin.js";
import { type Person, somePeople } from "./people.js";
import type { TcpProxy } from "./proxy.js";
import { Target, targetHost } from "./target.js";
import type { Answer, Asked, Kind, Visit } from "./visit.js";

export interface Given {
  /** How many people the origin has. */
  readonly records?: number;
  /** Seconds between two of them, at most. */
  readonly spread?: number;
  /** References that the target refuses: so many chosen by chance, or all. */
  readonly refused?: number | "all";
  /** How many items the target takes half. */
  readonly half?: number;
  /** Items that the target has and the origin has not. */
  readonly strangers?: number;
  /** Names of people, by their place in the list. */
  readonly names?: Readonly<Record<string, string>>;
  /** The people of the origin, where they are special ones; what is left out of one is as usual. */
  readonly people?: readonly Partial<Person>[];
  /** How the list of the origin is ordered, filtered and written. */
  readonly habits?: Habits;
  /** The token of the origin, where it is a special one. */
  readonly token?: string;
}

/** A host that belongs to nobody in this world. What is sent there arrives, so that it can be looked at. */
export const foreignHost = "evil.example";

/** What both sides are told of the credentials. */
export const credentials = { ORIGIN_TOKEN: canary("origin"), TARGET_SECRET: canary("target") };

export interface World {
  readonly origin: Origin;
  readonly target: Target;
  readonly url: string;
  /** What the run has in its environment of credentials. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Options of the command that send its requests here. */
  endpoints: readonly string[];
  /** Address of the store, where it is not the embedded one. */
  store?: string;
  /** A proxy on the way, where a driver has put one. */
  proxy?: TcpProxy;
  readonly visits: readonly Visit[];
  readonly chance: Chance;
  /** The folder that the run works in. */
  readonly cwd: string;
  /** The run that is under way: 1 for the first. Faults belong to a run. */
  run: number;
  /** The process of that run; 0 for none. */
  pid: number;
  /** Resolves when the fault of this name has happened. */
  happened(name: string): Promise<void>;
  hasHappened(name: string): boolean;
  /** Puts faults in the place of those before, and counts requests anew. */
  setFaults(faults: readonly FaultSpec[]): void;
  /** Lets go of the requests that are held. */
  release(): void;
  readonly released: Promise<void>;
}

/** Opens a world; it is closed after the test. */
export async function openWorld(
  t: TestContext,
  seed: number,
  cwd: string,
  given: Given,
  faults: readonly FaultSpec[],
): Promise<World> {
  const chance = seeded(seed);
  const people = somePeople(given.people?.length ?? given.records ?? 35, chance, given.spread);
  for (const [at, special] of (given.people ?? []).entries()) Object.assign(people[at] ?? {}, special);
  for (const [at, name] of Object.entries(given.names ?? {})) {
    const person = people[Number(at)];
    if (person) person.name = name;
  }
  const token = given.token ?? credentials.ORIGIN_TOKEN;
  const origin = new Origin(people, token);
  origin.habits = given.habits ?? {};
  const target = new Target(credentials.TARGET_SECRET);
  const refused = given.refused === "all" ? people.length : (given.refused ?? 0);
  while (target.refused.size < refused) {
    const at = refused === people.length ? target.refused.size : chance(0, people.length - 1);
    target.refused.add(String(people[at]?.id));
  }
  for (let n = 0; n < (given.half ?? 0); n += 1) target.noteless.add(String(people[n]?.id));
  for (let n = 0; n < (given.strangers ?? 0); n += 1) {
    target.items.push({ ref: `stranger-${n}`, name: "Nobody knows", at: "2020-01-01T00:00:00.000Z" });
  }

  const plan = (specs: readonly FaultSpec[]) => specs.map((spec) => ({ spec, first: firstOf(spec, chance) }));
  let planned = plan(faults);
  const visits: Visit[] = [];
  const counts = new Map<Kind, number>();
  const held = gate();
  const done = new Set<string>();
  const told = new Map<string, () => void>();
  const happenings = new Map<string, Promise<void>>();
  const happened = (name: string): Promise<void> => {
    const known = happenings.get(name);
    if (known) return known;
    const promise = done.has(name)
      ? Promise.resolve()
      : new Promise<void>((resolve) => told.set(name, resolve));
    happenings.set(name, promise);
    return promise;
  };

  const take = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return;
    const asked = askedOf(incoming, body);
    const kind = kindOf(asked);
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const visit: Visit = { ...asked, kind, nth, at: performance.now(), socket: incoming.socket };
    visits.push(visit);
    const system = asked.host === targetHost ? target : origin;
    const answer = (): Answer => system.answer(visit);
    const send = (one: Answer): void => {
      if (outgoing.destroyed) return;
      const type = one.type === undefined ? {} : { "content-type": one.type };
      outgoing.writeHead(one.status, { ...type, ...one.headers }).end(one.body);
    };
    const due = planned.find(
      ({ spec, first }) =>
        spec.at === kind &&
        (spec.run ?? 1) === world.run &&
        nth >= first &&
        (nth - first) % (spec.every ?? 1) === 0 &&
        nth < first + (spec.times === "all" ? Number.POSITIVE_INFINITY : (spec.times ?? 1)),
    );
    if (!due) return send(answer());
    const action = actions[due.spec.do];
    if (!action) throw new Error(`there is no fault called ${due.spec.do}`);
    done.add(due.spec.do);
    told.get(due.spec.do)?.();
    await action(due.spec, { visit, answer, send, world });
  };
  const server = createServer((incoming, outgoing) => {
    void take(incoming, outgoing).catch((error) => outgoing.destroy(error as Error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world: World = {
    origin,
    target,
    url,
    visits,
    chance,
    cwd,
    happened,
    run: 1,
    pid: 0,
    credentials: { ...credentials, ORIGIN_TOKEN: token },
    release: held.open,
    released: held.opened,
    hasHappened: (name) => done.has(name),
    setFaults: (specs) => {
      planned = plan(specs);
      counts.clear();
      done.clear();
    },
    endpoints: [originHost, filesHost, targetHost, foreignHost].flatMap((host) => [
      "--endpoint",
      `${host}=${url}/${host}`,
    ]),
  };
  return world;
}

/** Which of the visits of its kind a fault begins with. */
function firstOf({ nth = 1 }: FaultSpec, chance: Chance): number {
  return typeof nth === "number" ? nth : chance(nth.from, nth.to);
}

function askedOf({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Asked {
  const [, host = "", rest = ""] = /^\/([^/]*)(.*)$/s.exec(url) ?? [];
  const [path = "", query = ""] = rest.split("?");
  return { method, host, path, query: new URLSearchParams(query), headers, body };
}

function kindOf({ host, method, path }: Asked): Kind {
  if (host === filesHost) return "origin file";
  if (host === originHost && path.startsWith("/details/")) return "origin detail";
  if (host === originHost) return ["/login", "/turn"].includes(path) ? "origin login" : "origin page";
  if (host !== targetHost) return "other";
  if (path === "/archive") return "target archive";
  if (method !== "GET") return "target write";
  return path === "/items" ? "target list" : "target look-up";
}
