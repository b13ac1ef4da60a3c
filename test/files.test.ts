/**
 * Files of a folder as origin and target: everything arrives once though runs are killed (I5, I8), nobody sees a half of a file, and
 * nothing outside the folder is read or written (I7).
 */
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { startSandbox } from "../runner/sandbox/server.js";
import { command, envelope, resultOf, start } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

interface Rows {
  readonly workflow?: string;
  readonly from: string;
  readonly to: string;
  readonly format?: string;
}

/** A pipeline from rows to rows. */
function rows({ workflow = "rows", from, to, format }: Rows): string {
  return `workflow_id: ${workflow}
origin: { connector: files, entity: row, parameters: ${from} }
target: { connector: files, entity: row, operation: upsert, parameters: ${to} }
format: '${format ?? '{ "key": key, "values": values }'}'
`;
}

const copy = rows({ from: "{ file: in.jsonl, key: id }", to: "{ file: out.csv, key: id }" });
const lines = (count: number, more = "") =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify({ id: n, name: `Jörg ${n}`, more })}\n`).join("");
const run = ["run", "p.yaml", "--files", "data", "--json"];
const MARK = "\uFEFF";

/** A project with files in its folder `data`. */
async function project(
  t: TestContext,
  pipeline: string,
  data: Readonly<Record<string, string | Buffer>> = {},
): Promise<string> {
  const cwd = await workplace(t, { "p.yaml": pipeline });
  await mkdir(join(cwd, "data"));
  for (const [name, content] of Object.entries(data)) await writeFile(join(cwd, "data", name), content);
  return cwd;
}

const idsOf = (table: string) =>
  table
    .split("\r\n")
    .slice(1, -1)
    .map((line) => Number(line.split(",", 1)[0]));

test("a run that is killed and started again leaves every row once; until then nobody sees a half", async (t) => {
  const cwd = await project(t, copy, { "in.jsonl": lines(5000) });
  await writeFile(
    join(cwd, "look.yaml"),
    rows({ workflow: "look", from: "{ file: out.csv, key: id }", to: "{ file: seen.jsonl, key: id }" }),
  );
  for (const _ of ["once", "again"]) {
    const started = start(t, [...run, "--log-level", "debug"], { cwd });
    await started.saying("stderr", "POST files.invalid/out.csv connector");
    started.kill("SIGKILL");
    assert.equal((await started.ended).signal, "SIGKILL");
    if (_ === "once") assert.ok(!(await readdir(join(cwd, "data"))).includes("out.csv"));
  }
  // Whoever opens the file next finds what was confirmed.
  const seen = resultOf(await command(t, ["run", "look.yaml", "--files", "data", "--json"], { cwd }));
  const { length } = idsOf(await readFile(join(cwd, "data", "out.csv"), "utf8"));
  assert.ok(length >= 200, `${length} rows were confirmed`);
  assert.equal(seen.events.write_success, length);
  const ended = await command(t, run, { cwd });
  assert.equal(ended.exit, 0, ended.stderr);
  const ids = idsOf(await readFile(join(cwd, "data", "out.csv"), "utf8"));
  assert.deepEqual(
    ids.sort((a, b) => a - b),
    Array.from({ length: 5000 }, (_, n) => n),
  );
});

test("20,000 rows of 80 MB take a bounded memory, and another run is kept from their file meanwhile", async (t) => {
  const cwd = await project(t, copy, { "in.jsonl": lines(20_000, "x".repeat(4000)), "few.jsonl": lines(3) });
  await writeFile(
    join(cwd, "other.yaml"),
    rows({ workflow: "other", from: "{ file: few.jsonl, key: id }", to: "{ file: out.csv, key: id }" }),
  );
  const env = { NODE_OPTIONS: "--max-old-space-size=96" };
  const started = start(t, [...run, "--log-level", "debug"], { cwd, env, deadlineMs: 240_000 });
  await started.saying("stderr", "POST files.invalid/out.csv connector");
  const other = await command(t, ["run", "other.yaml", "--files", "data", "--json"], { cwd });
  assert.equal(other.exit, 3, other.stderr);
  assert.match(envelope(other).error?.message ?? "", /another run is writing out\.csv/);
  const ended = await started.ended;
  assert.equal(ended.exit, 0, ended.stderr.slice(-2000));
  assert.equal(resultOf(ended).events.write_success, 20_000);
  assert.equal(new Set(idsOf(await readFile(join(cwd, "data", "out.csv"), "utf8"))).size, 20_000);
});

test("the table that a spreadsheet wrote becomes lines of JSON, and a second run changes nothing", async (t) => {
  const table = `Nr;Name;"E-Mail; privat"\r\n1;"Zo\xeb ""Z"" M\xfcller";zoe@example.org\r\n2;O'Neil;\r\n;niemand;\r\n`;
  const pipeline = rows({
    from: '{ file: in.csv, key: Nr, delimiter: ";", charset: windows-1252 }',
    to: "{ file: out.jsonl, key: number }",
    format: '{ "key": key, "values": { "name": values.Name, "email": values.`E-Mail; privat` } }',
  });
  const cwd = await project(t, pipeline, { "in.csv": Buffer.from(table, "latin1") });
  const expected =
    '{"number":"1","name":"Zoë \\"Z\\" Müller","email":"zoe@example.org"}\n{"number":"2","name":"O\'Neil","email":""}\n';
  for (const _ of [1, 2]) {
    const ended = await commandInside(run, { cwd });
    assert.equal(ended.exit, 4, ended.stderr);
    const { events } = resultOf(ended);
    assert.deepEqual([events.read_failure, events.write_success], [1, 2]);
    assert.match(ended.stderr, /line 4 has nothing under "Nr"/);
    assert.equal(await readFile(join(cwd, "data", "out.jsonl"), "utf8"), expected);
  }
});

