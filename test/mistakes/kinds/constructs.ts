/**
 * Mistakes in constructs that few shipped connectors have: exports that are waited for, lists of parts, tables, tokens, sessions that are
 * kept, batches, what is taken back. They are put into a manifest as an entity that is right but for the one mistake.
 */
import { ENTITIES, HTTP, SESSIONS } from "../constructs.js";
import { type Edit, type Kind, lineAt } from "../seeding.js";

/** One manifest is enough: what is put in is the same everywhere. */
const ON = /^connectors\/teamtailor\/connector\.yaml$/;

/** The manifest with all of it, one text in it replaced. */
function built(text: string, from: string, to: string): string | undefined {
  if (![HTTP, SESSIONS, ENTITIES].some((part) => part.includes(from))) throw new Error(`nothing has ${from}`);
  const made = [HTTP, SESSIONS, ENTITIES].map((part) => part.replace(from, () => to));
  const [http, sessions, entities] = made;
  return text
    .replace(/^( +base_url: .*)$/m, (line) => `${line}${http}`)
    .replace(/^entities:\n/m, (line) => `${sessions}\n${line}${entities?.slice(1)}\n`);
}

/** @param at a text on whose lines a finding is right as well */
const mistake = (name: string, from: string, to: string, ...at: readonly string[]): Kind => ({
  name,
  on: ON,
  edits: (text): Edit[] => {
    const after = built(text, from, to);
    if (after === undefined) return [];
    const places = [to, ...at].flatMap((one) =>
      after.split(one === "" ? "\u0000" : one).flatMap((_, index, parts) => {
        const before = parts.slice(0, index).join(one);
        return index === 0
          ? []
          : Array.from(one.split("\n"), (_, line) => lineAt(before, before.length) + line);
      }),
    );
    return [{ text: after, lines: places }];
  },
});

export const rightConstructs: Kind = mistake("constructs that few connectors have", "lang: en", "lang: fr");

