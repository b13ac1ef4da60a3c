/** One list for every connector that pulls or pushes: what all of them have to do, whatever the system behind them is like. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { describe, type TestContext, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { packageRoot } from "../runner/load/folders.js";
import { parseFaults } from "../runner/sandbox/faults.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../runner/sandbox/server.js";
import { shippedAccounts } from "../runner/sandbox/shipped-accounts.js";
import { type Ended, envelope, resultOf } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

/** A flow of each kind: between them they use every list and every way of writing. */
interface Flow {
  readonly action: string;
  /** How many records there are in the world of these tests. */
  readonly records: number;
  readonly pull?: Readonly<Record<string, unknown>>;
  readonly push?: Readonly<Record<string, unknown>>;
}

// Several pages at Teamtailor (30 each) and at TalentSoft (100 each). 55 of the jobs are in the public feed.
const world = { candidates: 110, jobs: 70, counts: { "flatchr.applicants": 12, "salesforce.objects": 220 } };
const small = {
  candidates: 4,
  jobs: 4,
  counts: { "flatchr.applicants": 3, "salesforce.objects": 8, "breezyhr.candidates": 4 },
};
const {
  breezyhr = {},
  bullhorn = {},
  hrflow = {},
  flatchr = {},
  salesforce = {},
  talentsoft = {},
  teamtailor = {},
} = shippedAccounts;
const toSource = { push: { source_key: hrflow.source_key } };
const toBoard = { push: { board_key: hrflow.board_key } };
const since = { created_date: bullhorn.created_date };
const ofHrflow = {
  records: 1,
  pull: { source_key: hrflow.pull_source_key, profile_key: hrflow.profile_key },
};

const flows: readonly Flow[] = [
  { action: "teamtailor.create_profiles_in_hrflow", records: 110, ...toSource },
  { action: "teamtailor.update_profiles_in_hrflow", records: 110, ...toSource },
  { action: "teamtailor.archive_profiles_in_hrflow", records: 110, ...toSource },
  { action: "teamtailor.create_jobs_in_hrflow", records: 55, pull: { filter_status: "all" }, ...toBoard },
  { action: "teamtailor.create_profiles_in_teamtailor", ...ofHrflow },
  { action: "teamtailor.update_profiles_in_teamtailor", ...ofHrflow },
  { action: "teamtailor.push_profile", ...ofHrflow },
  { action: "flatchr.create_profiles_in_hrflow", records: 12, ...toSource },
  { action: "flatchr.create_jobs_in_hrflow", records: 12, ...toBoard },
  {
    action: "flatchr.create_profiles_in_flatchr",
    ...ofHrflow,
    push: { vacancy_slug: flatchr.vacancy_slug },
  },
  { action: "flatchr.update_profiles_in_flatchr", ...ofHrflow },
  { action: "flatchr.archive_profiles_in_flatchr", ...ofHrflow },
  { action: "talentsoft.pull_profile_list", records: 110, ...toSource },
  { action: "talentsoft.applicant_update", records: 110, ...toSource },
  { action: "talentsoft.pull_job_list", records: 70, pull: { max_read: 500 }, ...toBoard },
  {
    action: "talentsoft.create_profiles_in_talentsoft",
    ...ofHrflow,
    push: { job_reference: talentsoft.job_reference },
  },
  { action: "salesforce.pull_profile_list", records: 110, pull: { limit: 500 }, ...toSource },
  { action: "salesforce.upsert_jobs_in_hrflow", records: 110, pull: { limit: 500 }, ...toBoard },
  { action: "salesforce.push_profile", ...ofHrflow },
  // Two of the candidates are deleted, three of the job orders closed; a quarter was changed since it was added.
  {
    action: "bullhorn.create_profiles_in_hrflow",
    records: 30,
    pull: { ...since, parse_resume: true },
    ...toSource,
  },
  { action: "bullhorn.upsert_profiles_in_hrflow", records: 38, ...toSource },
  { action: "bullhorn.pull_profile_list", records: 20, ...toSource },
  { action: "bullhorn.create_jobs_in_hrflow", records: 21, pull: since, ...toBoard },
  {
    action: "bullhorn.pull_job_list",
    records: 27,
    pull: { last_modified_date: bullhorn.last_modified_date },
    ...toBoard,
  },
  { action: "bullhorn.push_profile", ...ofHrflow },
  {
    action: "bullhorn.push_application",
    ...ofHrflow,
    push: { job_id: bullhorn.job_id, status_when_created: "New Lead" },
  },
  // 62 of them in one position, of which a page holds 50.
  { action: "breezyhr.upsert_profiles_in_hrflow", records: 71, ...toSource },
  { action: "breezyhr.upsert_jobs_in_hrflow", records: 6, ...toBoard },
  {
    action: "breezyhr.create_profiles_in_breezyhr",
    ...ofHrflow,
    push: { position_id: breezyhr.position_id },
  },
  { action: "breezyhr.push_profile_list", ...ofHrflow, push: { position_id: breezyhr.position_id } },
];

