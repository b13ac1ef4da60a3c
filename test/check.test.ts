/** What `check` finds of systems, credentials, clocks and the store. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { commandInside } from "./process/inside.js";
import { ownManifest } from "./process/own-connector.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

const env = {
  TEAMTAILOR_API_KEY: "key-of-teamtailor",
  HRFLOW_API_SECRET: "secret-of-hrflow",
  HRFLOW_API_USER: "somebody@example.org",
  HRFLOW_SOURCE_KEY: "source-of-hrflow",
};
const hosts = ["api.teamtailor.com", "api.hrflow.ai"];

test("every system and the store of a pipeline are looked at, and whose account it is, is told", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const { exit, checks, stdout } = await check(cwd, ["pipeline.yaml", "--sandbox"]);
  assert.equal(exit, 0);
  assert.deepEqual(
    checks.map(({ subject, check: what, state }) => `${subject} ${what} ${state}`),
    [
      ...["Teamtailor", "HrFlow.ai"].flatMap((name) =>
        ["reached", "credentials", "clock"].map((what) => `${name} ${what} ok`),
      ),
      "store store ok",
    ],
  );
  assert.match(checks[1]?.message ?? "", /account: Sandbox/);
  assert.match(checks[4]?.message ?? "", /account: sandbox/);
  assert.ok(!stdout.includes("sandbox-teamtailor-key"));
  const left = [...(await filesBelow(join(cwd, ".sync-runner"))).keys()];
  assert.ok(!left.some((name) => name.includes("state.db")), "no state is begun");
});

test("each shipped connector can be checked alone, with names of the environment after it", async (t) => {
  const cwd = await workplace(t, {});
  for (const name of ["teamtailor", "hrflow", "flatchr", "talentsoft", "bullhorn", "breezyhr"]) {
    const { exit, checks } = await check(cwd, [name, "--sandbox"]);
    assert.equal(exit, 0, name);
    assert.deepEqual([...new Set(checks.map(({ state }) => state))], ["ok"], name);
  }
  const missing = await commandInside(["check", "hrflow"], { cwd });
  assert.equal(missing.exit, 2);
  assert.match(missing.stderr, /the environment has no HRFLOW_API_SECRET/);
});

test("credentials that are refused, and a host that is not there, end with 3 and a remedy", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  const url = await serve(t, () => ({ status: 401 }));
  const to = (one: string, other: string) => [
    ...["--endpoint", `${hosts[0]}=${one}`, "--endpoint", `${hosts[1]}=${other}`, "--retries", "0"],
  ];
  const { exit, checks } = await check(cwd, ["pipeline.yaml", ...to(url, "http://127.0.0.1:1")], env);
  assert.equal(exit, 3);
  const [reached, credentials, , unreachable] = checks;
  assert.equal(reached?.state, "ok");
  assert.equal(credentials?.state, "failed");
  assert.match(credentials?.remedy ?? "", /Look at `connector_auth` in pipeline\.yaml/);
  assert.equal(unreachable?.state, "failed");
  assert.ok(unreachable?.remedy);
});

test("a clock that is off is a warning with a remedy", async (t) => {
  const cwd = await workplace(t, { "connectors/mine/connector.yaml": ownManifest });
  const url = await serve(t, () => ({ status: 200, date: new Date(Date.now() + 630_000) }));
  const { exit, checks } = await check(
    cwd,
    ["connectors/mine/connector.yaml", "--endpoint", `api.mine.example.org=${url}`],
    { MINE_TOKEN: "token-of-mine" },
  );
  assert.equal(exit, 0);
  const [reached, credentials, clock] = checks;
  assert.equal(reached?.state, "ok");
  // This connector has no `check`.
  assert.deepEqual([credentials?.state, clock?.state], ["unknown", "warning"]);
  assert.match(clock?.message ?? "", /^10 m.* ahead of/);
  assert.match(clock?.remedy ?? "", /NTP/);
});

test("a secret that is too short to be masked is a warning with a remedy", async (t) => {
  const cwd = await workplace(t, { "connectors/mine/connector.yaml": ownManifest });
  const url = await serve(t, () => ({ status: 200 }));
  const told = async (token: string) => {
    const args = ["connectors/mine/connector.yaml", "--endpoint", `api.mine.example.org=${url}`];
    const { exit, checks } = await check(cwd, args, { MINE_TOKEN: token });
    assert.equal(exit, 0);
    return checks.filter(({ check: what }) => what === "secrets");
  };
  assert.deepEqual(await told("abcd"), []);
  assert.deepEqual(await told("abc"), [
    {
      subject: "Mine",
      check: "secrets",
      state: "warning",
      message: "`token` has fewer than 4 characters: it is not masked where it is shown",
      remedy: "Have a longer one made, and change it in MINE_TOKEN in the environment.",
    },
  ]);
});

test("a store that cannot be used is told, and a host that nobody asks is a mistake", async (t) => {
  const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
  await mkdir(join(cwd, ".sync-runner", "sandbox"), { recursive: true });
  await writeFile(
    join(cwd, ".sync-runner", "sandbox", "state.db"),
    "no database at all, whatever one thinks",
  );
  const { exit, checks } = await check(cwd, ["pipeline.yaml", "--sandbox"]);
  assert.equal(exit, 3);
  assert.equal(checks.at(-1)?.state, "failed");
  assert.ok(checks.at(-1)?.remedy);
  const misspelt = ["check", "hrflow", "--sandbox", "--endpoint", "api.hrflw.ai=http://127.0.0.1:1"];
  assert.equal((await commandInside(misspelt, { cwd })).exit, 2);
});

test("people get a line for each, and `check` of a manifest is validated", async (t) => {
  const cwd = await workplace(t, {
    "connectors/mine/connector.yaml": ownManifest.replace(
      "entities:",
      "check: { get: /me, account: body.name & nme }\nentities:",
    ),
  });
  const { stdout } = await commandInside(["check", "teamtailor", "--sandbox"], { cwd });
  assert.match(
    stdout,
    /^ok {4}Teamtailor {2}credentials {2}accepted by GET \/v1\/company; account: Sandbox$/m,
  );
  const { exit, stderr } = await commandInside(["validate", "connectors/mine/connector.yaml"], { cwd });
  assert.equal(exit, 2);
  assert.match(stderr, /nme/);
});

const withSession = ownManifest
  .replace(
    "entities:",
    `check: { get: /me, account: body.name }
sessions:
  s:
    steps: [{ post: /login, json: { key: "\${ auth.token }" }, as: login }]
    headers: { X-Session: "\${ session.login.key }" }
entities:`,
  )
  .replace("      list:", "      session: s\n      list:");

test("the request of `check` is asked as the manifest says it, beside the log-in of the flow", async (t) => {
  const asked: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers["x-session"]}`);
    const isMe = url?.startsWith("/me") ?? false;
    response.writeHead(isMe ? 401 : 200, { "Content-Type": "application/json" }).end('{"key":"k"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const own = `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { token: token-of-mine }
hrflow_auth: { api_secret: secret-of-hrflow, api_user: somebody@example.org }
push_parameters: { source_key: source }
`;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ends = ["api.mine.example.org", "api.hrflow.ai"].flatMap((host) => ["--endpoint", `${host}=${url}`]);
  const manifest = "connectors/mine/connector.yaml";
  const cwd = await workplace(t, { [manifest]: withSession, "pipeline.yaml": own });
  const { checks } = await check(cwd, ["pipeline.yaml", ...ends]);
  assert.deepEqual(asked.slice(0, 2), ["POST /login undefined", "GET /me undefined"]);
  assert.equal(checks[1]?.state, "failed");
  await writeFile(join(cwd, manifest), withSession.replace(/^check.*\n/m, ""));
  const alone = await check(cwd, ["pipeline.yaml", ...ends]);
  assert.equal(alone.checks[1]?.message, "accepted by the log-in alone; account: no name is told");
});

interface Told {
  readonly subject: string;
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly remedy?: string;
}

async function check(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exit, stdout, stderr } = await commandInside(["check", ...args, "--json"], { cwd, env });
  const { result } = JSON.parse(stdout || "{}") as { result?: { checks: Told[] } };
  assert.ok(result, stderr);
  return { exit, stdout, checks: result.checks };
}

async function serve(t: TestContext, answer: () => { status: number; date?: Date }): Promise<string> {
  const server = createServer((_, response) => {
    const { status, date } = answer();
    const headers = { "Content-Type": "application/json", ...(date ? { Date: date.toUTCString() } : {}) };
    response.writeHead(status, headers).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
