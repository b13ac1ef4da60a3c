import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import { connectorTable, connectorText } from "./overview.js";

const manifest: Manifest = {
  name: "acme",
  title: "Acme \u001b[31m",
  type: "ATS",
  url: "https://example.org/",
  auth: { required: ["key"], properties: { key: { type: "string", description: "Key" } } },
  http: { base_url: "https://example.org" },
  entities: { job: { key: "id", push: { create: { each: [{ post: "/jobs" }] } } } },
  actions: {
    create_jobs: { title: "Create", entity: "job", mode: "create", direction: "outbound", with: "hub" },
    archive_jobs: { title: "Archive", entity: "job", mode: "archive", direction: "inbound", with: "hub" },
  },
};
const listed = { manifest, folder: "connectors/acme", shipped: true };

test("the table has a line for each action, and text of a manifest cannot reach the terminal raw", () => {
  assert.equal(
    connectorTable([listed], (text) => text),
    [
      "connector  title            type  folder                     actions",
      "acme       Acme \\u{1b}[31m  ATS   connectors/acme (shipped)  create_jobs",
      "                                                             archive_jobs",
      "",
    ].join("\n"),
  );
});

test("one connector is told with its parameters, operations and the way its actions go", () => {
  assert.equal(
    connectorText(listed, (text) => text.toUpperCase()),
    `ACME \\U{1B}[31M (ATS)  https://example.org/
connectors/acme (shipped)

AUTH
  key  string  required  Key

JOB: PUSH CREATE
  none

ACTIONS
  create_jobs   create job   from hub
  archive_jobs  archive job  to hub
`,
  );
});
