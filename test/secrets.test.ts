/**
 * I6: no secret comes out of the command. Every credential is a canary; whatever happens, it is found neither on stdout nor on
 * stderr nor in any file that is left behind, in no encoding.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { canary, leaks } from "./process/canary.js";
import { command, type Ended } from "./process/command.js";
import { openFront, type Watch } from "./process/front.js";
import { commandInside } from "./process/inside.js";
import { hrflowHost, type Systems, startSystems } from "./process/systems.js";
import { filesBelow, pipeline, workplace } from "./process/workplace.js";

const secrets = {
  TEAMTAILOR_API_KEY: canary("teamtailor"),
  HRFLOW_API_SECRET: canary("hrflow"),
  HRFLOW_API_USER: canary("user"),
  HRFLOW_SOURCE_KEY: canary("source"),
};
/** What these pipelines keep secret: what the manifests call so, and what comes from the environment. */
const inEnvironment = Object.values(secrets);
const asLiterals = [secrets.TEAMTAILOR_API_KEY, secrets.HRFLOW_API_SECRET];

test("a canary is found in every encoding, and nothing is found where there is none", () => {
  const [one] = inEnvironment;
  const secret = one ?? "";
  const wrapped = Buffer.from(`xx${secret}yy`).toString("base64").replace(/.{8}/g, "$&\n");
  for (const text of [
    `a ${secret} b`,
    JSON.stringify({ a: secret }),
    JSON.stringify({ a: JSON.stringify({ b: secret }) }),
    `https://example.org/?key=${encodeURIComponent(secret)}`,
    Buffer.from(`user:${secret}`).toString("base64"),
    Buffer.from(secret).toString("hex"),
    wrapped,
  ]) {
    assert.notDeepEqual(leaks(secret, Buffer.from(text)), [], text);
  }
  assert.deepEqual(leaks(secret, Buffer.from("teamtailor-7f/K+ canary")), []);
});

