/** Mistakes with names and slots of a manifest: what is declared and not used, what is used and not there. */
import { type Kind, kind, lineAt, MANIFESTS, onLinesOf, typo } from "../seeding.js";

const M = MANIFESTS;
const swap = (group: number) => (match: RegExpMatchArray) =>
  match[0].replace(match[group] ?? "", () => typo(match[group] ?? ""));
const declared = onLinesOf((match) => new RegExp(`^ +${match[1]}:`));

export const ofNames: readonly Kind[] = [
  kind("a name in scope is misspelt", M, /(?<!\/)\b(parameters|auth|item|record|result)(?=\.\w)/g, swap(1)),
  kind("a parameter is misspelt where it is used", M, /\bparameters\.(\w+)/g, swap(1)),
  kind("a credential is misspelt where it is used", M, /(?<!\/)\bauth\.(\w+)/g, swap(1)),
  kind("a name of a session is misspelt", M, /session\.(\w+)/g, swap(1)),
  kind(
    "a name that a step gave is misspelt",
    M,
    /\b(found|source|current|parsed|moved|is_known|has_resume|column_id)\b(?=\.| and|\)| \}|,)/g,
    swap(1),
  ),
  kind(
    "a path of the record is misspelt",
    M,
    /record\.(attributes|candidateDetail|applicant|column|modificationDate)\b/g,
    swap(1),
  ),
  kind("an answer is named with another word", M, /\bbody\.(data|meta|links|code)/g, "response.$1"),
  kind("`accepted` is misspelt", M, /accepted (or|and)/g, "acepted $1"),
  kind(
    "`${ }` around an expression",
    M,
    /^( +(?:- )?)(if|records|next): ([^"'\n]+?)( #.*)?$/gm,
    "$1$2: ${ $3 }",
  ),
  kind("`${ }` is not closed", M, /\$\{ ([\w.]+) \}/g, "${ $1"),
  kind("`${` without its dollar", M, /"\$\{ ([\w.]+) \}"/g, '"{ $1 }"'),
  kind("`${ }` is missing around a parameter", M, /\$\{ (parameters\.\w+) \}/g, "$1"),
  kind("`${ }` is missing around the item", M, /\$\{ (item\.\w+|item) \}/g, "$1"),
  kind("`${ }` is missing around a credential", M, /"?\$\{ (auth\.\w+) \}"?$/gm, "$1"),
  kind(
    "`${ }` is missing around what a step gave",
    M,
    /\$\{ (moved(?:\.\w+)+|column_id|text|offer|resume|name) \}/g,
    "$1",
  ),
  kind("`${ }` is missing around the page", M, /: \$\{ page \}/g, ": page"),
  kind("`${ }` is missing around a call", M, /: (["']?)\$\{ (\$\w+\([^\n]*\)) \}\1/g, ": $1$2$1"),
  kind("{{ }} for ${ }", M, /"\$\{ (parameters\.\w+) \}"/g, '"{{ $1 }}"'),
  kind("a variable for a name", M, /\$\{ parameters\.(\w+) \}/g, "${ $parameters.$1 }"),
  kind("{ } in a path", M, /\/\$\{ (\w+(?:\.\w+)?) \}/g, "/{$1}"),
  kind("{{ }} in a path", M, /\/\$\{ (\w+(?:\.\w+)?) \}/g, "/{{ $1 }}"),
  kind("a colon in a path", M, /\/\$\{ (?:\w+\.)?(\w+) \}/g, "/:$1"),
  kind(
    "a filter is declared and not sent",
    M,
    /^ {10}filter\[[\w-]+\]: \$\{ parameters\.(\w+) \}\n/gm,
    "",
    declared,
  ),
  kind(
    "a parameter is declared and not used",
    M,
    /^( +)parameters:\n( +)properties:\n( +)/gm,
    // Where all parameters are sent as they are, one more is sent as well.
    ([, one, two, three], text) =>
      /(?:sift|merge)\(\[?parameters\b/.test(text)
        ? undefined
        : `${one}parameters:\n${two}properties:\n${three}extra: { type: string, description: One more. }\n${three}`,
  ),
  kind(
    "a credential is declared and not used",
    M,
    /^auth:\n( .*\n)* {2}properties:\n/gm,
    (m) => `${m[0]}    extra: { type: string, description: One more. }\n`,
  ),
  kind("a let is not used", M, /^( +)each:\n/gm, "$1each:\n$1  - let: { spare: '1' }\n", (text, at) => [
    lineAt(text, at) + 1,
  ]),
  kind(
    "an answer is not used",
    M,
    /^( +)(each|once):\n/gm,
    "$1$2:\n$1  - get: /spare\n$1    as: spare\n",
    (text, at) => [lineAt(text, at) + 2],
  ),
  kind("a function is not used", M, /^functions:\n/gm, "functions:\n  spare: function($x) { $x }\n"),
  kind("a table is not used", M, /^tables:\n/gm, "tables:\n  spare: { a: 1 }\n"),
  kind(
    "a session is not used",
    M,
    /^sessions:\n/gm,
    "sessions:\n  spare:\n    steps:\n      - get: /spare\n",
    (text, at) => [1, 2, 3].map((line) => lineAt(text, at) + line),
  ),
  kind(
    "a session sends nothing of its token",
    M,
    /( +)as: token\n( +)headers: \{ Authorization: "bearer \$\{ session\.token\.access_token \}" \}/g,
    '$1as: token\n      - get: "/me?of=$${ token.token_type }"\n$2headers: { Authorization: bearer }',
    (text, at) => [lineAt(text, at) + 2],
  ),
  kind(
    "an own function is named as a function of the language",
    M,
    /^functions:\n {2}(\w+): /gm,
    "functions:\n  count: ",
    (text, at) => [lineAt(text, at) + 1],
  ),
  kind("an answer is named as the answer of a request", M, /as: (\w+)$/gm, "as: body"),
  kind("an answer is named as the item or record", M, /as: (\w+)$/gm, "as: item"),
  kind("an answer is named as the credentials", M, /as: (\w+)$/gm, "as: auth"),
  kind("a value is named as a name of requests", M, /let: \{ (\w+): /g, "let: { status: "),
  // A list whose answers count for it begins where the system begins.
  kind("page without first", M, /^ +first: \d+\n(?= +next: .*\bpage\b)/gm, "", (text, at) => {
    const around = text.slice(0, at);
    const line = lineAt(text, at);
    const rest = text.slice(at).split("\n");
    const next = rest.findIndex((one) => /^ +next: /.test(one));
    const asks = around.split("\n").findLastIndex((one) => /\$\{ page \}/.test(one)) + 1;
    return [asks, line + next - 1];
  }),
  kind("next never changes", M, /page \+ (1|100|\$min\(.*?\]\))/g, "page"),
  kind("next is the same for every page", M, /^( +)next: (.*)$/gm, "$1next: '2'"),
  kind("the page is not asked for", M, /^ +(page|offset): \$\{ page \}\n/gm, "", (text, at) => {
    const line = lineAt(text, at);
    const rest = text.slice(at).split("\n").slice(1);
    return ["first", "next"].map(
      (name) => line + rest.findIndex((one) => new RegExp(`^ +${name}: `).test(one)),
    );
  }),
  kind("a page without next", M, /^ +next: .*page.*\n/gm, "", (text, at) => {
    const above = text.slice(0, at).split("\n");
    const list = above.findLastIndex((one) => /^ +(list:|- get:)/.test(one));
    return above.flatMap((line, index) => (index >= list && /\bpage\b|first:/.test(line) ? [index + 1] : []));
  }),
  kind("the cursor is not used", M, /"\$\{ cursor \}"/g, '"2024-01-01"'),
  kind("the cursor is misspelt", M, /\bcursor(?= \}| \?)/g, "crusor"),
  kind("the cursor reads nothing of the record", M, /value: record\.[\w.`-]+/g, "value: '1'"),
  kind("the cursor asks for the item", M, /value: record(?=\.)/g, "value: item"),
  kind("seek without an order", M, /^ +order: ascending\n(?=(.*\n){0,3} +seek:)/gm, "", (text, at) => {
    const rest = text.slice(at).split("\n");
    return [lineAt(text, at) + rest.findIndex((one) => /^ +seek:/.test(one)) - 1];
  }),
  kind(
    "a write that skips what is half-written",
    M,
    /^( +)if: is_known and \$not\(interrupted\)$/gm,
    "$1if: is_known",
  ),
  kind("a header without backticks", M, /headers\.`([\w-]+)`/g, "headers.$1"),
];