describe("a dry run pulls everything once, and writes nothing anywhere", { concurrency: 2 }, () => {
  for (const flow of flows) {
    test(flow.action, async (t) => {
      const sandbox = await simulated(t, world);
      const before = await holdings(sandbox);
      const ended = await run(t, flow, sandbox, ["--dry-run", "--log-json", "--log-level", "debug"]);
      assert.equal(ended.exit, 0, ended.stderr);
      const { events } = resultOf(ended);
      assert.equal(events.read_success, flow.records);
      assert.equal(events.read_failure, 0);
      const keys = keysRead(ended.stderr);
      assert.equal(keys.length, flow.records);
      assert.deepEqual(twice(keys), []);
      assert.deepEqual(await holdings(sandbox), before);
    });
  }
});

describe("too many requests: nobody is asked before the time is over, and nothing is lost", {
  // They mostly wait.
  concurrency: 16,
}, () => {
  // The others have nothing to change in a target that is new.
  const delivering = flows.filter(
    ({ action }) => !/\.(update_profiles_in_h|archive_profiles_in_h|applicant_)/.test(action),
  );
  for (const flow of delivering) {
    test(flow.action, async (t) => {
      const sandbox = await simulated(t, { ...small, faults: parseFaults("429:0.1") });
      const door = await openDoor(t, sandbox);
      // One at a time: nothing else is under way when the refusal comes.
      const ended = await run(t, flow, door, ["--concurrency", "1"]);
      assert.equal(ended.exit, 0, ended.stderr);
      const { read_success: read, write_success: written } = resultOf(ended).events;
      assert.ok(read > 0);
      assert.equal(written, read);
      assert.ok(door.pauses.size >= 2, "both systems were asked");
      for (const [host, pause] of door.pauses) {
        assert.ok(pause >= ASKED_MS - CLOCK_MS, `${host} was asked again after ${pause} ms`);
      }
    });
  }
});

describe("wrong credentials end a run with exit code 3, and it says which", { concurrency: 2 }, () => {
  const wrong = "not-the-right-one";
  // One flow from and one to each connector.
  const each = ["create_profiles_in_", "upsert_profiles_in_", "pull_profile_list", "push_profile"];
  for (const flow of flows.filter(({ action }) => each.some((name) => action.includes(name)))) {
    for (const block of ["connector_auth", "hrflow_auth"]) {
      test(`${flow.action}: ${block}`, async (t) => {
        const sandbox = await simulated(t, small);
        const before = await holdings(sandbox);
        const secret = block === "hrflow_auth" ? "api_secret" : secretOf(flow);
        const ended = await run(t, flow, sandbox, ["--set", `${block}.${secret}=${wrong}`]);
        const { error } = envelope(ended);
        assert.equal(ended.exit, 3, ended.stderr);
        assert.equal(error?.code, "HTTP_CREDENTIALS");
        assert.match(ended.stderr, new RegExp(`\`${block}\``));
        assert.ok(!ended.stderr.includes(wrong));
        assert.deepEqual(await holdings(sandbox), before);
      });
    }
  }
});

function secretOf({ action }: Flow): string {
  if (action === "teamtailor.push_profile") return "Authorization";
  if (action.startsWith("salesforce.")) return "sf_client_secret";
  if (action.startsWith("breezyhr.")) return "password";
  return /^(talentsoft|bullhorn)\./.test(action) ? "client_secret" : "api_key";
}

async function simulated(t: TestContext, options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ rateLimit: false, ...options });
  t.after(() => sandbox.close());
  return sandbox;
}

