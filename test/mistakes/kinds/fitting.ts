/** Mistakes that fit their place, and not each other: paging, cursors, keys, headers, exchanged names, what a template left. */
import { EXPRESSIONS, FORMATS, type Kind, kind, MANIFESTS, PIPELINES } from "../seeding.js";

const M = MANIFESTS;
const P = PIPELINES;

export const fitting: readonly Kind[] = [
  kind("page and a number are joined", M, /page \+ (1|100)/g, "page & $1"),
  kind("the page goes back", M, /page \+ 1\b/g, "page - 1"),
  kind("an offset moves by one", M, /page \+ 100/g, "page + 1"),
  kind("an offset begins behind the first", M, /first: 0$/gm, "first: 1"),
  kind("the page begins as a text", M, /first: (\d+)\n(?= +next: .*\bpage \+)/gm, 'first: "$1"\n'),
  kind("next is a condition", M, /next: "([^"?]+) \? page \+ [^"]+"/g, 'next: "$1"'),
  kind(
    "next gives the records",
    M,
    /^( +)records: (body\.\w+)\n( +)next: .*$/gm,
    "$1records: $2\n$3next: $2",
  ),
  kind(
    "total counts the page",
    M,
    /^( +)records: (body\.\w+)\n([\s\S]{0,120}?)( +)total: .*$/gm,
    "$1records: $2\n$3$4total: $count($2)",
  ),
  kind("a list of pages without next", M, /^( +)next: body\.links\.next\n/gm, "", (text, at) => {
    const rest = text
      .slice(at)
      .split("\n")
      .findIndex((one) => /may_shift/.test(one));
    return [text.slice(0, at).split("\n").length + rest - 1];
  }),
  kind("the list is sorted the other way", M, /sort: updated-at/g, 'sort: "-updated-at"'),
  kind("the list is sorted by another member", M, /sort: updated-at/g, "sort: created-at"),
  kind(
    "the cursor asks for what is before",
    M,
    /filter\[updated-at\]\[from\]": "\$\{ cursor \}"/g,
    'filter[updated-at][to]": "${ cursor }"',
  ),
  kind(
    "the cursor is another member",
    M,
    /value: record\.attributes\.`updated-at`/g,
    "value: record.attributes.`created-at`",
  ),
  kind(
    "the cursor is no instant",
    M,
    /value: record\.attributes\.`updated-at`/g,
    "value: record.attributes.email",
  ),
  kind("the key is an object", M, /^( {4})key: id$/gm, "$1key: attributes"),
  kind("the key is the same for all", M, /^( {4})key: (\w+)$/gm, "$1key: \"'$2'\""),
  kind("a header is misspelt", M, /\bAuthorization(?=: )/g, "Autorization"),
  kind("a header with an underscore", M, /Content-Type: /g, "Content_Type: "),
  kind("the scheme stands twice", M, /Authorization: ("?)(Bearer|Token) /gi, "Authorization: $1$2 $2 "),
  kind(
    "a colon behind the scheme",
    M,
    /Authorization: "?(Bearer|Token) (\S+ \S+ \})"?/gi,
    'Authorization: "$1: $2"',
  ),
  kind(
    "a header twice",
    M,
    /^( +)headers: \{ (Content-Type): (\S+) \}$/gm,
    "$1headers: { $2: $3, content-type: $3 }",
  ),
  kind(
    "a header of an answer in capitals",
    M,
    /headers\.`x-rate-limit-reset`/g,
    "headers.`X-Rate-Limit-Reset`",
  ),
  kind(
    "a type that is not the one of the body",
    M,
    /Content-Type: application\/vnd\.api\+json/g,
    "Content-Type: application/x-www-form-urlencoded",
  ),
  kind(
    "from and to are exchanged",
    M,
    /\]\[from\]: \$\{ parameters\.(\w+)_from \}/g,
    "][from]: $${ parameters.$1_to }",
  ),
  kind(
    "a user is given the secret",
    P,
    /^( +)api_user: \$\{ env\.(\w+)_USER \}$/gm,
    "$1api_user: $${ env.$2_SECRET }",
  ),
  kind("creates again what may be there", M, /idempotent: false/g, "idempotent: true"),
  kind("an event gives no parameter", M, /\{ "filter": /g, '{ "filters": '),
  kind("an object in a path", M, /\/\$\{ record\.id \}/g, "/${ record }"),
  kind("all parameters in a path", M, /\/\$\{ (?:item|record)\.id \}/g, "/${ parameters }"),
  kind("a name in brackets", P, /env\.([A-Z]\w+)/g, 'env["$1"]'),
  kind("a member in brackets", EXPRESSIONS, /\battributes\.(\w+)\b(?!`)/g, 'attributes["$1"]'),
  kind(
    "a picture of another language",
    FORMATS,
    /^( +)"(created_at|updated_at)": .*,$/gm,
    '$1"$2": $$now("yyyy-MM-dd"),',
  ),
  kind(
    "a date that begins with its day is compared",
    P,
    /(>=|<=|>|<) "20(\d\d)-(\d\d)-(\d\d)"/g,
    '$1 "$4/$3/20$2"',
  ),
  kind("a comparison with itself", P, /^( *- )(\S+) (=|!=) .*$/gm, "$1$2 $3 $2"),
  kind("a status that there is not", M, /status = (\d{3})\b/g, "status = $10"),
  kind("a success is asked for again", M, /retry: \{ wait: .* \}/g, 'retry: { when: "status < 300" }'),
  kind("a limit for no time", M, /per: \d+s/g, "per: 0s"),
  kind("a blank in a path", M, /(get|post|put): \/(\w+)\/(\w+)$/gm, "$1: /$2 /$3"),
  kind("an empty part of a path", M, /(get|post|put): \/(\w+)\/(\w+)$/gm, "$1: /$2//$3"),
  kind("the id of a path is missing", M, /(patch|put): (\/\w+\/)\$\{ [\w.]+ \}$/gm, "$1: $2"),
  kind(
    "base_url without a scheme",
    M,
    /base_url: \$\{ auth\.\w+ \}/g,
    "base_url: ${ auth.region }.acme.example",
  ),
  kind("a query beside query", M, /^( +)get: (\/\w+)\n( +)query:/gm, "$1get: $2?limit=100\n$3query:"),
  kind("a word of the template is left", P, /^( +)(\w+_key): .*$/gm, "$1$2: <your key>"),
  kind("changeme is left", P, /^( +)(api_key|client_id): .*$/gm, "$1$2: changeme"),
  kind("a credential goes to the callback", P, /^( +)text: "/gm, '$1text: "$${ env.HRFLOW_API_SECRET } '),
  kind("a comment is glued to a value", P, /^( *- )(\S+ (?:=|!=) \S+) and (.*)$/gm, "$1$2 #and $3"),
];
