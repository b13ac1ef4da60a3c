/** Whether a run sent what its case expects: each request once, in any order. */
import type { ExpectedPart, ExpectedRequest } from "../../schemas/test.types.js";
import type { Path } from "../load/source.js";
import { type Difference, jsonDifferences, sentence } from "./difference.js";
import { pairUp } from "./pairing.js";
import { isOfTheTransport, type Sent } from "./sent.js";

/**
 * Compares requests as multisets. A missing one is told beside what was sent in its place.
 *
 * @example requestsDifferences([{ method: "GET", path: "/v1/people" }], sent, false)
 */
export function requestsDifferences(
  expected: readonly ExpectedRequest[],
  sent: readonly Sent[],
  exact: boolean,
): Difference[] {
  // Optional ones last: they take only what no other needs.
  const order = [...expected.keys()].sort((a, b) => optional(expected[a]) - optional(expected[b]));
  const wanted = order.flatMap((index) => expected[index] ?? []);
  const equal = (one: ExpectedRequest, other: Sent) => requestDifferences(one, other, [], exact).length === 0;
  const { missing, unexpected } = pairUp(wanted, sent, equal);
  const rest = unexpected.flatMap((index) => sent[index] ?? []);
  const told = missing.flatMap((place): Difference[] => {
    const index = order[place] ?? 0;
    const one = wanted[place];
    if (!one || one.optional) return [];
    const path = ["requests", index];
    const nearest = nearestOf(one, rest, exact);
    if (!nearest) return [{ path, expected: one, found: undefined, says: `was not sent: ${title(one)}` }];
    rest.splice(rest.indexOf(nearest), 1);
    return requestDifferences(one, nearest, path, exact);
  });
  return [
    ...told,
    ...rest.map((request) => ({
      path: ["requests"],
      expected: undefined,
      found: request,
      says: `was sent, and is not expected: ${title(request)}`,
    })),
  ];
}

/** Where a request differs from an expected one; none when it has all that is expected. */
export function requestDifferences(
  expected: ExpectedRequest,
  sent: Sent,
  path: Path,
  exact: boolean,
): Difference[] {
  const kind = bodyKind(expected);
  const other = bodyKind(sent);
  const at = (name: string) => [...path, name];
  const body = () => {
    if (kind === undefined && !exact) return [];
    if (kind === other) return bodyDifferences(expected, sent, path, exact);
    return [{ path: kind ? at(kind) : path, expected: kind ?? "no body", found: other ?? "no body" }];
  };
  return [
    ...(["method", "host", "path"] as const)
      .filter((name) => expected[name] !== undefined && expected[name] !== sent[name])
      .map((name) => ({ path: at(name), expected: expected[name], found: sent[name] })),
    ...textsDifferences(expected.query ?? {}, sent.query, at("query"), exact),
    ...headerDifferences(expected.headers ?? {}, sent.headers, at("headers"), exact),
    ...body(),
  ];
}

const optional = (one: ExpectedRequest | undefined): number => (one?.optional ? 1 : 0);

const BODIES = ["json", "form", "multipart", "text"] as const;

function bodyKind(request: ExpectedRequest | Sent): (typeof BODIES)[number] | undefined {
  return BODIES.find((kind) => kind in request);
}

function bodyDifferences(expected: ExpectedRequest, sent: Sent, path: Path, exact: boolean): Difference[] {
  return [
    ...jsonDifferences(expected.json, sent.json, [...path, "json"], exact),
    ...textsDifferences(expected.form ?? {}, sent.form ?? {}, [...path, "form"], exact),
    ...partsDifferences(expected.multipart ?? [], sent.multipart ?? [], [...path, "multipart"], exact),
    ...(expected.text === sent.text
      ? []
      : [{ path: [...path, "text"], expected: expected.text, found: sent.text }]),
  ];
}

type Texts = Readonly<Record<string, string | readonly string[]>>;

/** Texts that must be the same to the letter: here `<now>` stands for nothing else. */
function textsDifferences(expected: Texts, sent: Texts, path: Path, exact: boolean): Difference[] {
  const names = [...new Set([...Object.keys(expected), ...(exact ? Object.keys(sent) : [])])];
  const text = (value: string | readonly string[] | undefined) =>
    JSON.stringify(typeof value === "string" ? [value] : value && [...value].sort());
  return names
    .filter((name) => text(expected[name]) !== text(sent[name]))
    .map((name) => ({ path: [...path, name], expected: expected[name], found: sent[name] }));
}

function headerDifferences(expected: Texts, sent: Sent["headers"], path: Path, exact: boolean): Difference[] {
  const named = new Map(Object.keys(expected).map((name) => [name.toLowerCase(), name]));
  const told = Object.entries(sent).filter(
    ([name, value]) => named.has(name) || !isOfTheTransport(name, value),
  );
  const other = Object.fromEntries(told.map(([name, value]) => [named.get(name) ?? name, value]));
  return textsDifferences(expected, other, path, exact);
}

function partsDifferences(
  expected: readonly ExpectedPart[],
  sent: readonly ExpectedPart[],
  path: Path,
  exact: boolean,
): Difference[] {
  const equal = (one: ExpectedPart, other: ExpectedPart) =>
    partDifferences(one, other, [], exact).length === 0;
  const { missing, unexpected } = pairUp(expected, sent, equal);
  const rest = unexpected.flatMap((index) => sent[index] ?? []);
  const differences = missing.flatMap((index): Difference[] => {
    const wanted = expected[index];
    if (!wanted) return [];
    const twin = rest.findIndex((part) => part.name === wanted.name);
    const [given] = twin < 0 ? [] : rest.splice(twin, 1);
    return given
      ? partDifferences(wanted, given, [...path, index], exact)
      : [{ path: [...path, index], expected: wanted, found: undefined }];
  });
  if (!exact) return differences;
  return [...differences, ...rest.map((part) => ({ path, expected: undefined, found: part }))];
}

/** A field that is JSON is compared as JSON: how it is spaced and in which order its members come does not matter. */
function partDifferences(
  expected: ExpectedPart,
  sent: ExpectedPart,
  path: Path,
  exact: boolean,
): Difference[] {
  const { text, ...rest } = expected;
  const { text: given, ...others } = sent;
  const differences = jsonDifferences(rest, others, path, exact);
  if (text === undefined && !exact) return differences;
  const isJson = /^[{[]/.test(text ?? "");
  const [wanted, found] = isJson ? [parsed(text), parsed(given)] : [text, given];
  const [first] = jsonDifferences(wanted, found, [], exact);
  if (!first) return differences;
  const says = isJson ? { says: `in its JSON, ${sentence(first)}` } : {};
  return [...differences, { path: [...path, "text"], expected: text, found: given, ...says }];
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return text;
  }
}

/** The request that was most likely meant: to the same address, with the fewest differences. */
export function nearestOf(
  expected: ExpectedRequest,
  candidates: readonly Sent[],
  exact: boolean,
): Sent | undefined {
  return candidates
    .filter(({ method, path }) => method === expected.method && path === expected.path)
    .map((request) => ({ request, distance: requestDifferences(expected, request, [], exact).length }))
    .sort((one, other) => one.distance - other.distance)[0]?.request;
}

/** A request in one line. */
export function title(request: ExpectedRequest | Sent): string {
  const { method, host = "", path, query = {} } = request;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((text) => `${name}=${text}`),
  );
  const body = request.json ?? request.form ?? request.multipart ?? request.text;
  const address = `${method} ${host}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
  return body === undefined ? address : `${address} ${JSON.stringify(body)}`;
}
