/** Every pipeline that is shipped, and every example, run as a newcomer runs it: `--sandbox`, a fresh folder, and nothing prepared. */
import assert from "node:assert/strict";
import { cp, readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { startSandbox } from "../runner/sandbox/server.js";
import { shippedAccounts } from "../runner/sandbox/shipped-accounts.js";
import type { EventName, RunResult } from "../runner/types.js";
import { resultOf } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

type Events = Partial<Record<EventName, number>>;

/** What the simulated systems hold, asked from behind. */
interface Behind {
  list(path: string): Promise<Record<string, unknown>[]>;
  /** A candidate as Teamtailor itself tells it. */
  candidates(query: string): Promise<{ id: string; attributes: Record<string, unknown> }[]>;
}

interface Case {
  /** Events of the first run; all others are 0. */
  readonly first: Events;
  /** Of the same command once more, where that says something. */
  readonly again?: Events;
  readonly options?: readonly string[];
  /** Looks at the target after the first run. */
  readonly arrived?: (behind: Behind) => Promise<void>;
}

const sent = (read: number, more: Events = {}): Events => ({
  read_success: read,
  write_success: read,
  ...more,
});
const skipped = (read: number, more: Events = {}): Events => ({
  read_success: read,
  write_skipped: read,
  ...more,
});
const { hrflow = {}, flatchr = {}, teamtailor = {} } = shippedAccounts;
/** The person behind the profile that every sandbox holds. */
const zoe = { id: "20596201", email: "zoe.lefevre@example.org" };

const pipelines: Readonly<Record<string, Case>> = {
  "teamtailor-to-hrflow": {
    first: sent(300),
    again: skipped(300),
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.equal(profiles.length, 300);
      assert.equal(profiles.filter(({ reference }) => reference === zoe.id).length, 1);
    },
  },
  "teamtailor-jobs-to-hrflow": {
    first: sent(14),
    arrived: async ({ list }) => {
      const jobs = await list("hrflow/jobs");
      assert.equal(jobs.length, 14);
      assert.ok(jobs.every(({ board_key, name }) => board_key === hrflow.board_key && name));
    },
  },
  "hrflow-to-teamtailor": {
    first: sent(1),
    again: sent(1),
    arrived: async ({ candidates }) => {
      const [candidate] = await candidates(`filter[email]=${zoe.email}`);
      assert.equal(candidate?.id, zoe.id);
      const { "first-name": first, "last-name": last, pitch } = candidate?.attributes ?? {};
      assert.deepEqual([first, last, pitch], ["Zoé", "Lefèvre", "Chargée d'affaires"]);
    },
  },
  "hrflow-to-teamtailor-push": {
    first: sent(1),
    arrived: async ({ candidates }) => {
      const [candidate] = await candidates(`filter[email]=${zoe.email}`);
      assert.notEqual(candidate?.id, zoe.id);
      assert.equal(candidate?.attributes.phone, "+33612000000");
    },
  },
  "flatchr-new-to-hrflow": {
    // Three of the applicants are candidates that applied twice.
    first: { read_success: 24, write_success: 21, write_skipped: 3 },
    again: skipped(24),
    arrived: async ({ list }) => assert.equal((await list("hrflow/profiles")).length, 21),
  },
  "flatchr-to-hrflow": {
    first: sent(24),
    again: sent(24),
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.equal(profiles.length, 21);
      assert.ok(profiles.every(({ source_key }) => source_key === hrflow.source_key));
      assert.ok(profiles.every(({ tags }) => (tags as { name: string }[])[0]?.name === "applicant_id"));
    },
  },
  "breezyhr-to-hrflow": {
    first: sent(71),
    again: sent(71),
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.equal(profiles.length, 71);
      assert.ok(profiles.every(({ tags }) => (tags as { name: string }[])[0]?.name === "breezy_hr_tags"));
    },
  },
  "bullhorn-to-hrflow": {
    first: sent(38),
    again: sent(38),
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.equal(profiles.length, 38);
      assert.ok(profiles.every(({ source_key }) => source_key === hrflow.source_key));
    },
  },
  "hrflow-to-flatchr": {
    first: sent(1),
    arrived: async ({ list }) => {
      const applicants = await list("flatchr/applicants");
      assert.equal(applicants.length, 25);
      const { vacancy, candidate } = applicants.at(-1) ?? {};
      assert.equal(vacancy, shippedAccounts.flatchr?.vacancy_id);
      assert.equal((candidate as { email?: string }).email, zoe.email);
    },
  },
  "hrflow-to-talentsoft": {
    first: sent(1),
    arrived: async ({ list }) => {
      const [application, ...more] = await list("talentsoft/applications");
      assert.deepEqual(more, []);
      assert.equal(application?.offerReference, shippedAccounts.talentsoft?.job_reference);
      assert.equal((application?.files as unknown[] | undefined)?.length, 1);
    },
  },
  "teamtailor-to-talentsoft": {
    first: { read_success: 300, logics_discard: 190, write_success: 110 },
    again: { read_success: 300, logics_discard: 190, write_skipped: 110 },
    arrived: async ({ list }) => {
      const applications = await list("talentsoft/applications");
      assert.equal(applications.length, 110);
      assert.ok(applications.every(({ files }) => (files as unknown[]).length === 1));
    },
  },
  "flatchr-to-teamtailor": {
    first: sent(24),
    again: skipped(24),
    arrived: async ({ list }) => {
      const written = (await list("teamtailor/candidates")).filter(({ id }) => Number(id) > 90_000_000);
      assert.equal(written.length, 24);
      const applicants = await list("flatchr/applicants");
      const withResume = applicants.filter(({ candidate }) => (candidate as { file: unknown }).file);
      assert.equal(written.filter(({ has_resume }) => has_resume).length, withResume.length);
    },
  },
  // What stands in the file then is looked at in files.test.ts.
  "teamtailor-to-files": { options: ["--files", "."], first: sent(300), again: sent(300) },
  "talentsoft-jobs-to-hrflow": {
    first: sent(26),
    again: sent(26),
    arrived: async ({ list }) => {
      const jobs = await list("hrflow/jobs");
      assert.equal(jobs.length, 26);
      assert.ok(jobs.every(({ archived_at }) => archived_at === null));
      // Its own, because what it does not list is archived there.
      assert.ok(jobs.every(({ board_key }) => board_key === hrflow.talentsoft_board_key));
    },
  },
  "salesforce-to-hrflow": {
    first: sent(24),
    again: {}, // it goes on behind the last record of the first run
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.equal(profiles.length, 24);
      assert.ok(profiles.every(({ source_key, reference }) => source_key === hrflow.source_key && reference));
    },
  },
  "talentsoft-applicant-event": {
    options: ["--event", join(packageRoot, "examples", "event", "applicant-new.json")],
    first: sent(1, { callback_executed: 1 }),
    again: skipped(1, { callback_executed: 1 }),
    arrived: async ({ list }) => {
      const profiles = await list("hrflow/profiles");
      assert.deepEqual(
        profiles.map(({ reference }) => reference),
        ["_TS-00001"],
      );
      const [report] = await list("talentsoft/reports");
      const [{ id, status } = {}] = (report?.items ?? []) as Record<string, unknown>[];
      assert.deepEqual([id, status], ["_TS-00001", "success"]);
    },
  },
};