/**
 * Sends what Teamtailor has of an entity into a table, and the table on to HrFlow.ai.
 *
 * @returns the folder of the project, and how many were written there and back
 */
async function thereAndBack(t: TestContext, entity: "profile" | "job", place: string, limit: string[] = []) {
  const auth = 'auth: { api_key: "${ env.TEAMTAILOR_API_KEY }" }';
  const parameters = "parameters: { file: table.csv }";
  const cwd = await project(
    t,
    `workflow_id: there
origin: { connector: teamtailor, entity: ${entity}, ${auth} }
target: { connector: files, entity: ${entity}, operation: upsert, ${parameters} }
`,
  );
  await writeFile(
    join(cwd, "back.yaml"),
    `workflow_id: back
action: files.upsert_${entity}s_in_hrflow
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
pull_parameters: { file: table.csv }
push_parameters: { ${place} }
`,
  );
  const written: number[] = [];
  for (const file of ["p.yaml", "back.yaml"]) {
    const args = ["run", file, "--files", "data", "--sandbox", "--no-rate-limit", "--json", ...limit];
    const ended = await commandInside(args, { cwd });
    assert.equal(ended.exit, 0, ended.stderr);
    const { events } = resultOf(ended);
    assert.equal(events.write_success, events.read_success);
    written.push(events.write_success);
  }
  return { cwd, written };
}

test("candidates go into a file, and from there into HrFlow.ai, without an account of it in between", async (t) => {
  const source = 'source_key: "${ env.HRFLOW_SOURCE_KEY }"';
  const { cwd, written } = await thereAndBack(t, "profile", source, ["--limit", "20"]);
  assert.deepEqual(written, [20, 20]);
  const sandbox = await startSandbox({ directory: join(cwd, ".sync-runner", "sandbox"), rateLimit: false });
  t.after(() => sandbox.close());
  const profiles = (await (await fetch(`${sandbox.url}/__state/hrflow/profiles`)).json()) as {
    reference: string;
    info: { email: string; phone: string };
    tags: unknown[];
  }[];
  assert.equal(profiles.length, 20);
  const zoe = profiles.find(({ reference }) => reference === "20596201");
  // It begins with a plus, and has an apostrophe before it in the table.
  assert.equal(zoe?.info.phone, "+33642106335");
  assert.ok(Array.isArray(zoe?.tags) && zoe.tags.length > 0);
});

test("jobs of Teamtailor go into a table, and from there to a board", async (t) => {
  const { written } = await thereAndBack(t, "job", 'board_key: "${ env.HRFLOW_BOARD_KEY }"');
  assert.ok(Number(written[0]) > 10);
  assert.equal(written[1], written[0]);
});

