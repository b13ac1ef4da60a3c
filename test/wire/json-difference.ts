/** Equality of JSON values as the recorded scenarios mean it, told as the places where two values differ. */

/** A place where what came is not what was expected; undefined stands for nothing at all. */
export interface Difference {
  /** E.g. `json.info.urls[0].url`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Numbers that went through another program may have lost their last digit. */
const TOLERANCE = 1e-9;

const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/;

/** Whether two values are equal: see `jsonDifferences`. */
export function jsonEqual(expected: unknown, actual: unknown): boolean {
  return jsonDifferences(expected, actual, "").length === 0;
}

/**
 * Where two JSON values differ. A member that is null equals a missing one, at any depth; numbers are compared by value; the
 * expected text `<now>` stands for any date-time of ISO 8601.
 *
 * @example jsonDifferences({ a: [1] }, { a: [2], b: null }, "json") // [{ path: "json.a[0]", expected: 1, actual: 2 }]
 */
export function jsonDifferences(expected: unknown, actual: unknown, path: string): Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return listDifferences(expected, actual, path);
  if (isObject(expected) && isObject(actual)) return memberDifferences(expected, actual, path);
  return leafEqual(expected, actual) ? [] : [{ path, expected, actual }];
}

function listDifferences(
  expected: readonly unknown[],
  actual: readonly unknown[],
  path: string,
): Difference[] {
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
    const at = `${path}[${index}]`;
    if (index < expected.length && index < actual.length)
      differences.push(...jsonDifferences(expected[index], actual[index], at));
    else differences.push({ path: at, expected: expected[index], actual: actual[index] });
  }
  return differences;
}

type JsonObject = Readonly<Record<string, unknown>>;

function memberDifferences(expected: JsonObject, actual: JsonObject, path: string): Difference[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => {
    const wanted = member(expected, name);
    const given = member(actual, name);
    if ((wanted ?? null) === null && (given ?? null) === null) return [];
    return jsonDifferences(wanted, given, `${path}.${name}`);
  });
}

function leafEqual(expected: unknown, actual: unknown): boolean {
  if (typeof expected === "number" && typeof actual === "number") {
    return Math.abs(expected - actual) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(actual));
  }
  if (expected === "<now>" && typeof actual === "string" && DATE_TIME.test(actual)) return true;
  return expected === actual;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only what the object itself has: a missing `constructor` is missing. */
function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
