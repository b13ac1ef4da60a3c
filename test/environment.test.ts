/** A value of the environment is a value: whatever stands in it arrives as the same text, and is never read as YAML or evaluated. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { inFolder, inOrder, PIPELINE } from "./mistakes/workspace.js";
import { command } from "./process/command.js";

interface Arrived {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The systems of the small pipeline: they answer nothing, and tell what arrived. */
async function listen(t: TestContext): Promise<{ endpoints: string[]; arrived: Arrived[] }> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    arrived.push({ path: request.url ?? "", headers: request.headers, body });
    response.setHeader("content-type", "application/json");
    response.end('{ "data": [] }');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => void server.close());
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hosts = ["api.demo.example.org", "api.hrflow.example.org", "hooks.example.org"];
  return { arrived, endpoints: hosts.flatMap((host) => ["--endpoint", `${host}=${to}`]) };
}

const text = (inOrder[PIPELINE] ?? "")
  .replace("ann@example.org", "${ env.VALUE }")
  .replace(
    'json: { text: "${ result.status }" }',
    'json: { whole: "${ env.VALUE }", part: "<${ env.VALUE }>" }',
  )
  .replace("api_key: key-123456", "api_key: ${ env.KEY }");

const HOSTILE = [
  "a: b\ninjected: true",
  "x # not a comment",
  "*a &b !!js/function 'f' <<: {}",
  "${ env.KEY } $${ result } {{ env.KEY }} ${ $eval('1') }",
  '"\', injected: "1", \\" } ] --- ...\n',
  "&email=other@example.org&injected=1#?/../",
  "true",
  "012",
  "~",
];

test("a value arrives as it is, in JSON and in an address, alone and inside a text", async (t) => {
  const { arrived, endpoints } = await listen(t);
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    for (const value of HOSTILE) {
      arrived.length = 0;
      const { exit, stderr } = await command(t, ["run", PIPELINE, ...endpoints], {
        cwd: folder,
        env: { VALUE: value, KEY: "key-123456" },
      });
      assert.equal(exit, 0, stderr);
      const [page, callback, ...more] = arrived;
      assert.deepEqual(more, []);
      assert.deepEqual(
        [...new URL(page?.path ?? "", "http://a").searchParams],
        [["email", value]],
        JSON.stringify(value),
      );
      assert.deepEqual(JSON.parse(callback?.body ?? ""), { whole: value, part: `<${value}>` });
    }
  });
});

test("a value with a line break adds no header: nothing is sent", async (t) => {
  const { arrived, endpoints } = await listen(t);
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    const { exit, stderr } = await command(t, ["run", PIPELINE, ...endpoints], {
      cwd: folder,
      env: { VALUE: "a", KEY: "key-123456\r\nX-Injected: 1" },
    });
    assert.equal(exit, 2, stderr);
    assert.match(stderr, /the header [Aa]uthorization has a character that no header can have/);
    assert.doesNotMatch(stderr, /key-123456/);
    assert.deepEqual(
      arrived.filter(({ path }) => path.startsWith("/people")),
      [],
    );
  });
});

test("what the environment asks of packages and of Node neither breaks the result nor stops the run", async (t) => {
  const { endpoints } = await listen(t);
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    const surroundings: Record<string, string>[] = [
      { DEBUG: "*" },
      { DIAGNOSTICS: "*" },
      { NODE_OPTIONS: "--disallow-code-generation-from-strings" },
    ];
    for (const env of surroundings) {
      const { exit, stdout, stderr } = await command(t, ["run", PIPELINE, "--json", ...endpoints], {
        cwd: folder,
        env: { VALUE: "a", KEY: "key-123456", ...env },
      });
      assert.equal(exit, 0, stderr);
      assert.equal(JSON.parse(stdout).ok, true);
    }
  });
});
