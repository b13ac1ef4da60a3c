/**
 * Puts a request and its answer into the form in which they may be shown: credentials are masked by value as everywhere (I6), and what
 * holds one by its name or its place is masked whatever its value is.
 */
import type { BodyPart, RequestBody } from "../../http/body.js";
import { isFile } from "../../http/files.js";
import type { HttpResponse } from "../../http/message.js";
import type { Attempted } from "../../http/watch.js";
import type { Redactor } from "../redact.js";

/** A request as it may be shown. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ShownBody | undefined;
}

/** The head of a body. */
export interface ShownBody {
  readonly type: string;
  /** Bytes; undefined where they were not counted. */
  readonly size?: number | undefined;
  /** The beginning of its text; of a form its parts stand instead. */
  readonly text?: string | undefined;
  /** True where the text is longer than what is shown. */
  readonly cut?: boolean | undefined;
  readonly parts?: readonly BodyPart[] | undefined;
}

/** An answer as it may be shown. */
export interface ShownAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ShownBody | undefined;
}

const MASK = "***";
/** So much of a body is shown in a trace. */
const HEAD = 4096;
/** So much more is masked before it is cut: a secret that was cut cannot be found any more. */
const MARGIN = 16_384;
/** Headers and parameters that hold credentials, whoever gave them. */
const SECRET_HEADER = /^(proxy-)?authorization$|cookie|token|secret|signature|password|api-?key/i;
const SECRET_PARAMETER = /token|secret|signature|^sig$|password|api-?_?key|credential|^auth/i;
/** Of the answer to a log-in nothing else is shown. */
const PLAIN_HEADER =
  /^(content-(type|length|encoding)|date|server|retry-after|accept|user-agent|cache-control)$/i;

/** What of a request may be shown. @param most characters of a body */
export function shownRequest(
  one: Pick<Attempted, "method" | "url" | "headers" | "body" | "isLogIn" | "hidesPath">,
  { mask }: Redactor,
  most = HEAD,
): ShownRequest {
  const { method, isLogIn, hidesPath } = one;
  const url = new URL(one.url.href);
  url.username &&= MASK;
  url.password &&= MASK;
  if (hidesPath) url.pathname = "/…";
  const query: Record<string, string | readonly string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const isSecret = isLogIn || hidesPath || SECRET_PARAMETER.test(name);
    const values = url.searchParams.getAll(name).map((value) => (isSecret ? MASK : mask(value)));
    query[mask(name)] = values.length === 1 ? (values[0] ?? "") : values;
  }
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((text) => `${encodeURIComponent(name)}=${encoded(text)}`),
  );
  url.search = "";
  const address = mask(decodedMask(url.href)) + (search.length > 0 ? `?${search.join("&")}` : "");
  return {
    method,
    url: address,
    query,
    headers: shownHeaders(one.headers, isLogIn, mask),
    body: one.body && bodyOf(one.body, isLogIn, mask, most),
  };
}

/** What of an answer may be shown. */
export function shownAnswer(answer: HttpResponse, isLogIn: boolean, { mask }: Redactor): ShownAnswer {
  const { status, body } = answer;
  const headers = shownHeaders(answer.headers, isLogIn, mask);
  const type = answer.headers["content-type"] ?? "";
  if (body === undefined) return { status, headers };
  if (isFile(body)) return { status, headers, body: { type, size: body.size, text: body.toJSON() } };
  const value = isLogIn ? withoutTexts(body) : body;
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return { status, headers, body: { type, ...head(text, mask, HEAD) } };
}

function shownHeaders(
  headers: Readonly<Record<string, string>>,
  isLogIn: boolean,
  mask: (text: string) => string,
): Record<string, string> {
  const shown = Object.entries(headers).map(([name, value]) => {
    const isHidden = SECRET_HEADER.test(name) || (isLogIn && !PLAIN_HEADER.test(name));
    // A redirect may carry a signature in its address.
    if (!isHidden && /^(location|link)$/i.test(name)) return [name, mask(withoutSignatures(value))];
    return [name, isHidden ? MASK : mask(value)];
  });
  return Object.fromEntries(shown);
}

/** @example withoutSignatures("/a?token=x&page=2") // "/a?token=***&page=2" */
export function withoutSignatures(text: string): string {
  return text.replace(/(^|[?&;])([^=&?#;\s"<>]+)=([^&#\s"<>]*)/g, (whole, sign, name) =>
    SECRET_PARAMETER.test(name) ? `${sign}${name}=${MASK}` : whole,
  );
}

function bodyOf(
  body: RequestBody,
  isLogIn: boolean,
  mask: (text: string) => string,
  most: number,
): ShownBody {
  const { contentType, size, parts, shown } = body;
  const type = contentType.replace(/; *boundary=.*/, "");
  if (isLogIn) return { type, size, text: MASK };
  if (parts) return { type, size, parts: parts.map((part) => partOf(part, mask, most)) };
  if (shown !== undefined) return { type, size, ...head(shown, mask, most) };
  const bytes = body.create();
  // Whatever is no buffer comes from a file, and is shown to nobody.
  if (!Buffer.isBuffer(bytes)) return { type, size };
  return { type, size, ...head(bytes.toString("utf8", 0, most + MARGIN), mask, most, size) };
}

function partOf(part: BodyPart, mask: (text: string) => string, most: number): BodyPart {
  if ("value" in part) return { name: mask(part.name), value: head(part.value, mask, most).text };
  return { ...part, name: mask(part.name), filename: mask(part.filename) };
}

/** The beginning of a text. What lies so near to a cut that a secret may have been cut there is not shown. */
function head(
  text: string,
  mask: (text: string) => string,
  most: number,
  size = text.length,
): { text: string; cut?: boolean } {
  const isLong = Math.max(size, text.length) > most + MARGIN;
  const masked = mask(withoutSignatures(text.slice(0, most + MARGIN)));
  const room = isLong ? Math.min(most, Math.max(0, masked.length - MARGIN / 2)) : most;
  if (masked.length <= room) return { text: masked };
  return { text: masked.slice(0, room).replace(/[\ud800-\udbff]$/, ""), cut: true };
}

/** The same value with every text masked, so that its form can be seen. */
function withoutTexts(value: unknown): unknown {
  if (typeof value === "string") return MASK;
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutTexts(one)]));
}

function encoded(text: string): string {
  return text === MASK ? MASK : encodeURIComponent(text).replaceAll("%2A%2A%2A", MASK);
}

function decodedMask(href: string): string {
  return href.replaceAll("%E2%80%A6", "…");
}
