/** Makes the headers of a request safe to send: names and values are data, and data must not become more headers (S3). */
import type { IncomingHttpHeaders } from "node:http";
import { Fault } from "../faults/fault.js";
import type { RequestBody } from "./body.js";
import { isHeaderText } from "./header-text.js";

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** These frame the message, and are the runner's to set. */
const framing = new Set(["content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"]);

/**
 * The headers as they are sent, names in lower case.
 *
 * @throws {Fault} INVALID for a header that cannot be sent; the message has its name, never its value.
 */
export function outgoingHeaders(
  given: Readonly<Record<string, string>>,
  body: RequestBody | undefined,
  forwardedHost: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  headers["user-agent"] = "sync-runner";
  headers["accept-encoding"] = "gzip, deflate, br";
  if (body !== undefined) headers["content-type"] = body.contentType;
  for (const name in given) {
    const value = given[name] ?? "";
    if (!token.test(name)) throw new Fault("INVALID", "a header has a name that no header can have");
    if (!isHeaderText(value)) {
      throw new Fault("INVALID", `the header ${name} has a character that no header can have`, {
        hint: "Line breaks and characters beyond Latin-1 cannot be sent in a header.",
      });
    }
    const lower = name.toLowerCase();
    if (framing.has(lower)) throw new Fault("INVALID", `the header ${name} is set by the runner itself`);
    headers[lower] = value;
  }
  if (body !== undefined) {
    headers["content-length"] = String(body.size);
    // Without its boundary a multipart body cannot be read, whatever else is given.
    if (body.contentType.startsWith("multipart/")) headers["content-type"] = body.contentType;
  }
  if (forwardedHost !== undefined) headers["x-forwarded-host"] = forwardedHost;
  return headers;
}

/**
 * The headers of an answer, found under their names in any case; Node has done all but joining the repeated `set-cookie`. Names
 * of headers have no case, and whoever copies one out of a documentation writes `Link`: an expression must not find nothing there.
 */
export function incomingHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const cookies = headers["set-cookie"];
  const plain = headers as Record<string, string>;
  return new Proxy(cookies === undefined ? plain : { ...plain, "set-cookie": cookies.join(", ") }, anyCase);
}

const anyCase: ProxyHandler<Record<string, string>> = {
  get: (headers, name) => (typeof name === "string" ? valueIn(headers, name) : undefined),
  has: (headers, name) => typeof name === "string" && valueIn(headers, name) !== undefined,
  getOwnPropertyDescriptor: (headers, name) => {
    const value = typeof name === "string" ? valueIn(headers, name) : undefined;
    return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: true };
  },
};

function valueIn(headers: Record<string, string>, name: string): string | undefined {
  if (Object.hasOwn(headers, name)) return headers[name];
  const lower = name.toLowerCase();
  return Object.hasOwn(headers, lower) ? headers[lower] : undefined;
}
