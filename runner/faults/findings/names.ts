/** Findings about what a file names: connectors, actions, entities, files. */
import { error, manifest, pipeline, type Said, said, wholePipeline } from "./kind.js";

/** A pipeline from Demo to Demo. */
const BETWEEN = `workflow_id: people
origin: { connector: demo, entity: profile, auth: { api_key: key-123456 }, parameters: { filter_email: a@example.org } }
target:
  connector: demo
  entity: profile
  operation: create
  auth: { api_key: key-123456 }
`;
const PUSH = manifest(
  "entities.profile",
  'push:\n  create:\n    each:\n      - post: /people\n        json: { id: "${ item.id }" }',
);

export const names = {
  "unknown-connector": error<{ readonly name: string }>({
    message: ({ name }) => `there is no connector \`${name}\``,
    means: "Connectors are looked for in `connectors/` of the project, then among the shipped ones.",
    wrong: pipeline("action: demmo.copy_people"),
    right: pipeline("action: demo.copy_people"),
  }),
  "connector-link": error<{ readonly name: string }>({
    message: ({ name }) => `the manifest of \`${name}\` is a link to a file outside its folder`,
    means: "A manifest is data that others may have written: it reaches no file outside its folder.",
    wrong: pipeline("action: linked.copy_people"),
    right: pipeline("action: demo.copy_people"),
  }),
  "connector-name": error<{ readonly name: string; readonly folder: string | undefined }>({
    message: ({ name, folder }) => `the connector is called \`${name}\`, its folder \`${folder}\``,
    means: "A connector is found by the name of its folder, and its state is kept under its own name.",
    wrong: manifest("", "name: dema"),
    right: manifest("", "name: demo"),
  }),
  "unknown-action": error<{ readonly connector: string; readonly name: string }>({
    message: ({ connector, name }) => `${connector} has no action \`${name}\``,
    means:
      "The actions of a connector stand under `actions` of its manifest; `sync-runner connectors NAME` lists them.",
    wrong: pipeline("action: demo.copy_poeple"),
    right: pipeline("action: demo.copy_people"),
  }),
  "unknown-entity": error<{ readonly connector: string; readonly name: string }>({
    message: ({ connector, name }) => `${connector} has no entity \`${name}\``,
    means: "Both ends of an action must have its entity.",
    wrong: manifest("actions.copy_people", "entity: profil"),
    right: manifest("actions.copy_people", "entity: profile"),
  }),
  "missing-operation": error<Said>({
    message: said,
    means:
      "The entity is not read, or not written in this way, by the connector at that end: an action needs `pull` at its origin, and `push` with its operation at its target.",
    wrong: manifest("actions.copy_people", "mode: update"),
    right: manifest("actions.copy_people", "mode: create"),
  }),
  "unknown-session": error<{ readonly name: string }>({
    message: ({ name }) => `there is no session \`${name}\``,
    means: "A session is declared under `sessions` of the manifest, with the steps that log in.",
    wrong: manifest("entities.profile.pull", "session: login"),
    right: {
      ...manifest("entities.profile.pull", "session: login"),
      beside: manifest("", "sessions:\n  login:\n    steps:\n      - post: /login"),
    },
  }),
  "no-default-format": error<Said>({
    message: ({ said }) => `no \`format\`, and no default one: ${said}`,
    means:
      "Left out, a format is the origin's default one for a third system followed by the target's default one from there. Both need an action for it, and both have to speak of the same entity.",
    wrong: {
      ...wholePipeline(BETWEEN, 3),
      beside: PUSH,
    },
    right: {
      ...wholePipeline(`${BETWEEN}format: '{ "reference": id }'\n`),
      beside: PUSH,
    },
  }),
  "two-flows": error<{ readonly key: string }>({
    message: ({ key }) => `\`${key}\` stands beside \`origin\` and \`target\``,
    means: "A pipeline names an action, or an origin and a target: what it does is said once.",
    wrong: {
      ...wholePipeline(`${BETWEEN}format: '{ "reference": id }'\npush_parameters: {}\n`, 9),
      beside: PUSH,
    },
    right: {
      ...wholePipeline(`${BETWEEN}format: '{ "reference": id }'\n`),
      beside: PUSH,
    },
  }),
  "unknown-procedure": error<{ readonly name: string }>({
    message: ({ name }) => `there is no procedure \`${name}\``,
    means: "A step `do` takes the steps that stand under this name in `procedures` of the manifest.",
    wrong: manifest("entities.profile.pull", "each:\n  - do: look", 2),
    right: {
      ...manifest("entities.profile.pull", "each:\n  - do: look"),
      beside: manifest("", "procedures:\n  look:\n    - get: /seen/${ record.id }"),
    },
  }),
  "procedure-circle": error<{ readonly name: string }>({
    message: ({ name }) => `the procedure \`${name}\` takes itself`,
    means: "Its steps would never come to an end.",
    wrong: {
      ...manifest("", "procedures:\n  look:\n    - get: /seen\n    - do: look", 4),
      beside: manifest("entities.profile.pull", "each:\n  - do: look"),
    },
    right: {
      ...manifest("entities.profile.pull", "each:\n  - do: look"),
      beside: manifest("", "procedures:\n  look:\n    - get: /seen/${ record.id }"),
    },
  }),
  "unknown-parameter": error<{ readonly name: string }>({
    message: ({ name }) => `\`${name}\` is no parameter of this operation`,
    means: "`scope` names the parameters that say where an item is written; each must be declared.",
    wrong: manifest(
      "entities.profile",
      "push:\n  create:\n    scope: [board]\n    each:\n      - post: /people\n        json: ${ item }",
      3,
    ),
    right: manifest(
      "entities.profile",
      'push:\n  create:\n    scope: [board]\n    parameters:\n      properties: { board: { type: string, description: The board. } }\n    each:\n      - post: "/people?board=${ parameters.board }"\n        json: ${ item }',
    ),
  }),
  "name-taken": error<{ readonly name: string }>({
    message: ({ name }) => `\`${name}\` already names something else here`,
    means:
      "A second value with the name would hide the first, and expressions that mean the first would read the second.",
    wrong: manifest("entities.profile.pull", "each:\n  - let: { record: record.attributes }", 2),
    right: manifest(
      "entities.profile.pull",
      "each:\n  - let: { attributes: record.attributes }\n  - record: attributes",
    ),
  }),
  "file-missing": error<{ readonly file: string; readonly but?: string | undefined }>({
    message: ({ file, but }) =>
      `there is no file \`${file}\` beside this one${but === undefined ? "" : `: ${but}`}`,
    means: "Files are looked for from the folder of the file that names them.",
    wrong: pipeline("format: ./fromat.jsonata"),
    right: pipeline("format: ./format.jsonata"),
  }),
  "file-outside": error<Said>({
    message: said,
    means:
      "A pipeline reaches the files of its project, and a manifest those of its folder, and no other file of this machine.",
    wrong: pipeline("format: ../../../format.jsonata"),
    right: pipeline("format: ./format.jsonata"),
  }),
  "file-unreadable": error<Said>({
    message: said,
    means: "The file is there, and cannot be read as a text: or its name cannot be that of a file.",
    wrong: pipeline(`format: ./${"format".repeat(50)}.jsonata`),
    right: pipeline("format: ./format.jsonata"),
  }),
  "file-not-marked": error<{ readonly file: string }>({
    message: ({ file }) => `\`${file}\` is an expression, not a file`,
    means:
      "A text that names a file starts with `./` or `../`; any other is an expression, here a division or a path.",
    wrong: pipeline("format: format.jsonata"),
    right: pipeline("format: ./format.jsonata"),
  }),
  "schema-broken": error<Said>({
    message: said,
    means: "The schema of records or items cannot be read, so that no expression can be checked against it.",
    wrong: manifest("entities.profile", "schema: ./list.schema.json"),
    right: manifest("entities.profile", "schema: ./record.schema.json"),
  }),
};
