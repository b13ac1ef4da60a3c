/** Mistakes that every parser takes: what is said can be said, and was never meant. */
import {
  EXPRESSIONS,
  FORMATS,
  type Kind,
  kind,
  MANIFESTS,
  PIPELINES,
  parentKey,
  SCHEMAS,
} from "../seeding.js";

const E = EXPRESSIONS;
const J = FORMATS;
const M = MANIFESTS;

/** A logic in a pipeline of profiles of Teamtailor that has none. */
const logic = (name: string, text: string): Kind =>
  kind(
    name,
    PIPELINES,
    /^action: teamtailor\.create_profiles_in_hrflow\n(?![\s\S]*^logics)/gm,
    (m) => `${m[0]}logics:\n  - ${text}\n`,
  );

export const silent: readonly Kind[] = [
  logic("null is given to a function", '$contains(attributes.pitch, "a")'),
  logic("a default keeps null", '\'(attributes.pitch ?? "") != ""\''),
  logic("a side of `or` is a value", 'attributes.email = "a@example.org" or "b@example.org"'),
  logic("a side of `and` is always true", "$exists(attributes.email) and true"),
  logic("a count that is never below 0", "$count(attributes.tags) >= 0"),
  logic("two values are asked of one member", 'attributes.email = "a" and attributes.email = "b"'),
  logic("a logic gives a part of the record", "attributes"),
  kind("a condition is in quotes twice", M, /^( +(?:- )?)if: (\w[\w.]*)$/gm, "$1if: \"'$2'\""),
  kind("a condition is always true", M, /^( +(?:- )?)if: (\w[\w.]*)$/gm, '$1if: "true"'),
  kind("`skip` or `fail` without `if`", M, /^( +- (?:skip|fail): .*\n) +if: .*\n/gm, "$1", (text, at) => [
    text.slice(0, at).split("\n").length,
  ]),
  kind(
    "a second status that is asked of nothing",
    M,
    /(accept|renew_if): status = (\d+)$/gm,
    "$1: status = $2 or 202",
  ),
  kind("a status is taken for a condition", M, /(accept|renew_if): status = \d+$/gm, "$1: status"),
  kind("a session is left out", M, /^ +session: \w+\n/gm, "", parentKey),
  kind("a file of a form has another name", M, /\{ file: ("\$\{[^"]*\}"), filename/g, "{ raw: $1, filename"),
  kind("the name of a file is called otherwise", M, /(\{ file: "\$\{[^"]*\}", )filename/g, "$1file_name"),
  kind("a patch without its body", M, /^( +(?:- )?patch: .*\n) +json: [^>|\n]*\n/gm, "$1", (text, at) => [
    text.slice(0, at).split("\n").length,
  ]),
  kind(
    "a member stands twice in an object",
    J,
    /^( +)"(name|reference|email)": (.*),$/gm,
    '$1"$2": $3,\n$1"$2": null,',
  ),
  kind("an own function is given too little", E, /\$(tag|section)\(("[\w-]+"), [^()\n]*\)/g, "$$$1($2)"),
  kind("an own function is given nothing", M, /format: \$(\w+)\(\$\)$/gm, "format: $$$1()"),
  kind("a member is misspelt in an own function", J, /(\$profile\.info\.)(phone|email)\b/g, "$1$2x"),
  kind("properties are called property", SCHEMAS, /"properties"(?=: \{)/g, '"property"'),
  kind(
    "a member stands twice in a schema",
    SCHEMAS,
    /^( +)"(id|name|email)": \{[^{}]*\},?$/gm,
    (m) => `${m[0].replace(/,?$/, ",")}\n${m[0]}`,
  ),
  kind("a name of the environment with a dollar", PIPELINES, /\$\{ (env\.\w+) \}/g, "$$$1"),
  kind("an expression is escaped", PIPELINES, /: (\$\{ env\.\w+ \})$/gm, ": $$$1"),
  kind("AND for and", E, / and (?=[\w$(])/g, " AND "),
  kind("a function lacks its semicolon", J, /^( +\$\w+ := function\(.*\});$/gm, "$1", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1, line + 2];
  }),
];
