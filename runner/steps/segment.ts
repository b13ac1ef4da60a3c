/** A value in a path stays one segment of it: it can neither add a segment, nor leave its place, nor begin a query. */
import { Fault } from "../faults/fault.js";

/**
 * @param request whose path it is, for the message
 * @throws {Fault} ITEM_REFUSED for a value that no path can hold
 * @example segment("a/b", request) // "a%2Fb"
 */
export function segment(value: string, request: { readonly method: string; readonly where: string }): string {
  const what = value === "" ? "empty" : value === "." || value === ".." ? `\`${value}\`` : undefined;
  // Half of a character has no bytes to be encoded.
  const why = what ?? (/\p{Cs}/u.test(value) ? "no valid text" : undefined);
  if (why === undefined) return encodeURIComponent(value);
  throw new Fault("ITEM_REFUSED", `a value in the path of a ${request.method} request is ${why}`, {
    hint: `See ${request.where}.`,
  });
}