const short = ["--limit", "40"];
const examples: Readonly<Record<string, Case>> = {
  logics: { options: short, first: { read_success: 40, logics_discard: 4, write_success: 36 } },
  // The server itself is in redis.test.ts; here the file runs on the default store.
  redis: { options: short, first: sent(40) },
  "format/text": { options: short, first: sent(40) },
  "format/file": { options: short, first: sent(40) },
  "format/object": {
    options: short,
    first: sent(40),
    arrived: async ({ list }) => {
      const [{ tags } = {}] = await list("hrflow/profiles");
      assert.deepEqual(tags, [
        { name: "origin", value: "teamtailor" },
        { name: "sourced", value: (tags as { value: unknown }[])[1]?.value },
      ]);
      assert.equal(typeof (tags as { value: unknown }[])[1]?.value, "boolean");
    },
  },
  callback: {
    options: short,
    first: sent(40, { callback_executed: 1 }),
    arrived: async ({ list }) => {
      assert.deepEqual(await list("callbacks"), [
        { text: "example-callback: success, 40 new profiles", rejected: 0 },
      ]);
    },
  },
  "dry-run": {
    options: short,
    first: { read_success: 40, logics_discard: 24 },
    arrived: async ({ list }) => assert.deepEqual(await list("hrflow/profiles"), []),
  },
  // The overlap of a minute looks at the latest one twice.
  "incremental/candidates": { first: sent(300), again: skipped(1) },
  "event/resume-update": {
    options: ["--event", join(packageRoot, "examples", "event", "resume-update.json")],
    first: sent(1, { callback_executed: 1 }),
  },
};

