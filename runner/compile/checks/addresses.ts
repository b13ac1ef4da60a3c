/** Where a manifest sends its requests: by https, below `base_url` or to a whole URL, and its credentials only to hosts that are written out. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { cut, isTemplate } from "../text.js";
import { isName } from "./names-as-texts.js";
import type { Naming, Parts } from "./pieces.js";
import { evaluatedHint, looksEvaluated } from "./plain-texts.js";
import { type Findings, tellIn, tellValue } from "./tell.js";
import { unencrypted, unencryptedHint } from "./unencrypted.js";

/** Finds addresses that are none, and those that are asked without encryption. */
export function checkAddresses(to: Findings, { http }: Manifest, parts: Parts): void {
  const { sessions, pulls, pushes, actions } = parts;
  const all = [parts.http, ...[sessions, pulls, pushes, actions].flatMap((some) => [...some.values()])];
  const pieces = all.flatMap(({ pieces, names }) => pieces.map((piece) => ({ ...piece, names })));
  for (const { path, text, kind, names } of pieces) {
    if (kind !== "address") continue;
    const [first] = isTemplate(text) ? cut(text).parts : [{ literal: text }];
    if (first === undefined || "expression" in first) continue;
    const start = first.literal;
    const plain = unencrypted(text);
    if (plain)
      tellIn(
        to,
        path,
        { index: 0, length: "http".length },
        plain,
        { what: "what is sent" },
        unencryptedHint[plain],
      );
    else if (path[0] !== "http" && !/^(?:\/|\?|https?:\/\/)/i.test(start))
      tellIn(to, path, { index: 0, length: start.length }, "address-form", {}, addressHint(start, names));
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

function addressHint(start: string, names: readonly Naming[]): string {
  const found = looksEvaluated(start);
  if (found?.index === 0) return evaluatedHint(found);
  if (
    /^\w+[.[]/.test(start) &&
    isName(
      start,
      names.map(({ name }) => name),
    )
  )
    return evaluatedHint({ index: 0, length: start.length, meant: start });
  return /^\w+:/.test(start) ? "A whole URL starts with `https://`." : `Write \`/${start}\`.`;
}
