/** What a user sees of `sync-runner run`: what a pipeline may say, what the options change, and what is told at the end. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, type TestContext, test } from "node:test";
import { command, type Ended, envelope, resultOf } from "./process/command.js";
import { openFront } from "./process/front.js";
import { commandInside } from "./process/inside.js";
import {
  contents,
  hrflowHost,
  resumeHost,
  type Systems,
  startSystems,
  teamtailorHost,
} from "./process/systems.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

const CANDIDATES = 40;

describe("a run", { concurrency: 2 }, () => {
  test("logics keep, discard and replace, each on the result of the one before", async (t) => {
    const logics = `logics:
  - $number(id) % 2 = 0
  - '$merge([$, { "attributes": $merge([attributes, { "first-name": "Replaced" }]) }])'
  - attributes.\`first-name\` = "Replaced"
`;
    const { systems, result } = await ran(t, logics);
    assert.equal(result.status, "success");
    assert.deepEqual(pick(result.events), { read_success: 40, logics_discard: 20, write_success: 20 });
    const profiles = await systems.profiles();
    assert.equal(profiles.length, 20);
    for (const { reference, info } of profiles) {
      assert.equal(Number(reference) % 2, 0);
      assert.equal((info as { first_name: string }).first_name, "Replaced");
    }
  });

  test("a run whose logics discard everything is a success", async (t) => {
    const { systems, result } = await ran(t, "logics:\n  - id = 'nobody'\n");
    assert.equal(result.status, "success");
    assert.deepEqual(pick(result.events), { read_success: 40, logics_discard: 40 });
    assert.deepEqual(await systems.profiles(), []);
  });

  test("a format may be an object with expressions in it, a text, or a file, and each gives the same", async (t) => {
    const asObject = `format:
  reference: \${ $string(id) }
  info:
    first_name: \${ attributes.\`first-name\` }
    full_name: Dear \${ attributes.\`first-name\` }
`;
    const expression =
      '{ "reference": $string(id), "info": { "first_name": attributes.`first-name`, "full_name": "Dear " & attributes.`first-name` } }';
    const asText = `format: '${expression}'\n`;
    const asFile = "format: ./formats/brief.jsonata\n";
    const targets = [];
    for (const format of [asObject, asText, asFile]) {
      const { systems, result } = await ran(t, format, {
        "formats/brief.jsonata": `/* brief */ ${expression}`,
      });
      assert.deepEqual(pick(result.events), { read_success: 40, write_success: 40 });
      targets.push(undated(await systems.profiles()));
    }
    assert.deepEqual(targets[1], targets[0]);
    assert.deepEqual(targets[2], targets[0]);
    const one = targets[0]?.get("20596201") as { info: { first_name: string; full_name: string } };
    assert.equal(one.info.full_name, `Dear ${one.info.first_name}`);
  });

  test("the callback arrives once, with the result of the run", async (t) => {
    const bodies: { method: string; path: string; type: string; body: string }[] = [];
    const server = createServer(async (request, response) => {
      const { method = "", url = "", headers } = request;
      bodies.push({ method, path: url, type: headers["content-type"] ?? "", body: await text(request) });
      response.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const callback = `callback:
  post: https://hooks.example.org/done
  json: { text: "\${ result.status }: \${ result.events.write_success }", whole: "\${ result }" }
