/** Records beside the one that is meant, what a write knows of its time, and lists whose order is a parameter of its own. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Sandbox, startSandbox } from "../server.js";
import { findDescriptions } from "./find.js";

const description = `title: Acme
hosts: [api.acme.example]
errors: { body: { text: "\${ message } (\${ method })" } }
collections:
  teams:
    records: [{ id: red, lead: "1" }, { id: blue }]
  people:
    created: made
    updated: changed
    records:
      - { id: "1", team: red, name: a, age: 3 }
      - { id: "2", team: blue, name: a, age: 1 }
      - { id: "3", team: blue, name: b, age: 2 }
routes:
  GET /people:
    list: people
    sort: { parameter: sort, order: order, by: { age: record.age, name: record.name }, default: -age }
    show: "\${ record.id }"
  GET /person:
    one: people
    parameters: [id, name, team]
    find:
      team: { in: teams, by: { id: "\${ query.team }" } }
      named: { in: people, by: { name: "\${ query.name }", team: "\${ team.id }" } }
    refuse: [{ if: $not($exists(team)), message: no such team }]
    by: { id: "\${ query.id ? query.id : named.id }" }
    answer: { id: "\${ record.id }", lead: "\${ team.lead }" }
  GET /ids: { answer: { ids: "\${ people.id }" } }
  POST /people:
    create: people
    find: { same: { in: people, by: { name: "\${ body.name }", team: "\${ body.team }" } } }
    refuse: [{ if: $exists(same), message: "\${ same.id } has that name" }]
    set: { id: "\${ body.id }", name: "\${ body.name }", team: "\${ body.team }", made: "\${ body.made }" }
  PUT /people/{id}: { change: people, set: { gone: "\${ now }" } }
  DELETE /people/{id}: { remove: people }
`;

let sandbox: Sandbox;
before(async () => {
  const project = await mkdtemp(join(tmpdir(), "find-"));
  await mkdir(join(project, "connectors", "acme"), { recursive: true });
  await writeFile(join(project, "connectors", "acme", "sandbox.yaml"), description);
  sandbox = await startSandbox({ candidates: 0, descriptions: await findDescriptions(project) });
});
after(() => sandbox.close());

const call = async (path: string, method = "GET", body?: object) => {
  const url = `${sandbox.endpoints["api.acme.example"]}${path}`;
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return [answer.status, JSON.parse((await answer.text()) || "null")] as const;
};

test("a record is found by its members, one by what another one has", async () => {
  assert.deepEqual(await call("/person?team=blue&name=a"), [200, { id: "2" }]);
  assert.deepEqual(await call("/person?team=red&name=a"), [200, { id: "1", lead: "1" }]);
});

test("where a member is asked for without a value, or no record has it, nothing is found", async () => {
  assert.deepEqual(await call("/person?team=green&id=1"), [400, { text: "no such team (GET)" }]);
  assert.equal((await call("/person?team=red&name=b"))[0], 404);
  assert.equal((await call("/person?team=red"))[0], 404);
});

test("a refusal sees what was found, and the method of the request", async () => {
  const refused = [400, { text: "3 has that name (POST)" }];
  assert.deepEqual(await call("/people", "POST", { id: "9", name: "b", team: "blue" }), refused);
  assert.equal((await call("/people", "POST", { id: "9", name: "b", team: "red" }))[0], 201);
});

test("a record was created when the route says so, and else now", async () => {
  const post = async (body: object) => {
    const { id, made, changed } = (await call("/people", "POST", body))[1];
    return { id, made, isNow: made === changed };
  };
  const then = "2020-02-02T00:00:00Z";
  assert.deepEqual(await post({ id: "10", name: "t", made: then }), { id: "10", made: then, isNow: false });
  assert.equal((await post({ id: "11", name: "u" })).isNow, true);
});

test("a write knows its own time", async () => {
  const [, { gone, changed }] = await call("/people/1", "PUT", {});
  assert.match(gone, /^2026-01-01T/);
  assert.equal(gone, changed);
});

test("where the order is a parameter, that of the default holds until it is named", async () => {
  const first = async (query: string) => ((await call(`/people?${query}`))[1] as string[]).slice(-3);
  await call("/people/9", "DELETE");
  await call("/people/10", "DELETE");
  await call("/people/11", "DELETE");
  assert.deepEqual(await first(""), ["1", "3", "2"]);
  assert.deepEqual(await first("sort=age"), ["1", "3", "2"]);
  assert.deepEqual(await first("sort=age&order=asc"), ["2", "3", "1"]);
  assert.deepEqual(await first("order=asc"), ["2", "3", "1"]);
});

test("expressions see a collection as it is after every write, in the order of creation", async () => {
  const ids = async () => (await call("/ids"))[1].ids as unknown;
  assert.deepEqual(await ids(), ["1", "2", "3"]);
  await call("/people", "POST", { id: "20", name: "x" });
  await call("/people/2", "PUT", {});
  assert.deepEqual(await ids(), ["1", "2", "3", "20"]);
  await call("/people/2", "DELETE");
  await call("/people", "POST", { id: "2", name: "y" });
  assert.deepEqual(await ids(), ["1", "3", "20", "2"]);
});
