/** What `run --preview` and `--items` show of a run that writes nothing. */
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

interface Line {
  readonly preview: number;
  readonly key: string;
  readonly pulled: { readonly id: string };
  readonly logics: readonly { readonly logic: string; readonly result: string; readonly record?: object }[];
  readonly item?: { readonly reference: string };
  readonly outcome?: string;
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body?: { readonly text?: string; readonly parts?: readonly object[] };
    readonly sent: boolean;
    readonly status?: number;
  }[];
  readonly remarks: readonly string[];
}

const env = { HRFLOW_API_SECRET: "secret-of-hrflow-1" };
const logics = `logics:
  - id != "20596204"
  - '$merge([$, { "seen": true }])'
`;

test("a preview shows each record as pulled, after each logic, as an item, and the requests that would be sent", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(logics) });
  const args = ["run", "pipeline.yaml", "--sandbox", "--preview", "8", "--json", "--trace", "trace.jsonl"];
  const { exit, stdout } = await commandInside(args, { cwd, env });
  assert.equal(exit, 0);
  assert.ok(!stdout.includes("secret-of-hrflow-1"));
  const lines = stdout.trimEnd().split("\n");
  const { result } = JSON.parse(lines.pop() ?? "");
  assert.equal(result.persist, false);
  const shown = lines.map((line) => JSON.parse(line) as Line);
  assert.equal(shown.length, 8);
  const [first, second] = shown;
  const withFile = shown.find(({ requests }) => requests.at(-1)?.body?.parts);
  assert.equal(first?.pulled.id, first?.key);
  assert.deepEqual(
    first?.logics.map(({ result }) => result),
    ["kept", "replaced"],
  );
  assert.equal((first?.logics[1]?.record as { seen: boolean } | undefined)?.seen, true);
  assert.equal(first?.item?.reference, first?.key);
  const [look, write] = first?.requests ?? [];
  assert.deepEqual([look?.method, look?.sent, look?.status], ["GET", true, 400]);
  assert.deepEqual([write?.method, write?.sent, write?.status], ["POST", false, undefined]);
  assert.equal(write?.headers["X-API-KEY"], "***");
  assert.equal(JSON.parse(write?.body?.text ?? "").reference, first?.key);
  assert.deepEqual([second?.outcome, second?.requests.length], ["logics_discard", 0]);
  assert.match(second?.logics[0]?.logic ?? "", /20596204/);
  const upload = withFile?.requests.at(-1);
  assert.ok(upload?.body?.parts?.some((part) => "filename" in part && !("value" in part)));
  assert.match(withFile?.remarks.join() ?? "", /depends on the answer/);

  const sent = (await readFile(join(cwd, "trace.jsonl"), "utf8")).trimEnd().split("\n");
  const methods = sent.flatMap((line) => JSON.parse(line).request?.method ?? []);
  assert.deepEqual([...new Set(methods)], ["GET"], "nothing but look-ups goes over the wire");
  const kept = [...(await filesBelow(join(cwd, ".sync-runner")))];
  const written = kept.filter(([name, bytes]) => name.includes("hrflow") && bytes.length > 0);
  assert.deepEqual(written, [], "the simulated target keeps nothing");
});

test("without --json a preview is a page that people read, of three records", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(logics) });
  const { exit, stdout } = await commandInside(["run", "pipeline.yaml", "--sandbox", "--preview"], {
    cwd,
    env,
  });
  assert.equal(exit, 0);
  assert.match(stdout, /^1\. record 20596201\nas it was pulled\n {4}\{\n {6}"id": "20596201",$/m);
  assert.match(stdout, /^logic 1 id != "20596204" → discarded$/m);
  assert.match(stdout, /^as an item$/m);
  assert.match(stdout, /^ {2}GET https:\/\/api\.hrflow\.ai\/v1\/profile\/indexing\S+ {2}asked: 400$/m);
  assert.match(stdout, /^ {2}POST https:\/\/api\.hrflow\.ai\/v1\/profile\/indexing {2}not sent$/m);
  assert.match(stdout, /^ {4}X-API-KEY: \*\*\*$/m);
  assert.equal(stdout.match(/^\d+\. record/gm)?.length, 3);
});

test("a target with a log-in is logged in to, and its write is kept back", async (t) => {
  const source = await readFile(join(packageRoot, "pipelines", "hrflow-to-talentsoft.yaml"), "utf8");
  const cwd = await workplace(t, { "pipeline.yaml": source });
  const args = ["run", "pipeline.yaml", "--sandbox", "--preview", "1", "--json"];
  const { exit, stdout } = await commandInside(args, { cwd });
  assert.equal(exit, 0);
  const line = JSON.parse(stdout.split("\n")[0] ?? "") as Line;
  const write = line.requests.at(-1);
  assert.deepEqual([write?.method, write?.sent], ["POST", false]);
  assert.equal(write?.headers.Authorization, "***");
  assert.match(line.remarks.join(), /cannot be asked/);
});

test("the items of a dry run go to a file for the user alone, or to stdout", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline(logics) });
  const run = (...more: string[]) =>
    commandInside(["run", "pipeline.yaml", "--sandbox", "--limit", "5", ...more], { cwd, env });
  assert.equal((await run("--dry-run", "--items", "items.jsonl")).exit, 0);
  const text = await readFile(join(cwd, "items.jsonl"), "utf8");
  assert.equal((await stat(join(cwd, "items.jsonl"))).mode & 0o777, 0o600);
  const items = text.trimEnd().split("\n");
  assert.equal(items.length, 4);
  assert.equal(JSON.parse(items[0] ?? "").reference, "20596201");
  assert.equal((await run("--dry-run", "--items", "-")).stdout, text);

  const writing = await run("--items", "items.jsonl");
  assert.equal(writing.exit, 2);
  assert.match(writing.stderr, /--items shows what a dry run comes to/);
  assert.equal((await run("--dry-run", "--items", "-", "--json")).exit, 2);
});

test("a pipeline behind --preview is not taken for its number", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const { exit, stderr } = await commandInside(["run", "--preview", "pipeline.yaml", "--sandbox"], { cwd });
  assert.equal(exit, 2);
  assert.match(stderr, /behind the pipeline/);
});
