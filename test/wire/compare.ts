/** Whether a run sent what its scenario expects and ended as it must. */
import { type Difference, jsonDifferences, jsonEqual } from "./json-difference.js";
import { pairUp } from "./pairing.js";
import type { CanonicalRequest, Ending, ExpectedRequest, Part } from "./scenario.js";

/** Counted also where a scenario does not name them. */
const EVENTS = [
  "read_success",
  "read_failure",
  "format_failure",
  "logics_discard",
  "logics_failure",
  "write_failure",
  "callback_failure",
  "callback_executed",
  "getting_incremental_token_failure",
];

export interface RequestComparison {
  /** Expected and not sent; optional ones are not among them. */
  readonly missing: readonly ExpectedRequest[];
  /** Sent and not expected. */
  readonly unexpected: readonly CanonicalRequest[];
}

/**
 * Compares requests as multisets: order does not matter, number does.
 *
 * @example compareRequests(scenario.expected.requests, canned.requests).missing.length // 0
 */
export function compareRequests(
  expected: readonly ExpectedRequest[],
  actual: readonly CanonicalRequest[],
): RequestComparison {
  // Optional ones last: they take only what no other needs.
  const wanted = [...expected.filter((one) => !one.optional), ...expected.filter((one) => one.optional)];
  const { missing, unexpected } = pairUp(
    wanted,
    actual,
    (one, other) => requestDifferences(one, other).length === 0,
  );
  return {
    missing: missing.flatMap((index) => wanted[index] ?? []).filter((one) => !one.optional),
    unexpected: unexpected.flatMap((index) => actual[index] ?? []),
  };
}

/** Where a request differs from an expected one; none when they are equal. */
export function requestDifferences(expected: CanonicalRequest, actual: CanonicalRequest): Difference[] {
  const kind = bodyKind(expected);
  const sent = bodyKind(actual);
  return [
    ...textDifferences({ ...expected }, { ...actual }, ["method", "host", "path"], ""),
    ...multisetDifferences(expected.query, actual.query, pairEqual, "query"),
    ...textDifferences(expected.headers, actual.headers, undefined, "headers."),
    ...(kind === sent ? bodyDifferences(expected, actual) : [{ path: "body", expected: kind, actual: sent }]),
  ];
}

/** Where a result differs from the expected one: status, reason, and every counter, of which a missing one is 0. */
export function endingDifferences(expected: Ending, actual: Ending): Difference[] {
  const counters = [...new Set([...EVENTS, ...Object.keys(expected.events)])];
  return [
    ...textDifferences({ ...expected }, { ...actual }, ["status", "reason"], "result."),
    ...counters
      .map((name) => ({
        path: `result.events.${name}`,
        expected: expected.events[name] ?? 0,
        actual: actual.events[name] ?? 0,
      }))
      .filter((one) => one.expected !== one.actual),
  ];
}

const BODIES = ["json", "form", "multipart", "raw"] as const;

function bodyKind(request: CanonicalRequest): string {
  return BODIES.find((kind) => kind in request) ?? "none";
}

function bodyDifferences(expected: CanonicalRequest, actual: CanonicalRequest): Difference[] {
  return [
    ...jsonDifferences(expected.json, actual.json, "json"),
    ...jsonDifferences(expected.form, actual.form, "form"),
    ...partsDifferences(expected.multipart ?? [], actual.multipart ?? []),
    ...jsonDifferences(expected.raw, actual.raw, "raw"),
  ];
}

function partsDifferences(expected: readonly Part[], actual: readonly Part[]): Difference[] {
  const { missing, unexpected } = pairUp(
    expected,
    actual,
    (one, other) => partDifferences(one, other).length === 0,
  );
  const rest = unexpected.flatMap((index) => actual[index] ?? []);
  const differences = missing.flatMap((index) => {
    const wanted = expected[index];
    if (!wanted) return [];
    const twin = rest.findIndex((part) => part.name === wanted.name);
    const [given] = twin < 0 ? [] : rest.splice(twin, 1);
    return given
      ? partDifferences(wanted, given)
      : [{ path: `multipart.${wanted.name}`, expected: wanted, actual: undefined }];
  });
  return [
    ...differences,
    ...rest.map((part) => ({ path: `multipart.${part.name}`, expected: undefined, actual: part })),
  ];
}

/** A field that is JSON is compared as JSON: how it is spaced and in which order its members come does not matter. */
function partDifferences(expected: Part, actual: Part): Difference[] {
  const path = `multipart.${expected.name}`;
  const { text, ...rest } = expected;
  const { text: given, ...others } = actual;
  const differences = jsonDifferences(rest, others, path);
  const [wanted, sent] = /^[{[]/.test(text ?? "") ? [parsed(text), parsed(given)] : [text, given];
  return [...differences, ...jsonDifferences(wanted, sent, `${path}.text`)];
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return text;
  }
}

function pairEqual(expected: readonly [string, string], actual: readonly [string, string]): boolean {
  return jsonEqual(expected, actual);
}

function multisetDifferences<T>(
  expected: readonly T[],
  actual: readonly T[],
  equal: (expected: T, actual: T) => boolean,
  path: string,
): Difference[] {
  const { missing, unexpected } = pairUp(expected, actual, equal);
  return [
    ...missing.map((index) => ({ path, expected: expected[index], actual: undefined })),
    ...unexpected.map((index) => ({ path, expected: undefined, actual: actual[index] })),
  ];
}

/** Texts that must be the same to the letter: here `<now>` stands for nothing else. */
function textDifferences(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  names: readonly string[] = [...new Set([...Object.keys(expected), ...Object.keys(actual)])],
  prefix = "",
): Difference[] {
  return names
    .filter((name) => expected[name] !== actual[name])
    .map((name) => ({ path: `${prefix}${name}`, expected: expected[name], actual: actual[name] }));
}