describe("every shipped pipeline runs in the sandbox, out of the box", { concurrency: 2 }, () => {
  test("each of them is looked at here", async () => {
    const files = (await readdir(join(packageRoot, "pipelines"))).filter((name) =>
      /(?<!\.test)\.yaml$/.test(name),
    );
    assert.deepEqual(files.sort(), yamls(Object.keys(pipelines)));
  });
  for (const [name, one] of Object.entries(pipelines)) {
    test(name, (t) => rehearse(t, join("pipelines", `${name}.yaml`), one));
  }
});

describe("every example runs in the sandbox", { concurrency: 2 }, () => {
  test("each of them is looked at here, and validates", async (t) => {
    const folder = join(packageRoot, "examples");
    const files = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith(".yaml") && !name.endsWith("github-actions.yaml"),
    );
    assert.deepEqual(files.sort(), yamls(Object.keys(examples)));
    const paths = files.map((name) => join(folder, name));
    const { exit, stderr } = await commandInside(["validate", ...paths], { cwd: await workplace(t, {}) });
    assert.deepEqual([exit, stderr], [0, ""]);
  });
  test("what is started without a person is started without npx, and keeps all of the state", async () => {
    const folder = join(packageRoot, "examples", "incremental");
    for (const name of ["crontab", "github-actions.yaml", "Dockerfile"]) {
      const text = await readFile(join(folder, name), "utf8");
      const said = text.split("\n").filter((line) => !/^\s*#/.test(line));
      assert.ok(
        said.some((line) => line.includes("node_modules/.bin/sync-runner")),
        name,
      );
      assert.ok(!said.some((line) => line.includes("npx")), name);
      const kept = said.filter((line) => line.includes("path:"));
      assert.ok(
        kept.every((line) => line.trim() === "path: .sync-runner"),
        name,
      );
    }
  });
  for (const [name, one] of Object.entries(examples)) {
    test(name, (t) => rehearse(t, join("examples", `${name}.yaml`), one));
  }
});

const once = ["run", "pipeline.yaml", "--sandbox", "--json", "--no-rate-limit"];
const smallest = {
  workflow_id: "callbacks",
  action: "flatchr.create_profiles_in_hrflow",
  connector_auth: { api_key: flatchr.api_key, company_id: flatchr.company_id },
  hrflow_auth: { api_secret: hrflow.api_secret, api_user: hrflow.api_user },
  push_parameters: { source_key: hrflow.source_key },
};

test("what one run created, another updates, and what that one found is not created again", async (t) => {
  const cwd = await workplace(t, {});
  await cp(join(packageRoot, "pipelines"), join(cwd, "pipelines"), { recursive: true });
  const run = async (name: string): Promise<Events> => {
    const args = ["run", `pipelines/${name}.yaml`, "--sandbox", "--json", "--no-rate-limit"];
    const ended = await commandInside(args, { cwd });
    assert.equal(ended.exit, 0, ended.stderr);
    return happened(resultOf(ended));
  };
  const profiles = async () => {
    let found: Record<string, unknown>[] = [];
    await behind(join(cwd, ".sync-runner", "sandbox"), async ({ list }) => {
      found = await list("hrflow/profiles");
    });
    return found;
  };
  await run("flatchr-new-to-hrflow");
  const created = await profiles();
  assert.deepEqual(await run("flatchr-to-hrflow"), sent(24));
  const updated = await profiles();
  assert.deepEqual(
    updated.map(({ key }) => key),
    created.map(({ key }) => key),
  );
  assert.ok(updated.every(({ tags }) => (tags as { name: string }[])[0]?.name === "applicant_id"));
  assert.deepEqual(await run("flatchr-new-to-hrflow"), skipped(24));
});

