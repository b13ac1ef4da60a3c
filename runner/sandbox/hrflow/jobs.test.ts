import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writePdf } from "../pdf.js";
import { type Sandbox, startSandbox } from "../server.js";
import { shippedAccounts } from "../shipped-accounts.js";

interface Thing {
  readonly key: string;
  readonly reference: string | null;
  readonly name: string;
  readonly skills: unknown;
  readonly archived_at: string | null;
  readonly board: unknown;
  readonly attachments: readonly Attachment[];
}
interface Attachment {
  readonly public_url: string;
  readonly file_size: number;
}
interface Envelope<Data> {
  readonly code: number;
  readonly message: string;
  readonly data: Data;
  readonly meta?: unknown;
}

const accounts = shippedAccounts.hrflow ?? {};
const { api_secret = "", api_user = "", board_key = "", source_key = "" } = accounts;
const { pull_source_key = "", profile_key = "" } = accounts;
const headers = { "X-API-KEY": api_secret, "X-USER-EMAIL": api_user };

let sandbox: Sandbox;
const ask = async <Data = Thing>(path: string, init: RequestInit = {}, on = sandbox) => {
  const answer = await fetch(`${on.endpoints["api.hrflow.ai"]}/v1${path}`, { headers, ...init });
  return (await answer.json()) as Envelope<Data>;
};
const send = (method: string, path: string, value: unknown, on = sandbox) =>
  ask(path, { method, body: JSON.stringify(value) }, on);
const job = (reference: string, more: object = {}) => ({
  board_key,
  reference,
  name: "Nurse",
  location: {},
  ...more,
});
const named = (reference: string) => `/job/indexing?board_key=${board_key}&reference=${reference}`;
/** A public address, asked for through the sandbox. */
const download = (url: string) => fetch(url.replace("https:/", sandbox.url));

before(async () => {
  sandbox = await startSandbox({ candidates: 0 });
});
after(() => sandbox.close());

test("a board is known by its key", async () => {
  const { code, message, data } = await ask<{ name: string }>(`/board?key=${board_key}`);
  assert.deepEqual([code, message, data.name], [200, "Board info", "Vacancies"]);
});

test("a job is created, found, edited in part and archived", async () => {
  const { code, message, data } = await send(
    "POST",
    "/job/indexing",
    job("a", { skills: [{ name: "sql" }] }),
  );
  assert.deepEqual([code, message], [201, "Job created"]);
  assert.deepEqual(data.board, {
    key: board_key,
    name: "Vacancies",
    type: "api",
    subtype: "python",
    environment: "production",
  });
  assert.equal(
    (await send("PUT", "/job/indexing", { board_key, reference: "a", name: "Chef" })).message,
    "Job edited",
  );
  const edited = (await ask(named("a"))).data;
  assert.deepEqual([edited.key, edited.name, edited.skills], [data.key, "Chef", [{ name: "sql" }]]);
  const archive = { board_key, reference: "a", is_archive: 1 };
  const archived = await send("PATCH", "/job/indexing/archive", archive);
  assert.deepEqual([archived.message, archived.data], ["Job archived", { key: data.key }]);
  assert.match((await ask(named("a"))).data.archived_at ?? "", /^\d{4}-.*\+0000$/);
});

test("a job may come under its name, as some clients send it", async () => {
  const { board_key: _, ...inner } = job("wrapped");
  assert.equal((await send("POST", "/job/indexing", { board_key, job: inner })).data.reference, "wrapped");
});

test("the list goes in pages, brief or whole", async () => {
  for (const number of [1, 2, 3]) {
    const created_at = `2030-01-0${number}T00:00:00Z`;
    await send("POST", "/job/indexing", job(`page-${number}`, { created_at }));
  }
  const list = (query: string) =>
    ask<Thing[]>(`/storing/jobs?board_keys=${encodeURIComponent(JSON.stringify([board_key]))}&${query}`);
  const since = "created_at_min=2029-01-01";
  const first = await list(`${since}&limit=2`);
  assert.deepEqual(first.meta, { page: 1, maxPage: 2, count: 2, total: 3 });
  assert.deepEqual(
    first.data.map((one) => [one.reference, "name" in one]),
    [
      ["page-3", false],
      ["page-2", false],
    ],
  );
  assert.deepEqual((await list(`${since}&limit=2&page=2&return_job=true`)).data[0]?.name, "Nurse");
  assert.deepEqual((await list(`${since}&limit=2&page=3`)).data, []);
});

