import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseFaults } from "../faults.js";
import { type Sandbox, startSandbox } from "../server.js";
import { shippedAccounts } from "../shipped-accounts.js";

type Fields = Readonly<Record<string, unknown>>;
interface Found extends Fields {
  readonly applicant: string;
  readonly vacancy_id: number;
  readonly column: string;
  readonly status: number;
  readonly created_at: string;
}
interface Whole extends Fields {
  readonly id: string;
  readonly column_id: number;
  readonly status: number;
  readonly created_at: number;
  readonly candidate: Fields & { readonly id: string; readonly created_at: string; readonly aws: Aws | null };
}
interface Aws {
  readonly key: string;
  readonly extension: string;
}

const { api_key = "", company_id = "", vacancy_slug = "", vacancy_id = "" } = shippedAccounts.flatchr ?? {};
const bearer = { Authorization: `Bearer ${api_key}` };
const company = `/company/${company_id}`;

let sandbox: Sandbox;
const call = (path: string, init: RequestInit = {}, host = "api.flatchr.io", on = sandbox) =>
  fetch(`${on.endpoints[host]}${path}`, { headers: bearer, ...init });
const read = async <T>(path: string, init: RequestInit = {}, on = sandbox): Promise<T> =>
  (await call(path, init, "api.flatchr.io", on)).json() as Promise<T>;
const search = (wish: object, on = sandbox) =>
  read<Found[]>(`${company}/search/applicants`, { method: "POST", body: JSON.stringify(wish) }, on);
const apply = (more: object, on = sandbox, path = "/vacancy/candidate/json") => {
  const whole = {
    vacancy: vacancy_slug,
    firstname: "Zoé",
    lastname: "Lefèvre",
    type: "link",
    resume: "https://a.example/cv.pdf",
    ...more,
  };
  return call(path, { method: "POST", body: JSON.stringify(whole) }, "careers.flatchr.io", on);
};
const vacancies = () => read<{ id: string; vacancy_id: number }[]>(`${company}/vacancies`);
/** The path of an applicant, as the two ids of its vacancy allow to find it. */
const place = async ({ applicant, vacancy_id }: Found) => {
  const vacancy = (await vacancies()).find((one) => one.vacancy_id === vacancy_id);
  return `${company}/vacancy/${vacancy?.id}/applicant/${applicant}`;
};

before(async () => {
  sandbox = await startSandbox({ candidates: 0, counts: { "flatchr.applicants": 40 }, rateLimit: false });
});
after(() => sandbox.close());

test("the search shows applications with short dates and without the id of the candidate", async () => {
  const found = await search({});
  assert.equal(found.length, 40);
  assert.deepEqual(
    Object.keys(found[0] ?? {}),
    "applicant vacancy vacancy_id column external_id status score hired firstname lastname email phone created_at updated_at source".split(
      " ",
    ),
  );
  assert.ok(found.every(({ created_at }) => /^\d\d\/\d\d\/2[45]$/.test(created_at)));
});

test("dates go in month first and come out day first, both days included", async () => {
  const day = ([day, month, year]: readonly string[]) => `20${year}-${month}-${day}`;
  const found = await search({ start: "06/15/24", end: "09/15/24" });
  const days = found.map(({ created_at }) => day(created_at.split("/")));
  assert.ok(days.length > 0 && days.every((one) => one >= "2024-06-15" && one <= "2024-09-15"), days.join());
  const [one] = found;
  assert.ok(one);
  const [date, month, year] = one.created_at.split("/");
  const wanted = `${month}/${date}/${year}`;
  const same = await search({ start: wanted, end: wanted });
  assert.ok(same.some(({ applicant }) => applicant === one.applicant));
});

test("a search narrows by name, email, column, hiring, vacancy and status", async () => {
  const [one] = await search({});
  assert.ok(one);
  const { firstname, lastname, email } = one;
  assert.equal((await search({ firstname, lastname, email, phone: null, column: "" })).length > 0, true);
  assert.ok((await search({ column: "Entretien RH" })).every(({ column }) => column === "Entretien RH"));
  const hired = await search({ hired: "true" });
  assert.ok(hired.length > 0 && hired.every(({ column }) => column === "Recruté"));
  assert.deepEqual(await search({ hired: true }), hired);
  const first = (await vacancies()).find(({ id }) => id === vacancy_id)?.vacancy_id;
  const there = await search({ vacancy: vacancy_id });
  assert.ok(there.length > 0 && there.every((one) => one.vacancy_id === first));
  assert.ok((await search({ status: 0 })).every(({ status }) => status === 0));
});

