/** What a case would have to expect for what came of it: as little as possible of its expectation is changed. */
import type { Case, ExpectedReject, ExpectedRequest } from "../../schemas/test.types.js";
import { jsonDifferences } from "./difference.js";
import { fitsReject } from "./judge.js";
import { pairUp } from "./pairing.js";
import type { Observed } from "./play.js";
import { nearestOf, requestDifferences } from "./requests.js";
import { isOfTheTransport, type Sent } from "./sent.js";

type Expectation = Case["expect"];

/** What is expected instead. Elements of lists keep their places: one that goes is undefined, new ones come behind. */
export type Revised = Readonly<Record<string, unknown>>;

/**
 * The revised expectation. What it does not name stays unnamed; one that names nothing gets everything.
 *
 * @example revised({ exit: 0 }, observed) // { exit: 4 }
 */
export function revised(expect: Expectation, observed: Observed): Revised {
  const { result, exit, items, rejects, sent } = observed;
  const exact = expect.exact ?? false;
  const names = Object.keys(expect).filter((name) => name !== "exact");
  const counts = Object.fromEntries(Object.entries(result.events).filter(([, count]) => count !== 0));
  if (names.length === 0) {
    return {
      ...expect,
      exit,
      ...(result.incremental ? { token: result.incremental_token } : {}),
      counts,
      ...(items.length > 0 ? { items } : {}),
      ...(rejects.length > 0 ? { rejects } : {}),
      requests: sent.map(written),
    };
  }
  const all: Revised = {
    exact,
    exit,
    status: result.status,
    reason: result.reason,
    token: result.incremental_token,
    counts: exact ? counts : only(result.events, expect.counts),
    items: merged(expect.items, items, exact),
    rejects: revisedRejects(expect.rejects ?? [], rejects),
    requests: revisedRequests(expect.requests ?? [], sent, exact),
  };
  return Object.fromEntries(Object.keys(expect).map((name) => [name, all[name]]));
}

/** A value without the members and elements that hold one of the secrets: a test file is no place for them (I6). */
export function withoutSecrets(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value;
  const isSafe = (one: unknown) => typeof one !== "string" || !secrets.some((secret) => one.includes(secret));
  if (Array.isArray(value)) return value.filter(isSafe).map((one) => withoutSecrets(one, secrets));
  if (!isObject(value)) return value;
  const safe = Object.entries(value).filter(([, one]) => isSafe(one));
  return Object.fromEntries(safe.map(([name, one]) => [name, withoutSecrets(one, secrets)]));
}

function only(values: Readonly<Record<string, number>>, names: object = {}): Record<string, number> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, values[name] ?? 0]));
}

/** What was found, in the shape of what was expected; what fits is left as it is. */
function merged(expected: unknown, found: unknown, exact: boolean): unknown {
  if (jsonDifferences(expected, found, [], exact).length === 0) return expected;
  if (Array.isArray(expected) && Array.isArray(found))
    return found.map((one, index) => (index < expected.length ? merged(expected[index], one, exact) : one));
  if (!isObject(expected) || !isObject(found)) return found;
  const names = exact ? Object.keys({ ...expected, ...found }) : Object.keys(expected);
  return Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(found, name))
      .map((name) => [
        name,
        Object.hasOwn(expected, name) ? merged(expected[name], found[name], exact) : found[name],
      ]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function revisedRejects(expected: readonly ExpectedReject[], found: Observed["rejects"]): unknown[] {
  const { missing, unexpected } = pairUp(expected, found, fitsReject);
  const gone = new Set(missing);
  const kept = expected.map((one, index) => (gone.has(index) ? undefined : one));
  return [...kept, ...unexpected.map((index) => found[index])];
}

function revisedRequests(
  expected: readonly ExpectedRequest[],
  sent: readonly Sent[],
  exact: boolean,
): unknown[] {
  const equal = (one: ExpectedRequest, other: Sent) => requestDifferences(one, other, [], exact).length === 0;
  const { missing, unexpected } = pairUp(expected, sent, equal);
  const gone = new Set(missing);
  const rest = unexpected.flatMap((index) => sent[index] ?? []);
  const kept = expected.map((one, index) => {
    if (!gone.has(index) || one.optional) return one;
    const nearest = nearestOf(one, rest, exact);
    if (!nearest) return undefined;
    rest.splice(rest.indexOf(nearest), 1);
    const { headers, ...others } = nearest;
    const named = Object.fromEntries(
      Object.entries(headers).filter(
        ([name, value]) => one.headers?.[name] !== undefined || !isOfTheTransport(name, value),
      ),
    );
    return merged(one, { ...others, headers: named }, exact);
  });
  return [...kept, ...rest.map(written)];
}

/** A request as one writes it: what is empty, and what only says how it came, is left out. */
function written({ query, headers, ...rest }: Sent): Record<string, unknown> {
  const told = Object.entries(headers).filter(([name, value]) => !isOfTheTransport(name, value));
  const { method, host, path, ...body } = rest;
  return {
    ...{ method, host, path },
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(told.length > 0 ? { headers: Object.fromEntries(told) } : {}),
    ...body,
  };
}
