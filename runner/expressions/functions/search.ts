/** Functions that look for a text or a regular expression in a text. */
import { callBack } from "../apply.js";
import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { type Match, matchesOf } from "../regex/regex.js";
import { sequence } from "../values.js";
import { define } from "./define.js";

export const search = define(
  {
    name: "contains",
    signature: "<s-(sf):b>",
    description: "True if a text or a regular expression is found in the text.",
    example: ["$contains('abracadabra', /a.*a/)", "true"],
    call: (text: string, part: unknown) => {
      if (part === undefined) return undefined;
      if (typeof part === "string") return text.includes(part);
      return !matchesOf(part, text).next().done;
    },
  },
  {
    name: "match",
    signature: "<s-f<s:o>n?:a<o>>",
    description:
      "The places where a regular expression is found: `match`, `index` and `groups` of each, at most so many.",
    example: ["$match('ab12', /([a-z])(\\d)/).groups", "['b', '1']"],
    call: (text: string, matcher: unknown, limit?: number) => {
      refuseNegative(limit, "D3040", 3);
      const found = sequence();
      for (const { match, start, groups } of upTo(limit, matcher, text))
        found.push({ match, index: start, groups: Array.isArray(groups) ? [...groups] : groups });
      return found;
    },
  },
  {
    name: "replace",
    signature: "<s-(sf)(sf)n?:s>",
    description:
      "The text with each place where a text or a regular expression is found replaced: by a text in which `$1` stands for a group, or by what a function gives; at most so many places.",
    example: ["$replace('John Smith', /(\\w+) (\\w+)/, '$2, $1')", "'Smith, John'"],
    call: replace,
  },
  {
    name: "split",
    signature: "<s-(sf)n?:a<s>>",
    description:
      "The parts of a text between the places where a text or a regular expression is found; at most so many.",
    example: ["$split('a, b', ', ')", "['a', 'b']"],
    call: split,
  },
);

function refuseNegative(limit: number | undefined, code: string, index: number): void {
  if (limit !== undefined && limit < 0) fail(code, { value: limit, index });
}

/** So many matches. */
function* upTo(limit: number | undefined, matcher: unknown, text: string): Generator<Match> {
  if (limit !== undefined && limit <= 0) return;
  let count = 0;
  for (const match of matchesOf(matcher, text)) {
    if (limit !== undefined && count >= limit) return;
    meter.step(1);
    yield match;
    count += 1;
  }
}

function replace(text: string, pattern: unknown, put: unknown, limit?: number): string {
  if (pattern === "") fail("D3010", { value: pattern, index: 2 });
  refuseNegative(limit, "D3011", 4);
  if (typeof pattern === "string") return replaceText(text, pattern, put, limit);
  let result = "";
  let at = 0;
  for (const match of upTo(limit, pattern, text)) {
    const made: unknown = typeof put === "string" ? filled(put, match) : callBack(put, [{ ...match }]);
    if (typeof made !== "string") fail("D3012", { value: made });
    result += text.slice(at, match.start) + made;
    at = match.start + match.match.length;
    if (result.length > meter.limits.text) meter.text(result.length + text.length - at);
  }
  result += text.slice(at);
  meter.text(result.length);
  return result;
}

function replaceText(text: string, pattern: string, put: unknown, limit = Number.POSITIVE_INFINITY): string {
  const places: number[] = [];
  const made = String(put);
  let length = text.length;
  let at = text.indexOf(pattern);
  while (at >= 0 && places.length < limit) {
    places.push(at);
    length += made.length - pattern.length;
    if (length > meter.limits.text) meter.text(length);
    at = text.indexOf(pattern, at + pattern.length);
  }
  meter.step(places.length / 4);
  meter.text(length);
  let result = "";
  let from = 0;
  for (const place of places) {
    result += text.slice(from, place) + made;
    from = place + pattern.length;
  }
  return result + text.slice(from);
}

/** `$0` is the match, `$1` the first group, `$$` a dollar sign; a number has as many digits as there are groups for. */
function filled(put: string, { match, groups }: Match): string {
  const most = groups.length === 0 ? 1 : Math.floor(Math.log10(groups.length)) + 1;
  let result = "";
  let at = 0;
  for (let sign = put.indexOf("$"); sign >= 0; sign = put.indexOf("$", at)) {
    result += put.slice(at, sign);
    at = sign + 1;
    const next = put.charAt(at);
    if (next === "$" || next === "0") {
      result += next === "$" ? "$" : match;
      at += 1;
      continue;
    }
    let group = Number.parseInt(put.slice(at, at + most), 10);
    if (most > 1 && group > groups.length) group = Number.parseInt(put.slice(at, at + most - 1), 10);
    if (Number.isNaN(group)) {
      result += "$";
      continue;
    }
    const found = groups[group - 1];
    if (found !== undefined) result += String(found);
    at += String(group).length;
  }
  return result + put.slice(at);
}

function split(text: string, separator: unknown, limit?: number): string[] {
  refuseNegative(limit, "D3020", 3);
  if (limit !== undefined && limit <= 0) return [];
  if (typeof separator === "string" || separator === undefined) {
    const most = Math.min(limit ?? Number.POSITIVE_INFINITY, meter.limits.members + 1);
    const parts = text.split(separator as string, limit === undefined ? most : Math.min(most, limit));
    meter.list(parts.length);
    return parts;
  }
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of upTo(limit, separator, text)) {
    parts.push(text.slice(at, start));
    at = end;
  }
  if (limit === undefined || parts.length < limit) parts.push(text.slice(at));
  meter.list(parts.length);
  return parts;
}