describe("a callback stays on this machine too", () => {
  for (const [post, env] of [
    ["${ env.CHAT_WEBHOOK }", true],
    ["https://${ env.CHAT_HOST }/hook", true],
    ["https://chat.example.org:8443/${ result.workflow_id }", false],
  ] as const) {
    test(post, async (t) => {
      const callback = { post, json: { status: "${ result.status }" } };
      const cwd = await workplace(t, { "pipeline.yaml": JSON.stringify({ ...smallest, callback }) });
      const ended = await commandInside([...once, "--limit", "1"], { cwd });
      assert.equal(ended.exit, 0, ended.stderr);
      const { events } = resultOf(ended);
      assert.deepEqual([events.callback_executed, events.callback_failure], [1, 0]);
      assert.match(ended.stderr, /; nothing leaves this machine$/m);
      assert.equal(/credentials of its own for CHAT_/.test(ended.stderr), env);
      await behind(join(cwd, ".sync-runner", "sandbox"), async ({ list }) =>
        assert.deepEqual(await list("callbacks"), [{ status: "success" }]),
      );
    });
  }
  test("one whose host only the result tells is refused, and counted as failed", async (t) => {
    const callback = { post: "https://${ result.workflow_id }.example.org/" };
    const cwd = await workplace(t, { "pipeline.yaml": JSON.stringify({ ...smallest, callback }) });
    const ended = await commandInside([...once, "--limit", "1"], { cwd });
    const { events } = resultOf(ended);
    assert.deepEqual([events.callback_executed, events.callback_failure], [1, 1]);
    assert.match(ended.stderr, /is not simulated, and nothing leaves this machine/);
  });
});

async function rehearse(t: TestContext, file: string, one: Case): Promise<void> {
  const cwd = await workplace(t, {});
  const [folder = ""] = file.split(sep);
  await cp(join(packageRoot, folder), join(cwd, folder), { recursive: true });
  const run = async (path: string, options: readonly string[] = []): Promise<RunResult> => {
    // Flatchr gives one file in a second, and Teamtailor five answers: they would be waited for.
    const args = ["run", path, "--sandbox", "--json", "--no-rate-limit", ...options];
    const ended = await commandInside(args, { cwd });
    assert.equal(ended.exit, 0, ended.stderr);
    return resultOf(ended);
  };
  const first = await run(file, one.options);
  assert.equal(first.status, "success");
  assert.deepEqual(happened(first), one.first);
  if (one.arrived) await behind(join(cwd, ".sync-runner", "sandbox"), one.arrived);
  if (one.again) assert.deepEqual(happened(await run(file, one.options)), one.again);
}

/** Opens what the runs left, the way the next run would. */
async function behind(directory: string, look: (behind: Behind) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({ directory, rateLimit: false });
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const answer = await fetch(`${sandbox.url}/${path}`, { headers });
    assert.equal(answer.status, 200, path);
    return answer.json();
  };
  const headers = { Authorization: `Token token=${teamtailor.api_key}`, "X-Api-Version": "20240404" };
  try {
    await look({
      list: async (path) => (await ask(`__state/${path}`)) as Record<string, unknown>[],
      candidates: async (query) => {
        const answer = await ask(`api.teamtailor.com/v1/candidates?${query}`, headers);
        return (answer as { data: Awaited<ReturnType<Behind["candidates"]>> }).data;
      },
    });
  } finally {
    await sandbox.close();
  }
}

function happened({ events }: RunResult): Events {
  return Object.fromEntries(Object.entries(events).filter(([, count]) => count > 0));
}

function yamls(names: readonly string[]): string[] {
  return names.map((name) => `${name}.yaml`).sort();
}
