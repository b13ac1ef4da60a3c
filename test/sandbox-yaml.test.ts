/** A connector of the user's own and the system that its sandbox.yaml describes, by the commands. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { resultOf, start } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

const readme = await readFile(join(packageRoot, "runner", "sandbox", "README.md"), "utf8");
const [, described = ""] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];

const connector = `name: acme
title: Acme
type: ATS
url: https://acme.example/
auth:
  required: [token]
  properties: { token: { type: string, writeOnly: true, description: API token } }
http:
  base_url: https://api.acme.example
  headers: { Authorization: "Bearer \${ auth.token }" }
entities:
  profile:
    key: id
    pull:
      list: { get: /candidates, query: { per_page: "20" }, records: body.data, next: body.next }
      each:
        - get: \${ record.cv }
          headers: { Authorization: null }
          read: text
          as: cv
        - record: '$merge([record, { "cv": cv }])'
actions:
  create_profiles_in_hrflow:
    title: Create profiles in hrflow
    entity: profile
    mode: create
    direction: inbound
    format: '{ "reference": $string(id), "info": { "first_name": first_name, "email": email, "summary": cv } }'
`;
const pipeline = `workflow_id: acme
action: acme.create_profiles_in_hrflow
connector_auth: { token: "\${ env.ACME_TOKEN }" }
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" }
`;
const files = {
  "package.json": "{}",
  "connectors/acme/connector.yaml": connector,
  "connectors/acme/sandbox.yaml": described,
  "pipelines/acme.yaml": pipeline,
};

test("run --sandbox simulates a connector of the project, with the credentials of its description", async (t) => {
  const cwd = await workplace(t, files);
  const ended = await commandInside(["run", "pipelines/acme.yaml", "--sandbox", "--json"], { cwd });
  assert.equal(ended.exit, 0, ended.stderr);
  const { read_success, write_success } = resultOf(ended).events;
  assert.deepEqual([read_success, write_success], [45, 45]);
  assert.match(ended.stderr, /credentials of its own for ACME_TOKEN/);
});

test("a case of a test file meets the described system", async (t) => {
  const cases = `cases:
  - name: everybody is created
    pipeline: { action: acme.create_profiles_in_hrflow, connector_auth: { token: "\${ env.ACME_TOKEN }" },
      hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" },
      push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" } }
    given: sandbox
    expect: { exit: 0, counts: { read_success: 45, write_success: 45 } }
`;
  const cwd = await workplace(t, { ...files, "connectors/acme/tests/create.yaml": cases });
  const ended = await commandInside(["test"], { cwd });
  assert.equal(ended.exit, 0, ended.stderr + ended.stdout);
});

test("run --sandbox tells what the description does not know", async (t) => {
  const cwd = await workplace(t, {
    ...files,
    "connectors/acme/connector.yaml": connector.replace("per_page:", "limit:"),
  });
  const ended = await commandInside(["run", "pipelines/acme.yaml", "--sandbox"], { cwd });
  assert.equal(ended.exit, 3);
  assert.match(
    ended.stderr,
    /^sandbox: api\.acme\.example does not know the parameter limit of GET \/candidates$/m,
  );
});

test("validate takes a description, and shows the line of what is wrong with it", async (t) => {
  const cwd = await workplace(t, {
    ...files,
    "connectors/other/sandbox.yaml": described.replace("list: candidates", "list: candidate"),
  });
  const good = await commandInside(["validate", "connectors/acme/sandbox.yaml"], { cwd });
  assert.deepEqual([good.exit, good.stdout, good.stderr], [0, "", ""]);
  const wrong = await commandInside(["validate", "connectors/other/sandbox.yaml"], { cwd });
  assert.equal(wrong.exit, 2);
  const line = described.split("\n").findIndex((one) => one.includes("list: candidates")) + 1;
  assert.match(wrong.stderr, new RegExp(`connectors/other/sandbox\\.yaml:${line}:11`));
  assert.match(wrong.stderr, /there is no collection `candidate`/);
  assert.match(wrong.stderr, /Did you mean `candidates`\?|list: candidate/);
});

test("validate invents the records once, and tells an expression that fails on them", async (t) => {
  const failing = described.replace(
    "    unique: [email]\n",
    '    unique: [email]\n    record: { age: "${ $number(record.email) }" }\n',
  );
  const cwd = await workplace(t, { "connectors/acme/sandbox.yaml": failing });
  const ended = await commandInside(["validate", "connectors/acme/sandbox.yaml"], { cwd });
  assert.equal(ended.exit, 2, ended.stderr);
  assert.match(ended.stderr, /EXPRESSION_FAILED[\s\S]*connectors\/acme\/sandbox\.yaml:11:31/);
});

test("sandbox serves what the project describes, and shows what a request asks that it does not know", async (t) => {
  const cwd = await workplace(t, files);
  const served = start(t, ["sandbox", "--port", "0", "--memory"], { cwd });
  const url = await served.saying("stdout", "http://");
  const answer = await fetch(`${url.trim()}/api.acme.example/candidates?pages=2`, {
    headers: { Authorization: "Bearer sandbox-acme-token" },
  });
  assert.equal(answer.status, 400);
  await served.saying("stderr", "api.acme.example does not know the parameter pages of GET /candidates");
  served.kill("SIGTERM");
  assert.equal((await served.ended).exit, 0);
});