export const constructs: readonly Kind[] = [
  mistake("a list for each of a text", "region: done.regions", "region: '\"north\"'"),
  mistake("a part of a list is misspelt", "${ region.name }", "${ regoin.name }"),
  mistake("a part of a list as a name in `filter`", "$region.is_open", "region.is_open"),
  mistake("`filter` names the record", '$mode != "create" or', 'record.name != "" or'),
  mistake("`filter` names the mode without its sign", '$mode != "create" or', 'mode != "create" or'),
  mistake("`filter` is a text", '$mode != "create" or $region.is_open', "'\"open\"'"),
  mistake("the limit of a list is a text", "limit: parameters.most", "limit: parameters.state"),
  mistake(
    "`drop` without `if`",
    "        - drop: It was merged.\n          if: state.merged",
    "        - drop: It was merged.",
  ),
  mistake(
    "`drop` where items are written",
    "          - let: { known: found.id }",
    "          - let: { known: found.id }\n          - drop: It is known.\n            if: known",
  ),
  mistake("`until` is a text", 'until: body.state = "done"', "until: '\"done\"'"),
  mistake("`until` is a status", 'until: body.state = "done"', "until: status"),
  mistake("`every` without a unit", "every: 10s", "every: 10"),
  mistake("`every` is longer than `at_most`", "at_most: 30m", "at_most: 5s", "every: 10s"),
  mistake(
    "`fail_if` without `until`",
    '          until: body.state = "done"\n',
    "",
    "every: 10s",
    "at_most: 30m",
    "fail_if: body",
  ),
  mistake("`until` is misspelt", "until: body", "untl: body"),
  mistake("a way of reading in capitals", "read: ndjson", "read: NDJSON"),
  mistake("a way of reading by the name of its media type", "read: ndjson", "read: jsonl"),
  mistake("a column that the table does not have", "value: record.changed\n", "value: record.updated\n"),
  mistake(
    "the columns of a table are one text",
    "columns: [id, name, changed]",
    'columns: "id,name,changed"',
  ),
  mistake(
    "the records of a table in a member",
    "records: body\n        limit",
    "records: body.rows\n        limit",
  ),
  mistake("the lists of XML by another word", "{ xml: { lists: [row] } }", "{ xml: { list: [row] } }"),
  mistake("what is unpacked by the ending of a file", "unpack: gzip", "unpack: gz"),
  mistake("a token of the record", "token: body.delta_link", "token: record.delta_link"),
  mistake(
    "a token beside a value",
    "token: body.delta_link",
    "token: body.delta_link\n        value: record.changed",
  ),
  mistake("a token is too old by a number", "expired: status = 410", "expired: '410'"),
  mistake("the newest first is called otherwise", "order: descending", "order: desc"),
  mistake(
    "the newest first, and said to be ascending",
    "order: descending",
    "order: ascending",
    "sort: -changed",
  ),
  mistake("a mode is misspelt", "        archive:\n", "        archived:\n"),
  mistake("a default of a mode is misspelt", "defaults: { state: gone }", "defaults: { sate: gone }"),
  mistake("a default of a mode of another type", "defaults: { state: gone }", "defaults: { state: 7 }"),
  mistake("what is kept is misspelt", "kept.refresh ??", "kept.refrsh ??"),
  mistake(
    "what is kept is another name",
    "keep: { refresh: grant.refresh_token }",
    "keep: { refresh: grnat.refresh_token }",
  ),
  mistake(
    "a session that is renewed is misspelt",
    "session.grant.refresh_token",
    "session.grnat.refresh_token",
  ),
  mistake("a session lasts a text", "expires: grant.expires_in", "expires: grant.expires_in & 's'"),
  mistake("a sign-out is misspelt", "    end:\n", "    ends:\n"),
  mistake("a batch of none", "size: 100", "size: 0"),
  mistake("a batch sends one item", '"${ items }"', '"${ item }"', "batch:"),
  mistake("a batch counts its results", "results: body.results", "results: $count(body.results)"),
  mistake("a batch judges by a number", "accepted: $not($exists(error))", "accepted: $count(error)"),
  mistake("a batch judges the answer", "accepted: $not($exists(error))", "accepted: body.ok = true"),
  mistake(
    "a batch takes the key of the item",
    "          key: id\n          accepted",
    "          key: item.id\n          accepted",
  ),
  mistake(
    "what takes back is misspelt",
    "/rows/${ created.id }\n                    accept",
    "/rows/${ creatde.id }\n                    accept",
  ),
  mistake(
    "what is taken back was only read",
    "          - let: { known: found.id }",
    "          - get: /rows/1\n            as: one\n            undo:\n              - delete: /rows/${ one.id }\n          - let: { known: one.id }",
    "undo:",
  ),
  mistake(
    "a group is a request as well",
    "            steps:\n              - post: /rows\n",
    "            get: /rows\n            steps:\n              - post: /rows\n",
    "if: $not($exists(known))",
  ),
  mistake("a procedure is called with brackets", "- do: find", "- do: find()"),
  mistake("what a procedure gives is misspelt", "known: found.id", "known: fuond.id"),
  mistake("a digest that there is not", '"sha256"', '"sha265"'),
  mistake("a signature without its key", '$hmac(item.name, "key", "sha256", "hex")', "$hmac(item.name)"),
  mistake("the header of links in capitals", "$link(headers.link", "$link(headers.Link"),
  mistake("markup of two values", "$xml(item.note)", "$xml(item.note, item.name)"),
  mistake("a list of an event is sought in an answer", "records: parameters.rows", "records: body.rows"),
  mistake(
    "a list of an event goes on",
    "records: parameters.rows",
    "records: parameters.rows\n        next: page + 1",
    "      list:\n        records",
  ),
  mistake("a query of all requests without ${ }", "lang: en", "lang: auth.api_key"),
  mistake("a certificate without its key", ', key: "${ auth.api_key }"', "", "tls:"),
  mistake("a certificate is misspelt", 'cert: "${ auth.api_key }"', 'cert: "${ auth.api_kye }"'),
];
