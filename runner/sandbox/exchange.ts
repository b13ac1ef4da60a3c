/** What the server and a simulated system hand to each other, so that a system knows nothing of sockets. */
import type { IncomingHttpHeaders } from "node:http";

/** One request, as a system sees it. */
export interface Call {
  readonly method: string;
  /** Path below the host, still percent-encoded, e.g. `/v1/candidates`. */
  readonly path: string;
  /** What follows the `?`, still encoded; empty without a query. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Epoch milliseconds at which the request arrived. */
  readonly now: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces are for what is too large for one string. */
  readonly body: string | Buffer | Iterable<string>;
}

/** The part of a system that answers one kind of request. */
export interface Route {
  /** The path with its variable parts named, e.g. `/v1/candidates/{id}`: requests are counted by it. */
  readonly template: string;
  answer(call: Call): Answer;
}

/** Dates the last change of these records, or of so many of them, later than everything before; undefined where there are none such. */
export type Touch = (
  wish: { readonly ids: readonly string[] } | { readonly count: number },
) => readonly string[] | undefined;

/** One simulated system, known by the host it stands for. */
export interface System {
  readonly host: string;
  /** Never fails: an unknown path has a route too, one that answers 404. */
  route(method: string, path: string): Route;
  /** How this system says no with that status when a fault switch asks for it. */
  refuse(status: number, call: Call): Answer;
  /** What `/__state` shows of it. */
  state(): Readonly<Record<string, unknown>>;
  /** What it holds, as JSON texts one by one: `/__state/<system>/<name>`. The query is the one of the request. */
  readonly collections?: Readonly<Record<string, (query: URLSearchParams) => Iterable<string>>>;
  readonly touch?: Touch | undefined;
  close(): void;
}

/** Thrown inside a system to end a request with an error answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    // Nobody looks where an answer was made, and finding that out costs more than the answer.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`refused with ${answer.status}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.answer = answer;
  }
}

/** Runs `act`; a Refusal thrown in it becomes the answer. */
export function answered(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The object that the text holds; undefined when it is no JSON or no object. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