test("whoever applies twice is two applicants and one candidate", async () => {
  const found = await search({});
  const email = found.map((one) => one.email).find((one, at, all) => all.indexOf(one) !== at);
  const both = found.filter((one) => one.email === email);
  const columns = await read<{ id: number; title: string }[]>(`${company}/columns`);
  const objects = await Promise.all(
    both.map(async (one) => {
      const column_id = columns.find(({ title }) => title === one.column)?.id;
      return read<Whole>(await place(one), { method: "PUT", body: JSON.stringify({ column_id }) });
    }),
  );
  assert.equal(objects.length, 2);
  assert.equal(objects[0]?.candidate.id, objects[1]?.candidate.id);
  assert.notEqual(objects[0]?.id, objects[1]?.id);
});

test("three styles of dates name the same day", async () => {
  const [one] = await search({});
  assert.ok(one);
  const whole = await read<Whole>(await place(one), {
    method: "PUT",
    body: JSON.stringify({ column_id: 1311 }),
  });
  const [date, month, year] = one.created_at.split("/");
  const day = `20${year}-${month}-${date}`;
  assert.equal(new Date(whole.created_at * 1000).toISOString().slice(0, 10), day);
  assert.equal(whole.candidate.created_at.slice(0, 10), day);
});

test("a path with a slash too many is answered, and so is the demo host", async () => {
  assert.equal((await call(`/${company}/columns`)).status, 200);
  assert.equal((await call(`${company}/columns`, {}, "api.demo.flatchr.io")).status, 200);
});

test("an address comes only when it is asked for, with coordinates as text", async () => {
  const plain = await read<Fields[]>(`${company}/vacancies`);
  assert.ok(plain.every((one) => !("address" in one) && !("tags" in one)));
  const full = await read<(Fields & { address: Fields })[]>(`${company}/vacancies?fields=address,tags,items`);
  assert.equal(typeof full[0]?.address.location_lat, "string");
  assert.deepEqual(full[0]?.tags, []);
  const one = await read<Fields>(`/vacancy/${vacancy_id}?fields=address`);
  assert.deepEqual([one.slug, "address" in one], [vacancy_slug, true]);
});

test("a file is asked for with the key in the query, and lies behind a signed link that wants no key", async () => {
  const one = (await search({}))[0];
  assert.ok(one);
  const { candidate } = await read<Whole>(await place(one), {
    method: "PUT",
    body: JSON.stringify({ column_id: 1311 }),
  });
  assert.ok(candidate.aws);
  const query = new URLSearchParams({ ...candidate.aws, token: api_key });
  const asked = await call(`${company}/files/expire?${query}`, { headers: {}, redirect: "manual" });
  assert.equal(asked.status, 302);
  const link = new URL(asked.headers.get("location") ?? "");
  assert.equal(link.host, "flatchr-files.s3.eu-west-3.amazonaws.com");
  const answer = await call(`${link.pathname}${link.search}`, { headers: {} }, link.host);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/pdf"]);
  assert.equal((await answer.text()).slice(0, 5), "%PDF-");
});

test("a second file within a second is refused", async (t) => {
  const strict = await startSandbox({ candidates: 0 });
  t.after(() => strict.close());
  const ask = async () =>
    (await call(`${company}/files/expire?key=x&extension=pdf`, {}, "api.flatchr.io", strict)).status;
  assert.deepEqual([await ask(), await ask()], [404, 429]);
});

test("a candidate who comes in through the career site is found, moved and archived, and all of it outlives the sandbox", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "sandbox-flatchr-"));
  const first = await startSandbox({ candidates: 0, counts: { "flatchr.applicants": 3 }, directory });
  const answer = await apply({ email: "zoe@example.org", comment: "hello" }, first);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [200, { status: "success", response: "applicant created" }],
  );
  const [one] = await search({ email: "zoe@example.org" }, first);
  assert.deepEqual([one?.column, one?.created_at, one?.status], ["Nouveau", "01/01/26", 1]);
  const path = `${company}/vacancy/${vacancy_id}/applicant/${one?.applicant}`;
  await read(path, { method: "PUT", body: JSON.stringify({ column_id: 1313 }) }, first);
  const archived = await read<Whole>(path, { method: "DELETE" }, first);
  assert.deepEqual([archived.status, archived.column_id], [0, 1313]);
  await first.close();
  const second = await startSandbox({ candidates: 0, counts: { "flatchr.applicants": 3 }, directory });
  t.after(() => second.close());
  const [kept] = await search({ email: "zoe@example.org" }, second);
  assert.deepEqual([kept?.column, kept?.status], ["Recruté", 0]);
  const { flatchr } = (await (await fetch(`${second.url}/__state`)).json()) as { flatchr: unknown };
  assert.deepEqual(flatchr, { applicants: 4, created: 1, changed: 1, informations: 0, vacancies: 12 });
});

