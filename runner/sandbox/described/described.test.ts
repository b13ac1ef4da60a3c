/** The system that the README of the sandbox describes, asked as a client would ask it. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { packageRoot } from "../../load/folders.js";
import { parseFaults } from "../faults.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../server.js";
import { findDescriptions } from "./find.js";

interface Candidate {
  readonly id: number;
  readonly first_name: string;
  readonly email: string;
  readonly status: string;
  readonly updated_at: string;
  readonly cv: string;
}
interface Listed {
  readonly data: readonly Candidate[];
  readonly next: string | null;
}

const readme = await readFile(join(packageRoot, "runner", "sandbox", "README.md"), "utf8");
const [, acme = ""] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
const open = async (more: SandboxOptions = {}): Promise<Sandbox> => {
  const project = await mkdtemp(join(tmpdir(), "sandbox-acme-"));
  await mkdir(join(project, "connectors", "acme"), { recursive: true });
  await writeFile(join(project, "connectors", "acme", "sandbox.yaml"), acme);
  return startSandbox({
    candidates: 0,
    counts: { "flatchr.applicants": 0 },
    descriptions: await findDescriptions(project),
    ...more,
  });
};

const told: string[] = [];
let sandbox: Sandbox;
before(async () => {
  sandbox = await open({ rateLimit: false, onUnknown: (host, what) => told.push(`${host}: ${what}`) });
});
after(() => sandbox.close());

const bearer = { Authorization: "Bearer sandbox-acme-token" };
const call = (path: string, init: RequestInit = {}, on = sandbox) =>
  fetch(`${on.endpoints["api.acme.example"]}${path}`, { headers: bearer, ...init });
const read = async <T>(path: string, init: RequestInit = {}, on = sandbox): Promise<T> =>
  (await call(path, init, on)).json() as Promise<T>;
/** A link as it is followed when its host is the sandbox. */
const follow = (link: string, on = sandbox) => fetch(link.replace("https:/", on.url));
const send = (method: string, body: object): RequestInit => ({ method, body: JSON.stringify(body) });

test("a whole system is described in thirty lines", () => {
  const lines = acme.trimEnd().split("\n").length;
  assert.ok(lines <= 30, `${lines} lines`);
});

test("whoever has no token is refused in the form of the system's errors", async () => {
  const answer = await call("/candidates", { headers: {} });
  assert.equal(answer.status, 401);
  assert.deepEqual(await answer.json(), { code: 401, reason: "Unauthorized" });
});

test("pages are followed by their next link, sorted and without repeats, to the end", async () => {
  const seen: Candidate[] = [];
  for (let next: string | null = "https://api.acme.example/candidates?per_page=20"; next !== null; ) {
    const answer = await fetch(next.replace("https:/", sandbox.url), { headers: bearer });
    const page = (await answer.json()) as Listed;
    const header: string | null = page.next === null ? null : `<${page.next}>; rel="next"`;
    assert.equal(answer.headers.get("link"), header);
    seen.push(...page.data);
    next = page.next;
  }
  assert.equal(new Set(seen.map(({ id }) => id)).size, 45);
  assert.deepEqual(
    seen.map((one) => one.updated_at),
    seen.map((one) => one.updated_at).sort(),
  );
});

test("the same seed invents the same people, another one others", async (t) => {
  const [same, other] = [await open(), await open({ seed: 2 })];
  t.after(() => Promise.all([same.close(), other.close()]));
  const people = async (on: Sandbox) =>
    (await read<Listed>("/candidates", {}, on)).data.map(({ email }) => email);
  assert.deepEqual(await people(same), await people(sandbox));
  assert.notDeepEqual(await people(other), await people(sandbox));
});

test("filters narrow a list", async () => {
  const hired = await read<Listed>("/candidates?status=hired&per_page=100");
  assert.ok(hired.data.length > 0 && hired.data.every(({ status }) => status === "hired"));
  const later = await read<Listed>("/candidates?updated_after=2025-01-01&per_page=100");
  assert.ok(later.data.length > 0 && later.data.every(({ updated_at }) => updated_at > "2025"));
});

