/** Findings about what is written well and does not fit: paging, headers, names, keys and cursors of a manifest. */
import { doubt, judgement, manifest, pipeline, type Said, said } from "./kind.js";

const LIST = "entities.profile.pull.list";
const CURSOR = "entities.profile.pull.cursor";

export const fitting = {
  "paging-step": doubt<Said>({
    message: said,
    means:
      "The list would not be read page by page: records between the pages, or behind the first, would be missed without a word.",
    wrong: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", offset: "${ page }", limit: 100 }\nfirst: 0\nnext: page + 1\nmay_shift: true',
      3,
    ),
    right: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", offset: "${ page }", limit: 100 }\nfirst: 0\nnext: page + 100\nmay_shift: true',
    ),
  }),
  "cursor-unfit": doubt<Said>({
    message: said,
    means:
      "A run that goes on from a cursor reads what comes behind it: where the list is filtered or sorted by something else, records are left out.",
    wrong: manifest(CURSOR, 'order: ascending\nquery: { since: "${ cursor }", sort: -updated }', 2),
    right: manifest(CURSOR, 'order: ascending\nquery: { since: "${ cursor }", sort: updated }'),
  }),
  "key-unfit": doubt<{ readonly why: string }>({
    message: ({ why }) => why,
    means:
      "By its key a record is found again: two records with one key are one, and a record whose key changes is another one.",
    wrong: manifest("entities.profile", "key: attributes.unsubscribed"),
    right: manifest("entities.profile", "key: id"),
  }),
  "header-unfit": doubt<Said>({
    message: said,
    means:
      "A server passes over a header that it does not know, and reads a value as it stands: the request is refused, or understood in another way.",
    wrong: manifest("http", 'headers: { X-API-KEY: "${ auth.api_key }", Content_Type: application/json }'),
    right: manifest("http", 'headers: { X-API-KEY: "${ auth.api_key }", Content-Type: application/json }'),
  }),
  "names-crossed": doubt<{ readonly name: string; readonly value: string }>({
    message: ({ name, value }) => `\`${value}\` goes out as \`${name}\`, which says the contrary`,
    means:
      "Two values that are exchanged fit each other's places: nothing fails, and the wrong records are read, or a secret goes where it is printed.",
    wrong: manifest(
      "entities.profile.pull",
      'parameters:\n  required: [filter_email]\n  properties:\n    filter_email: { type: string, description: Email. }\n    limit: { type: integer, description: Most records. }\n    order: { type: string, description: Order. }\n    created_to: { type: string, description: At or before. }\nlist:\n  get: /people\n  query: { email: "${ parameters.filter_email }", created_from: "${ parameters.created_to }" }\n  records: body.data',
      10,
    ),
    right: manifest(
      "entities.profile.pull",
      'parameters:\n  required: [filter_email]\n  properties:\n    filter_email: { type: string, description: Email. }\n    limit: { type: integer, description: Most records. }\n    order: { type: string, description: Order. }\n    created_to: { type: string, description: At or before. }\nlist:\n  get: /people\n  query: { email: "${ parameters.filter_email }", created_to: "${ parameters.created_to }" }\n  records: body.data',
    ),
  }),
  "object-in-text": doubt<{ readonly what: string }>({
    message: ({ what }) => `this is ${what}, and becomes JSON in the text around it`,
    means:
      "A text holds a text, a number, true or false. An object in an address asks for what there is not; in a message nobody reads it.",
    wrong: manifest(
      "entities.profile.pull",
      "each:\n  - get: /people/${ record.attributes }/files\n    read: nothing",
      2,
    ),
    right: manifest(
      "entities.profile.pull",
      "each:\n  - get: /people/${ record.id }/files\n    read: nothing",
    ),
  }),
  "path-unfit": doubt<Said>({
    message: said,
    means:
      "Such an address can be asked, and is hardly the one of the system: it answers that there is no such thing, or with something else.",
    wrong: manifest(LIST, 'get: /people?active=1\nquery: { email: "${ parameters.filter_email }" }'),
    right: manifest(LIST, 'get: /people\nquery: { email: "${ parameters.filter_email }", active: 1 }'),
  }),
  "retry-unfit": doubt<Said>({
    message: said,
    means:
      "A request that is asked again although it was answered never comes to an end, or is written several times.",
    wrong: manifest("http", "retry: { when: status < 300 }"),
    right: manifest("http", "retry: { when: status = 403 }"),
  }),
  "comment-glued": doubt<{ readonly comment: string }>({
    message: ({ comment }) => `\`#${comment}\` is a comment and belongs to no value`,
    means:
      "In YAML a `#` behind a blank ends a value that is not in quotes. A comment is mostly written with a blank behind the sign.",
    wrong: pipeline("pull_parameters:\n  filter_email: ann@example.org #2", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org # of Ann"),
  }),
  "always-so": judgement<Said>({
    message: said,
    means:
      "It is the same for every record, so that it decides nothing: another word or another sign was meant.",
    wrong: pipeline("logics:\n  - attributes.unsubscribed = attributes.unsubscribed", 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
  "left-over": doubt<Said>({
    message: said,
    means: "A template shows with such a word where a value belongs: the system would be given the word.",
    wrong: pipeline("pull_parameters:\n  filter_email: <email>", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org"),
  }),
  "secret-sent": doubt<Said>({
    message: said,
    means:
      "Who gets the result of a run is not the system that the credential is for, and a file that is kept is read by everybody who reads the repository.",
    wrong: pipeline(
      "callback:\n  post: https://hooks.example.org/done\n  headers: { X-Token: a1b2c3d4e5f6a7b8c9d0 }",
      3,
    ),
    right: pipeline(
      "callback:\n  post: https://hooks.example.org/done\n  headers: { X-Token: \"${ env.HOOK_TOKEN ?? 'none' }\" }",
    ),
  }),
  "idempotent-unfounded": doubt({
    message: () => "this creates without looking first: done again, it would be there twice",
    means:
      "An operation that calls itself idempotent is taken again when the answer got lost. One that creates has to ask before whether the item is there, or whether it was begun (`interrupted`), unless the system knows the request again.",
    wrong: manifest(
      "entities.profile",
      'push:\n  create:\n    idempotent: true\n    each:\n      - post: /people\n        json: { id: "${ item.id }" }',
      3,
    ),
    right: manifest(
      "entities.profile",
      'push:\n  create:\n    idempotent: false\n    each:\n      - post: /people\n        json: { id: "${ item.id }" }',
    ),
  }),
};
