/** Right edits: nothing may be found in them. */
import { EXPRESSIONS, FORMATS, type Kind, kind, MANIFESTS, PIPELINES, SCHEMAS } from "../seeding.js";

const YAML = /\.yaml$/;
const M = MANIFESTS;
const J = FORMATS;
const P = PIPELINES;

/** Every occurrence of what the first match names. */
const renamed = (name: string, on: RegExp, pattern: RegExp, all: (word: string) => RegExp): Kind => ({
  name,
  on,
  edits: (text) =>
    [...new Set([...text.matchAll(pattern)].map(([, word]) => word ?? ""))].map((word) => ({
      text: text.replace(all(word), (found) => found.replace(word, () => `${word}_anew`)),
      lines: [],
    })),
});

export const rightEdits: readonly Kind[] = [
  kind(
    "a comment on a line of its own",
    YAML,
    /^( *)(?:- )?\w+: .*$/gm,
    (m) => `${m[1]}# said here\n${m[0]}`,
  ),
  kind("a blank line", YAML, /^( *)\w+:.*$/gm, (m) => `\n${m[0]}`),
  kind(
    "a comment behind a value",
    YAML,
    /^ *(mode|direction|idempotent|entity|title): [^"'#\n]+$/gm,
    (m) => `${m[0]} # said here`,
  ),
  kind("other quoting", YAML, /: (\/[\w/-]+|\$\{ [\w.]+ \})$/gm, ": '$1'"),
  kind("double quotes", YAML, /: (\/[\w/-]+|\$\{ [\w.]+ \})$/gm, ': "$1"'),
  kind("no blanks in ${ }", YAML, /\$\{ ([\w.]+) \}/g, "${$1}"),
  kind("more blanks in ${ }", YAML, /\$\{ ([\w.]+) \}/g, "${  $1  }"),
  kind("a block for a text", YAML, /^( +)(fail|skip|description): ([^"'|>\n]+)$/gm, "$1$2: >-\n$1  $3"),
  kind(
    "another order of keys",
    M,
    /^( +)(mode: .*\n)( +direction: .*\n)/gm,
    "$1$2$3".replace("$1$2$3", "$3$1$2"),
  ),
  kind(
    "a description is written anew",
    M,
    /description: ([A-Z][\w ]+)(?=[ }\n])/g,
    "description: $1 as it is said",
  ),
  kind("an answer has another title", M, /^title: (.*)$/gm, "title: $1 anew"),
  kind(
    "one more parameter that is sent",
    M,
    /^( +)filter\[email\]: .*\n/gm,
    (m) => `${m[0]}${m[1]}more: \${ parameters.filter_email }\n`,
  ),
  kind("a literal in a query", M, /^( +)page\[size\]: 30\n/gm, (m) => `${m[0]}${m[1]}include: department\n`),
  kind("another page size", M, /page\[size\]: 30/g, "page[size]: 25"),
  kind("another limit", M, /requests: 50/g, "requests: 20"),
  kind("another overlap", M, /overlap: 1m/g, "overlap: 5m"),
  kind("a header", M, /^( +)headers:\n/gm, "$1headers:\n$1  X-Sent-By: sync-runner\n"),
  kind("a further host", M, /^( +)base_url: .*$/gm, (m) => `${m[0]}\n${m[1]}# hosts are those below`),
  kind("the sides of an equation are changed", M, /if: status = (\d+)/g, "if: $1 = status"),
  kind("brackets around a condition", M, /^( +)if: ([\w.]+)$/gm, "$1if: ($2)"),
  kind("a step with a message of its own", M, /fail: The (\w+)/g, "fail: This $1"),
  kind("a comment in an expression", J, /^( +)("\w+": )/gm, "$1/* said here */ $2"),
  kind("more blanks in an expression", EXPRESSIONS, / := /g, "  :=  "),
  kind("a line more in an expression", J, /,\n/g, ",\n\n"),
  kind("single quotes in an expression", J, /"([\w-]+)"(?=\)|,)/g, "'$1'"),
  kind("a default for what may be null", J, /(info|\$place|attributes)\.(\w+) \?\? null/g, '$1.$2 ?: ""'),
  kind("a default behind a path", J, /(info|\$place|attributes)\.(\w+) \?\? null/g, "$1.$2 ?? null ?? null"),
  renamed(
    "a variable has another name",
    J,
    /\$([a-z]\w{2,}) :=/g,
    (word) => new RegExp(`\\$${word}\\b`, "g"),
  ),
  renamed(
    "an answer has another name",
    M,
    /as: (found|parsed|moved)$/gm,
    (word) => new RegExp(`(?<!/)\\b${word}\\b`, "g"),
  ),
  kind("another workflow_id", P, /^workflow_id: (.*)$/gm, "workflow_id: $1-2"),
  kind("another name in the environment", P, /\$\{ env\.(\w+) \}/g, "${ env.MY_$1 }"),
  kind(
    "a default for the environment",
    P,
    /\$\{ env\.(\w+_USER) \}/g,
    "\"${ env.$1 ?? 'sync@example.org' }\"",
  ),
  kind(
    "incremental is said",
    P,
    /^action: teamtailor\.create_profiles_in_hrflow\n(?![\s\S]*^incremental)/gm,
    (m) => `${m[0]}incremental: false\n`,
  ),
  kind("a dry run", P, /^action: .*\n(?![\s\S]*^persist)/gm, (m) => `${m[0]}persist: false\n`),
  kind(
    "a logic",
    P,
    /^action: teamtailor\.create_profiles_in_hrflow\n(?![\s\S]*^logics)/gm,
    (m) => `${m[0]}logics:\n  - $exists(attributes.email)\n`,
  ),
  kind(
    "a date",
    P,
    /^action: teamtailor\.create_profiles_in_hrflow\n/gm,
    (m) =>
      `${m[0]}pull_parameters: { filter_updated_at_from: "2024-02-29", filter_email: ann@example.org }\n`,
  ),
  kind(
    "a time with a zone",
    P,
    /^action: teamtailor\.create_profiles_in_hrflow\n/gm,
    (m) => `${m[0]}pull_parameters: { filter_created_at_from: "2024-02-29T10:00:00Z" }\n`,
  ),
  kind(
    "a callback",
    P,
    /^action: .*\n(?![\s\S]*^callback)/gm,
    (m) => `${m[0]}callback: { post: "\${ env.HOOK }", json: { text: "\${ result.status }: done" } }\n`,
  ),
  kind(
    "fields that are edited",
    P,
    /^action: teamtailor\.create_profiles_in_hrflow\n/gm,
    "action: teamtailor.update_profiles_in_hrflow\n",
  ),
  kind(
    "another description in a schema",
    SCHEMAS,
    /"description": "(?=[A-Z])/g,
    '"description": "Said here: ',
  ),
];
