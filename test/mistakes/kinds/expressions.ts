/** Mistakes inside expressions, in format files and manifests. */
import { EXPRESSIONS, FORMATS, type Kind, kind, MANIFESTS, typo } from "../seeding.js";

const E = EXPRESSIONS;
const J = FORMATS;
const M = MANIFESTS;
const swap = (group: number) => (match: RegExpMatchArray) =>
  match[0].replace(match[group] ?? "", () => typo(match[group] ?? ""));

export const inExpressions: readonly Kind[] = [
  kind(
    "a function is misspelt",
    E,
    /\$(exists|not|count|merge|string|sift|lookup|join|contains|append|distinct|substring|replace|type|filter)(?=\()/g,
    swap(1),
  ),
  kind(
    "a function without its $",
    E,
    /\$(exists|not|count|merge|string|sift|lookup|join|contains|append|distinct|substring)(?=\()/g,
    "$1",
  ),
  kind(
    "an own function is misspelt",
    M,
    /\$(unknown|overlay|hydrate|enrich|candidate|instant)(?=\()/g,
    swap(1),
  ),
  kind(
    "a variable is misspelt where it is used",
    J,
    /(?<![\w(])\$(tag|names|place|resume|section|more|given|location|parsed|profile|tagged|year|level|known|texts|said|current)\b(?! :=|,|\))/g,
    swap(1),
  ),
  kind("== for =", E, /(?<=\w|\)) = (?=[\w"'$])/g, " == "),
  kind("=== for =", E, /(?<=\w|\)) = (?=[\w"'$])/g, " === "),
  kind("<> for !=", E, / != /g, " <> "),
  kind("= for :=", J, / := /g, " = "),
  kind(":= for =", E, /(?<=[a-z]) = (?=["'])/g, " := "),
  kind("&& for and", E, / and (?=[\w$(])/g, " && "),
  kind("|| for or", E, / or (?=[\w$(])/g, " || "),
  kind("! for $not", E, /\$not\(/g, "!("),
  kind("not for $not", E, /\$not\((\w+)\)/g, "not $1"),
  kind("undefined for null", E, /(?<=[!?] ?[=?:] )null\b/g, "undefined"),
  kind("None for null", E, /(?<=[!?] ?[=?:] )null\b/g, "None"),
  kind(
    "True for true",
    J,
    /\b(true|false)\b(?=[,\n ])/g,
    (m) => `${m[1]?.[0]?.toUpperCase()}${m[1]?.slice(1)}`,
  ),
  kind(".length for $count", E, /\$count\(([\w.$]+)\)/g, "$1.length"),
  kind(".length for $length", E, /\$length\(([\w.$]+)\)/g, "$1.length"),
  kind(
    ".toUpperCase()",
    E,
    /(?<=: )(info|\$place|\$profile\.info|attributes)\.(\w+)(?= \?\?)/g,
    "$1.$2.toUpperCase()",
  ),
  kind(".map( )", J, /(\w+)\[\$ != null\]\.\{/g, "$1.map({"),
  kind("+ joins texts", E, / & (?=["$])/g, " + "),
  kind("a bracket is not closed", J, /(\$\w+\([^()\n]*)\)/g, "$1"),
  kind("a brace is not closed", J, /\{ ("\w+": [^{}\n]*) \}/g, "{ $1"),
  kind("a text is not closed", J, /("[\w-]+)"(?=[,)\]])/g, "$1", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line];
  }),
  kind("a comma is missing", J, /,(\n +")/g, "$1", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1];
  }),
  kind("a comma too many", J, /([\w)\]}])(\n +\})/g, "$1,$2", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1];
  }),
  kind("a semicolon is missing", J, /;(\n +\$)/g, "$1", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1];
  }),
  kind("a colon is missing", J, /^( +"\w+"): /gm, "$1 "),
  kind("backticks are missing", E, /\.`(\w+)-(\w+)`/g, ".$1-$2"),
  kind("quotes in the place of backticks are misspelt", J, /`(\w+)-(\w+)`/g, "`$1_$2`"),
  kind(
    "a path of the record is misspelt",
    J,
    /\b(?:attributes|candidateDetail|jobDescription|location|links)\.`?([a-z]{4,}\w*)/g,
    swap(1),
  ),
  kind(
    "a first member of the record is misspelt",
    J,
    /(?<=[:(,[] )(attributes|candidateDetail|jobDescription|criteria|links|experiences|educations)(?=\.|\[)/g,
    swap(1),
  ),
  kind(
    "a member of the item is misspelt",
    J,
    /^ +"(reference|info|first_name|last_name|full_name|email|created_at|updated_at|summary|sections|first-name|last-name|pitch)"(?=:)/gm,
    swap(1),
  ),
  kind(
    "a member of the item has another type",
    J,
    /^( +)"(reference|created_at|first-name|email|name)": .*?(,?)$/gm,
    '$1"$2": { "a": 1 }$3',
  ),
  kind(
    "a list where a text belongs",
    J,
    /^( +)"(created_at|email|first-name|last-name)": .*?(,?)$/gm,
    '$1"$2": [1, 2]$3',
  ),
  kind(
    "a text where a list belongs",
    J,
    /^( +)"(experiences|educations|tags|skills)": \[\](,?)$/gm,
    '$1"$2": "none"$3',
  ),
  kind("a function is given too much", E, /\$(string|exists|count|not)\(([\w.$]+)\)/g, "$$$1($2, 1, 2)"),
  kind(
    "a function is given too little",
    E,
    /\$(substring|contains|lookup|join|replace)\([^()\n]*\)/g,
    "$$$1()",
  ),
  kind("a number for a text is given", J, /\$(substring|contains|replace)\(([\w.$]+), /g, "$$$1(7, "),
  kind("a status is compared with a text", M, /status (=|>=|<) (\d+)/g, 'status $1 "$2"'),
  kind("a mode that there is not", M, /mode != "archive"/g, 'mode != "archived"'),
  kind("an own function is given too much", J, /\$(tag)\(([^()\n]*)\)/g, "$$$1($2, 3, 4)"),
  kind("a variable is not used", J, /^\(\n/gm, "(\n  $spare := 1;\n", (text, at) => [
    text.slice(0, at).split("\n").length + 1,
  ]),
  kind(
    "a variable is named as a function of the language",
    J,
    /^ +\$(tag|names|place|resume|texts|known|tags|span) := /gm,
    (m) => m[0].replace(`$${m[1]}`, "$count"),
  ),
  kind("a regular expression is not closed", J, /(?<![*/])\/(,| *\)|\n)/g, "$1"),
  kind("if as a word", J, /(\$\w+) \? (\{)/g, "if $1 $2"),
  kind("a condition without its :", J, / \? (\$?\w+(?:\.\w+)*) : (?=[a-z"])/g, " ? $1 "),
  kind("an arrow function", J, /function\((\$\w+)\) \{/g, "$1 => {"),
  kind("a comment with //", J, /^( +)("reference"|\$tag)/gm, "$1// the key\n$1$2"),
  kind("a date that there is not", E, /(?<== )"(\w+)"/g, '"2024-02-30"'),
];
