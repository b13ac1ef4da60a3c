/** `sync-runner test`: what it plays, what it refuses, and how it tells what differs. */
import assert from "node:assert/strict";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parse } from "yaml";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

const MANIFEST = `name: mine
title: Mine
type: ATS
url: https://mine.example.org/
auth:
  required: [token]
  properties: { token: { type: string, writeOnly: true, description: The token of Mine } }
http:
  base_url: https://api.mine.example.org
  headers: { Authorization: "Bearer \${ auth.token }" }
entities:
  profile:
    key: number
    pull:
      list:
        get: /people
        records: body.people
      cursor: { value: record.at, order: ascending, query: { since: "\${ cursor }" } }
    push:
      create:
        idempotent: true
        each:
          - skip: Nobody
            if: item.number = 0
          - { post: /copies, json: "\${ item }" }
actions:
  copy:
    title: People are copied
    entity: profile
    mode: create
    direction: inbound
    with: mine
    format: '{ "number": number, "name": $uppercase(name), "note": null }'
`;

const PIPELINE = `workflow_id: copy
action: mine.copy
connector_auth: { token: "\${ env.TOKEN }" }
mine_auth: { token: token-of-the-copy }
`;

/** A file with one case; its lines from `expect` on begin in line 9. */
const file = (expect: string, more = "") => `cases:
  - name: Ada is copied.
    pipeline: ../../../pipelines/copy.yaml
    environment: { TOKEN: token-of-the-case }
    given:
      - request: { method: GET, path: /people }
        answer: { json: { people: [{ number: 1, name: Ada, at: "2024-01-01T00:00:00Z" }] } }
      - { request: { method: POST, path: "/cop*" }, answer: { status: 201, json: {} } }${more}
    expect:
${expect.replace(/^/gm, "      ")}
`;
const TEST = "connectors/mine/tests/copy.yaml";

async function play(t: TestContext, text: string, args: readonly string[] = []) {
  const cwd = await workplace(t, {
    "connectors/mine/connector.yaml": MANIFEST,
    "pipelines/copy.yaml": PIPELINE,
    [TEST]: text.replace("/cop*", "/copies"),
  });
  return { cwd, ...(await commandInside(["test", ...args], { cwd, env: { TOKEN: "of-the-machine" } })) };
}

const told = (stderr: string) => stderr.split("\n").filter((line) => line.startsWith("  "));

test("a case that holds is silent, and what it does not name is free", async (t) => {
  const ended = await play(
    t,
    file(`exit: 0
counts: { read_success: 1 }
items: [{ name: ADA }]
requests:
  - { method: GET, path: /people, headers: { authorization: Bearer token-of-the-case } }
  - { method: POST, path: /copies, json: { number: 1 } }`),
  );
  assert.equal(ended.exit, 0, ended.stderr);
  assert.match(ended.stderr, /^1 case, all hold, \d/);
  assert.equal(ended.stdout, "");
});

test("what differs is told with its path, both values and its line, and exits 4", async (t) => {
  const text = file(`exact: true
exit: 4
counts: { read_success: 2 }
items:
  - number: 1
    name: Ada`);
  const ended = await play(t, text);
  assert.equal(ended.exit, 4);
  assert.deepEqual(told(ended.stderr), [
    `  ${TEST}:11:13 exit: expected 4, found 0`,
    `  ${TEST}:12:31 counts.read_success: expected 2, found 1`,
    `  ${TEST}:12:7 counts.write_success: expected 0, found 1`,
    `  ${TEST}:15:17 items[0].name: expected "Ada", found "ADA"`,
  ]);
});

test("a request that is not expected is told, and one that did not come", async (t) => {
  const ended = await play(
    t,
    file(`requests:
  - { method: GET, path: /people }
  - { method: DELETE, path: /people/7 }`),
  );
  assert.equal(ended.exit, 4);
  assert.deepEqual(told(ended.stderr), [
    `  ${TEST}:12:11 requests[1]: was not sent: DELETE /people/7`,
    `  ${TEST}:11:9 requests: was sent, and is not expected: POST api.mine.example.org/copies {"number":1,"name":"ADA","note":null}`,
  ]);
});

test("a request that nothing answers is told whatever is expected", async (t) => {
  const ended = await play(t, file("{}").replace("/cop*", "/elsewhere"));
  assert.equal(ended.exit, 4);
  assert.match(ended.stderr, /no answer is given for POST api\.mine\.example\.org\/copies/);
});

test("a fault for a request that does not come is told", async (t) => {
  const ended = await play(t, file("exit: 0", '\n    faults: ["500@999"]'));
  assert.equal(ended.exit, 4);
  assert.match(ended.stderr, /the fault 500@999 did not happen: \d+ requests came/);
});

test("where counts differ, the reasons of what was refused are told", async (t) => {
  const ended = await play(t, file("counts: { write_success: 1 }", '\n    faults: ["422@2"]'));
  const lines = told(ended.stderr);
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? "", /counts: write_failure of 1: Mine answered 422 to POST \/copies/);
});

