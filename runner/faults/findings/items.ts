/** Findings about records, items and their schemas, and about flows that share what they must not share. */
import { error, judgement, manifest, pipeline, type Said, said, schema } from "./kind.js";

const PUSH = "entities.profile";

export const items = {
  "half-written": judgement({
    message: () => "after an interruption between its writes an item would be skipped half-written",
    means:
      "An idempotent operation is taken again after an interruption. It looks first and skips what is there, and what is there may be the first half of an item.",
    wrong: manifest(
      PUSH,
      'push:\n  create:\n    idempotent: true\n    each:\n      - get: "/people?reference=${ item.reference }"\n        as: found\n      - if: $exists(found.body.id)\n        skip: It is there.\n      - post: /people\n        json: ${ item }\n      - put: "/people/${ item.reference }/tags"\n        json: { tags: "${ item.tags }" }',
      7,
    ),
    right: manifest(
      PUSH,
      'push:\n  create:\n    idempotent: true\n    each:\n      - get: "/people?reference=${ item.reference }"\n        as: found\n      - if: $exists(found.body.id) and $not(interrupted)\n        skip: It is there.\n      - post: /people\n        json: ${ item }\n      - put: "/people/${ item.reference }/tags"\n        json: { tags: "${ item.tags }" }',
    ),
  }),
  "unknown-member-name": judgement<{ readonly what: string; readonly name: string }>({
    message: ({ what, name }) => `${what} has no \`${name}\``,
    means:
      "The parameter takes names of members of the item: one that no item has changes nothing, without a word.",
    wrong: pipeline("push_parameters:\n  keep: [infos]", 2),
    right: pipeline("push_parameters:\n  keep: [info]"),
  }),
  "json-schema-word": error<{ readonly word: string }>({
    message: ({ word }) => `\`${word}\` is no word of JSON Schema, and says nothing`,
    means:
      "JSON Schema passes over words that it does not know: what the word was to say would not be checked.",
    wrong: schema(
      '{ "type": "object",\n  "propertys": { "id": { "type": "string" }, "attributes": {} }\n}',
      2,
    ),
    right: schema('{ "type": "object",\n  "properties": { "id": { "type": "string" }, "attributes": {} }\n}'),
  }),
  "json-schema-value": error<Said>({
    message: said,
    means:
      "Behind a word of JSON Schema stands a value of a certain kind: a schema, a list, the name of a type.",
    wrong: schema(
      '{ "type": "object",\n  "properties": { "id": { "type": "text" }, "attributes": {} }\n}',
      2,
    ),
    right: schema('{ "type": "object",\n  "properties": { "id": { "type": "string" }, "attributes": {} }\n}'),
  }),
  "workflow-twice": error<{ readonly file: string }>({
    message: ({ file }) => `${file} has the same \`workflow_id\`: both would share a token and a lock`,
    means:
      "The state of a flow is kept under its `workflow_id`. `validate` tells it of pipelines that are given together.",
    wrong: pipeline("workflow_id: other_people"),
    right: pipeline("workflow_id: people"),
  }),
};
