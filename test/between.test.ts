/**
 * Flows between two systems without a third one: each person arrives once, with the resume, though runs are killed right before and right
 * after their writes, and what is of unknown outcome is looked up at the target as a person would (I5, I8).
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { startSandbox } from "../runner/sandbox/server.js";
import { shippedAccounts } from "../runner/sandbox/shipped-accounts.js";
import { command, start } from "./process/command.js";
import { workplace } from "./process/workplace.js";

interface Case {
  readonly pipeline: string;
  readonly env: Readonly<Record<string, string>>;
  /** The end of the path of the requests that write. */
  readonly write: string;
  /** The email of the person of a record. */
  emailOf(record: Record<string, unknown>): unknown;
  /** What the target holds: an email and what it knows of the resume, for each that arrived. */
  arrived(state: State): Promise<(readonly [email: unknown, resume: unknown])[]>;
  /** How many people have a resume. */
  resumes(state: State): Promise<number>;
}

type State = (path: string) => Promise<Record<string, unknown>[]>;

/** Kills at these writes: before the system heard of it, or behind its answer, of which the run never hears. */
const KILLS = [
  { write: 1, side: "before" },
  { write: 2, side: "after" },
  { write: 4, side: "before" },
  { write: 3, side: "after" },
] as const;

interface Killer {
  kill?: () => void;
  write: number;
  side: "before" | "after";
}

const SYSTEMS = { candidates: 150, rateLimit: false, counts: { "flatchr.applicants": 60 } };

/** What a run that nothing disturbs leaves in the same systems. */
async function undisturbed(t: TestContext, one: Case): Promise<readonly (readonly [unknown, unknown])[]> {
  const sandbox = await startSandbox(SYSTEMS);
  t.after(() => sandbox.close());
  const { run, around } = await placed(t, one, Object.entries(sandbox.endpoints));
  const ended = await command(t, run, around);
  assert.equal(ended.exit, 0, ended.stderr);
  return one.arrived(stateOf(sandbox.url));
}

function stateOf(url: string): State {
  return async (path) => {
    const answer = await fetch(`${url}/__state/${path}?limit=1000`);
    return (await answer.json()) as Record<string, unknown>[];
  };
}

/** A place for the pipeline, and the command that runs it. */
async function placed(
  t: TestContext,
  { pipeline, env }: Case,
  hosts: readonly (readonly [string, string])[],
) {
  const file = `pipelines/${pipeline}`;
  const cwd = await workplace(t, { [file]: await readFile(join(packageRoot, file), "utf8") });
  const endpoints = hosts.flatMap(([host, url]) => ["--endpoint", `${host}=${url}`]);
  const run = ["run", file, "--json", "--no-rate-limit", "--concurrency", "4", ...endpoints];
  return { run, endpoints, around: { cwd, env } };
}

async function killedAgainAndAgain(t: TestContext, one: Case): Promise<void> {
  const expected = await undisturbed(t, one);
  const sandbox = await startSandbox(SYSTEMS);
  t.after(() => sandbox.close());
  const killer: Killer = { write: 0, side: "before" };
  const url = await proxy(t, sandbox.url, one.write, killer);
  const hosts = Object.keys(sandbox.endpoints).map((host) => [host, `${url}/${host}`] as const);
  const { run, endpoints, around } = await placed(t, one, hosts);
  const workflow = one.pipeline.replace(".yaml", "");
  const state = stateOf(sandbox.url);

  for (const kill of KILLS) {
    const started = start(t, run, around);
    Object.assign(killer, kill, { kill: () => started.kill("SIGKILL") });
    const { signal, stderr } = await started.ended;
    assert.equal(signal, "SIGKILL", `write ${kill.write} did not come: ${stderr}`);
  }
  delete killer.kill;

  await command(t, run, around);
  const emails = async () => (await one.arrived(state)).map(([email]) => email);
  // Whoever looks at the target finds those that were answered behind the kill, and has the others sent.
  const shown = await command(t, ["rejects", "show", workflow, "--json"], around);
  const rejects = JSON.parse(shown.stdout).result as { key: string; record: Record<string, unknown> }[];
  assert.ok(rejects.length >= KILLS.length, shown.stdout);
  for (const { key, record } of rejects) {
    // Who applied twice is there when both applications are.
    const timesIn = (all: readonly unknown[]) => all.filter((email) => email === one.emailOf(record)).length;
    const isThere = timesIn(await emails()) === timesIn(expected.map(([email]) => email));
    const named = ["--key", key];
    const decided = isThere
      ? await command(t, ["rejects", "drop", workflow, ...named], around)
      : await command(t, ["rejects", "replay", `pipelines/${one.pipeline}`, ...named, ...endpoints], around);
    assert.equal(decided.exit, 0, decided.stderr);
  }
  const last = await command(t, run, around);
  assert.equal(last.exit, 0, last.stderr);
  assert.deepEqual(sorted(await one.arrived(state)), sorted(expected));
  assert.equal(expected.filter(([, resume]) => resume).length, await one.resumes(state));
}