test("credentials are masked in what is told", async (t) => {
  const headers = "requests: [{ method: GET, path: /people, headers: { authorization: no } }]";
  const { stderr } = await play(t, file(headers));
  assert.match(stderr, /expected "no", found "Bearer \*\*\*"/);
  assert.doesNotMatch(stderr, /token-of-the-c/);
});

test("faults are met without waiting, and what is refused is expected as a reject", async (t) => {
  const text = file(
    `exit: 4
rejects: [{ key: "1", event: write_failure, code: ITEM_REFUSED, message: "422" }]`,
    '\n    faults: ["429@1", "reset@2", "422@5"]',
  );
  const later = `- request: { path: /people }
        times: 1
        answer: { status: 503, headers: { Retry-After: "600" } }
      `;
  const ended = await play(t, text.replace("- request", `${later}- request`));
  assert.equal(ended.exit, 0, ended.stderr);
});

test("a token of before is read from, and the one behind it is expected", async (t) => {
  const token = '\n    set: { incremental: true }\n    token: "2023-12-31T00:00:00Z"';
  const ended = await play(
    t,
    file(
      `token: "2024-01-01T00:00:00Z"
requests:
  - { method: GET, path: /people, query: { since: "2023-12-31T00:00:00Z" } }
  - { method: POST, path: /copies }`,
      token,
    ),
  );
  assert.equal(ended.exit, 0, ended.stderr);
});

test("the simulated systems answer where they are given", async (t) => {
  const cwd = await workplace(t, {
    "pipelines/people.test.yaml": `cases:
  - name: Three candidates become profiles.
    pipeline:
      action: teamtailor.create_profiles_in_hrflow
      connector_auth: { api_key: "\${ env.TEAMTAILOR_API_KEY }" }
      hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
      push_parameters: { source_key: "\${ env.HRFLOW_SOURCE_KEY }" }
    given: sandbox
    faults: ["503@3"]
    limit: 3
    expect: { exit: 0, counts: { read_success: 3, write_success: 3 } }
`,
  });
  const ended = await commandInside(["test"], { cwd });
  assert.equal(ended.exit, 0, ended.stderr);
  assert.match(ended.stderr, /^1 case, all hold/);
});

test("--update writes what came of a case in the place of what was expected, and keeps the comments", async (t) => {
  const text = file(`# how it ends
exit: 4 # not yet
items:
  - name: Ada # in capitals
requests:
  - { method: GET, path: /people }
  - { method: DELETE, path: /people/7 } # of old`);
  const { cwd, exit } = await play(t, text, ["--update"]);
  assert.equal(exit, 0);
  const written = await readFile(join(cwd, TEST), "utf8");
  const expected = file(`# how it ends
exit: 0 # not yet
items:
  - name: ADA # in capitals
requests:
  - { method: GET, path: /people }
  - method: POST
    host: api.mine.example.org
    path: /copies
    headers:
      content-type: application/json
    json:
      number: 1
      name: ADA
      note: null`);
  // The credential of the pipeline file does not get into the test file, unlike those that the case invents.
  assert.equal(written, expected.replace("/cop*", "/copies"));
  assert.equal((await commandInside(["test"], { cwd })).exit, 0);
});

test("a case that expects nothing fails, and says what to do", async (t) => {
  for (const expect of ["{}", "{ exact: true }"]) {
    const { exit, stderr } = await play(t, file("{}").replace("expect:\n      {}", `expect: ${expect}`));
    assert.equal(exit, 4);
    assert.match(stderr, /it expects nothing.*`--update`/);
  }
});

test("--update fills in an expectation that names nothing", async (t) => {
  const { cwd } = await play(t, file("{}").replace("expect:\n      {}", "expect: {}"), ["--update"]);
  const written = await readFile(join(cwd, TEST), "utf8");
  assert.match(
    written,
    /expect:\n {6}exit: 0\n {6}counts:\n {8}read_success: 1\n {8}write_success: 1\n {6}items:\n/,
  );
});

test("--junit writes a report, and --json gives the same as one object", async (t) => {
  const { cwd, stdout } = await play(t, file("exit: 7"), ["--junit", "report.xml", "--json"]);
  const report = await readFile(join(cwd, "report.xml"), "utf8");
  assert.match(report, /<testsuite name="connectors\/mine\/tests\/copy.yaml" tests="1" failures="1" time=/);
  assert.match(report, /<failure message="exit: expected 7, found 0">/);
  const { ok, result, error } = JSON.parse(stdout);
  assert.deepEqual([ok, error.code, error.exit], [false, "TEST_FAILED", 4]);
  assert.deepEqual(result.failed[0].differences, ["exit: expected 7, found 0"]);
});

