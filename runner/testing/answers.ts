/** The canned answers of a case: which request gets which. */
import type { Given, RequestPattern } from "../../schemas/test.types.js";
import { jsonDifferences } from "./difference.js";
import type { Sent } from "./sent.js";

/** An answer as it goes on the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer of a test file with its body read. */
export interface Canned extends Given {
  readonly body: Buffer;
}

/**
 * Gives each request the first answer that fits and is not used up; undefined when there is none.
 *
 * @example const answer = cannedAnswers(given); answer(request)?.status // 200
 */
export function cannedAnswers(given: readonly Canned[]): (request: Sent) => Reply | undefined {
  const used = new Map<Canned, number>();
  return (request) => {
    const one = given.find(
      (candidate) =>
        (used.get(candidate) ?? 0) < (candidate.times ?? Infinity) && fits(candidate.request, request),
    );
    if (!one) return undefined;
    used.set(one, (used.get(one) ?? 0) + 1);
    return replyOf(one);
  };
}

function replyOf({ answer, body }: Canned): Reply {
  const type = answer.text === undefined ? "" : "text/plain; charset=utf-8";
  const kind = answer.json === undefined ? type : "application/json";
  const usual: Reply["headers"] = kind === "" ? {} : { "Content-Type": kind };
  return { status: answer.status ?? 200, headers: answer.headers ?? usual, body };
}

/** Whether a request has all that a pattern names. */
function fits(pattern: RequestPattern, request: Sent): boolean {
  const { method, host, path, query = {}, multipart = {} } = pattern;
  return (
    (method === undefined || method === request.method) &&
    (host === undefined || host === request.host) &&
    fitsPath(path, request.path) &&
    Object.entries(query).every(([name, value]) =>
      [value].flat().every((text) => [request.query[name] ?? []].flat().includes(text)),
    ) &&
    (pattern.json === undefined || jsonDifferences(pattern.json, request.json, [], false).length === 0) &&
    Object.entries(multipart).every(([name, text]) =>
      request.multipart?.some((part) => part.name === name && part.text === text),
    )
  );
}

/** Part by part, so that no pattern takes long; several slashes are one. */
function fitsPath(pattern: string, path: string): boolean {
  const [wanted, given] = [partsOf(pattern), partsOf(path)];
  // Which parts of the path may come next, after the parts of the pattern so far.
  let places = [0];
  for (const part of wanted) {
    if (part === "**") {
      const first = places[0] ?? given.length + 1;
      places = [...given.keys(), given.length].filter((place) => place >= first);
    } else {
      places = places
        .filter((place) => place < given.length && (part === "*" || part === given[place]))
        .map((place) => place + 1);
    }
  }
  return places.includes(given.length);
}

function partsOf(path: string): string[] {
  return path.replace(/\/+/g, "/").split("/");
}
