/** Paths that can be sent and are hardly meant: blanks, an empty part, a query beside `query`, and what stands in `base_url` already. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { cut, isTemplate } from "../text.js";
import { requestsOf } from "./placed-requests.js";
import { type Findings, tellIn, tellValue } from "./tell.js";

/** Stands for what an expression gives. */
const VALUE = "\u0000";

export function checkPaths(to: Findings, manifest: Manifest): void {
  const { base_url: baseUrl } = manifest.http;
  const all = requestsOf(manifest).flatMap(({ path, method, request }) => {
    const text = request[method];
    const flat = typeof text === "string" ? flatOf(text) : "";
    return flat.startsWith("/") || /^https?:/i.test(flat)
      ? [{ at: [...path, method], text: String(text), flat, request }]
      : [];
  });
  const slashed = all.filter(({ flat }) => /[^/]\/$/.test(pathOf(flat)));
  for (const { at, text, flat, request } of all) {
    const tell = (part: RegExp, said: string, hint?: string) => {
      const found = part.exec(text);
      tellIn(
        to,
        at,
        { index: found?.index ?? 0, length: found?.[0].length ?? text.length },
        "path-unfit",
        { said },
        hint,
      );
    };
    const own = pathOf(flat);
    if (/\s/.test(own.trim()) || own !== own.trim())
      tell(/[^\s{]\s+[^\s}]/, "a path has no blanks", "Write `%20` for one that is meant.");
    else if (/\/\//.test(own)) tell(/\/\/(?=[^/]*$)|(?<!:)\/\//, "a part of this path is empty");
    else if (slashed.length === 1 && slashed[0]?.flat === flat && all.length > 1)
      tell(
        /\/\s*$/,
        "a part of this path is missing: it ends with `/`, and no other one does",
        "Name what is meant, e.g. `${ item.id }`, or leave out the `/`.",
      );
    if (flat.includes("?") && hasMembers(request.query))
      tell(/\?.*$/s, "this stands beside `query`, which says the rest", "Put all of it under `query`.");
    const version = /\/(v\d+)(?=\/|$)/i.exec(pathOf(flatOf(baseUrl)))?.[1];
    if (version !== undefined && flat.startsWith(`/${version}/`))
      tell(
        new RegExp(`/${version}(?=/)`),
        `\`/${version}\` stands in \`base_url\` already`,
        "Write the path behind `base_url`.",
      );
  }
  const [first, second] = cut(baseUrl).parts;
  if (
    isTemplate(baseUrl) &&
    first &&
    "expression" in first &&
    second &&
    "literal" in second &&
    /^[.\w-]/.test(second.literal)
  )
    tellValue(
      to,
      ["http", "base_url"],
      "path-unfit",
      { said: "`base_url` does not say `https://`" },
      `Write \`https://${baseUrl.slice(0, 40)}\`.`,
    );
}

function flatOf(text: string): string {
  return cut(text)
    .parts.map((part) => ("literal" in part ? part.literal : VALUE))
    .join("");
}

/** The path of an address, without its host and its query. */
function pathOf(flat: string): string {
  return flat.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
}

function hasMembers(value: unknown): boolean {
  return value !== null && typeof value === "object" && Object.keys(value).length > 0;
}
