/** An action between two systems of which none is HrFlow.ai: `with: NAME` takes its credentials from `NAME_auth`. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { test } from "node:test";
import { resultOf } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { ownManifest, serveOwn } from "./process/own-connector.js";
import { workplace } from "./process/workplace.js";

const mine = ownManifest
  .replace("create_profiles_in_hrflow", "create_profiles_in_sink")
  .replace("direction: inbound", "direction: inbound\n    with: sink");
const sink = `name: sink
title: Sink
type: ATS
url: https://sink.example.org/
auth:
  required: [secret]
  properties:
    secret: { type: string, writeOnly: true, description: The secret of Sink }
http:
  base_url: https://api.sink.example.org
  headers: { X-Secret: "\${ auth.secret }" }
entities:
  profile:
    key: reference
    push:
      create:
        each:
          - post: /items
            json: "\${ item }"
`;
const pipeline = (auth: string) => `workflow_id: people
action: mine.create_profiles_in_sink
connector_auth: { token: "\${ env.MINE_TOKEN }" }
${auth}`;
const files = (auth: string) => ({
  "connectors/mine/connector.yaml": mine,
  "connectors/sink/connector.yaml": sink,
  "pipeline.yaml": pipeline(auth),
});
const env = { MINE_TOKEN: "the-token-of-mine", SINK_SECRET: "the-secret-of-sink" };

test("credentials of the other system reach it, and it alone", async (t) => {
  const own = await serveOwn(t);
  const arrived: unknown[] = [];
  const server = createServer(async (request, response) => {
    arrived.push([request.headers["x-secret"], ((await json(request)) as { reference: string }).reference]);
    response.writeHead(201, { "Content-Type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const cwd = await workplace(t, files('sink_auth: { secret: "${ env.SINK_SECRET }" }\n'));
  const endpoints = [
    ...["--endpoint", `api.mine.example.org=${own.url}`],
    ...["--endpoint", `api.sink.example.org=http://127.0.0.1:${port}`],
  ];
  const args = ["run", "pipeline.yaml", "--json", "--concurrency", "1", ...endpoints];
  const ended = await commandInside(args, { cwd, env });
  assert.equal(ended.exit, 0, ended.stderr);
  assert.equal(resultOf(ended).events.write_success, 2);
  assert.deepEqual(arrived, [
    [env.SINK_SECRET, "mine-1"],
    [env.SINK_SECRET, "mine-2"],
  ]);
  assert.deepEqual(own.requests, ["GET /people Bearer the-token-of-mine"]);
});

for (const [given, hint] of [
  ["sinc_auth", "Did you mean `sink_auth`?"],
  ["hrflow_auth", "Credentials of mine.create_profiles_in_sink: `connector_auth`, `sink_auth`."],
] as const) {
  test(`\`${given}\` is found, with the keys that this action takes`, async (t) => {
    const cwd = await workplace(t, files(`${given}: { secret: "\${ env.SINK_SECRET }" }\n`));
    const { exit, stderr } = await commandInside(["validate", "pipeline.yaml"], { cwd });
    assert.equal(exit, 2);
    assert.match(
      stderr,
      new RegExp(
        `unknown key \`${given}\`\\n +--> pipeline\\.yaml:4:1\\n(.*\\n)*?.*${hint.replace("?", "\\?")}`,
      ),
    );
  });
}
