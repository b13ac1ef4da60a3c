/** Mistakes in the keys and values of a manifest. */
import { type Kind, kind, MANIFESTS, onLinesOf, parentKey, typo } from "../seeding.js";

const M = MANIFESTS;
const swap = (group: number) => (match: RegExpMatchArray) =>
  match[0].replace(match[group] ?? "", () => typo(match[group] ?? ""));
/** A word of a mapping in one line or of its own line. */
const key = (words: string) => new RegExp(`(^ *(?:- )?|[{,] ?)(${words})(?=: )`, "gm");

export const inManifests: readonly Kind[] = [
  kind(
    "a key of the manifest is misspelt",
    M,
    /^(title|type|url|auth|http|entities|functions|sessions)(?=:)/gm,
    swap(1),
  ),
  kind("a verb is misspelt", M, key("get|post|put|patch|delete|let|fail|skip|record"), swap(2)),
  kind(
    "a key of a request is misspelt",
    M,
    key("query|json|form|multipart|accept|headers|read|as|value"),
    swap(2),
  ),
  kind(
    "a key of a list is misspelt",
    M,
    key("records|next|first|total|may_shift|limit(?=: [^{&*])"),
    swap(2),
  ),
  kind("a key of a cursor is misspelt", M, key("overlap|seek|order"), swap(2)),
  kind("a key of a parameter is misspelt", M, key("description|writeOnly|default|enum"), swap(2)),
  kind("a key of a session is misspelt", M, key("steps|renew_if"), swap(2)),
  kind("a key of an action is misspelt", M, key("entity|mode|direction|format|operation"), swap(2)),
  kind("a key of an operation is misspelt", M, key("idempotent|item"), swap(2)),
  kind("a required key of the manifest is missing", M, /^(title|type|url): .*\n/gm, "", parentKey),
  kind("the key of an entity is missing", M, /^ {4}key: .*\n/gm, "", parentKey),
  kind("base_url is missing", M, /^ {2}base_url: .*\n/gm, "", parentKey),
  kind(
    "a required key of an action is missing",
    M,
    /^ {4}(mode|direction|entity|title): .*\n/gm,
    "",
    parentKey,
  ),
  kind("`records` is missing", M, /^ {8}records: .*\n/gm, "", parentKey),
  kind("a description is missing", M, /, description: [^}\n"]*(?= \})/g, ""),
  kind("a mode is misspelt", M, /mode: (create|update|archive|upsert)$/gm, swap(1)),
  kind("a direction is misspelt", M, /direction: (inbound|outbound)$/gm, swap(1)),
  kind("the entity of an action is misspelt", M, /^ {4}entity: (\w+)$/gm, swap(1)),
  kind("the operation of an action is misspelt", M, /^ {4}operation: (\w+)$/gm, swap(1)),
  kind("a procedure is misspelt", M, /do: (\w+)$/gm, swap(1)),
  kind(
    "a name that a procedure reads is not given",
    M,
    /^ +metadatas: "item\.metadatas.*\n/gm,
    "",
    (text, at, [removed]) =>
      `${text.slice(0, at)}${text.slice(at + removed.length)}`
        .split("\n")
        .flatMap((line, index) => (/metadatas: \$/.test(line) ? [index + 1] : [])),
  ),
  kind("a session is misspelt", M, /^ +session: (\w+)$/gm, swap(1)),
  kind("the kind of system is misspelt", M, /^type: (ATS|HCM|Hub)$/gm, "type: $1S"),
  kind("a type of JSON is misspelt", M, /type: (\[?)(string|boolean|integer)/g, swap(2)),
  kind("a way of reading is misspelt", M, /read: (file|framed_zip|nothing)/g, swap(1)),
  kind(
    "what is unpacked is read as an archive",
    M,
    /^( +)read: (framed_zip|nothing)$/gm,
    "$1read: $2\n$1unpack: gzip",
  ),
  kind("a key of the form of a table is misspelt", M, /read: file/g, 'read: { csv: { delimeter: ";" } }'),
  kind(
    "a limit of a path has a query",
    M,
    /rate_limit: \{ (requests: \d+), per: (\d+s) \}/g,
    'rate_limit: { $1, per: $2, path: "/a?b" }',
  ),
  kind("an order is not one", M, /order: (ascending|none)/g, "order: asc"),
  kind(
    "a pull that may write does not say whether it does",
    M,
    /^ +reads: true\n/gm,
    "",
    onLinesOf(() => /^ +- put: /),
  ),
  kind("credentials: a word that there is not", M, /credentials: none/g, "credentials: no"),
  kind("true in quotes", M, /(idempotent|seek|may_shift|writeOnly): true/g, '$1: "true"'),
  kind("yes for true", M, /(idempotent|seek|may_shift|writeOnly): true/g, "$1: yes"),
  kind("True for true", M, /(idempotent|seek|may_shift|writeOnly): true/g, "$1: 'True'"),
  kind("a number in quotes", M, /(requests|concurrency|minimum): (\d+)/g, '$1: "$2"'),
  kind("a span of time without a unit", M, /(per|overlap): (\d+)(s|m)/g, "$1: $2"),
  kind("a span of time with a blank", M, /(per|overlap): (\d+)(s|m)/g, "$1: $2 $3"),
  kind("a required name is not declared", M, /required: \[(\w+)/g, swap(1)),
  kind("a default of another type", M, /default: (false|true)/g, 'default: "$1"'),
  kind(
    "a default that the enum does not allow",
    M,
    /(enum: \[.*?\](?:,\n?| )?\s*)default: null/g,
    "$1default: maybe",
  ),
  kind("a default that is no whole number", M, /default: (\d+)$/gm, "default: $1.5"),
  kind("a file is misspelt", M, /\.\/([\w-]+)(?=\.(?:jsonata|schema\.json))/g, swap(1)),
  kind("a file without ./", M, /: \.\/([\w-]+\.jsonata)/g, ": $1"),
  kind("a schema without ./", M, /: \.\/([\w-]+\.schema\.json)/g, ": $1"),
  kind("a key twice", M, /^( +)(base_url|mode|key|idempotent|records): .*$/gm, (m) => `${m[0]}\n${m[0]}`),
  kind("a tab indents", M, /^ {4}(entity|mode|key): /gm, "\t$1: "),
  kind(
    "no blank behind a colon",
    M,
    /^( +)(mode|direction|idempotent|entity): (\w+)/gm,
    "$1$2:$3",
    (text, at) => {
      const line = text.slice(0, at).split("\n").length;
      return [line - 1, line, line + 1];
    },
  ),
  kind(
    "a step is indented too little",
    M,
    /^ {10}- (get|post|put|patch): /gm,
    "         - $1: ",
    (text, at) => {
      const line = text.slice(0, at).split("\n").length;
      return [line - 1, line, line + 1];
    },
  ),
  kind("a text loses its closing quote", M, /: "([^"\n]*)"$/gm, ': "$1'),
  kind("two verbs in a step", M, /^( +)- (get|put): (.*)$/gm, "$1- $2: $3\n$1  delete: $3", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1];
  }),
  kind(
    "a step without a verb",
    M,
    /^( +)- (get|post|put|patch|delete): .*\n(?=\1 {2}\w)/gm,
    "$1- if: 'true'\n",
  ),
  kind(
    "two bodies",
    M,
    /^( +)(json|multipart): .*$/gm,
    (m) => `${m[1]}form: { a: b }\n${m[0]}`,
    (text, at) => {
      const line = text.slice(0, at).split("\n").length;
      return [line, line + 1];
    },
  ),
  kind("a pattern that is none", M, /type: string, description/g, 'type: string, pattern: "(", description'),
  kind("a fixed parameter of an action is misspelt", M, /(?:pull|push)_parameters: \{ (\w+)/g, swap(1)),
  kind(
    "a fixed parameter of an action has another type",
    M,
    /_parameters: \{ (\w+): (true|false) \}/g,
    '_parameters: { $1: "$2" }',
  ),
  kind("the name of a connector is not that of its folder", M, /^name: (\w+)/gm, swap(1)),
  kind("an address without a slash", M, /(get|post|put|patch|delete): \/([a-z]+)/g, "$1: $2"),
  kind("a scheme is misspelt", M, /(?<=base_url: )https:/g, "htps:"),
  kind("fields that are edited and not there", M, /only_edit_fields: \[(\w+)\]/g, swap(1)),
  kind("a number for a text", M, /^title: .*/gm, "title: 7"),
  kind("a list for a mapping", M, /^( +)query: \{ .* \}$/gm, "$1query: [a, b]"),
  kind(
    "a credential is required that no action declares",
    M,
    /^ {6}required: \[(\w+),/gm,
    swap(1),
    onLinesOf((m) => new RegExp(m[1] ?? "")),
  ),
];
