/** Ways in and ways of paging that the example of the README does not have. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { parseFaults } from "../faults.js";
import { type SandboxOptions, startSandbox } from "../server.js";
import { findDescriptions } from "./find.js";

/** Serves a description; gives what asks it. */
async function serve(t: TestContext, text: string, options: SandboxOptions = {}) {
  const project = await mkdtemp(join(tmpdir(), "ways-"));
  await mkdir(join(project, "connectors", "acme"), { recursive: true });
  const file = `title: Acme\nhosts: [api.acme.example]\n${text}`;
  await writeFile(join(project, "connectors", "acme", "sandbox.yaml"), file);
  const descriptions = await findDescriptions(project);
  const sandbox = await startSandbox({
    candidates: 0,
    counts: { "flatchr.applicants": 0 },
    descriptions,
    ...options,
  });
  t.after(() => sandbox.close());
  return (path: string, init: RequestInit = {}) =>
    fetch(`${sandbox.endpoints["api.acme.example"]}${path}`, init);
}

const people = `collections: { people: { count: 7, schema: { properties: { id: { type: integer }, name: {} } } } }
`;
const open = `${people}routes: { GET /people: { list: people } }
`;

describe("ways in", () => {
  test("basic authentication compares user and password", async (t) => {
    const ask = await serve(t, `auth: [{ basic: { user: me, password: "a:b" } }]\n${open}`);
    const by = (pair: string) => ({ headers: { Authorization: `Basic ${btoa(pair)}` } });
    assert.equal((await ask("/people", by("me:a:b"))).status, 200);
    assert.equal((await ask("/people", by("me:a"))).status, 401);
  });

  test("a parameter of the query is a way beside a header", async (t) => {
    const auth = "auth: [{ header: X-Key, value: k }, { query: key, value: k }]";
    const ask = await serve(t, `${auth}\n${open}`);
    assert.equal((await ask("/people?key=k")).status, 200);
    assert.equal((await ask("/people", { headers: { "x-key": "k" } })).status, 200);
    assert.equal((await ask("/people?key=l")).status, 401);
  });

  const oauth =
    "auth: [{ oauth: { token: /oauth/token, client_id: me, client_secret: s+t, expires: 20m, refresh: once } }]\n";
  const form = (fields: Record<string, string>): RequestInit => ({
    method: "POST",
    body: new URLSearchParams(fields),
  });
  const client = { client_id: "me", client_secret: "s+t" };
  const bearer = (token: unknown) => ({ headers: { Authorization: `Bearer ${token}` } });

  test("OAuth gives a token for client credentials, and a new one for a refresh token, once", async (t) => {
    const ask = await serve(t, `${oauth}${open}`);
    const issue = async (fields: Record<string, string>) => {
      const answer = await ask("/oauth/token", form({ ...client, ...fields }));
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const { status, body } = await issue({ grant_type: "client_credentials" });
    assert.deepEqual([status, body.token_type, body.expires_in], [200, "Bearer", 1200]);
    assert.equal((await ask("/people", bearer(body.access_token))).status, 200);
    assert.equal((await ask("/people", bearer("another"))).status, 401);
    const refresh = { grant_type: "refresh_token", refresh_token: String(body.refresh_token) };
    const renewed = await issue(refresh);
    assert.equal((await ask("/people", bearer(renewed.body.access_token))).status, 200);
    assert.deepEqual(await issue(refresh), { status: 400, body: { error: "invalid_grant" } });
    const wrong = await issue({ grant_type: "client_credentials", client_secret: "s t" });
    assert.deepEqual(wrong, { status: 401, body: { error: "invalid_client" } });
  });

  test("a token that the switch short-tokens strikes is good for three requests", async (t) => {
    const ask = await serve(t, `${oauth}${open}`, { faults: parseFaults("short-tokens") });
    const answer = await ask("/oauth/token", form({ ...client, grant_type: "client_credentials" }));
    const { access_token } = (await answer.json()) as { access_token: string };
    const statuses = [];
    for (let at = 0; at < 4; at++) statuses.push((await ask("/people", bearer(access_token))).status);
    assert.deepEqual(statuses, [200, 200, 200, 401]);
  });
});

describe("ways of paging", () => {
  const listed = (paging: string, answer: string) =>
    `${people}routes: { GET /people: { list: people, paging: ${paging}, answer: ${answer} } }\n`;
  const ids = (value: unknown) => (value as { id: number }[]).map(({ id }) => id);
  const all = [1001, 1002, 1003, 1004, 1005, 1006, 1007];

  test("an offset begins where it says, and ends with an empty list", async (t) => {
    const ask = await serve(t, listed("{ offset: offset, size: limit, default: 3 }", '"${ records }"'));
    const page = async (query: string) => ids(await (await ask(`/people?${query}`)).json());
    assert.deepEqual(await page("offset=3"), [1004, 1005, 1006]);
    assert.deepEqual(await page("offset=6&limit=2"), [1007]);
    assert.deepEqual(await page("offset=9"), []);
  });

  test("a cursor goes on behind its page, and belongs to its list", async (t) => {
    const ask = await serve(
      t,
      listed("{ cursor: after, size: limit, default: 3 }", '{ items: "${ records }", after: "${ cursor }" }'),
    );
    const seen: number[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const answer = (await (await ask(`/people?after=${after}`)).json()) as {
        items: unknown;
        after: string | null;
      };
      seen.push(...ids(answer.items));
      after = answer.after;
    }
    assert.deepEqual(seen, all);
    assert.equal((await ask("/people?after=bm90aGluZw")).status, 400);
  });

  test("pages can be counted from 0, and say how many there are", async (t) => {
    const ask = await serve(
      t,
      listed(
        "{ page: page, first: 0, size: size, default: 3, most: 4 }",
        '{ items: "${ records }", page: "${ page }", pages: "${ pages }", total: "${ total }" }',
      ),
    );
    const last = (await (await ask("/people?page=2")).json()) as Record<string, unknown>;
    assert.deepEqual({ ...last, items: ids(last.items) }, { items: [1007], page: 2, pages: 3, total: 7 });
    const large = (await (await ask("/people?size=99")).json()) as { items: unknown };
    assert.equal(ids(large.items).length, 4);
    assert.equal((await ask("/people?page=x")).status, 400);
  });
});

test("a body is checked against its shape, and a repeated key is replaced where the route says so", async (t) => {
  const ask = await serve(
    t,
    `errors: { reasons: { invalid: { status: 422 } } }
collections: { notes: { key: name } }
routes:
  POST /notes:
    upsert: notes
    body: { required: [name], properties: { name: { type: string }, stars: { type: integer } } }
    answer: { was: "\${ existed }" }
`,
  );
  const post = async (body: unknown) => {
    const answer = await ask("/notes", { method: "POST", body: JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };
  assert.deepEqual(await post({ stars: 1 }), [422, { error: '"name" is required' }]);
  assert.deepEqual(await post({ name: "a", star: 1 }), [
    400,
    { error: 'The sandbox does not know the member of the body "star" of POST /notes' },
  ]);
  assert.deepEqual(await post({ name: "a", stars: "1" }), [422, { error: '"stars" must be integer' }]);
  assert.deepEqual(await post({ name: "a", stars: 1 }), [200, { was: false }]);
  assert.deepEqual(await post({ name: "a" }), [200, { was: true }]);
});