const sorted = (all: readonly (readonly [unknown, unknown])[]) =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Passes everything on to the systems, and kills the run at a write. */
async function proxy(t: TestContext, target: string, write: string, killer: Killer): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return;
    const isMeant =
      incoming.method === "POST" && incoming.url?.endsWith(write) === true && killer.kill !== undefined;
    if (isMeant) killer.write -= 1;
    const isKill = isMeant && killer.write === 0;
    if (isKill && killer.side === "before") return void killer.kill?.();
    const { method, headers } = incoming;
    const passed = send(`${target}${incoming.url}`, { method, headers }, async (response) => {
      const answer = await buffer(response).catch(() => undefined);
      if (isKill) return void killer.kill?.();
      outgoing.writeHead(response.statusCode ?? 502, response.headers).end(answer);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const { teamtailor = {}, talentsoft = {}, flatchr = {} } = shippedAccounts;

test("candidates of Teamtailor apply in TalentSoft", async (t) => {
  type Attributes = Readonly<Record<string, unknown>>;
  const attributesOf = (record: Record<string, unknown>) => record.attributes as Attributes;
  await killedAgainAndAgain(t, {
    pipeline: "teamtailor-to-talentsoft.yaml",
    env: {
      TEAMTAILOR_API_KEY: teamtailor.api_key ?? "",
      TALENTSOFT_FRONT_CLIENT_ID: talentsoft.client_id ?? "",
      TALENTSOFT_FRONT_CLIENT_SECRET: talentsoft.client_secret ?? "",
      TALENTSOFT_CLIENT_URL: talentsoft.client_url ?? "",
    },
    write: "/api/v2/applicants/applicationswithoutaccount",
    emailOf: (record) => attributesOf(record).email,
    // TalentSoft takes nobody without.
    resumes: async (state) => (await state("talentsoft/applications")).length,
    arrived: async (state) =>
      (await state("talentsoft/applications")).map(({ applicant, files }) => {
        const { personalInformation } = applicant as { personalInformation: { email: string } };
        return [personalInformation.email, (files as { size: number }[])[0]?.size] as const;
      }),
  });
});

/** Candidates that were written to the simulated Teamtailor have numbers behind this one. */
const WRITTEN = 90_000_000;

test("applicants of Flatchr become candidates of Teamtailor, which is told where it can fetch their resumes", async (t) => {
  const attributesOf = (record: Record<string, unknown>) => record.attributes as Record<string, unknown>;
  await killedAgainAndAgain(t, {
    pipeline: "flatchr-to-teamtailor.yaml",
    env: {
      FLATCHR_API_KEY: flatchr.api_key ?? "",
      FLATCHR_COMPANY_ID: flatchr.company_id ?? "",
      TEAMTAILOR_API_KEY: teamtailor.api_key ?? "",
    },
    write: "/v1/candidates",
    emailOf: (record) => record.email,
    resumes: async (state) =>
      (await state("flatchr/applicants")).filter(({ candidate }) => (candidate as { file: unknown }).file)
        .length,
    arrived: async (state) =>
      (await state("teamtailor/candidates"))
        .filter(({ id }) => Number(id) > WRITTEN)
        .map((one) => [attributesOf(one).email, one.has_resume] as const),
  });
});
