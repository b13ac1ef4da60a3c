/** A record that failed is not lost: it is kept with the reason, listed, and delivered by a replay once the cause is gone. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { command, envelope, resultOf } from "./process/command.js";
import { openFront } from "./process/front.js";
import { contents, hrflowHost, resumeHost, startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const CANDIDATES = 30;
/** Has no resume. */
const REFUSED = "20596201";

test("what the target refuses and what could not be read ends in the reject file, and a replay delivers it", async (t) => {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const resumes = await startSystems(t, { candidates: CANDIDATES });
  let isHealed = false;
  let expired: string | undefined;
  const front = await openFront(t, systems, {
    before: ({ method, host, path, body }) => {
      if (isHealed) return undefined;
      if (method === "POST" && host === hrflowHost && body.includes(REFUSED)) return unprocessable;
      const id = /^\/uploads\/candidate\/resume\/(\d+)\//.exec(path)?.[1];
      if (host !== resumeHost || id === undefined) return undefined;
      expired ??= id;
      return id === expired ? tooLate : undefined;
    },
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const options = { cwd, env: systems.env };
  const args = ["pipeline.yaml", "--json", ...front.endpoints];

  const run = await command(t, ["run", ...args], options);
  assert.equal(run.exit, 4, run.stderr);
  const result = resultOf(run);
  const file = result.rejects_file ?? "";
  assert.equal(envelope(run).ok, true);
  assert.equal(result.status, "success_with_failures");
  assert.equal(result.events.read_failure, 1);
  assert.equal(result.events.write_failure, 1);
  assert.equal(result.events.write_success, CANDIDATES - 2);
  assert.equal(file, join(cwd, ".sync-runner", "rejects", "candidates", `${result.run_id}.jsonl`));
  assert.ok(run.stderr.includes(file), "the summary names the file");
  assert.match(run.stderr, /Next:\n {2}npx sync-runner rejects replay pipeline\.yaml/);
  // Rejected is settled: the token has moved past both.
  assert.equal(typeof result.incremental_token, "string");

  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  const rejects = lines.map((line) => JSON.parse(line)).sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
  assert.deepEqual(
    rejects.map(({ bucket, key, error }) => ({ bucket, key, ...error })),
    [
      {
        bucket: "read_failure",
        key: expired,
        code: "ITEM_REFUSED",
        message: rejects[0].error.message,
        status: 403,
        host: resumeHost,
      },
      {
        bucket: "write_failure",
        key: REFUSED,
        code: "ITEM_REFUSED",
        message: "HrFlow.ai answered 422 to POST /v1/profile/indexing: Invalid parameters. The info is odd.",
        status: 422,
        host: hrflowHost,
      },
    ],
  );
  assert.match(rejects[0].error.message, /answered 403 to GET \/uploads\/candidate\/resume\/\d+\//);

  const list = await command(t, ["rejects", "list", "--json"], { cwd });
  const [listed] = JSON.parse(list.stdout).result;
  assert.deepEqual([listed.workflow_id, listed.path, listed.count], ["candidates", file, 2]);
  assert.equal(
    listed.reasons.some((reason: string) => reason.includes("The info is odd.")),
    true,
  );
  const shown = await command(t, ["rejects", "list"], { cwd });
  assert.match(shown.stdout, /^\.sync-runner\/rejects\/candidates\/\S+\.jsonl {2}2 records\n/);

  const early = await command(t, ["rejects", "replay", ...args], options);
  assert.equal(early.exit, 4, early.stderr);
  assert.equal(resultOf(early).events.write_success, 0);
  const still = await command(t, ["rejects", "list", "--json"], { cwd });
  assert.deepEqual(
    JSON.parse(still.stdout).result.map(({ run_id, count }: Record<string, unknown>) => [run_id, count]),
    [[resultOf(early).run_id, 2]],
  );

  isHealed = true;
  const late = await command(t, ["rejects", "replay", ...args], options);
  assert.equal(late.exit, 0, late.stderr);
  assert.equal(resultOf(late).events.write_success, 2);
  assert.equal(resultOf(late).incremental_token, result.incremental_token ?? null);
  const names = await readdir(join(cwd, ".sync-runner", "rejects", "candidates"));
  const files = names.filter((name) => name.endsWith(".jsonl"));
  assert.deepEqual(
    files.sort(),
    [result.run_id, resultOf(early).run_id].map((id) => `${id}.replayed.jsonl`).sort(),
  );

  // As if nothing had happened: the same as one run without trouble.
  const other = await workplace(t, { "pipeline.yaml": pipeline() });
  const undisturbed = ["run", "pipeline.yaml", ...resumes.endpoints];
  assert.equal((await command(t, undisturbed, { cwd: other, env: systems.env })).exit, 0);
  assert.deepEqual(contents(await systems.profiles()), contents(await resumes.profiles()));

  const before = front.visits.length;
  const third = await command(t, ["rejects", "replay", ...args], options);
  assert.equal(third.exit, 2);
  assert.match(third.stderr, /there are no rejects to replay/);
  assert.equal(front.visits.length, before);
  const empty = await command(t, ["rejects", "list"], { cwd });
  assert.deepEqual([empty.exit, empty.stdout, empty.stderr], [0, "", "nothing is rejected\n"]);
});

test("a replay sends an item with its file when the target refused it, without asking the origin again", async (t) => {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  let isHealed = false;
  const front = await openFront(t, systems, {
    before: ({ path }) => (!isHealed && path === "/v1/profile/parsing/file" ? unprocessable : undefined),
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const args = ["pipeline.yaml", "--json", ...front.endpoints];
  const run = await command(t, ["run", ...args], options);
  assert.equal(run.exit, 4, run.stderr);
  const { write_failure, write_success } = resultOf(run).events;
  assert.ok(write_failure > 0);
  assert.equal(write_success, CANDIDATES - write_failure);

  isHealed = true;
  const before = front.visits.length;
  const replay = await command(t, ["rejects", "replay", ...args], options);
  assert.equal(replay.exit, 0, replay.stderr);
  assert.equal(resultOf(replay).events.write_success, write_failure);
  assert.deepEqual(
    front.visits.slice(before).filter(({ host }) => host !== hrflowHost),
    [],
  );
  const profiles = await systems.profiles();
  const withFile = profiles.filter(({ attachments }) => (attachments as unknown[]).length > 0);
  assert.equal(profiles.length, CANDIDATES);
  assert.equal(withFile.length, write_failure);
});

test("rejects of one run can be replayed alone", async (t) => {
  const systems = await startSystems(t, { candidates: 2 });
  let isHealed = false;
  const front = await openFront(t, systems, {
    before: ({ isWrite, host }) =>
      !isHealed && (isWrite || host === resumeHost) ? unprocessable : undefined,
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const args = ["pipeline.yaml", "--json", ...front.endpoints];
  const runs: string[] = [];
  for (const _ of [1, 2]) {
    const ended = await command(t, ["run", ...args], options);
    assert.equal(ended.exit, 4, ended.stderr);
    assert.equal(resultOf(ended).status, "fatal");
    runs.push(resultOf(ended).run_id);
  }
  isHealed = true;
  const [first = "", second = ""] = runs;
  const replay = await command(t, ["rejects", "replay", ...args, "--run", first], options);
  assert.equal(replay.exit, 0, replay.stderr);
  const list = await command(t, ["rejects", "list", "--json"], { cwd });
  assert.deepEqual(
    JSON.parse(list.stdout).result.map(({ run_id }: { run_id: string }) => run_id),
    [second],
  );
  const unknown = await command(t, ["rejects", "replay", ...args, "--run", "nobody"], options);
  assert.equal(unknown.exit, 2);
  assert.match(unknown.stderr, /there are no rejects of the run nobody to replay/);
});

test("a replay that writes nothing leaves the rejects where they are", async (t) => {
  const systems = await startSystems(t, { candidates: 2 });
  const front = await openFront(t, systems, {
    before: ({ isWrite, host }) => (isWrite || host === resumeHost ? unprocessable : undefined),
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const run = await command(t, ["run", "pipeline.yaml", ...front.endpoints], options);
  assert.equal(run.exit, 4, run.stderr);
  const list = () => command(t, ["rejects", "list", "--json"], { cwd });
  const before = await list();
  assert.equal(JSON.parse(before.stdout).result[0].count, 2);

  const dry = ["rejects", "replay", "pipeline.yaml", "--set", "persist=false", ...systems.endpoints];
  await command(t, dry, options);
  assert.deepEqual(await systems.profiles(), []);
  assert.equal((await list()).stdout, before.stdout);

  const nobody = ["--retries", "0", "--endpoint", `${hrflowHost}=http://127.0.0.1:9`];
  const down = ["rejects", "replay", "pipeline.yaml", ...systems.endpoints, ...nobody];
  const ended = await command(t, down, options);
  assert.equal(ended.exit, 3, ended.stderr);
  assert.equal((await list()).stdout, before.stdout);
});

test("a replayed record is as it was pulled, also where it says what the environment says", async (t) => {
  const systems = await startSystems(t, { candidates: 2 });
  const whole = await startSystems(t, { candidates: 2 });
  const plain = await workplace(t, { "pipeline.yaml": pipeline() });
  await command(t, ["run", "pipeline.yaml", ...whole.endpoints], { cwd: plain, env: whole.env });
  const [person] = await whole.profiles();
  assert.ok(person);
  const { email } = person.info as { email: string };

  let isHealed = false;
  const front = await openFront(t, systems, {
    before: ({ isWrite }) => (!isHealed && isWrite ? unprocessable : undefined),
  });
  const filter = 'pull_parameters: { filter_email: "${ env.EMAIL }" }\n';
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(filter) });
  const options = { cwd, env: { ...systems.env, EMAIL: email } };
  const run = await command(t, ["run", "pipeline.yaml", ...front.endpoints], options);
  assert.equal(run.exit, 4, run.stderr);
  isHealed = true;
  const replay = await command(t, ["rejects", "replay", "pipeline.yaml", ...front.endpoints], options);
  assert.equal(replay.exit, 0, replay.stderr);
  const [found] = await systems.profiles();
  assert.ok(found);
  assert.equal((found.info as { email: string }).email, email);
});

/** In the shape of HrFlow.ai. */
for (const [how, args] of [
  ["a replay", ["rejects", "replay"]],
  ["the same command", ["run"]],
] as const) {
  test(`an item that was parsed, and then refused where it is completed, is completed by ${how}`, async (t) => {
    const systems = await startSystems(t, { candidates: CANDIDATES });
    const undisturbed = await startSystems(t, { candidates: CANDIDATES });
    let isHealed = false;
    const front = await openFront(t, systems, {
      before: ({ method, host }) =>
        method === "PUT" && host === hrflowHost && !isHealed ? unprocessable : undefined,
    });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const options = { cwd, env: systems.env };

    const run = await command(t, ["run", "pipeline.yaml", "--json", ...front.endpoints], options);
    assert.equal(run.exit, 4, run.stderr);
    assert.ok(resultOf(run).events.write_failure > 0);

    isHealed = true;
    const healed = await command(t, [...args, "pipeline.yaml", "--json", ...front.endpoints], options);
    assert.equal(healed.exit, 0, healed.stderr);
    const other = await workplace(t, { "pipeline.yaml": pipeline() });
    const plain = ["run", "pipeline.yaml", ...undisturbed.endpoints];
    assert.equal((await command(t, plain, { cwd: other, env: systems.env })).exit, 0);
    assert.deepEqual(contents(await systems.profiles()), contents(await undisturbed.profiles()));
  });
}

const unprocessable = {
  status: 422,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ code: 422, message: "Invalid parameters. The info is odd." }),
};

const tooLate = {
  status: 403,
  headers: { "Content-Type": "application/xml" },
  body: "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
};