`;
    const options = ["--endpoint", `hooks.example.org=http://127.0.0.1:${port}/hooks`];
    const { result } = await ran(t, callback, {}, options);
    assert.equal(result.events.callback_executed, 1);
    assert.equal(bodies.length, 1);
    const [{ method, path, type, body } = { method: "", path: "", type: "", body: "{}" }] = bodies;
    assert.deepEqual([method, path, type], ["POST", "/hooks/done", "application/json"]);
    const sent = JSON.parse(body);
    assert.equal(sent.text, "success: 40");
    assert.equal(sent.whole.run_id, result.run_id);
    assert.equal(sent.whole.events.write_success, 40);
  });

  test("a callback that is refused fails nothing but itself", async (t) => {
    const callback = "callback: { post: https://hooks.example.org/done }\n";
    // Nobody listens on port 9 of this machine.
    const options = ["--endpoint", "hooks.example.org=http://127.0.0.1:9", "--retries", "0"];
    const { ended, systems, result } = await ran(t, callback, {}, options);
    assert.equal(ended.exit, 0, ended.stderr);
    assert.equal(result.status, "success_with_failures");
    assert.equal(result.events.callback_failure, 1);
    assert.equal((await systems.profiles()).length, 40);
  });

  for (const [how, more, options] of [
    ["--dry-run", "incremental: true\n", ["--dry-run"]],
    ["persist: false", "incremental: true\npersist: false\n", []],
  ] as const) {
    test(`${how} asks the origin and nobody else, and writes no state`, async (t) => {
      const { cwd, ended, systems, result } = await ran(t, more, {}, options);
      assert.equal(ended.exit, 0, ended.stderr);
      assert.equal(result.persist, false);
      assert.deepEqual(pick(result.events), { read_success: 40 });
      assert.equal(result.not_written, 40);
      assert.deepEqual(await systems.requests(hrflowHost), {});
      assert.deepEqual(Object.keys(await systems.requests(teamtailorHost)), ["GET /v1/candidates"]);
      const shown = await commandInside(["state", "show", "candidates", "--json"], { cwd });
      assert.deepEqual(JSON.parse(shown.stdout).result, []);
      assert.deepEqual(
        [...(await filesBelow(cwd)).keys()].filter((name) => !/^pipeline|^package\.json$/.test(name)),
        [],
      );
    });
  }

  test("--limit ends the pull after so many records", async (t) => {
    const { systems, result } = await ran(t, "", {}, ["--limit", "7"]);
    assert.deepEqual(pick(result.events), { read_success: 7, write_success: 7 });
    assert.equal((await systems.profiles()).length, 7);
  });

  test("--set changes a value of the pipeline for one run", async (t) => {
    const email = "pull_parameters.filter_email=nobody@example.org";
    const { result } = await ran(t, "", {}, ["--set", email, "--set", "workflow_id=other"]);
    assert.equal(result.workflow_id, "other");
    assert.deepEqual(pick(result.events), {});
  });

  test("an incremental run pulls only what has changed since the one before", async (t) => {
    const { cwd, systems, result } = await ran(t, "incremental: true\n");
    assert.equal(result.incremental, true);
    assert.equal(result.events.write_success, 40);
    const first = result.incremental_token;
    assert.equal(typeof first, "string");

    // The sandbox dates writes one second apart, and all of them behind the dates of its people.
    const ids = await systems.touch(3);
    assert.equal(ids.length, 3);
    const again = resultOf(await runIn(cwd, systems));
    // What is as old as the token, or almost, is read once more: it might have come late.
    assert.deepEqual(pick(again.events), { read_success: 4, write_skipped: 4 });
    assert.ok(String(again.incremental_token) > String(first));

    const nothing = resultOf(await runIn(cwd, systems));
    const { read_success } = nothing.events;
    assert.ok(read_success >= 1 && read_success <= 3, `${read_success} read`);
    assert.equal(nothing.events.write_skipped, read_success);
    assert.equal(nothing.incremental_token, again.incremental_token);
    const all = resultOf(await runIn(cwd, systems, ["--no-incremental"]));
    assert.deepEqual(pick(all.events), { read_success: 40, write_skipped: 40 });
  });

  test("a name that the environment does not have is told with its place, before anything is sent", async (t) => {
    const systems = await startSystems(t, { candidates: CANDIDATES });
    const cwd = await workplace(t, { "pipelines/mine.yaml": pipeline() });
    const { TEAMTAILOR_API_KEY: _, ...env } = systems.env;
    const args = ["run", "pipelines/mine.yaml", "--json", ...systems.endpoints];
    const ended = await commandInside(args, { cwd, env });
    assert.equal(ended.exit, 2);
    assert.match(ended.stderr, /the environment has no TEAMTAILOR_API_KEY/);
    assert.match(ended.stderr, /pipelines\/mine\.yaml:4:\d+/);
    const { ok, result, error } = envelope(ended);
    assert.deepEqual([ok, result, error?.code, error?.exit], [false, null, "INVALID", 2]);
    assert.deepEqual(await systems.requests(teamtailorHost), {});
    assert.deepEqual(await systems.requests(hrflowHost), {});
  });

  test("names of the environment may come from a file, and the environment itself wins", async (t) => {
    const systems = await startSystems(t, { candidates: 2 });
    const lines = Object.entries({ ...systems.env, HRFLOW_API_SECRET: "wrong" });
    const file = lines.map(([name, value]) => `${name}=${value}\n`).join("");
    const cwd = await workplace(t, { "pipeline.yaml": pipeline(), "my.env": file });
    const args = ["run", "pipeline.yaml", "--json", "--env-file", "my.env", ...systems.endpoints];
    const env = { HRFLOW_API_SECRET: systems.env.HRFLOW_API_SECRET ?? "" };
    const ended = await commandInside(args, { cwd, env });
    assert.equal(ended.exit, 0, ended.stderr);
  });

  test("a list that fails on its second page ends the run with 3, and what was pulled before is delivered", async (t) => {
    const systems = await startSystems(t, { candidates: CANDIDATES });
    let pages = 0;
    const front = await openFront(t, systems, {
      before: ({ host, path }) => {
        const isList = host === teamtailorHost && path.startsWith("/v1/candidates?");
        if (isList) pages += 1;
        return isList && pages === 2 ? { status: 500, body: "{}" } : undefined;
      },
    });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
    const args = ["run", "pipeline.yaml", "--json", "--retries", "0", ...front.endpoints];
    const ended = await commandInside(args, { cwd, env: systems.env });
    assert.equal(ended.exit, 3, ended.stderr);
    assert.match(ended.stderr, /Teamtailor answered 500 to GET \/v1\/candidates/);
    const { error } = envelope(ended);
    const result = resultOf(ended);
    assert.equal(error?.code, "HTTP_REFUSED");
    assert.equal(result.status, "success_with_failures");
    assert.deepEqual(pick(result.events), { read_success: 30, read_failure: 1, write_success: 30 });
    assert.equal((await systems.profiles()).length, 30);

    const again = await runIn(cwd, systems);
    assert.equal(again.exit, 0, again.stderr);
    assert.equal(contents(await systems.profiles()).size, CANDIDATES);
  });

  test("a resume that the disk of this machine does not take is nobody's reject: the run ends with 3, and the same command goes on", async (t) => {
    const systems = await startSystems(t, { candidates: CANDIDATES });
    const resumes = async (visit: { host: string }) =>
      visit.host === resumeHost ? { status: 200, body: "x".repeat(100_000) } : undefined;
    const front = await openFront(t, systems, { before: resumes });
    // Nothing can be kept below a file.
    const files = { "pipeline.yaml": pipeline("incremental: true\n"), ".sync-runner/files": "" };
    const cwd = await workplace(t, files);
    const args = ["run", "pipeline.yaml", "--json", "--concurrency", "1", ...front.endpoints];
    const ended = await commandInside(args, { cwd, env: systems.env });
    assert.equal(ended.exit, 3, ended.stderr);
    assert.equal(envelope(ended).error?.code, "DISK_FAILED");
    assert.match(ended.stderr, /\.sync-runner\/files\/\w+-\w+\/[-0-9a-f]{36} cannot be written: ENOTDIR/);
    const result = resultOf(ended);
    assert.deepEqual([result.rejects, result.rejects_open], [0, 0]);
    assert.equal(result.events.read_failure, 0);
    assert.ok(result.not_written > 0);
    const visits = front.visits.filter(({ host }) => host === resumeHost);
    assert.equal(visits.length, 1);

    await rm(join(cwd, ".sync-runner/files"));
    const again = resultOf(await runIn(cwd, systems));
    assert.equal(again.events.write_failure + again.events.read_failure, 0);
    assert.equal(contents(await systems.profiles()).size, CANDIDATES);
  });

  test("--json prints one object on stdout and nothing else, and everything else is on stderr", async (t) => {
    const { endpoints, env } = await startSystems(t, { candidates: CANDIDATES });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const args = ["run", "pipeline.yaml", "--json", ...endpoints, "--log-level", "debug"];
    const ended = await command(t, args, { cwd, env });
    const result = resultOf(ended);
    assert.equal(ended.stdout.trimEnd().split("\n").length, 1);
    const { command: name, ok, error } = envelope(ended);
    assert.deepEqual([name, ok, error], ["run", true, null]);
    const { run_id, started_at, duration_ms, requests, ...rest } = result;
    assert.match(run_id, /^\d{8}T\d{6}Z-[0-9a-f]{6}$/);
    assert.equal(new Date(started_at).toISOString(), started_at);
    assert.equal(Number.isInteger(duration_ms), true);
    assert.deepEqual(Object.keys(requests).sort(), ["hrflow", "teamtailor"]);
    assert.deepEqual(rest, {
      workflow_id: "candidates",
      action: "teamtailor.create_profiles_in_hrflow",
      status: "success",
      reason: "none",
      persist: true,
      incremental: false,
      read_from: null,
      incremental_token: null,
      events: {
        read_success: 40,
        read_failure: 0,
        logics_discard: 0,
        logics_failure: 0,
        format_failure: 0,
        write_success: 40,
        write_skipped: 0,
        write_failure: 0,
        callback_executed: 0,
        callback_failure: 0,
        getting_incremental_token_failure: 0,
      },
      not_written: 0,
      duplicates: 0,
      aside: { read_failure: 0, write_failure: 0 },
      changed: 0,
      continued: 0,
      dropped: 0,
      archived: 0,
      rejects: 0,
      rejects_open: 0,
      rejects_unknown: 0,
    });
  });

  test("without --json stdout is empty, and the summary ends with the next command to type", async (t) => {
    const systems = await startSystems(t, { candidates: 2 });
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const args = ["run", "pipeline.yaml", ...systems.endpoints];
    const { stdout, stderr } = await command(t, args, { cwd, env: systems.env });
    assert.equal(stdout, "");
    assert.match(stderr, /^Done: candidates/m);
    const next = `npx sync-runner run pipeline.yaml ${systems.endpoints.join(" ")} --incremental`;
    assert.ok(stderr.endsWith(`\nNext:\n  ${next}\n`), stderr);
  });
});

interface Ran {
  readonly cwd: string;
  readonly systems: Systems;
  readonly ended: Ended;
  readonly result: ReturnType<typeof resultOf>;
}

/** Runs the pipeline of these tests, with more lines and files, in a folder of its own. */
async function ran(
  t: TestContext,
  more: string,
  files: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Promise<Ran> {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(more), ...files });
  const ended = await runIn(cwd, systems, options);
  return { cwd, systems, ended, result: resultOf(ended) };
}

function runIn(cwd: string, { endpoints, env }: Systems, options: readonly string[] = []): Promise<Ended> {
  return commandInside(["run", "pipeline.yaml", "--json", ...endpoints, ...options], { cwd, env });
}

/** The events that happened. */
function pick(events: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(events).filter(([, count]) => count > 0));
}

/** The formats here give no date, so the target takes its own. */
function undated(profiles: Parameters<typeof contents>[0]): Map<string, unknown> {
  const found = contents(profiles);
  return new Map([...found].map(([key, value]) => [key, { ...(value as object), created_at: null }]));
}
