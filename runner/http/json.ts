/**
 * Reads JSON that others wrote: nothing is rounded, nothing is lost, nothing reaches a prototype, and there is neither enough
 * nesting nor enough of anything else in it to hurt later.
 */
import { isUtf8 } from "node:buffer";
import { Fault } from "../faults/fault.js";
import { toUtf8 } from "./charset.js";

const deepest = 256;
/** Members and elements: what is far smaller as text than as values in memory. */
const mostValues = 500_000;
/** So many digits are needed to write any double so that it can be read back. */
const mostDigits = 17;
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const colon = 0x3a;
const comma = 0x2c;
const openObject = 0x7b;
const openList = 0x5b;
const closeObject = 0x7d;
const closeList = 0x5d;

/** What one pass over a text finds. */
interface Survey {
  /** Where each number stands that a double cannot hold, as pairs of start and end. */
  readonly wide: readonly number[];
  /** How many members its objects have, as they are written. */
  readonly members: number;
}

/**
 * The value of a JSON text. Numbers that a double cannot hold (integers beyond 2^53, decimals of more than 17 digits, overflows)
 * become text, as they are written; `__proto__` members are dropped. An object with the same key twice
 * is refused: readers do not agree on which of the two values counts, so one would be lost in silence.
 *
 * @param given - in UTF-8, in UTF-16, or in `charset`; with or without a byte order mark
 * @param what - whose text it is, for the message, which never has a piece of the text
 * @throws {Fault} HTTP_BAD_BODY, HTTP_TOO_LARGE
 *
 * @example parseJson(Buffer.from('{"id":9007199254740993}'), "the answer") // { id: "9007199254740993" }
 */
export function parseJson(given: Buffer, what: string, charset?: string): unknown {
  const bytes = toUtf8(given, charset);
  if (!isUtf8(bytes)) throw new Fault("HTTP_BAD_BODY", `${what} is not valid UTF-8`);
  const { wide, members } = survey(bytes, what);
  const text = wide.length === 0 ? bytes.toString("utf8") : quoted(bytes, wide);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The error of JSON.parse quotes the text, so it goes no further.
    throw new Fault("HTTP_BAD_BODY", `${what} is not valid JSON (${bytes.length} bytes)`);
  }
  if (members !== keysIn(value)) {
    throw new Fault("HTTP_BAD_BODY", `${what} has the same key twice in one object`);
  }
  // An escape can spell the name too.
  if (text.includes("__proto__") || text.includes("\\u00")) dropProto(value);
  return value;
}

/** One pass over the text, outside of its strings. What nests too deep, or is too much, is not read to its end. */
function survey(bytes: Buffer, what: string): Survey {
  const wide: number[] = [];
  const length = bytes.length;
  let members = 0;
  let values = 0;
  let depth = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      at = endOfString(bytes, at + 1);
    } else if (byte === colon) {
      members += 1;
    } else if (byte === comma) {
      values += 1;
      if (values > mostValues) throw tooMany(what);
    } else if (byte === openObject || byte === openList) {
      depth += 1;
      if (depth > deepest) {
        throw new Fault("HTTP_BAD_BODY", `${what} nests deeper than ${deepest} levels`);
      }
      const next = bytes[at + 1];
      // The first of its values has no comma before it.
      if (next !== closeObject && next !== closeList) values += 1;
      if (values > mostValues) throw tooMany(what);
    } else if (byte === closeObject || byte === closeList) {
      depth -= 1;
    } else if (byte >= 0x30 && byte <= 0x39) {
      const first = bytes[at - 1] === minus ? at - 1 : at;
      while (at < length && isOfNumber(bytes[at] as number)) at += 1;
      if (isWide(bytes, first, at)) wide.push(first, at);
      at -= 1;
    }
  }
  return { wide, members };
}

function tooMany(what: string): Fault {
  return new Fault("HTTP_TOO_LARGE", `${what} holds more than ${mostValues} values`, {
    hint: "Ask for smaller pages, where the system has a parameter for that.",
  });
}

/** How many members the objects of a value have in all. */
function keysIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === "object") count += keysIn(element);
    return count;
  }
  for (const key in value) {
    count += 1;
    const member = (value as Record<string, unknown>)[key];
    if (typeof member === "object") count += keysIn(member);
  }
  return count;
}

/** Where the string ends that begins at `from`: by hand while it is short, since the quick search is slow to begin. */
function endOfString(bytes: Buffer, from: number): number {
  const near = Math.min(from + 32, bytes.length);
  let at = from;
  while (at < near) {
    if (bytes[at] === quote) return at;
    at += bytes[at] === backslash ? 2 : 1;
  }
  for (;;) {
    const found = bytes.indexOf(quote, at);
    if (found === -1) return bytes.length;
    let escapes = found;
    while (escapes > at && bytes[escapes - 1] === backslash) escapes -= 1;
    if ((found - escapes) % 2 === 0) return found;
    at = found + 1;
  }
}

function isOfNumber(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2e ||
    (byte | 0x20) === 0x65 ||
    byte === 0x2b ||
    byte === minus
  );
}

function isWide(bytes: Buffer, start: number, end: number): boolean {
  // Fifteen digits always fit; only an exponent makes a short number large.
  if (end - start < 16 && !hasExponent(bytes, start, end)) return false;
  const text = bytes.toString("latin1", start, end);
  // What is no number stays as it is, for JSON.parse to refuse.
  if (!number.test(text)) return false;
  const value = Number(text);
  if (!Number.isFinite(value)) return true;
  const isDecimal = /[.eE]/.test(text);
  if (!isDecimal) return !Number.isSafeInteger(value);
  const digits = digitsOf(text);
  // A double is written with at most 17 digits: a text with more names another number than the double that it becomes.
  if (digits > mostDigits || (value === 0 && digits > 0)) return true;
  return !/[eE]/.test(text) && !Number.isSafeInteger(Math.trunc(value));
}

/** How many digits of a number count: without its sign, exponent, leading zeros, and zeros at the end of a fraction. */
function digitsOf(text: string): number {
  const mantissa = text.replace(/[eE].*$/, "").replace(/^-/, "");
  const [whole = "", fraction = ""] = mantissa.split(".");
  let digits = (whole + fraction).replace(/^0+/, "");
  if (fraction !== "") digits = digits.replace(/0+$/, "");
  return digits.length;
}

function hasExponent(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (((bytes[at] as number) | 0x20) === 0x65) return true;
  return false;
}

/** The text with quotes around what is wide. Put together as bytes: half a million pieces of text are far larger than the text. */
function quoted(bytes: Buffer, wide: readonly number[]): string {
  const joined = Buffer.allocUnsafe(bytes.length + wide.length);
  let from = 0;
  let to = 0;
  for (const at of wide) {
    to += bytes.copy(joined, to, from, at);
    joined[to] = quote;
    to += 1;
    from = at;
  }
  bytes.copy(joined, to, from);
  return joined.toString("utf8");
}

function dropProto(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
  for (const member of Object.values(value)) dropProto(member);
}
