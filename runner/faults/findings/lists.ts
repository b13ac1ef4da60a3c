/** Findings about lists that could not be read to their end, or not from where the last run ended. */
import { doubt, error, judgement, manifest, type Said, said, schema } from "./kind.js";

/** A record of which not every member is named. */
const OPEN =
  '{ "type": "object", "properties": { "id": {}, "attributes": {} }, "additionalProperties": true }';
const LIST = "entities.profile.pull.list";
const CURSOR = "entities.profile.pull.cursor";

export const lists = {
  "input-by-name": doubt<{ readonly name: string; readonly input: string }>({
    message: ({ name, input }) => `\`${name}\` is sought in ${input}, which is the input here`,
    means:
      "Some places look at one value alone: `filter` at a record, `key`, `accepted` and `message` of a batch at a result. Its members are named as they are; what else such a place sees is a variable, `$mode`. A member that is called like one of the names of steps is possible, and hardly ever meant.",
    wrong: {
      ...manifest(LIST, 'query: { email: "${ parameters.filter_email }" }\nfilter: mode != "create"', 2),
      beside: schema(OPEN),
    },
    right: {
      ...manifest(LIST, 'query: { email: "${ parameters.filter_email }" }\nfilter: $mode != "create"'),
      beside: schema(OPEN),
    },
  }),
  "one-page-only": judgement<Said>({
    message: said,
    means:
      "The request counts pages, or `next` adds to `page`, and the second page is never asked for: records behind the first page would be missed without a word.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  get: /people\n  query: { email: "${ parameters.filter_email }", page: "${ page }" }\n  first: 1\n  records: body.data',
      4,
    ),
    right: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", page: "${ page }" }\nfirst: 1\nnext: page + 1\nmay_shift: true',
    ),
  }),
  "paging-stuck": error<Said>({
    message: said,
    means: "Each page would be the first one again, and the list would never end.",
    wrong: manifest(LIST, "first: 1\nnext: page + 1\nmay_shift: true", 2),
    right: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", page: "${ page }" }\nfirst: 1\nnext: page + 1\nmay_shift: true',
    ),
  }),
  "cursor-unused": judgement({
    message: () => "the list does not use `cursor`: an incremental run would read everything",
    means: "A cursor is kept so that the next run can ask for what is newer: the request has to send it.",
    wrong: manifest(CURSOR, 'query: { since: "2024-01-31" }'),
    right: manifest(CURSOR, 'query: { since: "${ cursor }" }'),
  }),
  "cursor-kind": error({
    message: () => "a cursor has either `value`, of each record, or `token`, of an answer",
    means:
      "A run has to know how far it came: by the latest of the records that it read, or by a token that the system hands out.",
    wrong: manifest("entities.profile.pull", 'cursor:\n  query: { since: "${ cursor }" }'),
    right: manifest(CURSOR, "value: record.attributes.updated"),
  }),
  "token-not-compared": error<{ readonly key: string }>({
    message: ({ key }) => `\`${key}\` cannot be kept with \`cursor.token\``,
    means:
      "A token that the system hands out stands for the whole list: it is no part of a record, cannot be moved, and of two of them nobody knows which is later.",
    wrong: manifest(
      "entities.profile.pull",
      'cursor:\n  token: body.token\n  order: ascending\n  query: { since: "${ cursor }" }',
      3,
    ),
    right: manifest(
      "entities.profile.pull",
      'cursor:\n  token: body.token\n  query: { since: "${ cursor }" }',
    ),
  }),
  "parts-without-instant": error<{ readonly kind: string }>({
    message: ({ kind }) =>
      `a list in parts cannot be read incrementally: by its schema, \`cursor.value\` is ${kind}, which means no instant`,
    means:
      "The parts of a list are read one after the other, and what comes into the first while the last is read must not be older than the token. Instants show that, by the clock of the system.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  for: { team: \'["a", "b"]\' }\n  get: /teams/${ team }\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.unsubscribed\n  query: { since: "${ cursor }" }',
      7,
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  for: { team: \'["a", "b"]\' }\n  get: /teams/${ team }\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  query: { since: "${ cursor }" }',
    ),
  }),
  "window-without-cursor": error<{ readonly missing: "cursor" | "cursor.start" }>({
    message: ({ missing }) => `\`window\` needs \`${missing}\``,
    means:
      "A window is a part of the span between the token and now: `cursor.value` says where a record lies in it, and `cursor.start` where the span begins in a run without a token.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated',
      2,
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01',
    ),
  }),
  "window-unused": judgement<{ readonly names: string }>({
    message: ({ names }) => `the list does not use ${names}: each window would give the same records`,
    means:
      "The list is read once for each window, and only its request tells the system which one. Without the bounds every window gives everything.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ cursor }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01',
      2,
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01',
    ),
  }),
  "window-beside": error<{ readonly key: string }>({
    message: ({ key }) => `\`cursor.${key}\` cannot be kept with \`list.window\``,
    means:
      "A window is asked for by its bounds, whatever the cursor is: there is nothing to seek in it, and no cursor that the system could refuse.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01\n  order: ascending\n  seek: true',
      10,
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01\n  order: ascending',
    ),
  }),
  "start-without-instant": error<{ readonly kind: string }>({
    message: ({ kind }) => `\`start\` is ${kind}, which means no instant`,
    means:
      "The windows of a list are counted from it, so it has to be a date, an instant, or seconds or milliseconds since 1970.",
    wrong: manifest(CURSOR, "start: the beginning"),
    right: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01',
    ),
  }),
  "start-unused": error({
    message: () => "`start` says where windows begin, and no list of this pull has a `window`",
    means:
      "A run without a token reads everything, unless its list is read in windows. What a run shall leave out is said by the request of the list.",
    wrong: manifest(CURSOR, "start: 2020-01-01"),
    right: manifest(
      "entities.profile.pull",
      'list:\n  window: 30d\n  get: /people\n  query: { from: "${ window.from }", to: "${ window.to }", email: "${ parameters.filter_email }" }\n  records: body.data\ncursor:\n  value: record.attributes.updated\n  start: 2020-01-01',
    ),
  }),
  "deleted-key": error<Said>({
    message: said,
    means:
      "A list of what was deleted gives keys, and the format sees a record that holds the key alone, where records of the entity have it: its `key` has to be a member, and the key has to be taken of each record.",
    wrong: manifest(LIST, "deleted: { get: /people/deleted, records: body.ids, key: '7' }"),
    right: manifest(LIST, "deleted: { get: /people/deleted, records: body.people, key: id }"),
  }),
  "deleted-same-list": judgement({
    message: () =>
      "`deleted` asks for what the list asks for: it gives what is there, and not what was deleted",
    means:
      "What a list of the deleted gives is archived, unless the first list gives it, too: a second list that is the first one archives nothing and rejects everything.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  get: /people\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data\n  deleted:\n    get: /people\n    query: { email: "${ parameters.filter_email }" }\n    records: body.data\n    key: id',
      6,
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  get: /people\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data\n  deleted:\n    get: /people\n    query: { deleted: true }\n    records: body.data\n    key: id',
    ),
  }),
  "step-without-record": error<{ readonly name: "record" | "drop" }>({
    message: ({ name }) => `there is no record here: \`${name}\` says nothing`,
    means:
      "`record` and `drop` say what becomes of the record that is read: they stand in `pull.each`. Steps that write end an item with `skip` or `fail`.",
    wrong: manifest("entities.profile.pull", "once:\n  - drop: It is not ours.\n    if: incremental", 2),
    right: manifest("entities.profile.pull", "each:\n  - drop: It is not ours.\n    if: incremental"),
  }),
  "cursor-constant": error({
    message: () => "the cursor is the same for every record",
    means:
      "A cursor says how far a run came, by the last record that it read: it has to be a part of the record.",
    wrong: manifest(CURSOR, "value: \"'2024-01-31'\""),
    right: manifest(CURSOR, "value: record.attributes.updated"),
  }),
};