/** Runs a flow with the right credentials, its requests sent to these places. */
async function run(
  t: TestContext,
  { action, pull = {}, push = {}, format }: Flow & { readonly format?: string },
  { endpoints }: Pick<Sandbox, "endpoints">,
  options: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [connector = ""] = action.split(".");
  const given: Record<string, string | undefined> =
    action === "teamtailor.push_profile"
      ? { Authorization: teamtailor.Authorization, X_Api_Version: teamtailor.X_Api_Version }
      : ({
          teamtailor: { api_key: teamtailor.api_key },
          flatchr: { api_key: flatchr.api_key, company_id: flatchr.company_id },
          breezyhr: {
            email: breezyhr.email,
            password: breezyhr.password,
            company_name: breezyhr.company_name,
          },
          talentsoft: {
            client_id: talentsoft.client_id,
            client_secret: talentsoft.client_secret,
            client_url: talentsoft.client_url,
          },
          bullhorn: {
            client_id: bullhorn.client_id,
            client_secret: bullhorn.client_secret,
            username: bullhorn.username,
            password: bullhorn.password,
          },
          salesforce: {
            sf_client_id: salesforce.sf_client_id,
            sf_client_secret: salesforce.sf_client_secret,
            sf_domain: salesforce.sf_domain,
          },
        }[connector] ?? {});
  const pipeline = {
    workflow_id: "conformance",
    action,
    connector_auth: given,
    hrflow_auth: { api_secret: hrflow.api_secret, api_user: hrflow.api_user },
    pull_parameters: pull,
    push_parameters: push,
    format: format ?? null,
  };
  const cwd = await workplace(t, { ...files, "pipeline.yaml": JSON.stringify(pipeline) });
  const places = Object.entries(endpoints).flatMap(([host, url]) => ["--endpoint", `${host}=${url}`]);
  const args = ["run", "pipeline.yaml", "--json", "--no-rate-limit", ...options, ...places];
  return commandInside(args, { cwd });
}

/** A record without its files: they do not go into JSON. */
const fileless: Readonly<Record<string, string>> = {
  "teamtailor/candidate": '$sift($, function($value, $name) { $name != "resume" })',
  "flatchr/applicant": '$sift($, function($value, $name) { $name != "resume" })',
  "bullhorn/candidate": '$sift($, function($value, $name) { $name != "resume" })',
  "breezyhr/candidate":
    '$merge([$, { "resume": resume ? $sift(resume, function($value, $name) { $name != "file" }) : null }])',
  "talentsoft/candidate":
    '$merge([$, { "attachments": [attachments.$sift(function($value, $name) { $name != "raw" })] }])',
};

describe("what is pulled is what the schema of its entity says", { concurrency: 2 }, () => {
  for (const [action, schema] of [
    ["teamtailor.create_profiles_in_hrflow", "teamtailor/candidate"],
    ["teamtailor.create_jobs_in_hrflow", "teamtailor/job"],
    ["flatchr.create_profiles_in_hrflow", "flatchr/applicant"],
    ["flatchr.create_jobs_in_hrflow", "flatchr/vacancy"],
    ["breezyhr.upsert_profiles_in_hrflow", "breezyhr/candidate"],
    ["breezyhr.upsert_jobs_in_hrflow", "breezyhr/position"],
    ["talentsoft.pull_profile_list", "talentsoft/candidate"],
    ["talentsoft.pull_job_list", "talentsoft/vacancy"],
    ["bullhorn.create_profiles_in_hrflow", "bullhorn/candidate"],
    ["bullhorn.create_jobs_in_hrflow", "bullhorn/job-order"],
    ["salesforce.pull_profile_list", "salesforce/profile"],
    ["salesforce.upsert_jobs_in_hrflow", "salesforce/job"],
    ["teamtailor.create_profiles_in_teamtailor", "hrflow/profile"],
  ] as const) {
    test(`${action}: ${schema}`, async (t) => {
      const flow = flows.find((one) => one.action === action);
      assert.ok(flow);
      const sandbox = await simulated(t, world);
      const records: unknown[] = [];
      const collector = await serve(t, async (incoming, outgoing) => {
        records.push(await json(incoming));
        outgoing.end("{}");
      });
      const endpoints = { ...sandbox.endpoints, "collector.example.org": collector };
      const target = action.endsWith("_teamtailor") ? "teamtailor" : "hrflow";
      const own = { [`connectors/${target}/connector.yaml`]: collecting(target) };
      const collected = { ...flow, push: {}, format: fileless[schema] ?? "$" };
      const ended = await run(t, collected, { endpoints }, [], own);
      assert.equal(ended.exit, 0, ended.stderr);
      assert.equal(records.length, flow.records);
      const file = join(packageRoot, "connectors", `${schema}.schema.json`);
      const ajv = new Ajv2020({ strict: false });
      formats.default(ajv);
      const validate = ajv.compile(JSON.parse(await readFile(file, "utf8")));
      for (const record of records) assert.ok(validate(record), ajv.errorsText(validate.errors));
    });
  }
});