test("what the description does not name is refused and told", async () => {
  const unknown = await call("/candidates?pages=2");
  assert.deepEqual(
    [unknown.status, await unknown.json()],
    [400, { code: 400, reason: 'The sandbox does not know the parameter "pages" of GET /candidates' }],
  );
  assert.equal((await call("/jobs")).status, 404);
  assert.deepEqual(told, [
    "api.acme.example: the parameter pages of GET /candidates",
    "api.acme.example: GET /jobs",
  ]);
  const state = (await (await fetch(`${sandbox.url}/__state`)).json()) as { unknown: unknown };
  assert.deepEqual(state.unknown, {
    "api.acme.example": { "the parameter pages of GET /candidates": 1, "GET /jobs": 1 },
  });
});

test("a record is created, changed and removed; who repeats what is unique is refused", async () => {
  const person = { first_name: "Ada", email: "ada@example.org", status: "new" };
  const created = await call("/candidates", send("POST", person));
  assert.equal(created.status, 201);
  const { id, updated_at } = (await created.json()) as Candidate;
  assert.equal(updated_at, "2026-01-01T00:00:01.000Z");
  const again = await call("/candidates", send("POST", person));
  assert.deepEqual(
    [again.status, await again.json()],
    [409, { code: 409, reason: '"email" is taken: ada@example.org' }],
  );
  const changed = await read<Candidate>(`/candidates/${id}`, send("PATCH", { status: "hired" }));
  assert.deepEqual([changed.first_name, changed.status], ["Ada", "hired"]);
  const same = await read<Candidate>(`/candidates/${id}`, send("PATCH", { status: "hired" }));
  assert.equal(same.updated_at, changed.updated_at);
  assert.equal((await call(`/candidates/${id}`, { method: "DELETE" })).status, 204);
  assert.equal((await call(`/candidates/${id}`)).status, 404);
});

test("a file is behind a link that needs no token and expires", async (t) => {
  const [one] = (await read<Listed>("/candidates")).data;
  assert.ok(one);
  const file = await follow(one.cv);
  assert.deepEqual([file.status, await file.text()], [200, `CV of ${one.first_name}`]);
  assert.equal((await follow(one.cv.replace(/expires=\d/, "expires=9"))).status, 403);
  const faulty = await open({ faults: parseFaults("expired-links") });
  t.after(() => faulty.close());
  const [late] = (await read<Listed>("/candidates", {}, faulty)).data;
  const answer = await follow(late?.cv ?? "", faulty);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [403, { code: 403, reason: "The link has expired" }],
  );
});

test("a limit is announced, and then enforced", async (t) => {
  const strict = await open();
  t.after(() => strict.close());
  const answers = [];
  for (let at = 0; at < 61; at++) answers.push(await call("/candidates?per_page=1", {}, strict));
  assert.deepEqual([answers[0]?.headers.get("x-ratelimit-remaining"), answers[60]?.status], ["59", 429]);
});

test("a fault switch for too many requests announces a limit that is used up", async (t) => {
  const faulty = await open({ faults: parseFaults("429") });
  t.after(() => faulty.close());
  const answer = await call("/candidates", {}, faulty);
  assert.deepEqual([answer.status, answer.headers.get("x-ratelimit-remaining")], [429, "0"]);
});

test("there are as many records as one asks for, of collections that there are", async (t) => {
  const large = await open({ counts: { "acme.candidates": 1000 } });
  t.after(() => large.close());
  const { data } = await read<Listed>("/candidates?per_page=100&page=10", {}, large);
  assert.equal(data.length, 100);
  await assert.rejects(
    open({ counts: { "acme.people": 1 } }),
    /No description has a collection acme\.people/,
  );
});

test("what was written outlives the sandbox", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "sandbox-acme-"));
  const first = await open({ directory });
  const { id } = await read<Candidate>("/candidates", send("POST", { email: "b@example.org" }), first);
  await first.close();
  const second = await open({ directory });
  t.after(() => second.close());
  assert.equal((await read<Candidate>(`/candidates/${id}`, {}, second)).email, "b@example.org");
  const shown = await (await fetch(`${second.url}/__state/acme/candidates`)).json();
  assert.equal((shown as unknown[]).length, 46);
});

test("fault switches speak as the system does", async (t) => {
  const faulty = await open({ faults: parseFaults("503") });
  t.after(() => faulty.close());
  assert.deepEqual(await read("/candidates", {}, faulty), { code: 503, reason: "Service Unavailable" });
});
