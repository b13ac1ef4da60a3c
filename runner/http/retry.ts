/** When a request is sent again, and after how long: only where a second sending cannot do a thing twice. */
import type { Fault } from "../faults/fault.js";
import { isCertificateFault } from "./failure.js";
import type { Method } from "./message.js";

/** Milliseconds; whoever asks for more ends the request. */
export const longestWait = 15 * 60_000;

const backoffBase = 500;
const backoffCap = 30_000;
/** A wait that is silly anyway is kept printable. */
const longestReadable = 365 * 24 * 3_600_000;

/** These say that the request was not taken, whatever its method; those above 520 are said by a proxy that reached nobody. */
const notTaken = new Set([429, 503, 521, 522, 523, 525, 526]);
/** Below 500, these leave open whether it was. So does every 5xx that is not named in this file, whoever made it up. */
const undecided = new Set([408, 425]);
/** Redirects that the world follows with a GET, whatever was sent. */
const leadsToGet = new Set([301, 302, 303]);
/** Answers for good: not implemented, this version of HTTP is not spoken, and the log-in page of a network. */
const decided = new Set([501, 505, 511]);
/** With a Retry-After these ask to come again later, too, and say so that the request was not taken. */
const limitsWithTime = new Set([403, 409, 423]);

/** True for methods that come to the same when sent twice. */
export function isRepeatable(method: Method): boolean {
  return method === "GET" || method === "PUT" || method === "DELETE";
}

function isUndecided(status: number): boolean {
  if (status < 500) return undecided.has(status);
  return !notTaken.has(status) && !decided.has(status);
}

/**
 * True for an answer that leaves open whether the request was carried out, to a method that does a thing twice when sent twice. A
 * 307 or 308 says that it was not, and is to be sent elsewhere; a 301, 302 or 303 comes behind a write as often as in its place.
 */
export function leavesOpen(status: number, method: Method): boolean {
  return (isUndecided(status) || leadsToGet.has(status)) && !isRepeatable(method);
}

export function isRetriedStatus(status: number, method: Method): boolean {
  return notTaken.has(status) || (isUndecided(status) && isRepeatable(method));
}

/** True for the statuses whose answer may say how long to wait. */
export function asksToWait(status: number): boolean {
  return notTaken.has(status);
}

/** True for an answer that is a limit because it says when to come again: 403, 409 and 423 with Retry-After. */
export function isLimitWithTime(status: number, headers: Readonly<Record<string, string>>): boolean {
  return limitsWithTime.has(status) && retryAfter(headers) !== undefined;
}

/**
 * True for a limit that holds for the whole connector. What is locked (409, 423) or not there for a moment (503) concerns one request.
 */
export function isLimitOfAll(status: number): boolean {
  return status !== 409 && status !== 423 && status !== 503;
}

export function isRetriedFault(fault: Fault, method: Method): boolean {
  switch (fault.code) {
    case "HTTP_UNREACHABLE":
      return !isCertificateFault(fault);
    case "HTTP_BROKEN":
    case "HTTP_TIMEOUT":
    case "HTTP_BAD_BODY":
      return isRepeatable(method);
    default:
      return false;
  }
}

/**
 * Milliseconds to wait before the next attempt: full jitter under a bound that doubles.
 *
 * @param attempt - the attempt that failed, from 1
 */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(backoffCap, backoffBase * 2 ** (attempt - 1));
}

/**
 * How long to wait when an answer asks for `asked` milliseconds. Less than a second is the rounding of a date or a number, not a
 * promise: then the wait is at least the usual one.
 */
export function waitFor(asked: number | undefined, usual: number): number {
  if (asked === undefined) return usual;
  return asked < 1000 ? Math.max(asked, usual) : asked;
}

/**
 * Milliseconds that Retry-After asks for: 0 for a time that is past, undefined when it is absent or makes no sense. A time is
 * judged against the clock of the server where the answer shows it, since ours may differ.
 *
 * @example retryAfter({ "retry-after": "3" }) // 3000
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now = Date.now()): number | undefined {
  const text = headers["retry-after"]?.trim();
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, longestReadable);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  const wait = until - (httpDate(headers.date) ?? now);
  return Math.min(Math.max(wait, 0), longestReadable);
}

/**
 * `Date.parse` reads much that is no HTTP date, such as `-5`: these begin with the name of a day. They are all in GMT, though
 * the oldest of their three forms does not say so.
 */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** `1,234 s` reads badly: a span as people say it. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
