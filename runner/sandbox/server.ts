/** The sandbox: one HTTP server on this machine that stands for the real systems, each under its host name as a path prefix. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../faults/fault.js";
import { type Accounts, overlayAccounts } from "./accounts.js";
import { deliver, receive } from "./delivery.js";
import { accountsOf } from "./described/accounts.js";
import type { Description } from "./described/description.js";
import { shippedDescriptions } from "./described/find.js";
import type { Answer, Call, System } from "./exchange.js";
import { FaultDice, type FaultName, type FaultSwitch, isStorage } from "./faults.js";
import { control, type Scenes } from "./state.js";
import { openSystems } from "./systems.js";
import { createTally } from "./tally.js";

export interface SandboxOptions {
  /** Which invented people and which faults; 1 when left out. */
  readonly seed?: number;
  /** How many candidates Teamtailor and TalentSoft have each; 300 when left out. */
  readonly candidates?: number;
  /** How many jobs Teamtailor and TalentSoft have each; 40 for every 300 candidates when left out. */
  readonly jobs?: number;
  /** How many records described systems invent, e.g. `{ "flatchr.applicants": 1000 }`; what their descriptions say when left out. */
  readonly counts?: Readonly<Record<string, number>>;
  /**
   * True: the source of HrFlow.ai has a profile of everybody in the other systems, as far as nobody has written one; false when left
   * out.
   */
  readonly known?: boolean;
  /** Milliseconds before every answer; 0 when left out. */
  readonly latency?: number;
  readonly faults?: readonly FaultSwitch[];
  /** Where writes are kept for the next sandbox; nothing is kept when left out. */
  readonly directory?: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** False: limits are announced and not enforced. */
  readonly rateLimit?: boolean;
  /** Laid over the default accounts, parameter by parameter. */
  readonly accounts?: Accounts;
  /** The described systems; the shipped ones when left out. */
  readonly descriptions?: readonly Description[];
  /** Is told what a request asked that a description does not know, e.g. to show it. */
  readonly onUnknown?: (host: string, what: string) => void;
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
 * @throws Fault USAGE when the port is taken or an account cannot be used, DISK_FAILED or STORE_CORRUPT when the directory cannot be used
 * @example const sandbox = await startSandbox({ candidates: 1000, faults: parseFaults("429:0.05") });
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const descriptions = options.descriptions ?? (await shippedDescriptions());
  const accounts = overlayAccounts(accountsOf(descriptions), options.accounts);
  const { seed = 1, candidates = 300, counts = {}, known = false, rateLimit = true, directory } = options;
  const jobs = options.jobs ?? Math.max(1, Math.round((candidates * 40) / 300));
  const dice = new FaultDice(seed, options.faults ?? []);
  const unknown = createTally();
  const onUnknown = (host: string, what: string): void => {
    unknown.count(host, what);
    options.onUnknown?.(host, what);
  };
  const sizes = { seed, candidates, jobs, counts, known };
  const world = { ...sizes, rateLimit, directory, accounts, dice, descriptions, onUnknown };
  const { named, hosts: systems, callbacks } = openSystems(world);
  const requests = createTally();
  const answers = createTally();
  const scenes: Scenes = {
    systems: named,
    callbacks,
    requests: requests.read,
    answers: answers.read,
    unknown: unknown.read,
  };

  const answer = (system: System | undefined, call: Call): { answer: Answer; fault?: FaultName } => {
    if (system === undefined) return { answer: control(call, scenes) };
    const route = system.route(call.method, call.path);
    requests.count(system.host, `${call.method} ${route.template}`);
    // The signature of a link differs in every second; a subject must not.
    const subject = isStorage(system.host) ? call.path : `${call.path}?${call.search}`;
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
            hint: "Name another port; with port 0 a free one is used.",
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