test("no name leads out of the folder: validate finds it, and so does the run", async (t) => {
  for (const name of ["../out.csv", "/etc/passwd.csv", "a/b.csv", ".hidden.csv", "people.txt"]) {
    const cwd = await project(t, rows({ from: "{ file: in.jsonl }", to: `{ file: '${name}' }` }));
    const found = await commandInside(["validate", "p.yaml"], { cwd });
    assert.equal(found.exit, 2, name);
    assert.match(found.stderr + found.stdout, /`file`/);
    const ended = await commandInside(run, { cwd });
    assert.equal(ended.exit, 2, ended.stderr);
  }
});

test("links are neither read nor written, wherever they lead", async (t) => {
  const cwd = await project(t, copy, { "real.jsonl": lines(1) });
  await symlink("real.jsonl", join(cwd, "data", "in.jsonl"));
  const ended = await commandInside(run, { cwd });
  assert.equal(ended.exit, 3);
  assert.match(ended.stderr, /in\.jsonl is a link: only regular files/);
  await writeFile(join(cwd, "mine.txt"), "mine");
  await symlink("../mine.txt", join(cwd, "data", "out.csv"));
  await writeFile(join(cwd, "p.yaml"), copy.replace("in.jsonl", "real.jsonl"));
  const written = await commandInside(run, { cwd });
  assert.equal(written.exit, 3);
  assert.match(written.stderr, /error\[HTTP_REFUSED\].*out\.csv is a link: .*; put the file itself there/);
  assert.doesNotMatch(written.stderr, /_auth|\.auth|[Cc]heck the credentials/);
  assert.equal(await readFile(join(cwd, "mine.txt"), "utf8"), "mine");
});

test("without --files a run says what to write; validate needs no folder", async (t) => {
  const cwd = await project(t, copy);
  assert.equal((await commandInside(["validate", "p.yaml"], { cwd })).exit, 0);
  const none = await commandInside(["run", "p.yaml"], { cwd });
  assert.equal(none.exit, 2);
  assert.match(none.stderr, /no folder for them is named\n {2}= hint: Write --files DIR/);
  const missing = await commandInside(["run", "p.yaml", "--files", "nowhere"], { cwd });
  assert.equal(missing.exit, 2);
  assert.match(missing.stderr, /the folder nowhere does not exist\n {2}= hint: Make it: mkdir -p nowhere/);
  const shipped = join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml");
  const useless = await commandInside(["run", shipped, "--sandbox", "--files", "data"], { cwd });
  assert.equal(useless.exit, 2);
  assert.match(useless.stderr, /--files: no files are read or written here/);
});

test("a dry run, a preview and `why` write nothing; `check` says whether the folder is there", async (t) => {
  const cwd = await project(t, copy, { "in.jsonl": lines(3) });
  for (const args of [
    [...run, "--dry-run"],
    [...run, "--preview", "1"],
    ["why", "1", "p.yaml", "--files", "data"],
  ]) {
    const ended = await commandInside(args, { cwd });
    assert.equal(ended.exit, 0, ended.stderr);
  }
  const checked = await commandInside(["check", "files", "--files", "data"], { cwd });
  assert.equal(checked.exit, 0, checked.stdout);
  assert.deepEqual(await readdir(join(cwd, "data")), ["in.jsonl"]);
});

test("each folder has a state of its own, and the address of the run is in no output", async (t) => {
  const cwd = await project(t, copy, { "in.jsonl": `${lines(1)}broken\n` });
  await mkdir(join(cwd, "other"));
  await writeFile(join(cwd, "other", "in.jsonl"), lines(2));
  const first = await commandInside([...run, "--log-level", "debug", "--trace", "t.jsonl"], { cwd });
  assert.equal(resultOf(first).rejects_open, 1);
  const trace = await readFile(join(cwd, "t.jsonl"), "utf8");
  assert.doesNotMatch(first.stderr + first.stdout + trace, /127\.0\.0\.1|[0-9a-f]{48}/);
  const second = await commandInside(["run", "p.yaml", "--files", "other", "--json"], { cwd });
  assert.equal(second.exit, 0, second.stderr);
  const { stdout } = await commandInside(["state", "show", "rows"], { cwd });
  assert.match(stdout, /files=data/);
  assert.match(stdout, /files=other/);
  assert.equal(await readFile(join(cwd, "data", "out.csv"), "utf8"), `${MARK}id,name,more\r\n0,Jörg 0,\r\n`);
});
