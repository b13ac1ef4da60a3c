import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { type Sandbox, startSandbox } from "../server.js";
import { shippedAccounts } from "../shipped-accounts.js";
import { crc32 } from "../zip.js";

type Entries = ReadonlyMap<string, Buffer>;
interface Applicant {
  readonly attachments: readonly { readonly id: string; readonly isResume: boolean }[];
  readonly candidateDetail: {
    readonly id: string;
    readonly email: string | null;
    readonly creationDate: string;
    readonly personalInformation: { readonly residentCountry: unknown };
  };
}
interface Offer {
  readonly reference: string;
  readonly status: { readonly id: string };
  readonly modificationDate: string;
  readonly jobDescription: { readonly title: string };
}

const { client_id = "", client_secret = "", job_reference = "" } = shippedAccounts.talentsoft ?? {};

let sandbox: Sandbox;
const base = (on = sandbox) => on.endpoints["sandbox.talent-soft.com"];
const login = async (scope: string | undefined, on = sandbox): Promise<string> => {
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
  if (scope !== undefined) form.set("scope", scope);
  const answer = await fetch(`${base(on)}/api/token`, { method: "POST", body: form });
  const { access_token, ...rest } = (await answer.json()) as { access_token: string };
  assert.deepEqual(rest, { token_type: "bearer", expires_in: 1199 });
  return access_token;
};
let back = "";
let front = "";
const get = (path: string, token = back) =>
  fetch(`${base()}${path}`, { headers: { Authorization: `bearer ${token}` } });

/** The zips of an export, one by one. */
function unframe(body: Buffer): Entries[] {
  const found: Entries[] = [];
  for (let at = 0; at < body.length; ) {
    const length = body.readUInt32LE(at);
    found.push(unzip(body.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return found;
}

/** Reads by the directory at the end, as real readers do. */
function unzip(zip: Buffer): Entries {
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.length - 6);
  for (let left = zip.readUInt16LE(zip.length - 12); left > 0; left--) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26);
    const raw = zip.subarray(from, from + packed);
    const bytes = zip.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw);
    assert.equal(crc32(bytes), zip.readUInt32LE(at + 16));
    entries.set(zip.toString("utf8", at + 46, at + 46 + nameLength), bytes);
    at += 46 + nameLength;
  }
  return entries;
}

const exported = async (path: string): Promise<Entries[]> => {
  const answer = await get(`/api/exports/v1/${path}`);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/octet-stream"]);
  return unframe(Buffer.from(await answer.arrayBuffer()));
};
const candidates = async (query = "") =>
  (await exported(`candidates?${query}`)).map((entries) => {
    const detail = JSON.parse(String(entries.get("applicantdetail"))) as Applicant;
    return { detail, entries };
  });
const offers = async (query = "") =>
  (await exported(`vacancies?${query}`)).map(
    (entries) => (JSON.parse(String(entries.get("offerdetail"))) as { offerDetail: Offer }).offerDetail,
  );

before(async () => {
  sandbox = await startSandbox({ candidates: 60, jobs: 30 });
  [back, front] = [await login("MatchingIndexation"), await login(undefined)];
});
after(() => sandbox.close());

test("candidates come in pages of length-prefixed zips until an empty body", async () => {
  const pages = [await candidates("offset=0&limit=40"), await candidates("offset=40&limit=40")];
  assert.deepEqual(
    pages.map((page) => page.length),
    [40, 20],
  );
  const ids = pages.flat().map(({ detail }) => detail.candidateDetail.id);
  assert.deepEqual([ids[0], ids[59], new Set(ids).size], ["_TS-00001", "_TS-00060", 60]);
  const end = await get("/api/exports/v1/candidates?offset=80&limit=40");
  assert.deepEqual([end.status, end.headers.get("content-length")], [200, "0"]);
});

test("attachments are entries named by their ids, and can be left at the resumes", async () => {
  const all = await candidates();
  for (const { detail, entries } of all) {
    assert.deepEqual([...entries.keys()], ["applicantdetail", ...detail.attachments.map(({ id }) => id)]);
    for (const { id } of detail.attachments) assert.equal(entries.get(id)?.toString("latin1", 0, 5), "%PDF-");
  }
  const kinds = all.map(({ detail }) => detail.attachments.map(({ isResume }) => isResume).join());
  assert.deepEqual([...new Set(kinds)].sort(), ["", "false", "false,true", "true"]);
  const resumes = await candidates("attachmenttype=resume");
  assert.ok(resumes.every(({ detail }) => detail.attachments.every(({ isResume }) => isResume)));
});

test("what may be null is null for some, and dates of candidates end in Z", async () => {
  const all = (await candidates()).map(({ detail }) => detail.candidateDetail);
  const countries = all.map(({ personalInformation }) => personalInformation.residentCountry === null);
  assert.ok(countries.includes(true) && countries.includes(false));
  assert.ok(all.every(({ creationDate }) => /T[\d:.]+Z$/.test(creationDate)));
});

test("candidates are filtered by id, email and number", async () => {
  const ids = async (filter: string) =>
    (await candidates(`filter=${encodeURIComponent(filter)}`)).map(({ detail }) => detail.candidateDetail.id);
  assert.deepEqual(await ids("id::_TS-00007,_TS-00003"), ["_TS-00003", "_TS-00007"]);
  assert.deepEqual(await ids("chronoNumber:gt:58"), ["_TS-00059", "_TS-00060"]);
  const known = (await candidates()).find(({ detail }) => detail.candidateDetail.email !== null)?.detail
    .candidateDetail;
  assert.deepEqual(await ids(`email::${known?.email}`), [known?.id]);
  const [early, late] = [await ids("updateDate:lt:2024-06-01"), await ids("updateDate:gt:2024-06-01")];
  assert.ok(early.length > 0 && late.length > 0 && early.length + late.length === 60);
});

