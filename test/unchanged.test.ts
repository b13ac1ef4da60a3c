/** A dry run, a preview and `why` change nothing at the origin, whatever the steps of its pull are. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

const manifest = (once: string, each: string) => `name: acme
title: Acme
type: ATS
url: https://acme.example/
auth: { required: [token], properties: { token: { type: string, writeOnly: true, description: API token } } }
http: { base_url: https://api.acme.example, headers: { Authorization: "Bearer \${ auth.token }" } }
entities:
  profile:
    key: $string(id)
    pull:
      list: { post: /search, json: {}, records: body.people }
${once && `      once: [${once}]\n`}${each && `      each: [${each}]\n`}    push:
      create: { idempotent: false, each: [{ post: /people, json: { id: "\${ item.id }", lock: "\${ item.lock }" } }] }
`;

const env = { ACME_TOKEN: "hunter2-hunter2" };
const pipeline = `workflow_id: acme-to-acme
origin: { connector: acme, entity: profile, auth: { token: "\${ env.ACME_TOKEN }" } }
target: { connector: acme, entity: profile, operation: create, auth: { token: "\${ env.ACME_TOKEN }" } }
format: '{ "id": id, "lock": lock }'
`;

const seen = "{ put: '/people/${ record.id }/seen' }";
const lock = (more = "") =>
  `{ patch: '/people/\${ record.id }/lock', as: lock${more} }, { record: '$merge([record, { "lock": lock.owner }])' }`;

/** Runs a command of a flow from Acme to Acme, and gives what Acme was asked besides. */
async function asked(t: TestContext, once: string, each: string, args: readonly string[]) {
  const requests: string[] = [];
  const server = createServer(({ method, url = "" }, response) => {
    requests.push(`${method} ${url}`);
    const answer = url === "/search" ? { people: [{ id: 1 }, { id: 2 }] } : { owner: "us" };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const cwd = await workplace(t, {
    "pipeline.yaml": pipeline,
    "connectors/acme/connector.yaml": manifest(once, each),
  });
  const endpoint = `api.acme.example=http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ended = await commandInside([...args, ...(args[0] === "validate" ? [] : ["--endpoint", endpoint])], {
    cwd,
    env,
  });
  return { ...ended, requests: requests.sort() };
}

const dry = ["run", "pipeline.yaml", "--dry-run"];
const preview = ["run", "pipeline.yaml", "--preview"];
const why = ["why", "2", "pipeline.yaml"];

for (const args of [dry, [...preview, "--json"], why]) {
  test(`${args.join(" ")} sends no request of a pull that may change the origin`, async (t) => {
    const { exit, requests, stderr } = await asked(t, "{ delete: /cache }", seen, args);
    assert.equal(exit, 0, stderr);
    assert.deepEqual(requests, ["POST /search"]);
  });
}

test("a run that writes sends all of them, in the same order", async (t) => {
  const { exit, requests } = await asked(t, "{ delete: /cache }", seen, ["run", "pipeline.yaml"]);
  assert.equal(exit, 0);
  const people = ["POST /people", "POST /people", "POST /search", "PUT /people/1/seen", "PUT /people/2/seen"];
  assert.deepEqual(requests, ["DELETE /cache", ...people]);
});

test("a dry run says once of each request what was not sent, and what to write when it only reads", async (t) => {
  const { stderr } = await asked(t, "", seen, dry);
  assert.equal(stderr.match(/was not sent/g)?.length, 1);
  assert.match(stderr, /PUT \/people\/1\/seen was not sent to acme: this run changes nothing/);
  assert.match(stderr, /write `reads: true` at connectors\/acme\/connector\.yaml:12/);
});

test("a record that needs the answer of what was not sent cannot be shown, and says why", async (t) => {
  const { exit, stdout, requests } = await asked(t, "", lock(), [...preview, "--json"]);
  assert.equal(exit, 4);
  assert.deepEqual(requests, ["POST /search"]);
  const { outcome, error, origin_requests } = JSON.parse(stdout.split("\n")[0] ?? "");
  assert.equal(outcome, "read_failure");
  assert.equal(
    error.message,
    "PATCH /people/1/lock was not sent to acme: this run changes nothing, and what follows needs the answer",
  );
  assert.equal(error.code, "NOT_SENT");
  const told = origin_requests.map(({ method, sent }: { method: string; sent: boolean }) => [method, sent]);
  assert.deepEqual(told.slice(0, 2), [
    ["POST", true],
    ["PATCH", false],
  ]);
});

test("what stands before the list and is needed ends the run with 2", async (t) => {
  const { exit, stderr, requests } = await asked(t, "{ delete: /cache, as: cache }", "", dry);
  assert.equal(exit, 2, stderr);
  assert.match(stderr, /error\[NOT_SENT\]: DELETE \/cache was not sent/);
  assert.deepEqual(requests, []);
});

test("what only reads by the manifest is sent, and a preview and `why` show it", async (t) => {
  const reading = lock(", reads: true");
  const shown = await asked(t, "", reading, preview);
  assert.equal(shown.exit, 0, shown.stderr);
  assert.deepEqual(shown.requests, ["PATCH /people/1/lock", "PATCH /people/2/lock", "POST /search"]);
  assert.match(shown.stdout, /^ {2}PATCH https:\/\/api\.acme\.example\/people\/1\/lock {2}asked: 200$/m);
  assert.match(shown.stdout, /^ {2}POST https:\/\/api\.acme\.example\/search {2}asked: 200$/m);
  assert.match(shown.stdout, /"lock": "us"/);
  const told = await asked(t, "", reading, why);
  assert.match(told.stdout, /PATCH api\.acme\.example\/people\/2\/lock: 200/);
});

test("a POST that writes says so, and is not sent", async (t) => {
  const note = "{ post: '/people/${ record.id }/notes', reads: false }";
  assert.deepEqual((await asked(t, "", note, dry)).requests, ["POST /search"]);
});

test("`validate` tells a pull that may write and does not say whether it does", async (t) => {
  const silent = await asked(t, "", seen, ["validate", "pipeline.yaml"]);
  assert.notEqual(silent.exit, 0);
  assert.match(silent.stdout + silent.stderr, /pull-writes.*`put` in a pull may change the origin/s);
});