describe("refusals", () => {
  const other = "b".repeat(40);
  const noJob = "Invalid parameters. Unable to find object: job";
  const noBoard = "Invalid parameters. Unable to find object: board";
  const taken = "Invalid parameters. A job with this reference already exists: taken";
  const nameless = { board_key, reference: "n", location: {} };
  const rows: readonly (readonly [string, string, string, unknown, string])[] = [
    ["a job that there is not is a 400", "GET", named("nobody"), undefined, noJob],
    ["so it is for an edit", "PUT", "/job/indexing", { board_key, reference: "nobody" }, noJob],
    ["and to archive", "PATCH", "/job/indexing/archive", { board_key, reference: "nobody" }, noJob],
    ["an unknown board is a 400", "GET", `/board?key=${other}`, undefined, noBoard],
    ["for a new job too", "POST", "/job/indexing", { ...job("x"), board_key: other }, noBoard],
    ["a reference is taken once in a board", "POST", "/job/indexing", job("taken"), taken],
    ["a job has a name", "POST", "/job/indexing", nameless, "Invalid parameters. Missing: name"],
    [
      "boards of a list are a JSON list",
      "GET",
      "/storing/jobs?board_keys=x",
      undefined,
      "Bad Request. Invalid board ids",
    ],
    [
      "a text to parse is not empty",
      "POST",
      "/text/parsing",
      { texts: [""] },
      "Bad request. Text cannot be null",
    ],
    ["and there is one", "POST", "/text/parsing", { texts: [] }, "Bad request. Text cannot be null"],
    ["null is none", "POST", "/text/parsing", { texts: ["a", null] }, "Bad request. Text cannot be null"],
  ];
  before(() => send("POST", "/job/indexing", job("taken")));
  for (const [name, method, path, body, message] of rows) {
    test(name, async () => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      assert.deepEqual(await ask(path, { method, ...init }), { code: 400, message });
    });
  }
});

test("text parsing gives the places of what it found, counted in characters", async () => {
  const text = "🙂 Python et C++, French; negotiation, PMP";
  const { data } = await ask<{ text: string; entities: { start: number; end: number; label: string }[] }[]>(
    "/text/parsing",
    { method: "POST", body: JSON.stringify({ texts: [text, "nothing here"] }) },
  );
  const found = data[0]?.entities.map(({ start, end, label }) => [
    [...text].slice(start, end).join(""),
    label,
  ]);
  assert.deepEqual(found, [
    ["Python", "skill_hard"],
    ["C++", "skill_hard"],
    ["French", "language"],
    ["negotiation", "skill_soft"],
    ["PMP", "certification"],
  ]);
  assert.deepEqual(data[1], { text: "nothing here", entities: [] });
});

test("the profile of the accounts has a resume that can be fetched without a key", async () => {
  const { data } = await ask(`/profile/indexing?source_key=${pull_source_key}&key=${profile_key}`);
  assert.equal(data.reference, "20596201");
  const [resume] = data.attachments;
  assert.ok(resume);
  const answer = await download(resume.public_url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.deepEqual(
    [answer.headers.get("content-type"), bytes.length, bytes.subarray(0, 5).toString()],
    ["application/pdf", resume.file_size, "%PDF-"],
  );
});

test("what was parsed can be fetched again byte for byte", async () => {
  const file = writePdf(["Léa (Moreau) 小明", "Nurse", "Mail: lea@example.org"]);
  const form = new FormData();
  form.set("source_key", source_key);
  form.set("reference", "fetched");
  form.set("file", new Blob([file]), "cv.pdf");
  const { data } = await ask<{ profile: Thing }>("/profile/parsing/file", { method: "POST", body: form });
  for (const { public_url } of data.profile.attachments) {
    assert.deepEqual(Buffer.from(await (await download(public_url)).arrayBuffer()), file);
  }
});

test("a file that belongs to nobody is a 404", async () => {
  const url = `https://hrflow-documents.s3.eu-west-1.amazonaws.com/profiles/${profile_key}/original.docx`;
  const answer = await download(url);
  assert.deepEqual([answer.status, /NoSuchKey/.test(await answer.text())], [404, true]);
});

test("jobs, and changes to the profiles of the beginning, outlive the sandbox", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "sandbox-jobs-"));
  const first = await startSandbox({ candidates: 0, directory });
  await send("POST", "/job/indexing", job("kept"), first);
  const change = { source_key: pull_source_key, key: profile_key, text: "changed" };
  await send("PUT", "/profile/indexing", change, first);
  await first.close();
  const second = await startSandbox({ candidates: 0, directory });
  t.after(() => second.close());
  assert.equal((await ask(named("kept"), {}, second)).data.name, "Nurse");
  const path = `/profile/indexing?source_key=${pull_source_key}&key=${profile_key}`;
  assert.equal((await ask<{ text: string }>(path, {}, second)).data.text, "changed");
});
