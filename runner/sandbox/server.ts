/** The sandbox: one HTTP server on this machine that stands for the real systems, each under its host name as a path prefix. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Fault } from "../faults/fault.js";
import { type Accounts, overlayAccounts } from "./accounts.js";
import { deliver, receive } from "./delivery.js";
import type { Answer, Call, System } from "./exchange.js";
import { FaultDice, type FaultName, type FaultSwitch } from "./faults.js";
import { createHrflow, type Hrflow } from "./hrflow.js";
import { Shelf } from "./hrflow-shelf.js";
import { Roster } from "./roster.js";
import { control, type Scenes } from "./state.js";
import { createStorage } from "./storage.js";
import { createTally } from "./tally.js";
import { createTeamtailor } from "./teamtailor.js";

export interface SandboxOptions {
  /** Which invented people and which faults; 1 when left out. */
  readonly seed?: number;
  /** How many candidates Teamtailor has; 300 when left out. */
  readonly candidates?: number;
  /** Milliseconds before every answer; 0 when left out. */
  readonly latency?: number;
  readonly faults?: readonly FaultSwitch[];
  /** Where writes are kept for the next sandbox; nothing is kept when left out. */
  readonly directory?: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** False: Teamtailor's quota is announced but not enforced. */
  readonly rateLimit?: boolean;
  /** Laid over the default accounts, parameter by parameter. */
  readonly accounts?: Accounts;
}

export interface Sandbox {
  /** E.g. `http://127.0.0.1:4411`. */
  readonly url: string;
  /** By host, e.g. `"api.hrflow.ai": "http://127.0.0.1:4411/api.hrflow.ai"`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The credentials that are accepted. */
  readonly accounts: Accounts;
  /** Ends all connections, idle ones too, and frees the port. */
  close(): Promise<void>;
}

const slowMs = 1000;

/**
 * Starts a sandbox on 127.0.0.1.
 *
 * @throws Fault USAGE when the port is taken, DISK_FAILED or STORE_CORRUPT when the directory cannot be used
 * @example const sandbox = await startSandbox({ candidates: 1000, faults: parseFaults("429:0.05") });
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const accounts = overlayAccounts(options.accounts);
  const { systems, roster, hrflow, teamtailor, dice } = openSystems(options, accounts);
  const requests = createTally();
  const answers = createTally();
  const scenes: Scenes = { teamtailor, hrflow, roster, requests: requests.read, answers: answers.read };

  const answer = (system: System | undefined, call: Call): { answer: Answer; fault?: FaultName } => {
    if (system === undefined) return { answer: control(call, scenes) };
    const route = system.route(call.method, call.path);
    requests.count(system.host, `${call.method} ${route.template}`);
    // The signature of a link differs in every second; a subject must not.
    const subject = system.host.startsWith("api.") ? `${call.path}?${call.search}` : call.path;
    const struck = dice.forRequest(system.host, `${call.method} ${subject}`);
    if (struck?.status !== undefined) return { answer: refused(system, struck.status, call) };
    if (struck?.name === "reset") return { answer: nothing, fault: "reset" };
    return { answer: route.answer(call), ...(struck === undefined ? {} : { fault: struck.name }) };
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = hasBody(request) ? await receive(request) : noBody;
    if (body === undefined) return;
    const { host, path, search } = split(request.url ?? "/");
    const system = systems.get(host);
    const method = request.method ?? "GET";
    const whole = system === undefined ? `/${host}${path}` : path;
    const call: Call = { method, path: whole, search, headers: request.headers, body, now: Date.now() };
    const { answer: found, fault } = answer(system, call);
    if (system !== undefined) answers.count(system.host, isCut(fault) ? "broken" : String(found.status));
    const wait = (options.latency ?? 0) + (fault === "slow" ? slowMs : 0);
    if (wait > 0) setTimeout(() => deliver(response, found, fault), wait).unref();
    else deliver(response, found, fault);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => deliver(response, broken(error)));
  });
  // A client that pauses between requests must not find its connection closed under it.
  server.keepAliveTimeout = 120_000;
  const close = () => {
    for (const system of systems.values()) system.close();
  };
  const url = await listen(server, options.port ?? 0).catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    url,
    endpoints: Object.fromEntries([...systems.keys()].map((host) => [host, `${url}/${host}`])),
    accounts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface OpenSystems {
  readonly systems: ReadonlyMap<string, System>;
  readonly teamtailor: System;
  readonly hrflow: Hrflow;
  readonly roster: Roster;
  readonly dice: FaultDice;
}

function openSystems(options: SandboxOptions, accounts: Accounts): OpenSystems {
  const { seed = 1, candidates = 300, directory, rateLimit = true } = options;
  const file = (name: string) => (directory === undefined ? undefined : join(directory, name));
  const { source_key = "", async_source_key = "", api_secret = "", api_user = "" } = accounts.hrflow ?? {};
  const dice = new FaultDice(seed, options.faults ?? []);
  const roster = new Roster(seed, candidates, file("teamtailor.jsonl"));
  const apiKey = accounts.teamtailor?.api_key ?? "";
  const teamtailor = createTeamtailor({ apiKey, roster, dice, rateLimit });
  const hrflow = createHrflow({
    apiSecret: api_secret,
    apiUser: api_user,
    sources: [
      { id: 1166, key: source_key, name: "ATS inbox", syncParsing: true },
      { id: 1167, key: async_source_key, name: "ATS inbox (async)", syncParsing: false },
    ],
    shelf: new Shelf(file("hrflow.jsonl")),
    dice,
  });
  const systems = [teamtailor, hrflow, createStorage(roster)].map((one) => [one.host, one] as const);
  return { systems: new Map(systems), teamtailor, hrflow, roster, dice };
}

const noBody = Buffer.alloc(0);
const nothing: Answer = { status: 0, headers: {}, body: "" };

/** `/api.hrflow.ai/v1/source?key=1` is host, path and search; a path without a host keeps its first segment as one. */
function split(url: string): { host: string; path: string; search: string } {
  const mark = url.indexOf("?");
  const all = mark < 0 ? url : url.slice(0, mark);
  const slash = all.indexOf("/", 1);
  return {
    host: slash < 0 ? all.slice(1) : all.slice(1, slash),
    path: slash < 0 ? "" : all.slice(slash),
    search: mark < 0 ? "" : url.slice(mark + 1),
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

/** Gateways answer in HTML, whatever the system behind them speaks. */
function refused(system: System, status: number, call: Call): Answer {
  if (status !== 502 && status !== 504) return system.refuse(status, call);
  const title = status === 502 ? "502 Bad Gateway" : "504 Gateway Time-out";
  return { status, headers: { "Content-Type": "text/html" }, body: `<html><title>${title}</title></html>` };
}

function isCut(fault: FaultName | undefined): boolean {
  return fault === "reset" || fault === "lost-answer" || fault === "truncate";
}

function broken(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  const body = JSON.stringify({ error: `The sandbox itself failed: ${message}` });
  return { status: 500, headers: { "Content-Type": "application/json" }, body };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      reject(
        new Fault(
          "USAGE",
          taken
            ? `Port ${port} is taken by another program`
            : `The sandbox cannot listen on port ${port}: ${cause.message}`,
          {
            hint: "Name another port, or none: then a free one is used.",
            cause,
          },
        ),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