test("--junit replaces no file but an older report, and none at all where a file cannot be read", async (t) => {
  const { cwd } = await play(t, file("exit: 7"), ["--junit", "report.xml"]);
  const report = await readFile(join(cwd, "report.xml"), "utf8");
  for (const junit of ["pipelines/copy.yaml", ".sync-runner/report.xml"]) {
    const refused = await commandInside(["test", "--junit", junit], { cwd });
    assert.deepEqual([refused.exit, /--junit cannot be/.test(refused.stderr)], [2, true], refused.stderr);
  }
  assert.equal(await readFile(join(cwd, "pipelines/copy.yaml"), "utf8"), PIPELINE);
  await writeFile(join(cwd, TEST), "cases: 1\n");
  assert.equal((await commandInside(["test", "--junit", "report.xml"], { cwd })).exit, 2);
  assert.equal(await readFile(join(cwd, "report.xml"), "utf8"), report);
  await writeFile(join(cwd, TEST), file("exit: 0"));
  assert.equal((await commandInside(["test", "--junit", "report.xml"], { cwd })).exit, 4);
  assert.notEqual(await readFile(join(cwd, "report.xml"), "utf8"), report);
});

test("--coverage prints how often each line was reached, a condition by its branches, and the fields of items", async (t) => {
  const { exit, stdout } = await play(t, file("exit: 0"), ["--coverage"]);
  assert.equal(exit, 0);
  const { files, items } = parse(stdout) as {
    files: Record<string, { reached: number; of: number; lines: Record<number, unknown> }>;
    items: unknown;
  };
  assert.deepEqual(items, { "mine.copy": { number: 1, name: 1, note: 0 } });
  const { reached, of, lines } = files["connectors/mine/connector.yaml"] ?? assert.fail(stdout);
  const lineOf = (text: string) => MANIFEST.split("\n").findIndex((line) => line.includes(text)) + 1;
  assert.equal(lines[lineOf("get: /people")], 1);
  // A text with an expression is used once a request, and what is not written stands on no line.
  assert.equal(lines[lineOf("post: /copies")], 1);
  assert.equal(lines[lineOf("list:")], undefined);
  assert.deepEqual(lines[lineOf("if: item.number")], { true: 0, false: 1 });
  assert.equal(lines[lineOf("skip: Nobody")], 0);
  // No cursor, no condition that holds, nothing skipped.
  assert.equal(of - reached, 3);
});

const wrong: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  "an unknown key": [file("exits: 0"), /unknown key `exits`[\s\S]*:10:7\n[\s\S]*Did you mean `exit`\?/],
  "an unknown fault": [file("{}", '\n    faults: ["later@2"]'), /faults/],
  "two bodies": [file("{}").replace("status: 201,", 'status: 201, text: "",'), /an answer has one body/],
  "a body where there is none": [file("{}").replace("201", "204"), /an answer 204 has no body/],
  "a header that would be two": [
    file("{}").replace("status: 201,", 'status: 201, headers: { A: "1\\r\\nB: 2" },'),
    /headers/,
  ],
  "a file outside the project": [
    file("{}").replace("json: {} ", "file: /etc/hostname "),
    /\/etc\/hostname is no file of this project/,
  ],
  "a link that leads outside": [
    file("{}").replace("json: {} ", "file: ./link "),
    /\.\/link is no file of this project/,
  ],
  "a pipeline outside the project": [
    file("{}").replace("../../../pipelines/copy.yaml", "../../../../copy.yaml"),
    /copy\.yaml is no file of this project/,
  ],
  "a pipeline that is wrong, told where it stands": [
    file("{}").replace("../../../pipelines/copy.yaml", "{ action: mine.cpoy }"),
    /copy\.yaml:3:25\n[\s\S]*Did you mean `copy`\?/,
  ],
  "a name that the environment does not have": [
    file("{}").replace("TOKEN:", "OTHER:"),
    /the environment has no TOKEN/,
  ],
  "a token for a run without one": [file("{}", "\n    token: a"), /a token is for a run that is incremental/],
  "a setting that is no key": [
    file("{}", "\n    set: { a.__proto__.b: 1 }"),
    /`__proto__` cannot be a key\n --> .*copy\.yaml:9:27\n/,
  ],
  "a setting that the pipeline cannot have": [
    file("{}", "\n    set: { pull_parameters.kidn: 1 }"),
    /unknown key `kidn` in `pull_parameters`\n --> .*copy\.yaml:9:12\n/,
  ],
  "text that is no YAML": ["cases: [", /copy\.yaml:1/],
  "a bomb of aliases": [
    `cases: &a [${"1,".repeat(100)}]\nb: &b [${"*a,".repeat(100)}]\nc: [${"*b,".repeat(100)}]\n`,
    /more than/,
  ],
};

for (const [what, [text, message]] of Object.entries(wrong)) {
  test(`a test file with ${what} is refused before anything is played`, async (t) => {
    const cwd = await workplace(t, {
      "connectors/mine/connector.yaml": MANIFEST,
      "pipelines/copy.yaml": PIPELINE,
      [TEST]: text.replace("/cop*", "/copies"),
    });
    await symlink("/etc/hostname", join(cwd, "connectors/mine/tests/link"));
    const ended = await commandInside(["test"], { cwd });
    assert.equal(ended.exit, 2, ended.stderr);
    assert.match(ended.stderr, message);
    assert.doesNotMatch(ended.stderr, /1 case/);
  });
}

test("a project without tests says where they would be", async (t) => {
  const ended = await commandInside(["test"], { cwd: await workplace(t, {}) });
  assert.equal(ended.exit, 2);
  assert.match(ended.stderr, /connectors\/NAME\/tests\/\*\.yaml/);
});
