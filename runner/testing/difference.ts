/** Where a value is not what a test expects, told as paths into the expectation. */
import type { Path } from "../load/source.js";

/** A place where what came is not what was expected; undefined stands for nothing at all. */
export interface Difference {
  /** Into `expect` of the case. */
  readonly path: Path;
  readonly expected: unknown;
  readonly found: unknown;
  /** Said in the place of the two values. */
  readonly says?: string;
  /** True for a request that nothing answers. */
  readonly isUnanswered?: boolean;
}

/** Characters of a value that are shown. */
const WIDTH = 160;

/** Numbers that went through another program may have lost their last digit. */
const TOLERANCE = 1e-9;

const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/;

/** 2001-09-09: from here on milliseconds since 1970 have as many digits as today's. */
const FIRST_MS = 1e12;

/**
 * Where two JSON values differ. A member that is null equals a missing one, at any depth; numbers are compared by value; the
 * expected text `<now>` stands for any date-time of ISO 8601, `<now-ms>` for any number of milliseconds since 1970 of this century. Members that are not expected are looked at where `exact` is true.
 *
 * @example jsonDifferences({ a: [1] }, { a: [2], b: 1 }, ["json"], false) // [{ path: ["json", "a", 0], expected: 1, found: 2 }]
 */
export function jsonDifferences(expected: unknown, found: unknown, path: Path, exact: boolean): Difference[] {
  if (Array.isArray(expected) && Array.isArray(found)) return listDifferences(expected, found, path, exact);
  if (isObject(expected) && isObject(found)) return memberDifferences(expected, found, path, exact);
  return leafEqual(expected, found) ? [] : [{ path, expected, found }];
}

function listDifferences(
  expected: readonly unknown[],
  found: readonly unknown[],
  path: Path,
  exact: boolean,
): Difference[] {
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const at = [...path, index];
    if (index < expected.length && index < found.length)
      differences.push(...jsonDifferences(expected[index], found[index], at, exact));
    else differences.push({ path: at, expected: expected[index], found: found[index] });
  }
  return differences;
}

type JsonObject = Readonly<Record<string, unknown>>;

function memberDifferences(
  expected: JsonObject,
  found: JsonObject,
  path: Path,
  exact: boolean,
): Difference[] {
  const names = new Set([...Object.keys(expected), ...(exact ? Object.keys(found) : [])]);
  return [...names].flatMap((name) => {
    const wanted = member(expected, name);
    const given = member(found, name);
    if ((wanted ?? null) === null && (given ?? null) === null) return [];
    return jsonDifferences(wanted, given, [...path, name], exact);
  });
}

function leafEqual(expected: unknown, found: unknown): boolean {
  if (typeof expected === "number" && typeof found === "number") {
    return Math.abs(expected - found) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(found));
  }
  if (expected === "<now>" && typeof found === "string" && DATE_TIME.test(found)) return true;
  if (expected === "<now-ms>" && Number.isInteger(found) && Number(found) >= FIRST_MS) return true;
  return expected === found;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only what the object itself has: a missing `constructor` is missing. */
function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A difference in words. */
export function sentence({ path, expected, found, says }: Difference): string {
  const where = pathText(path);
  if (says !== undefined) return where === "" ? says : `${where}: ${says}`;
  return `${where}: expected ${valueText(expected)}, found ${valueText(found)}`;
}

/** @example pathText(["requests", 0, "json", "first-name"]) // "requests[0].json.first-name" */
function pathText(path: Path): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${key}`))
    .join("");
}

function valueText(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
}
