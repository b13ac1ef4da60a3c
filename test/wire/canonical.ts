/** Brings a request into the form in which it is compared: what a system would understand, and nothing of how it was written. */
import type { IncomingHttpHeaders } from "node:http";
import { multipartParts } from "../simulation/multipart.js";
import type { CanonicalRequest } from "./scenario.js";

/** All other headers are the business of the HTTP client. */
const RECORDED = [
  "authorization",
  "x-api-version",
  "x-api-key",
  "x-user-email",
  "content-type",
  "accept-language",
  "jobadreference",
];

/**
 * A request whose address begins with the host it was meant for, as `--endpoint HOST=http://127.0.0.1:PORT/HOST` sends it.
 *
 * @param target path and query as they stand in the request line
 * @example canonicalRequest("GET", "/api.hrflow.ai/v1/source?key=7", {}, Buffer.alloc(0)).host // "api.hrflow.ai"
 */
export function canonicalRequest(
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): CanonicalRequest {
  // Not a URL object: it would tidy up what is to be compared.
  const [, host = "", path = "", query = ""] = /^\/([^/?]*)([^?]*)\??(.*)$/s.exec(target) ?? [];
  return {
    method,
    host,
    path: decoded(path),
    query: [...new URLSearchParams(query)],
    headers: recordedHeaders(headers, body.length > 0),
    ...(body.length > 0 ? bodyOf(body, headers["content-type"] ?? "") : {}),
  };
}

function recordedHeaders(headers: IncomingHttpHeaders, hasBody: boolean): Record<string, string> {
  const recorded: Record<string, string> = {};
  for (const name of RECORDED) {
    const value = headers[name];
    if (typeof value !== "string") continue;
    if (name === "accept-language" && value === "*") continue;
    if (name !== "content-type") recorded[name] = value;
    else if (hasBody) recorded[name] = mediaType(value);
  }
  return recorded;
}

type Body = Pick<CanonicalRequest, "json" | "form" | "multipart" | "raw">;

function bodyOf(body: Buffer, contentType: string): Body {
  const type = mediaType(contentType);
  const text = body.toString("utf8");
  if (type.endsWith("json")) {
    try {
      return { json: JSON.parse(text) };
    } catch {
      return { raw: text };
    }
  }
  if (type === "application/x-www-form-urlencoded") return { form: formOf(text) };
  const multipart = type.startsWith("multipart/") ? multipartParts(body, contentType) : undefined;
  return multipart ? { multipart } : { raw: text };
}

/** A name that is sent twice has a list, which no scenario expects. */
function formOf(text: string): Record<string, string | string[]> {
  const fields = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
