/** A record that failed is not lost: it is kept with the reason, listed, and delivered by a replay once the cause is gone. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { envelope, resultOf } from "./process/command.js";
import { openFront } from "./process/front.js";
import { commandInside } from "./process/inside.js";
import { contents, hrflowHost, resumeHost, startSystems } from "./process/systems.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

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

  const run = await commandInside(["run", ...args], options);
  assert.equal(run.exit, 4, run.stderr);
  const result = resultOf(run);
  assert.equal(envelope(run).ok, true);
  assert.equal(result.status, "success_with_failures");
  assert.equal(result.events.read_failure, 1);
  assert.equal(result.events.write_failure, 1);
  assert.equal(result.events.write_success, CANDIDATES - 2);
  assert.deepEqual([result.rejects, result.rejects_open], [2, 2]);
  assert.match(run.stderr, /rejects {8}2 open/);
  assert.match(run.stderr, /Next:\n {2}npx sync-runner rejects replay pipeline\.yaml/);
  // Rejected is settled: the token has moved past both.
  assert.equal(typeof result.incremental_token, "string");

  const details = await commandInside(["rejects", "show", "candidates", "--json"], { cwd });
  const rejects = JSON.parse(details.stdout).result;
  rejects.sort((a: { bucket: string }, b: { bucket: string }) => (a.bucket < b.bucket ? -1 : 1));
  assert.deepEqual(
    rejects.map(({ bucket, key, error }: Record<string, object>) => ({ bucket, key, ...error })),
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

  const list = await commandInside(["rejects", "list", "--json"], { cwd });
  const [listed] = JSON.parse(list.stdout).result;
  assert.deepEqual([listed.workflow_id, listed.count], ["candidates", 2]);
  assert.match(listed.words, /^teamtailor profile \(create\).* → hrflow \(create\), .*source_key=/);
  const odd = listed.reasons.find(({ message }: Record<string, string>) =>
    message?.includes("The info is odd."),
  );
  assert.deepEqual(odd.keys, [REFUSED]);
  const shown = await commandInside(["rejects", "list"], { cwd });
  assert.match(shown.stdout, /^candidates {2}2 rejects {2}teamtailor profile/);

  const early = await commandInside(["rejects", "replay", ...args], options);
  assert.equal(early.exit, 4, early.stderr);
  assert.equal(resultOf(early).events.write_success, 0);
  const still = await commandInside(["rejects", "list", "--json"], { cwd });
  assert.deepEqual(
    JSON.parse(still.stdout).result.map(({ count }: Record<string, unknown>) => count),
    [2],
  );

  isHealed = true;
  const late = await commandInside(["rejects", "replay", ...args], options);
  assert.equal(late.exit, 0, late.stderr);
  assert.equal(resultOf(late).events.write_success, 2);
  assert.equal(resultOf(late).incremental_token, result.incremental_token ?? null);
  // Nothing of them stays.
  const left = [...(await filesBelow(join(cwd, ".sync-runner")))].filter(([, bytes]) =>
    bytes.includes("candidates-resume"),
  );
  assert.deepEqual(left, []);

  // As if nothing had happened: the same as one run without trouble.
  const other = await workplace(t, { "pipeline.yaml": pipeline() });
  const undisturbed = ["run", "pipeline.yaml", ...resumes.endpoints];
  assert.equal((await commandInside(undisturbed, { cwd: other, env: systems.env })).exit, 0);
  assert.deepEqual(contents(await systems.profiles()), contents(await resumes.profiles()));

  const before = front.visits.length;
  const third = await commandInside(["rejects", "replay", ...args], options);
  assert.equal(third.exit, 0);
  assert.match(third.stderr, /there is nothing to replay/);
  assert.equal(front.visits.length, before);
  const empty = await commandInside(["rejects", "list"], { cwd });
  assert.deepEqual([empty.exit, empty.stdout, empty.stderr], [0, "", "nothing is rejected\n"]);
});

test("a replay sends an item with its file when the target refused it, and reads the record afresh before", async (t) => {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  let isHealed = false;
  const front = await openFront(t, systems, {
    before: ({ path }) => (!isHealed && path === "/v1/profile/parsing/file" ? unprocessable : undefined),
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const args = ["pipeline.yaml", "--json", ...front.endpoints];
  const run = await commandInside(["run", ...args], options);
  assert.equal(run.exit, 4, run.stderr);
  const { write_failure, write_success } = resultOf(run).events;
  assert.ok(write_failure > 0);
  assert.equal(write_success, CANDIDATES - write_failure);

  isHealed = true;
  const before = front.visits.length;
  const replay = await commandInside(["rejects", "replay", ...args], options);
  assert.equal(replay.exit, 0, replay.stderr);
  assert.equal(resultOf(replay).events.write_success, write_failure);
  const read = front.visits.slice(before).filter(({ path }) => /^\/v1\/candidates\/\d+$/.test(path));
  assert.equal(read.length, write_failure);
  const profiles = await systems.profiles();
  const withFile = profiles.filter(({ attachments }) => (attachments as unknown[]).length > 0);
  assert.equal(profiles.length, CANDIDATES);
  assert.equal(withFile.length, write_failure);
});

test("rejects can be replayed, exported and dropped by their keys", async (t) => {
  const systems = await startSystems(t, { candidates: 3 });
  let isHealed = false;
  const front = await openFront(t, systems, {
    before: ({ isWrite }) => (!isHealed && isWrite ? unprocessable : undefined),
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const args = ["pipeline.yaml", "--json", ...front.endpoints];
  for (const open of [3, 3]) {
    const ended = await commandInside(["run", ...args], options);
    assert.equal(ended.exit, 4, ended.stderr);
    // The newest reject of a record takes the place of the one before.
    assert.equal(resultOf(ended).rejects_open, open);
  }
  const list = await commandInside(["rejects", "list", "--json"], { cwd });
  const [first = "", second = "", third = ""] = JSON.parse(list.stdout).result[0].reasons[0].keys;

  isHealed = true;
  const replay = await commandInside(["rejects", "replay", ...args, "--key", first], options);
  assert.equal(replay.exit, 0, replay.stderr);
  assert.equal(resultOf(replay).events.write_success, 1);
  const exported = await commandInside(
    ["rejects", "export", "pipeline.yaml", "out.jsonl", "--key", second],
    options,
  );
  assert.equal(exported.exit, 0, exported.stderr);
  const [line = ""] = (await readFile(join(cwd, "out.jsonl"), "utf8")).trimEnd().split("\n");
  assert.equal(JSON.parse(line).record.id, second);
  const dropped = await commandInside(["rejects", "drop", "candidates", "--key", second, "--key", third], {
    cwd,
  });
  assert.match(dropped.stderr, /^2 rejects are removed/);
  const unknown = await commandInside(["rejects", "replay", ...args, "--key", "nobody"], options);
  assert.equal(unknown.exit, 2);
  assert.match(unknown.stderr, /no reject of what this pipeline reads and writes has the key nobody/);
});

test("a replay that writes nothing leaves the rejects where they are", async (t) => {
  const systems = await startSystems(t, { candidates: 2 });
  const front = await openFront(t, systems, {
    before: ({ isWrite, host }) => (isWrite || host === resumeHost ? unprocessable : undefined),
  });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const options = { cwd, env: systems.env };
  const run = await commandInside(["run", "pipeline.yaml", ...front.endpoints], options);
  assert.equal(run.exit, 4, run.stderr);
  const list = () => commandInside(["rejects", "list", "--json"], { cwd });
  const before = await list();
  assert.equal(JSON.parse(before.stdout).result[0].count, 2);

  const dry = ["rejects", "replay", "pipeline.yaml", "--set", "persist=false", ...systems.endpoints];
  await commandInside(dry, options);
  assert.deepEqual(await systems.profiles(), []);
  assert.equal((await list()).stdout, before.stdout);

  const nobody = ["--retries", "0", "--endpoint", `${hrflowHost}=http://127.0.0.1:9`];
  const down = ["rejects", "replay", "pipeline.yaml", ...systems.endpoints, ...nobody];
  const ended = await commandInside(down, options);
  assert.equal(ended.exit, 3, ended.stderr);
  assert.equal((await list()).stdout, before.stdout);
});

test("a replayed record is as it was pulled, also where it says what the environment says", async (t) => {
  const systems = await startSystems(t, { candidates: 2 });
  const whole = await startSystems(t, { candidates: 2 });
  const plain = await workplace(t, { "pipeline.yaml": pipeline() });
  await commandInside(["run", "pipeline.yaml", ...whole.endpoints], { cwd: plain, env: whole.env });
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
  const run = await commandInside(["run", "pipeline.yaml", ...front.endpoints], options);
  assert.equal(run.exit, 4, run.stderr);
  isHealed = true;
  const replay = await commandInside(["rejects", "replay", "pipeline.yaml", ...front.endpoints], options);
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

    const run = await commandInside(["run", "pipeline.yaml", "--json", ...front.endpoints], options);
    assert.equal(run.exit, 4, run.stderr);
    assert.ok(resultOf(run).events.write_failure > 0);

    isHealed = true;
    const healed = await commandInside([...args, "pipeline.yaml", "--json", ...front.endpoints], options);
    assert.equal(healed.exit, 0, healed.stderr);
    const other = await workplace(t, { "pipeline.yaml": pipeline() });
    const plain = ["run", "pipeline.yaml", ...undisturbed.endpoints];
    assert.equal((await commandInside(plain, { cwd: other, env: systems.env })).exit, 0);
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
