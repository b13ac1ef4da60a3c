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

/** These say that the request was not taken, whatever its method. */
const notTaken = new Set([429, 503]);
/** These leave open whether it was. */
const undecided = new Set([408, 425, 500, 502, 504]);

/** True for methods that come to the same when sent twice. */
export function isRepeatable(method: Method): boolean {
  return method === "GET" || method === "PUT" || method === "DELETE";
}

/** True for an answer that leaves open whether the request was carried out, to a method that does a thing twice when sent twice. */
export function leavesOpen(status: number, method: Method): boolean {
  return undecided.has(status) && !isRepeatable(method);
}

export function isRetriedStatus(status: number, method: Method): boolean {
  return notTaken.has(status) || (undecided.has(status) && isRepeatable(method));
}

/** True for the statuses whose answer may say how long to wait. */
export function asksToWait(status: number): boolean {
  return notTaken.has(status);
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