describe("no secret comes out", { concurrency: 2 }, () => {
  for (const [where, text] of [
    ["the environment", pipeline()],
    ["the pipeline itself", literal(pipeline())],
  ] as const) {
    const kept = text === pipeline() ? inEnvironment : asLiterals;
    for (const log of [
      ["--log-level", "debug"],
      ["--log-level", "debug", "--log-json"],
    ]) {
      test(`of a run that succeeds with ${log.join(" ")}, with credentials from ${where}`, async (t) => {
        const ended = await ran(t, { text: `${text}incremental: true\n`, log, kept });
        assert.equal(ended.exit, 0, ended.stderr);
        assert.ok(ended.stderr.includes("api.hrflow.ai/v1/profile/indexing"), "the log tells of requests");
      });
    }

    test(`of a run whose origin refuses the key, with credentials from ${where}`, async (t) => {
      const accounts = { teamtailor: { api_key: "another" } };
      const ended = await ran(t, { text, accounts, kept });
      assert.equal(ended.exit, 3, ended.stderr);
      assert.match(ended.stderr, /Teamtailor answered 401 [\s\S]*`connector_auth`/);
    });

    test(`of a run whose target refuses the key and repeats it, with credentials from ${where}`, async (t) => {
      const accounts = { hrflow: { api_secret: "another" } };
      const ended = await ran(t, { text, accounts, kept });
      assert.equal(ended.exit, 3, ended.stderr);
      assert.match(ended.stderr, /HrFlow\.ai answered 401 .*Invalid secret key: \*\*\*[\s\S]*`hrflow_auth`/);
    });

    test(`of a run that reaches nobody, with credentials from ${where}`, async (t) => {
      // Nobody listens on port 9 of this machine.
      const options = ["--retries", "1", "--endpoint", "api.teamtailor.com=http://127.0.0.1:9"];
      const ended = await ran(t, { text, options, kept });
      assert.equal(ended.exit, 3, ended.stderr);
      assert.match(ended.stderr, /api\.teamtailor\.com/);
    });

    test(`of a run whose items are refused in words that repeat it, with credentials from ${where}`, async (t) => {
      const ended = await ran(t, { text, kept, watch: { before: parrot(kept) } });
      assert.equal(ended.exit, 6, ended.stderr);
      assert.match(ended.stderr, /HrFlow\.ai answered 422/);
    });
  }

  test("of a callback whose address is one, whether it is answered or not", async (t) => {
    const hook = `https://hooks.example.org/services/${encodeURIComponent(canary("hook"))}`;
    const kept = [...inEnvironment, canary("hook")];
    const server = createServer((_, response) => response.end("ok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    for (const port of [(server.address() as AddressInfo).port, 9]) {
      const ended = await ran(t, {
        text: `${pipeline()}callback: { post: "\${ env.HOOK }", json: { text: "\${ result.status }" } }\n`,
        env: { HOOK: hook },
        options: ["--retries", "0", "--endpoint", `hooks.example.org=http://127.0.0.1:${port}`],
        kept,
      });
      assert.equal(ended.exit, 0, ended.stderr);
      assert.equal(port === 9, /callback +failed/.test(ended.stderr), ended.stderr);
    }
  });

  test("of a pipeline that is wrong on the very line where it stands", async (t) => {
    const spoiled = literal(pipeline()).replace("api_key:", "api_keyy:");
    const kept = asLiterals;
    const ended = await ran(t, { text: spoiled, kept });
    assert.equal(ended.exit, 2, ended.stderr);
    assert.match(ended.stderr, /api_keyy/);
    assert.match(ended.stderr, /pipeline\.yaml:4:/);
    const cwd = await workplace(t, { "pipeline.yaml": spoiled });
    for (const json of [[], ["--json"]]) {
      const validated = await commandInside(["validate", "pipeline.yaml", ...json], { cwd });
      assert.equal(validated.exit, 2);
      await silent(validated, cwd, kept);
    }
  });

  test("of a pipeline whose block of credentials has a wrong name", async (t) => {
    for (const line of [
      `connector_auht: { api_key: '${secrets.TEAMTAILOR_API_KEY}' }`,
      `api_key: '${secrets.TEAMTAILOR_API_KEY}'`,
    ]) {
      const ended = await ran(t, { text: `${pipeline()}${line}\n`, kept: asLiterals });
      assert.equal(ended.exit, 2, ended.stderr);
      assert.match(ended.stderr, /unknown key/);
    }
  });

  test("of a pipeline whose YAML is broken where it stands", async (t) => {
    const spoiled = literal(pipeline()).replace(/(api_secret: '.*)'/, "$1");
    const ended = await ran(t, { text: spoiled, kept: asLiterals });
    assert.equal(ended.exit, 2, ended.stderr);
  });

  test("of a value on the command line", async (t) => {
    const set = ["--set", `connector_auth.api_key=${secrets.TEAMTAILOR_API_KEY}`];
    const ended = await ran(t, { text: pipeline(), options: set, kept: inEnvironment });
    assert.equal(ended.exit, 0, ended.stderr);
    const wrong = ["--set", `connector_auth.api_keyy=${secrets.TEAMTAILOR_API_KEY}`];
    const refused = await ran(t, { text: pipeline(), options: wrong, kept: inEnvironment });
    assert.equal(refused.exit, 2, refused.stderr);
  });
});

interface Case {
  readonly text: string;
  readonly kept: readonly string[];
  readonly accounts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly log?: readonly string[];
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly watch?: Watch;
}

/** Runs it against systems that take the canaries for their own, and listens to all that comes out. */
async function ran(t: TestContext, one: Case): Promise<Ended> {
  const { log = ["--log-level", "debug"], options = [], env = {}, watch = {} } = one;
  const systems = await canarySystems(t, one.accounts ?? {});
  const front = await openFront(t, systems, watch);
  const cwd = await workplace(t, { "pipeline.yaml": one.text });
  const args = ["run", "pipeline.yaml", "--json", ...log, ...front.endpoints, ...options];
  const ended = await command(t, args, { cwd, env: { ...secrets, ...env } });
  await silent(ended, cwd, one.kept);
  for (const more of shownAfter(ended.exit)) {
    // Whoever asks for the state is told which account and which place it belongs to.
    await silent(await commandInside(more, { cwd }), cwd, asLiterals);
  }
  return ended;
}

/** The commands that show what such a run has left behind. */
function shownAfter(exit: number | null): string[][] {
  if (exit === 0) return [["state", "show"]];
  return exit === 6
    ? [
        ["rejects", "list"],
        ["rejects", "list", "--json"],
      ]
    : [];
}

function canarySystems(t: TestContext, accounts: NonNullable<Case["accounts"]>): Promise<Systems> {
  const { TEAMTAILOR_API_KEY, HRFLOW_API_SECRET, HRFLOW_API_USER, HRFLOW_SOURCE_KEY } = secrets;
  const hrflow = {
    api_secret: HRFLOW_API_SECRET,
    api_user: HRFLOW_API_USER,
    source_key: HRFLOW_SOURCE_KEY,
  };
  return startSystems(t, {
    candidates: 6,
    accounts: {
      teamtailor: { api_key: TEAMTAILOR_API_KEY, ...accounts.teamtailor },
      hrflow: { ...hrflow, ...accounts.hrflow },
    },
  });
}

/** Nothing of it is to be heard. */
async function silent(ended: Ended, cwd: string, kept: readonly string[]): Promise<void> {
  const places = new Map<string, Uint8Array>([
    ["stdout", Buffer.from(ended.stdout)],
    ["stderr", Buffer.from(ended.stderr)],
    ...(await filesBelow(join(cwd, ".sync-runner"))),
  ]);
  const heard = [...places].flatMap(([place, bytes]) =>
    // The state belongs to an account and a place, and its file to its owner alone; what is secret of them is not in it.
    kept
      .filter((secret) => !place.startsWith("state.db") || asLiterals.includes(secret))
      .flatMap((secret) => leaks(secret, bytes).map((how) => `${secret.split("-")[0]} in ${place}, ${how}`)),
  );
  assert.deepEqual(heard, []);
}

/** A target that says back whatever it was given. */
function parrot(kept: readonly string[]): NonNullable<Watch["before"]> {
  return ({ host, isWrite, body }) => {
    if (host !== hrflowHost || !isWrite) return undefined;
    const said = kept.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(`user:${secret}`).toString("base64"),
    ]);
    const message = `No: ${said.join(" ")} ${body.toString("latin1").slice(0, 20)}`;
    return {
      status: 422,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code: 422, message }),
    };
  };
}

/** The pipeline with the credentials written into it. */
function literal(text: string): string {
  return text.replace(/\$\{ env\.(\w+) \}/g, (_, name) => {
    const secret = secrets[name as keyof typeof secrets];
    return `'${secret}'`;
  });
}