/** A target of the user's own, in the place of a shipped one, that only passes on what it gets. */
function collecting(name: string): string {
  const push = { each: [{ post: "/", json: "${ item }" }], idempotent: true };
  const entity = { key: "id", push: { create: push, parse: push, sync: push, upsert: push, write: push } };
  const action = { title: "Collect", entity: "profile", mode: "create", direction: "outbound", format: "$" };
  const any = { type: "string", description: "Not looked at" };
  return JSON.stringify({
    name,
    title: "Collector",
    type: "ATS",
    url: "https://collector.example.org/",
    auth: {
      properties: {
        api_key: any,
        api_secret: any,
        api_user: any,
      },
    },
    http: { base_url: "https://collector.example.org" },
    entities: { profile: entity, job: entity },
    actions: { create_profiles_in_teamtailor: action },
  });
}

/** Everything that the systems hold, as text. */
async function holdings({ url }: Sandbox): Promise<Record<string, string>> {
  const ask = async (path: string): Promise<string> => (await fetch(`${url}/__state${path}`)).text();
  const { requests: _, answers: __, ...counts } = JSON.parse(await ask("")) as Record<string, unknown>;
  const lists = [
    "hrflow/profiles",
    "hrflow/jobs",
    "flatchr/applicants",
    "flatchr/informations",
    "breezyhr/candidates",
    "talentsoft/applications",
    "talentsoft/reports",
    "bullhorn/candidates",
    "bullhorn/submissions",
    "salesforce/objects",
  ];
  const held = await Promise.all(lists.map(async (list) => [list, await ask(`/${list}`)] as const));
  return { counts: JSON.stringify(counts), ...Object.fromEntries(held) };
}

/** The keys of the records that were read, out of the log. */
function keysRead(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { message?: string; key?: string })
    .filter(({ message }) => message === "read_success")
    .map(({ key }) => key ?? "");
}

function twice(keys: readonly string[]): string[] {
  return keys.filter((key, at) => keys.indexOf(key) !== at);
}

const ASKED_MS = 1000;
/** Timers may go off a moment early by the other clock. */
const CLOCK_MS = 5;

interface Door {
  readonly endpoints: Readonly<Record<string, string>>;
  /** By host: how long after the refusal of its first request the next one came, in ms. */
  readonly pauses: ReadonlyMap<string, number>;
}

/** A door before the systems that refuses the first request to each API for a second. */
async function openDoor(t: TestContext, sandbox: Sandbox): Promise<Door> {
  const refusedAt = new Map<string, number>();
  const pauses = new Map<string, number>();
  const url = await serve(t, (incoming, outgoing) => {
    const [, host = ""] = (incoming.url ?? "").split("/");
    const refused = refusedAt.get(host);
    const isStorage = host.endsWith(".amazonaws.com");
    if (refused === undefined && !isStorage) {
      incoming.resume();
      // Both ways of asking for it; each system knows one.
      outgoing.writeHead(429, { "Retry-After": "1", "X-Rate-Limit-Reset": "1" }).end();
      refusedAt.set(host, performance.now());
      return;
    }
    if (refused !== undefined && !pauses.has(host)) pauses.set(host, performance.now() - refused);
    const { method, headers } = incoming;
    const passed = send(`${sandbox.url}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  return {
    endpoints: Object.fromEntries(Object.keys(sandbox.endpoints).map((host) => [host, `${url}/${host}`])),
    pauses,
  };
}

/** Serves on this machine until the test ends; gives the URL. */
async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
