import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Sandbox, startSandbox } from "./server.js";
import { shippedAccounts } from "./shipped-accounts.js";

const {
  api_secret = "",
  api_user = "",
  source_key = "",
  async_source_key = "",
  pull_source_key = "",
  board_key = "",
  talentsoft_board_key = "",
} = shippedAccounts.hrflow ?? {};
const hrflow = { "X-API-KEY": api_secret, "X-USER-EMAIL": api_user };
const teamtailor = { Authorization: "Token token=sandbox-teamtailor-key", "X-Api-Version": "20240404" };

let sandbox: Sandbox;
const get = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${sandbox.url}${path}`, { headers })).json();
const touch = async (body: unknown) => {
  const answer = await fetch(`${sandbox.url}/__state/teamtailor/touch`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return [answer.status, await answer.json()];
};

before(async () => {
  sandbox = await startSandbox({ candidates: 100 });
  for (const reference of ["a", "b", "c"]) {
    await fetch(`${sandbox.endpoints["api.hrflow.ai"]}/v1/profile/indexing`, {
      method: "POST",
      headers: hrflow,
      body: JSON.stringify({ source_key, reference, info: {} }),
    });
  }
  await get("/api.teamtailor.com/v1/candidates/20596201", teamtailor);
  await get("/api.teamtailor.com/v1/candidates/20596204", teamtailor);
  await get("/api.teamtailor.com/v1/candidates/1", teamtailor);
});
after(() => sandbox.close());

/** Systems that are there as well. */
const OTHERS = ["breezyhr", "bullhorn", "salesforce"];

test("the state counts what is held and what was asked", async () => {
  const state = (await get("/__state")) as Record<string, unknown>;
  const shown = Object.fromEntries(Object.entries(state).filter(([name]) => !OTHERS.includes(name)));
  assert.deepEqual(shown, {
    teamtailor: { candidates: 100, created: 0, changed: 0, jobs: 13 },
    hrflow: {
      profiles: 3,
      created: 3,
      changed: 0,
      archived: 0,
      parsing: 0,
      sources: {
        [source_key]: 3,
        [async_source_key]: 0,
        [pull_source_key]: 3,
      },
      jobs: 0,
      boards: { [board_key]: 0, [talentsoft_board_key]: 0 },
    },
    flatchr: { applicants: 24, created: 0, changed: 0, informations: 0, vacancies: 12 },
    talentsoft: { candidates: 100, vacancies: 13, applications: 0, reports: 0 },
    callbacks: 0,
    requests: {
      "api.hrflow.ai": { "POST /v1/profile/indexing": 3 },
      "api.teamtailor.com": { "GET /v1/candidates/{id}": 3 },
    },
    answers: { "api.hrflow.ai": { "201": 3 }, "api.teamtailor.com": { "200": 2, "404": 1 } },
  });
});

test("profiles that were there from the beginning are shown only when their source is asked for", async () => {
  const profiles = (await get(`/__state/hrflow/profiles?source_key=${pull_source_key}`)) as {
    reference: string;
  }[];
  assert.deepEqual(
    profiles.map(({ reference }) => reference),
    ["20596201", "cand-200", "cand-300"],
  );
});

test("where the people of the other systems are known, the source has each of them once", async (t) => {
  const own = await startSandbox({ candidates: 100, known: true });
  t.after(() => own.close());
  const { hrflow } = (await (await fetch(`${own.url}/__state`)).json()) as {
    hrflow: { profiles: number; sources: Record<string, number> };
  };
  // Two of the 24 applicants of Flatchr are one candidate, three times.
  assert.deepEqual([hrflow.profiles, hrflow.sources[source_key]], [0, 100 + 21 + 100]);
});

test("a profile that was there from the beginning has arrived once it is written", async (t) => {
  const own = await startSandbox({ candidates: 1, known: true });
  t.after(() => own.close());
  const list = async () =>
    (await (await fetch(`${own.url}/__state/hrflow/profiles`)).json()) as Record<string, unknown>[];
  assert.deepEqual(await list(), []);
  const body = JSON.stringify({ source_key, reference: "_TS-00001", text: "new" });
  const url = `${own.endpoints["api.hrflow.ai"]}/v1/profile/indexing`;
  assert.equal((await fetch(url, { method: "PUT", headers: hrflow, body })).status, 200);
  assert.deepEqual(
    (await list()).map(({ reference, text }) => [reference, text]),
    [["_TS-00001", "new"]],
  );
});

test("the stored profiles come as one list or in pages", async () => {
  const references = async (query: string) =>
    ((await get(`/__state/hrflow/profiles${query}`)) as { reference: string }[]).map(
      ({ reference }) => reference,
    );
  assert.deepEqual(await references(""), ["a", "b", "c"]);
  assert.deepEqual(await references("?page=2&limit=2"), ["c"]);
  assert.deepEqual(await references("?page=9&limit=2"), []);
});

test("touched candidates are the latest, in the order of the touch, and later still the next time", async () => {
  assert.deepEqual(await touch({ ids: ["20596210", "20596207"] }), [
    200,
    { touched: 2, ids: ["20596210", "20596207"] },
  ]);
  await touch({ ids: ["20596210"] });
  const { data } = (await get(
    "/api.teamtailor.com/v1/candidates?sort=-updated-at&page[size]=2",
    teamtailor,
  )) as {
    data: { id: string; attributes: Record<string, unknown> }[];
  };
  assert.deepEqual(
    data.map(({ id, attributes }) => [id, attributes["updated-at"]]),
    [
      ["20596210", "2026-01-01T01:00:03.000+01:00"],
      ["20596207", "2026-01-01T01:00:02.000+01:00"],
    ],
  );
});

test("a count touches candidates from all over the list", async () => {
  const [status, body] = await touch({ count: 4 });
  assert.deepEqual(
    [status, body],
    [200, { touched: 4, ids: ["20596201", "20596276", "20596351", "20596426"] }],
  );
});

test("a touch of somebody unknown changes nobody", async () => {
  assert.equal((await touch({ ids: ["20596213", "5"] }))[0], 400);
  assert.equal((await touch({ count: 101 }))[0], 400);
});

test("the items of every collection of every system are shown, page by page where that is asked", async () => {
  const counts = {
    teamtailor: { candidates: 100, jobs: 13 },
    hrflow: { profiles: 3, jobs: 0, sources: 3, boards: 2 },
    flatchr: { applicants: 24, informations: 0, vacancies: 12 },
    talentsoft: { candidates: 100, vacancies: 13, applications: 0, reports: 0 },
  };
  for (const [system, collections] of Object.entries(counts)) {
    for (const [name, count] of Object.entries(collections)) {
      const items = (await get(`/__state/${system}/${name}`)) as object[];
      assert.equal(items.length, count, `${system}/${name}`);
      assert.deepEqual(await get(`/__state/${system}/${name}?page=1&limit=1`), items.slice(0, 1));
      for (const item of items) assert.ok(item !== null && typeof item === "object");
    }
  }
  const [first] = (await get("/__state/teamtailor/candidates")) as { id: string }[];
  assert.equal(first?.id, "20596201");
});

test("what the sandbox does not know is a 404 with a hint", async () => {
  const answer = await fetch(`${sandbox.url}/api.example.org/v1/things`);
  const body = (await answer.json()) as { error: string; hint: string };
  assert.deepEqual(
    [answer.status, body.error],
    [404, "GET /api.example.org/v1/things is nothing the sandbox knows."],
  );
  assert.match(body.hint, /__state/);
});
