/** Tells in a few lines how a run differs from its scenario, so that the message of a failed test is enough to find the cause. */
import { type RequestComparison, requestDifferences } from "./compare.js";
import type { Difference } from "./json-difference.js";
import type { CanonicalRequest } from "./scenario.js";

/** Differences shown of one request; the first ones mostly have the cause of the others. */
const MOST = 8;
const WIDTH = 160;

/**
 * The requests that are missing, each beside the one that was sent in its place, and those that nobody expected.
 *
 * @returns lines; none when there is nothing to tell
 */
export function explainRequests({ missing, unexpected }: RequestComparison): string[] {
  const rest = [...unexpected];
  const lines = missing.flatMap((expected) => {
    const nearest = nearestOf(expected, rest);
    if (!nearest) return [`missing: ${title(expected)}`];
    rest.splice(rest.indexOf(nearest), 1);
    return [
      `different: ${title(expected)}`,
      ...explainDifferences(requestDifferences(expected, nearest)).map((line) => `  ${line}`),
    ];
  });
  return [...lines, ...rest.map((request) => `unexpected: ${title(request)}`)];
}

/** Differences, one a line. */
export function explainDifferences(differences: readonly Difference[]): string[] {
  const lines = differences
    .slice(0, MOST)
    .map(({ path, expected, actual }) => `${path}: expected ${shown(expected)}, got ${shown(actual)}`);
  const more = differences.length - MOST;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** The request that was most likely meant: to the same address, with the fewest differences. */
function nearestOf(
  expected: CanonicalRequest,
  candidates: readonly CanonicalRequest[],
): CanonicalRequest | undefined {
  return candidates
    .filter(({ method, host, path }) => `${method} ${host}${path}` === addressOf(expected))
    .map((request) => ({ request, distance: requestDifferences(expected, request).length }))
    .sort((one, other) => one.distance - other.distance)[0]?.request;
}

function addressOf({ method, host, path }: CanonicalRequest): string {
  return `${method} ${host}${path}`;
}

function title(request: CanonicalRequest): string {
  const query = request.query.map(([name, value]) => `${name}=${value}`).join("&");
  const body = request.json ?? request.form ?? request.multipart ?? request.raw;
  const parts = [addressOf(request) + (query ? `?${query}` : ""), body === undefined ? "" : shown(body)];
  return parts.filter((part) => part !== "").join(" ");
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
}
