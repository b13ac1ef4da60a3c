/** A request that was sent, as a system would understand it, and in the form in which a test file says it. */
import type { IncomingHttpHeaders } from "node:http";
import type { ExpectedPart } from "../../schemas/test.types.js";
import { multipartParts } from "./multipart.js";

/** A text, or all texts of a name that comes several times. */
type Texts = Readonly<Record<string, string | readonly string[]>>;

/** A request that arrived; at most one of the last four members is there. */
export interface Sent {
  readonly method: string;
  readonly host: string;
  /** Percent-decoded, slashes as they were sent: `%2F` for one inside of a part. */
  readonly path: string;
  /** Decoded. */
  readonly query: Texts;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Texts;
  readonly multipart?: readonly ExpectedPart[];
  /** A body that is none of these, e.g. broken JSON. */
  readonly text?: string;
}

/** What the HTTP client adds to any request. */
const OF_THE_TRANSPORT = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "host",
  "sec-fetch-mode",
  "transfer-encoding",
  "user-agent",
  "x-forwarded-host",
]);

/**
 * A request whose address begins with the host it was meant for.
 *
 * @param target path and query as they stand in the request line
 * @example sentRequest("GET", "/api.example.org/v1/source?key=7", {}, Buffer.alloc(0)).host // "api.example.org"
 */
export function sentRequest(
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Sent {
  // Not a URL object: it would tidy up what is to be compared.
  const [, host = "", path = "", query = ""] = /^\/([^/?]*)([^?]*)\??(.*)$/s.exec(target) ?? [];
  return {
    method,
    host,
    path: decoded(path),
    query: textsOf(new URLSearchParams(query)),
    headers: headersOf(headers, body.length > 0),
    ...(body.length > 0 ? bodyOf(body, headers["content-type"] ?? "") : {}),
  };
}

/** The headers that only say how a request came, and that a test need not name. */
export function isOfTheTransport(name: string, value: string): boolean {
  return OF_THE_TRANSPORT.has(name) || (name === "accept-language" && value === "*");
}

function headersOf(headers: IncomingHttpHeaders, hasBody: boolean): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== "string") continue;
    if (name !== "content-type") given[name] = value;
    else if (hasBody) given[name] = mediaType(value);
  }
  return given;
}

type Body = Pick<Sent, "json" | "form" | "multipart" | "text">;

function bodyOf(body: Buffer, contentType: string): Body {
  const type = mediaType(contentType);
  const text = body.toString("utf8");
  if (type.endsWith("json")) {
    try {
      return { json: JSON.parse(text) };
    } catch {
      return { text };
    }
  }
  if (type === "application/x-www-form-urlencoded") return { form: textsOf(new URLSearchParams(text)) };
  const multipart = type.startsWith("multipart/") ? multipartParts(body, contentType) : undefined;
  return multipart ? { multipart } : { text };
}

/** A name that comes several times has all its values, sorted: their order says nothing. */
function textsOf(fields: URLSearchParams): Texts {
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name).sort();
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function decoded(path: string): string {
  try {
    // A slash inside of a part is not one between two parts.
    return decodeURIComponent(path.replace(/%2F/gi, "%252F"));
  } catch {
    return path;
  }
}
