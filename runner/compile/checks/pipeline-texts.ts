/** What the values of a pipeline say as they stand, although an expression, a date or an address was meant. */

import type { Pipeline } from "../../../schemas/pipeline.types.js";
import { isOfCredentials } from "../../load/hidden.js";
import type { Path } from "../../load/source.js";
import { type ObjectType, partsOf, type Type } from "../../typing/type.js";
import { cut, isTemplate } from "../text.js";
import { checkCrossedVariables } from "./crossed-names.js";
import { wrongDate } from "./dates.js";
import { checkGluedComments } from "./glued-comments.js";
import { lookHeaders } from "./headers.js";
import { checkCrossedDates, checkLeftOver, checkSentSecrets } from "./left-over.js";
import { evaluatedHint, looksEvaluated } from "./plain-texts.js";
import { eachText, type Findings, tellIn, tellValue } from "./tell.js";
import { unencrypted, unencryptedHint } from "./unencrypted.js";

/** Finds values that look like something else than they are. */
export function checkPipelineTexts(to: Findings, pipeline: Pipeline, record: Type): void {
  for (const [path, value] of blocksOf(pipeline)) {
    eachText(path, value, (at, text) => lookValue(to, at, text));
    checkCrossedVariables(to, path, Object(value));
    checkLeftOver(to, path, value);
    checkCrossedDates(to, path, Object(value));
  }
  checkGluedComments(to, to.source, pipeline);
  const { callback, format } = pipeline;
  if (callback) {
    eachText(["callback"], callback, (path, text) => lookEvaluated(to, path, text));
    lookCallback(to, (callback as { readonly post?: unknown }).post);
    checkLeftOver(to, ["callback"], callback);
    lookHeaders(to, ["callback", "headers"], (callback as { readonly headers?: unknown }).headers);
    checkSentSecrets(to, pipeline);
  }
  if (format !== null && typeof format === "object")
    eachText(["format"], format, (path, text) => lookLeaf(to, path, text, membersOf(record)));
}

/** The blocks of credentials and parameters, under their long names or under `origin` and `target`. */
function blocksOf(pipeline: Pipeline): (readonly [Path, unknown])[] {
  return Object.entries(pipeline).flatMap(([key, value]): (readonly [Path, unknown])[] => {
    if (/_(?:auth|parameters)$/.test(key)) return [[[key], value]];
    if (key !== "origin" && key !== "target") return [];
    const end = Object(value) as Readonly<Record<string, unknown>>;
    return ["auth", "parameters"].map((name) => [[key, name], end[name]]);
  });
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
  const isSecret = isOfCredentials(path);
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