test("a test of the career site adds nobody, a document counts as a resume", async () => {
  const resume = { data: "JVBERi0=", fileName: "CV", contentType: "application/pdf" };
  const tested = await apply(
    { email: "t@example.org", type: "document", resume },
    sandbox,
    "/vacancy/candidate/test",
  );
  assert.deepEqual([tested.status, await search({ email: "t@example.org" })], [200, []]);
});

test("information about a candidate is kept under its reference", async () => {
  const send = (value: object) =>
    read<{ message: unknown }>(`${company}/search/candidate`, {
      method: "POST",
      body: JSON.stringify({ reference: "LrENkKd8mmn3xYGM", type: "applicants", value }),
    });
  assert.deepEqual(await send({ name: "a" }), {
    statusCode: 200,
    message: { resource_type: "attribute", action: "created" },
  });
  await send({ name: "b" });
  const shown = await (await fetch(`${sandbox.url}/__state/flatchr/informations`)).json();
  assert.deepEqual(shown, [
    { reference: "LrENkKd8mmn3xYGM", app_name: null, type: "applicants", value: { name: "b" } },
  ]);
});

describe("refusals", () => {
  const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });
  const applicant = `${company}/vacancy/${vacancy_id}/applicant/nobody`;
  const rows: readonly (readonly [string, string, RequestInit, number, string])[] = [
    ["no key is a 401", `${company}/columns`, { headers: {} }, 401, "Invalid token"],
    ["a wrong key is a 401", `${company}/columns?token=x`, { headers: {} }, 401, "Invalid token"],
    [
      "another company is a 403",
      "/company/other/columns",
      {},
      403,
      "The key does not belong to this company",
    ],
    [
      "a date with the day first is a 400",
      `${company}/search/applicants`,
      post({ start: "31/12/24" }),
      400,
      '"start" must be a date in the form MM/DD/YY',
    ],
    [
      "so is a day that there is not",
      `${company}/search/applicants`,
      post({ end_update: "06/31/24" }),
      400,
      '"end_update" must be a date in the form MM/DD/YY',
    ],
    ["an unknown applicant is a 404", applicant, { method: "DELETE" }, 404, "Applicant not found"],
    [
      "an unknown column is a 400",
      applicant,
      { method: "PUT", body: '{"column_id":"1313"}' },
      400,
      '"column_id" must be the id of a column',
    ],
    ["an unknown file is a 404", `${company}/files/expire?key=x&extension=pdf`, {}, 404, "File not found"],
    [
      "information has a reference",
      `${company}/search/candidate`,
      post({ type: "applicants", value: {} }),
      400,
      '"reference" is required',
    ],
  ];
  for (const [name, path, init, status, message] of rows) {
    test(name, async () => {
      const answer = await call(path, init);
      const body = (await answer.json()) as { statusCode: number; message: string };
      assert.deepEqual([answer.status, body.statusCode, body.message], [status, status, message]);
    });
  }

  const entries: readonly (readonly [string, object, number, RegExp])[] = [
    [
      "a name needs a Latin letter",
      { firstname: "さくら" },
      400,
      /^"firstname" with value .* fails to match/,
    ],
    ["and may not be missing", { lastname: null }, 400, /^"lastname" is required$/],
    ["a vacancy that there is not is a 404", { vacancy: "gone" }, 404, /^Vacancy not found$/],
    ["a resume is required", { resume: null }, 400, /^"resume" must be a valid uri$/],
    ["its type is one of two", { type: "file" }, 400, /^"type" must be one of/],
    ["a document is base64", { type: "document", resume: { data: "?" } }, 400, /valid base64/],
  ];
  for (const [name, more, status, message] of entries) {
    test(name, async () => {
      const answer = await apply(more);
      assert.equal(answer.status, status);
      assert.match(((await answer.json()) as { message: string }).message, message);
    });
  }
});

test("fault switches speak as Flatchr does", async (t) => {
  const faulty = await startSandbox({ candidates: 0, faults: parseFaults("429") });
  t.after(() => faulty.close());
  const answer = await call(`${company}/columns`, {}, "api.flatchr.io", faulty);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [429, { statusCode: 429, error: "Too Many Requests", message: "Too Many Requests" }],
  );
});
