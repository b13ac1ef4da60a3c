/** What `why` says of a record, and that it changes nothing. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";
import { pipeline, workplace } from "./process/workplace.js";

const KEY = "20596204";

test("a record that logics discard is told with the logic and the values that it read", async (t) => {
  const cwd = await workplace(t, {
    "pipeline.yaml": pipeline('logics:\n  - id != "0"\n  - attributes.`first-name` = "Nobody"\n'),
  });
  const { exit, stdout } = await commandInside(["why", KEY, "pipeline.yaml", "--sandbox"], { cwd });
  assert.equal(exit, 0);
  assert.match(stdout, /^20596204 of candidates: logics discard it$/m);
  assert.match(stdout, /1\. id != "0" → kept/);
  assert.match(
    stdout,
    /2\. attributes\.`first-name` = "Nobody" → discarded\n +attributes\.`first-name` = "Νίκος"/,
  );
});

test("a record that the origin does not have is told so", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const why = await whyOf(cwd, "1", "pipeline.yaml");
  assert.equal(why.verdict, "not_at_origin");
  assert.deepEqual(why.origin, { found: false, asked: "one", records_read: 1 });
});

test("without a request for one record the list is read until it is found, or to its end", async (t) => {
  const source = await readFile(join(packageRoot, "pipelines", "talentsoft-jobs-to-hrflow.yaml"), "utf8");
  const cwd = await workplace(t, { "pipeline.yaml": source });
  const run = ["run", "pipeline.yaml", "--sandbox", "--preview", "2", "--json"];
  const { stdout } = await commandInside(run, { cwd });
  const key = JSON.parse(stdout.split("\n")[1] ?? "").key as string;
  const found = await whyOf(cwd, key, "pipeline.yaml");
  assert.deepEqual(found.origin, { found: true, asked: "list", records_read: 2 });
  assert.equal(found.verdict, "to_be_written");
  assert.match(found.target.join(), /POST api\.hrflow\.ai\S+: not sent/);
  const missing = await whyOf(cwd, "nobody", "pipeline.yaml");
  assert.equal(missing.origin.found, false);
  assert.ok(missing.origin.records_read > 2);
});

test("a reject is told with its reason, a token with whether the record is before it, and nothing is changed", async (t) => {
  const text = pipeline(`incremental: true
format: '{ "reference": id = "${KEY}" ? $error("no such thing") : $string(id), "info": { "full_name": "A", "first_name": "A" } }'
`);
  const cwd = await workplace(t, { "pipeline.yaml": text });
  await commandInside(["run", "pipeline.yaml", "--sandbox"], { cwd });
  const before = await stateOf(cwd);
  const why = await whyOf(cwd, KEY, "pipeline.yaml");
  assert.equal(why.verdict, "failed");
  assert.match(why.error ?? "", /no such thing/);
  assert.equal(why.is_before_token, true);
  assert.equal(why.rejects.length, 1);
  assert.match(why.rejects[0]?.message ?? "", /no such thing/);
  const written = await whyOf(cwd, "20596201", "pipeline.yaml");
  assert.equal(written.verdict, "skipped");
  assert.match(written.target.join(), /a profile with this reference is in the source/);
  assert.equal(await stateOf(cwd), before);
});

test("what was sent to a target that cannot be asked is told with when", async (t) => {
  const source = await readFile(join(packageRoot, "pipelines", "hrflow-to-talentsoft.yaml"), "utf8");
  const cwd = await workplace(t, { "pipeline.yaml": source });
  const preview = ["run", "pipeline.yaml", "--sandbox", "--preview", "1", "--json"];
  const key = JSON.parse((await commandInside(preview, { cwd })).stdout.split("\n")[0] ?? "").key as string;
  assert.equal((await whyOf(cwd, key, "pipeline.yaml")).verdict, "to_be_written");
  await commandInside(["run", "pipeline.yaml", "--sandbox"], { cwd });
  const why = await whyOf(cwd, key, "pipeline.yaml");
  assert.equal(why.verdict, "sent");
  assert.equal(why.ledger?.state, "sent");
});

test("an origin that cannot be asked is a failure, not an answer", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const env = {
    TEAMTAILOR_API_KEY: "key-of-teamtailor",
    HRFLOW_API_SECRET: "secret-of-hrflow",
    HRFLOW_API_USER: "somebody@example.org",
    HRFLOW_SOURCE_KEY: "source-of-hrflow",
  };
  const nowhere = ["--endpoint", "api.teamtailor.com=http://127.0.0.1:1", "--retries", "0"];
  const { exit } = await commandInside(["why", KEY, "pipeline.yaml", ...nowhere], { cwd, env });
  assert.equal(exit, 3);
});

interface Told {
  readonly verdict: string;
  readonly origin: { readonly found: boolean; readonly asked: string; readonly records_read: number };
  readonly is_before_token?: boolean;
  readonly error?: string;
  readonly target: readonly string[];
  readonly ledger?: { readonly state: string };
  readonly rejects: readonly { readonly message: string }[];
}

async function whyOf(cwd: string, key: string, file: string): Promise<Told> {
  const { exit, stdout, stderr } = await commandInside(["why", key, file, "--sandbox", "--json"], { cwd });
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout).result as Told;
}

async function stateOf(cwd: string): Promise<string> {
  const show = (...args: string[]) => commandInside([...args, "--sandbox", "--json"], { cwd });
  const all = [
    await show("state", "show"),
    await show("rejects", "list"),
    await show("ledger", "list", "candidates"),
  ];
  return all.map(({ stdout }) => stdout).join("");
}
