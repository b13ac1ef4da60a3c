/** What larger systems need of a description: finding by members, values of a request, words of their own, links as storage signs them. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parseFaults } from "../faults.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../server.js";
import { findDescriptions } from "./find.js";

const description = `title: Acme
hosts: [api.acme.example]
media_type: application/vnd.acme+json
headers: { X-Version: "\${ headers.\`x-version\` }" }
limits: [{ requests: 1000, per: 1m, headers: { X-Left: "\${ remaining }" } }]
errors:
  body: { code: "\${ details.code }", path: "\${ address }", text: "\${ message }" }
  reasons:
    missing: { message: "nobody is \${ path.id }", details: { code: none } }
    unique: { status: 422, message: "\${ value } is somebody's \${ name }", details: { code: taken } }
    parameter: { message: "what is \${ name } = \${ value }?" }
    sort: { message: "not by \${ value }" }
    page: { status: 422 }
collections:
  people:
    unique: [contact.email]
    unique_unless: record.draft = true
    records:
      - { id: "1", rank: 2, name: b, contact: { email: b@example.org } }
      - { id: "2", rank: 1, name: b, contact: { email: c@example.org } }
      - { id: "3", rank: 3, name: a, contact: { email: a@example.org } }
    links:
      file:
        host: files.acme.example
        path: /files/\${ record.id }
        expires: 30s
        query: { until: "\${ expires }", proof: "\${ signature }" }
routes:
  GET /people:
    list: people
    parameters: [email]
    by: { contact.email: "\${ query.email }" }
    sort: { parameter: sort, by: { name: record.name, rank: record.rank } }
    paging: { page: page, size: size, default: 2 }
    answer: { ids: "\${ records.id[] }", first: "\${ first }", last: "\${ last }" }
  GET /people/{id}: { one: people, show: { file: "\${ links.file }" } }
  PUT /people:
    create: people
    let: { email: "\${ $lowercase(body.email) }", loud: "\${ email & '!' }" }
    by: { contact.email: "\${ email }" }
    refuse: [{ if: record.rank > 2, message: "\${ loud } has rank \${ record.rank }", details: { code: rank } }]
    set: { contact: { email: "\${ email }" }, was: "\${ $exists(record) ? record.id }" }
  POST /people: { create: people }
  GET /files/{id}:
    host: files.acme.example
    one: people
    auth: null
    signed: true
    file: { text: "\${ record.name }" }
    errors:
      headers: { Content-Type: application/xml }
      body: "<Error>\${ details.code }</Error>"
      reasons: { forged: { details: { code: Forged } }, expired: { details: { code: "\${ $type(expires) }" } } }
`;

async function open(more: SandboxOptions = {}): Promise<Sandbox> {
  const project = await mkdtemp(join(tmpdir(), "reach-"));
  await mkdir(join(project, "connectors", "acme"), { recursive: true });
  await writeFile(join(project, "connectors", "acme", "sandbox.yaml"), description);
  return startSandbox({ candidates: 0, descriptions: await findDescriptions(project), ...more });
}

let sandbox: Sandbox;
before(async () => {
  sandbox = await open();
});
after(() => sandbox.close());

const call = (path: string, init: RequestInit = {}, on = sandbox) =>
  fetch(`${on.endpoints["api.acme.example"]}${path}`, init);
const read = async (path: string, init: RequestInit = {}) => {
  const answer = await call(path, init);
  return [answer.status, await answer.json()] as const;
};
const send = (method: string, body: object): RequestInit => ({ method, body: JSON.stringify(body) });
const follow = async (link: string, on = sandbox) => {
  const answer = await fetch(link.replace("https:/", on.url));
  return [answer.status, await answer.text(), answer.headers.get("x-left")] as const;
};
const linkOf = async (on = sandbox) =>
  ((await (await call("/people/1", {}, on)).json()) as { file: string }).file;

test("a list is sorted by several names, and tells its first and last page", async () => {
  const page = (number: number) => `https://api.acme.example/people?sort=name%2C-rank&page=${number}`;
  const found = { ids: ["3", "1"], first: page(1), last: page(2) };
  assert.deepEqual(await read("/people?sort=name,-rank"), [200, found]);
});

test("a list is narrowed by a member inside of another, where the request has a value for it", async () => {
  const [, found] = await read("/people?email=c@example.org");
  assert.deepEqual((found as { ids: unknown }).ids, ["2"]);
});

test("the sandbox refuses in the words of the system", async () => {
  const no = (path: string, text: string, code?: string) => ({ ...(code ? { code } : {}), path, text });
  assert.deepEqual(await read("/people/9"), [404, no("/people/9", "nobody is 9", "none")]);
  assert.deepEqual(await read("/people?mail=x"), [400, no("/people", "what is mail = x?")]);
  assert.deepEqual(await read("/people?sort=age"), [400, no("/people", "not by age")]);
  assert.deepEqual(await read("/people?page=0"), [422, no("/people", '"page" must be a number from 1')]);
});

test("a create that finds a record by its member changes it, with values of the request, and adds one where there is none", async () => {
  const put = (email: string) => read("/people", send("PUT", { email }));
  const [, changed] = await put("B@example.org");
  assert.deepEqual(changed, { id: "1", rank: 2, name: "b", contact: { email: "b@example.org" }, was: "1" });
  const [status, added] = await put("New@example.org");
  assert.deepEqual([status, (added as { contact: unknown }).contact], [201, { email: "new@example.org" }]);
  const refused = { code: "rank", path: "/people", text: "a@example.org! has rank 3" };
  assert.deepEqual(await put("a@example.org"), [400, refused]);
});

test("records that an expression frees may share what is unique, and others may not", async () => {
  const post = (more: object) =>
    read("/people", send("POST", { contact: { email: "c@example.org" }, ...more }));
  const text = "c@example.org is somebody's contact.email";
  assert.deepEqual(await post({}), [422, { code: "taken", path: "/people", text }]);
  assert.equal((await post({ draft: true }))[0], 201);
});

test("a list that was asked for before shows what was written since", async () => {
  const ids = async () => ((await read("/people?size=50"))[1] as { ids: string[] }).ids;
  const before = await ids();
  await read("/people", send("POST", { id: "77" }));
  assert.deepEqual(await ids(), [...before, "77"]);
});

test("every answer has the content type and the headers of the system", async () => {
  for (const path of ["/people", "/people/9"]) {
    const { headers } = await call(path, { headers: { "X-Version": "7" } });
    const told = ["content-type", "x-version"].map((name) => headers.get(name));
    assert.deepEqual(told, ["application/vnd.acme+json", "7"]);
  }
});

test("a link is signed in the parameters that the description gives it, and its server says no in a form of its own", async (t) => {
  const link = await linkOf();
  assert.match(link, /^https:\/\/files\.acme\.example\/files\/1\?until=\d{13}&proof=[0-9a-f]{64}$/);
  assert.deepEqual(await follow(link), [200, "b", null]);
  const forged = [403, "<Error>Forged</Error>", null];
  assert.deepEqual(await follow(link.replace(/until=\d/, "until=2")), forged);
  assert.deepEqual(await follow(link.replace("/files/1", "/files/2")), forged);
  const late = await open({ faults: parseFaults("expired-links") });
  t.after(() => late.close());
  assert.deepEqual(await follow(await linkOf(late), late), [403, "<Error>number</Error>", null]);
});
