/** What `run --trace` writes: every request and answer, and no credential. */
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";
import { ownManifest } from "./process/own-connector.js";
import { pipeline, workplace } from "./process/workplace.js";

interface Line {
  readonly type: string;
  readonly connector: string;
  readonly attempt?: number;
  readonly request?: {
    readonly method: string;
    readonly url: string;
    readonly query: Record<string, string>;
    readonly headers: Record<string, string>;
    readonly body?: { readonly text?: string; readonly parts?: readonly object[] };
  };
  readonly answer?: { readonly status: number; readonly body?: { readonly text?: string } };
  readonly records?: number;
  readonly next?: string | null;
  readonly cursor?: string;
  readonly reason?: string;
}

const secrets = {
  TEAMTAILOR_API_KEY: "key-of-teamtailor-1",
  HRFLOW_API_SECRET: "secret-of-hrflow-1",
  HRFLOW_API_USER: "somebody@example.org",
};

test("a trace holds each request with query, headers and body, its answer, and what was read of a page", async (t) => {
  const older = '{"time":"2024-01-31T12:00:00.000Z","type":"page","connector":"acme"}\n';
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n"), "trace.jsonl": older });
  const args = ["run", "pipeline.yaml", "--sandbox", "--limit", "35", "--trace", "trace.jsonl"];
  assert.equal((await commandInside(args, { cwd, env: secrets })).exit, 0);
  const text = await readFile(join(cwd, "trace.jsonl"), "utf8");
  assert.equal((await stat(join(cwd, "trace.jsonl"))).mode & 0o777, 0o600);
  for (const secret of ["key-of-teamtailor-1", "secret-of-hrflow-1"]) assert.ok(!text.includes(secret));
  const lines = linesOf(text);
  const list = lines.find(({ request }) => request?.url.includes("/v1/candidates?"));
  assert.equal(list?.request?.query["page[size]"], "30");
  assert.equal(list?.request?.headers.authorization, "***");
  assert.equal(list?.answer?.status, 200);
  const [first, second] = lines.filter(({ type }) => type === "page");
  assert.equal(first?.records, 30);
  assert.match(first?.next ?? "", /^https:\/\/api\.teamtailor\.com\/v1\/candidates\?/);
  assert.ok(second?.cursor, "the second page is asked by cursor");
  const write = lines.find(({ request }) => request?.method === "POST" && request.body?.text);
  assert.match(write?.request?.body?.text ?? "", /"reference":/);
  const upload = lines.find(({ request }) => request?.body?.parts);
  assert.ok(
    upload?.request?.body?.parts?.some((part) => "filename" in part && "size" in part && !("value" in part)),
  );
  assert.ok(!/X-Amz-Signature=[0-9a-f]/.test(text), "signatures of links are masked");
});

test("what a log-in sends and gets is masked, whatever nobody has told yet that it is secret", async (t) => {
  const source = await readFile(join(packageRoot, "pipelines", "talentsoft-jobs-to-hrflow.yaml"), "utf8");
  const cwd = await workplace(t, { "pipeline.yaml": source });
  const args = ["run", "pipeline.yaml", "--sandbox", "--limit", "1", "--trace", "trace.jsonl"];
  assert.equal((await commandInside(args, { cwd, env: {} })).exit, 0);
  const text = await readFile(join(cwd, "trace.jsonl"), "utf8");
  const logIn = linesOf(text).find(({ request }) => request?.url.endsWith("/api/token"));
  assert.equal(logIn?.request?.body?.text, "***");
  assert.match(logIn?.answer?.body?.text ?? "", /"access_token":"\*\*\*"/);
});

