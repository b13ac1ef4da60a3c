/** Where a manifest sends its requests: by https, below `base_url` or to a whole URL, and its credentials only to hosts that are written out. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { cut, isTemplate } from "../text.js";
import { type Parts, piecesOf } from "./pieces.js";
import { type Findings, tellIn, tellValue } from "./tell.js";

/** Finds addresses that are none, and those that are asked without encryption. */
export function checkAddresses(to: Findings, { http }: Manifest, parts: Parts): void {
  const { sessions, pulls, pushes, actions } = parts;
  const all = piecesOf([parts.http], sessions.values(), pulls.values(), pushes.values(), actions.values());
  for (const { path, text, kind } of all) {
    if (kind !== "address") continue;
    const [first] = isTemplate(text) ? cut(text).parts : [{ literal: text }];
    if (first === undefined || "expression" in first) continue;
    const start = first.literal;
    if (isUnencrypted(start))
      tellIn(
        to,
        path,
        { index: 0, length: "http".length },
        "address-plain-http",
        { what: "what is sent" },
        "Write `https://`.",
      );
    else if (path[0] !== "http" && !/^(?:\/|\?|https?:\/\/)/i.test(start))
      tellIn(to, path, { index: 0, length: start.length }, "address-form", {}, addressHint(start));
  }
  for (const [index, host] of (http.hosts ?? []).entries()) {
    if (isTemplate(host)) continue;
    const path = ["http", "hosts", index];
    if (/[/?#@\s]/.test(host))
      tellValue(to, path, "host-form", { host }, "Write its name alone: `files.acme.example`.");
    else if (/^\*?(?:\.[^.]+)?$/.test(host))
      tellValue(to, path, "host-too-wide", { host }, "Name the hosts of this system: `*.acme.example`.");
  }
}

function addressHint(start: string): string {
  return /^\w+:/.test(start) ? "A whole URL starts with `https://`." : `Write \`/${start}\`.`;
}

/** Whether a text starts with `http://` and a host that is not this machine. */
export function isUnencrypted(text: string): boolean {
  return /^http:\/\/(?!localhost\b|127\.|\[::1\]|[^/]*\.localhost\b|[^/]*\.(?:test|invalid)\b)/i.test(text);
}
