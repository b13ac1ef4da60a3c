/** What the values of a pipeline say as they stand, although an expression, a date or an address was meant. */

import type { Pipeline } from "../../../schemas/pipeline.types.js";
import type { Path } from "../../load/source.js";
import { type ObjectType, partsOf, type Type } from "../../typing/type.js";
import { cut, isTemplate } from "../text.js";
import { wrongDate } from "./dates.js";
import { evaluatedHint, looksEvaluated } from "./plain-texts.js";
import { eachText, type Findings, tellIn, tellValue } from "./tell.js";
import { unencrypted, unencryptedHint } from "./unencrypted.js";

/** Finds values that look like something else than they are. */
export function checkPipelineTexts(to: Findings, pipeline: Pipeline, record: Type): void {
  for (const [key, value] of Object.entries(pipeline)) {
    if (!/_(?:auth|parameters)$/.test(key)) continue;
    eachText([key], value, (path, text) => lookValue(to, path, text));
  }
  for (const end of ["origin", "target"] as const)
    for (const part of ["auth", "parameters"] as const)
      eachText([end, part], pipeline[end]?.[part], (path, text) => lookValue(to, path, text));
  const { callback, format } = pipeline;
  if (callback) {
    eachText(["callback"], callback, (path, text) => lookEvaluated(to, path, text));
    lookCallback(to, (callback as { readonly post?: unknown }).post);
  }
  if (format !== null && typeof format === "object")
    eachText(["format"], format, (path, text) => lookLeaf(to, path, text, membersOf(record)));
}

function lookValue(to: Findings, path: Path, text: string): void {
  if (lookEvaluated(to, path, text) || isTemplate(text)) return;
  const date = wrongDate(text);
  if (date?.code === "no-such-date") tellValue(to, path, date.code, { said: date.message }, date.hint);
}

function lookEvaluated(to: Findings, path: Path, text: string): boolean {
  const escaped = /^\s*\$(\$\{[^}]*\})\s*$/.exec(text)?.[1];
  const found = isTemplate(text) && !escaped ? undefined : looksEvaluated(escaped ?? text);
  if (!found) return false;
  const isSecret = String(path[0]).endsWith("_auth") || path[1] === "auth";
  const shown = isSecret
    ? "this"
    : `\`${(escaped ?? text).slice(found.index, found.index + Math.min(found.length, 60))}\``;
  const said = `${shown} is taken as it stands: it is no expression`;
  tellIn(to, path, found, "asks-for-template", { said }, evaluatedHint(found));
  return true;
}

/** A leaf of a format: the names of the record are in scope. */
function lookLeaf(to: Findings, path: Path, text: string, members: readonly string[]): void {
  if (lookEvaluated(to, path, text) || isTemplate(text)) return;
  const [, head = "", rest = "", other = ""] =
    /^`?([A-Za-z_][\w-]*)`?((?:\.(?:[A-Za-z_]\w*|`[^`]+`))*)(\s*(?:\?\?|\?:).*)?$/.exec(text) ?? [];
  const isExpression = rest !== "" || other !== "" || head === "id" || head === path[path.length - 1];
  const isKey = members.includes(head) && isExpression;
  if (!isKey) return;
  tellValue(
    to,
    path,
    "asks-for-template",
    { said: `every item gets the text \`${text}\`: it is no expression` },
    evaluatedHint({ index: 0, length: text.length, meant: text }),
  );
}

function membersOf(type: Type): string[] {
  return partsOf(type)
    .filter((part): part is ObjectType => part.kind === "object")
    .flatMap(({ members }) => Object.keys(members));
}

/** Where the result goes: a whole URL, by https. */
function lookCallback(to: Findings, post: unknown): void {
  if (typeof post !== "string") return;
  const [first, ...rest] = isTemplate(post) ? cut(post).parts : [{ literal: post }];
  if (first === undefined || "expression" in first) return;
  const path = ["callback", "post"];
  const plain = unencrypted(post);
  if (plain) tellIn(to, path, { index: 0, length: 4 }, plain, { what: "the result" }, unencryptedHint[plain]);
  // An expression may give the host.
  else if (!isWhole.test(first.literal + (rest.length > 0 ? "x" : "")) && !looksEvaluated(post))
    tellValue(to, path, "callback-url", {}, "Write `https://` before the host.");
}

const isWhole = /^https?:\/\/[^/?#\s]/i;