test("a trace tells what was tried again, how long it waited and why", async (t) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { "Retry-After": "0" }).end("{}");
    else response.writeHead(200, { "Content-Type": "application/json" }).end('{"people":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const cwd = await workplace(t, { "connectors/mine/connector.yaml": ownManifest, "pipeline.yaml": mine });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const args = [
    "run",
    "pipeline.yaml",
    "--endpoint",
    `api.mine.example.org=${url}`,
    "--trace",
    "trace.jsonl",
  ];
  assert.equal((await commandInside(args, { cwd })).exit, 0);
  const lines = linesOf(await readFile(join(cwd, "trace.jsonl"), "utf8"));
  const told = lines.map(({ type, attempt, answer, reason }) => [type, attempt ?? reason, answer?.status]);
  assert.deepEqual(told, [
    ["request", 1, 429],
    ["wait", "429", undefined],
    ["request", 2, 200],
    ["page", undefined, undefined],
  ]);
});

test("a file that ends in .har is HAR 1.2", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const args = ["run", "pipeline.yaml", "--sandbox", "--limit", "2", "--trace", "trace.har"];
  assert.equal((await commandInside(args, { cwd, env: secrets })).exit, 0);
  const { log } = JSON.parse(await readFile(join(cwd, "trace.har"), "utf8"));
  assert.equal(log.version, "1.2");
  const [list] = log.entries;
  assert.equal(list.request.method, "GET");
  assert.deepEqual(list.request.queryString, [{ name: "page[size]", value: "30" }]);
  assert.ok(list.request.headers.some(({ value }: { value: string }) => value === "***"));
  assert.equal(list.response.status, 200);
  assert.equal(list._page.records, 30);
  for (const { startedDateTime, time, timings, cache } of log.entries) {
    assert.ok(!Number.isNaN(Date.parse(startedDateTime)));
    assert.equal(timings.wait, time);
    assert.deepEqual(cache, {});
  }
});

test("a trace that cannot be written ends the command before anything is sent", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(), file: "" });
  const args = ["run", "pipeline.yaml", "--sandbox", "--trace", "file/trace.jsonl"];
  const { exit, stderr } = await commandInside(args, { cwd, env: secrets });
  assert.equal(exit, 3);
  assert.match(stderr, /trace\.jsonl cannot be written/);
});

test("results are never written over what somebody wrote, nor over the state, and nothing runs", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(), "notes.txt": "mine" });
  const run = (...more: string[]) =>
    commandInside(["run", "pipeline.yaml", "--sandbox", "--limit", "1", ...more], { cwd, env: secrets });
  assert.equal((await run()).exit, 0);
  const db = ".sync-runner/sandbox/state.db";
  const before = await readFile(join(cwd, db));
  for (const file of ["notes.txt", "pipeline.yaml", db, ".sync-runner/new.jsonl", "-"]) {
    const refused = await run("--dry-run", "--trace", file);
    assert.equal(refused.exit, 2);
    assert.match(refused.stderr, /--trace cannot be /);
  }
  assert.match((await run("--dry-run", "--items", db)).stderr, /--items cannot be state\.db/);
  const twice = await run("--dry-run", "--items", "a.jsonl", "--trace", "./a.jsonl");
  assert.match(twice.stderr, /--items and --trace name the same file/);
  const stored = await run("--dry-run", "--store", "sqlite:own.db", "--trace", "own.db");
  assert.match(stored.stderr, /--trace cannot be a file of the store/);
  // The trace is refused before the items are emptied.
  assert.equal((await run("--dry-run", "--items", "a.jsonl")).exit, 0);
  const items = await readFile(join(cwd, "a.jsonl"), "utf8");
  assert.equal((await run("--dry-run", "--items", "a.jsonl", "--trace", "notes.txt")).exit, 2);
  assert.equal(await readFile(join(cwd, "a.jsonl"), "utf8"), items);
  assert.equal(await readFile(join(cwd, "notes.txt"), "utf8"), "mine");
  assert.deepEqual(await readFile(join(cwd, db)), before);
});

const mine = `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { token: token-of-mine }
hrflow_auth: { api_secret: secret-of-hrflow, api_user: somebody@example.org }
push_parameters: { source_key: source }
`;

function linesOf(text: string): Line[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}
