import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import { actionPage } from "./page.js";

const schema = {
  required: ["workflow_id", "action"],
  properties: {
    workflow_id: { type: "string", description: "Identifier." },
    action: { type: "string", description: "Action." },
    logics: { type: ["array", "null"], default: null, description: "Expressions." },
    format: { type: ["string", "object", "null"], default: null, description: "Mapping." },
    callback: { type: ["object", "null"], default: null, description: "Request." },
    persist: { type: "boolean", default: true, description: "Writes." },
    incremental: { type: "boolean", default: false, description: "Changes." },
  },
};

const common = {
  type: "ATS",
  url: "https://example.org/",
  http: { base_url: "https://example.org" },
} as const;

const hub: Manifest = {
  ...common,
  name: "hub",
  title: "The Hub",
  auth: { properties: {} },
  entities: {
    job: {
      key: "id",
      pull: {
        parameters: {
          required: ["board", "depth", "kind"],
          properties: {
            board: { type: "string", description: "Board\n  key, a|b" },
            depth: { type: "integer", minimum: 1, description: "How deep" },
            kind: { enum: ["x", "y"], description: "Which kind" },
            since: { type: "string", description: "Since when" },
          },
        },
        list: { get: "/jobs", records: "body" },
      },
    },
  },
};

const acme: Manifest = {
  ...common,
  name: "acme_ats",
  title: "Acme",
  auth: { properties: { token: { type: "string", writeOnly: true, description: "Token" } } },
  entities: { job: { key: "id", push: { archive: { each: [{ delete: "/jobs/${ item.id }" }] } } } },
};

const reference = {
  name: "archive_jobs_in_acme",
  action: {
    title: "Archive jobs in acme",
    entity: "job",
    mode: "archive",
    direction: "outbound",
    with: "hub",
  },
  connector: acme,
  other: hub,
} as const;

test("an outbound action is told from the other connector to its own", () => {
  const lines = actionPage(reference, schema).split("\n");
  assert.equal(
    lines[0],
    "<!-- Generated from connector.yaml by `npx sync-runner docs acme_ats`; do not edit. -->",
  );
  assert.deepEqual(lines.slice(2, 5), ["# Archive jobs in acme", "`The Hub` :arrow_right: `Acme`", ""]);
  assert.deepEqual(
    lines.filter((line) => line.startsWith("## ")),
    [
      "## Acme Auth Parameters",
      "## The Hub Auth Parameters",
      "## Pull Parameters (The Hub)",
      "## Push Parameters (Acme)",
      "## Other Parameters",
      "## Example",
    ],
  );
});

test("a description can end neither its cell nor its row", () => {
  assert.ok(
    actionPage(reference, schema).includes("| `board` :red_circle: | `string` | None | Board key, a\\|b |\n"),
  );
});

test("the example gives what is required and comments out what has no default", () => {
  const example = /```yaml\n(.*)```/s.exec(actionPage(reference, schema))?.[1];
  assert.equal(
    example,
    `workflow_id: acme-ats-archive-jobs-in-acme
action: acme_ats.archive_jobs_in_acme

# connector_auth:
#   token: \${ env.ACME_ATS_TOKEN }
hub_auth: {}
pull_parameters:
  board: \${ env.HUB_BOARD }
  depth: 1
  kind: x
  # since: \${ env.HUB_SINCE }
push_parameters: {}

logics: null
format: null
callback: null
persist: true
incremental: false
`,
  );
});