test("vacancies are filtered by status, reference and words, and their dates have no zone", async () => {
  const all = await offers();
  assert.equal(all.length, 30);
  assert.ok(all.every(({ modificationDate }) => /T[\d:]+\.\d{3}$/.test(modificationDate)));
  const published = await offers("filter=vacancyStatus::Published");
  assert.ok(published.length > 5 && published.length < 30);
  assert.ok(published.every(({ status }) => status.id === "_TS_CO_OfferStatus_Diffuse"));
  assert.deepEqual(
    (await offers(`filter=reference::${job_reference},nothing`)).map(({ reference }) => reference),
    [job_reference],
  );
  const found = await offers("q=data%20ANALYST");
  assert.ok(found.length > 0 && found.every(({ jobDescription }) => jobDescription.title === "Data analyst"));
});

test("the same seed exports the same bytes", async (t) => {
  const twin = await startSandbox({ candidates: 60, jobs: 30 });
  t.after(() => twin.close());
  const token = await login("MatchingIndexation", twin);
  const headers = { Authorization: `Bearer ${token}` };
  const other = await fetch(`${base(twin)}/api/exports/v1/candidates`, { headers });
  const own = await get("/api/exports/v1/candidates");
  assert.ok(Buffer.from(await own.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer())));
});

const applied = (more: object, file?: string): FormData => {
  const form = new FormData();
  const personalInformation = { firstName: "Zoé", lastName: "Lefèvre", email: "zoe@example.org" };
  const uploadedFiles = [{ key: "cv_file_id", description: "cv.pdf", fileTypeId: 36 }];
  const application = { type: "offer", offerReference: job_reference };
  form.set(
    "applicantApplication",
    JSON.stringify({ applicant: { personalInformation }, application, uploadedFiles, ...more }),
  );
  if (file !== undefined) form.set(file, new Blob(["%PDF-"]), "cv.pdf");
  return form;
};
const apply = (body: FormData, token = front, headers = {}, on = sandbox) =>
  fetch(`${base(on)}/api/v2/applicants/applicationswithoutaccount`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body,
  });

test("applications and reports are taken and outlive the sandbox", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "sandbox-talentsoft-"));
  const first = await startSandbox({ candidates: 1, directory });
  const answer = await apply(
    applied({}, "cv_file_id"),
    await login(undefined, first),
    { jobAdReference: job_reference },
    first,
  );
  assert.deepEqual([answer.status, ((await answer.json()) as { id: number }).id], [201, 5001]);
  const report = { reportType: "Candidates", items: [{ id: "_TS-00001", status: "success" }] };
  const headers = { Authorization: `Bearer ${await login("MatchingIndexation", first)}` };
  const told = await fetch(`${base(first)}/api/exports/v1/reports`, {
    method: "POST",
    headers,
    body: JSON.stringify(report),
  });
  assert.equal(told.status, 200);
  await first.close();
  const second = await startSandbox({ candidates: 1, directory });
  t.after(() => second.close());
  const shown = async (name: string) => (await fetch(`${second.url}/__state/talentsoft/${name}`)).json();
  assert.deepEqual(await shown("reports"), [report]);
  const [kept] = (await shown("applications")) as { offerReference: string; files: unknown }[];
  assert.deepEqual(
    [kept?.offerReference, kept?.files],
    [job_reference, [{ key: "cv_file_id", name: "cv.pdf", fileTypeId: 36, size: 5 }]],
  );
});

describe("refusals", () => {
  const exports = "/api/exports/v1/candidates";
  const rows: readonly (readonly [string, () => Promise<Response>, number])[] = [
    ["no token is a 401", () => get(exports, "none"), 401],
    ["the front office may not export", () => get(exports, front), 403],
    ["an unknown filter is a 400", () => get(`${exports}?filter=reference::1`), 400],
    ["so is an offset that is no number", () => get(`${exports}?offset=-1`), 400],
    ["the back office may not apply", () => apply(applied({}, "cv_file_id"), back), 403],
    ["a listed file has a part", () => apply(applied({})), 400],
    ["a part is listed", () => apply(applied({ uploadedFiles: [] }, "other")), 400],
    ["an applicant has a name", () => apply(applied({ applicant: {} }, "cv_file_id")), 400],
    [
      "a vacancy exists",
      () => apply(applied({ application: { offerReference: "gone" } }, "cv_file_id")),
      404,
    ],
    ["in the header too", () => apply(applied({}, "cv_file_id"), front, { jobAdReference: "gone" }), 404],
    ["an unknown path is a 404", () => get("/api/v1/nothing"), 404],
  ];
  for (const [name, ask, status] of rows) {
    test(name, async () => {
      const answer = await ask();
      assert.equal(answer.status, status);
      assert.equal(typeof ((await answer.json()) as { message: unknown }).message, "string");
    });
  }

  test("a report names what it is about", async () => {
    const headers = { Authorization: `Bearer ${back}` };
    const body = JSON.stringify({ reportType: "Jobs", items: [{ id: "1", status: "success" }] });
    const answer = await fetch(`${base()}/api/exports/v1/reports`, { method: "POST", headers, body });
    assert.equal(answer.status, 400);
  });
});
