/** Headers that no server knows, that stand twice, or whose value says a word too much; and names in an answer that are never there. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { slipOf } from "../../validate/nearest.js";
import { type Parts, piecesOf } from "./pieces.js";
import { requestsOf } from "./placed-requests.js";
import { readingsOf } from "./readings.js";
import { type Findings, tellIn, tellKey, tellValue } from "./tell.js";

/** The headers that a manifest sets most, as they are spelt. */
const USUAL = [
  "Authorization",
  "Content-Type",
  "Accept",
  "Accept-Language",
  "User-Agent",
  "Idempotency-Key",
  "If-Match",
];
/** Headers that are spelt nearly so, and are none of these. */
const OTHERS = ["accept-encoding", "if-none-match", "content-md5"];
const SCHEME = "Bearer|Basic|Token|Digest|ApiKey";

/** Finds them in what holds for all requests, in sessions, actions and requests. */
export function checkHeaders(to: Findings, manifest: Manifest, parts: Parts): void {
  const { http, sessions, actions } = manifest;
  lookHeaders(to, ["http", "headers"], http.headers);
  for (const [name, { headers }] of Object.entries(sessions ?? {}))
    lookHeaders(to, ["sessions", name, "headers"], headers);
  for (const [name, { headers }] of Object.entries(actions ?? {}))
    lookHeaders(to, ["actions", name, "headers"], headers);
  for (const { path, request } of requestsOf(manifest)) {
    lookHeaders(to, [...path, "headers"], request.headers);
    lookType(to, [...path, "headers"], request);
  }
  lookAnswers(to, parts);
}

/** Finds those of one mapping. */
export function lookHeaders(to: Findings, path: Path, headers: unknown): void {
  if (headers === null || typeof headers !== "object") return;
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const at = [...path, name];
    const lower = name.toLowerCase();
    const known = USUAL.map((one) => one.toLowerCase());
    if (seen.has(lower))
      tellKey(
        to,
        at,
        "header-unfit",
        { said: `the header \`${name}\` stands twice: case makes no difference` },
        "Remove one.",
      );
    seen.add(lower);
    const near =
      known.includes(lower) || OTHERS.includes(lower) || /^x-/.test(lower) ? undefined : slipOf(name, USUAL);
    if (/[^!#$%&'*+.^`|~\w-]/.test(name))
      tellKey(
        to,
        at,
        "header-unfit",
        { said: "the name of a header has no blanks and no signs of this kind" },
        near && `Write \`${near}\`.`,
      );
    else if (near !== undefined)
      tellKey(
        to,
        at,
        "header-unfit",
        { said: `no server knows the header \`${name}\`` },
        `Did you mean \`${near}\`?`,
      );
    if (typeof value === "string") lookValue(to, at, value);
  }
}

function lookValue(to: Findings, path: Path, text: string): void {
  const twice = new RegExp(`^\\s*(${SCHEME})\\s+\\1\\s`, "i").exec(text);
  if (twice)
    tellIn(to, path, { index: 0, length: twice[0].length }, "header-unfit", {
      said: `\`${twice[1]}\` stands twice`,
    });
  const colon = new RegExp(`^\\s*(${SCHEME})\\s*:\\s*`, "i").exec(text);
  if (colon)
    tellIn(
      to,
      path,
      { index: 0, length: colon[0].length },
      "header-unfit",
      { said: `\`${colon[1]}\` is followed by a blank, not by a colon` },
      `Write \`${colon[1]} …\`.`,
    );
}

/** A type that is not the one of the body. */
function lookType(to: Findings, path: Path, request: Readonly<Record<string, unknown>>): void {
  const found = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === "content-type");
  if (!found) return;
  const [name, type] = found;
  if (typeof type !== "string" || type.includes("${")) return;
  const says = /x-www-form-urlencoded/i.test(type)
    ? "form"
    : /^multipart\//i.test(type)
      ? "multipart"
      : /json/i.test(type)
        ? "json"
        : undefined;
  const body = ["json", "form", "multipart"].find((kind) => request[kind] !== undefined);
  if (body === undefined || says === undefined || says === body) return;
  tellValue(
    to,
    [...path, name],
    "header-unfit",
    { said: `the body is sent as \`${body}\`, and this type says \`${says}\`` },
    "Leave the header out: the body says its type itself.",
  );
}

/** The names of the headers of an answer are in small letters. */
function lookAnswers(to: Findings, { http, sessions, pulls, pushes, actions }: Parts): void {
  for (const piece of piecesOf(
    [http],
    sessions.values(),
    pulls.values(),
    pushes.values(),
    actions.values(),
  )) {
    const wrong = [...readingsOf(piece)]
      .find((one) => /^headers\..*[A-Z]/.test(one))
      ?.slice("headers.".length);
    if (wrong === undefined) continue;
    const index = Math.max(0, piece.text.indexOf(wrong));
    tellIn(
      to,
      piece.path,
      { index, length: wrong.length },
      "header-unfit",
      { said: `no answer has the header \`${wrong}\`: the names of headers are in small letters here` },
      `Write \`${wrong.toLowerCase()}\`.`,
      { from: wrong, to: wrong.toLowerCase() },
    );
  }
}
