/** A value in a path stays one segment of it: it can neither add a segment, nor leave its place, nor begin a query. */
import { asText } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import { isFile } from "../http/files.js";

/** The request that a path belongs to, for messages. */
interface Asking {
  readonly method: string;
  readonly where: string;
}

/**
 * The text of a value in an address.
 *
 * @throws {Fault} ITEM_REFUSED for a list or an object
 */
export function asPart(value: unknown, request: Asking): string {
  if (typeof value !== "object" || value === null || isFile(value)) return asText(value);
  throw refused("a value in the path", request, Array.isArray(value) ? "a list" : "an object");
}

/**
 * The value that an address begins with: a whole URL, or a path. Nothing would lead to the root of the system, where a write may be taken
 * for another one.
 *
 * @throws {Fault} ITEM_REFUSED for what leads nowhere
 */
export function asAddress(text: string, request: Asking): string {
  if (/^\s*$/.test(text)) throw refused("the address", request, "empty");
  if (/^\s*[?#]/.test(text))
    throw refused("the address", request, "no path: it begins with a query or a fragment");
  return text;
}

/**
 * @throws {Fault} ITEM_REFUSED for a value that no path can hold
 * @example segment("a/b", request) // "a%2Fb"
 */
export function segment(value: string, request: Asking): string {
  const what = value === "" ? "empty" : value === "." || value === ".." ? `\`${value}\`` : undefined;
  // Half of a character has no bytes to be encoded.
  const why = what ?? (/\p{Cs}/u.test(value) ? "no valid text" : undefined);
  if (why === undefined) return encodeURIComponent(value);
  throw refused("a value in the path", request, why);
}

function refused(what: string, { method, where }: Asking, why: string): Fault {
  return new Fault("ITEM_REFUSED", `${what} of a ${method} request is ${why}`, { hint: `See ${where}.` });
}
