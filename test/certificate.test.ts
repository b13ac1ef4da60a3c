/** A client certificate is shown to the connector's own hosts, and to nobody else. */
import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import type { TLSSocket } from "node:tls";
import { command } from "./process/command.js";
import { workplace } from "./process/workplace.js";
import { goodCertificate } from "./simulation/certificate.js";

const server = goodCertificate("server");
const client = goodCertificate("client");

const manifest = `name: mine
title: Mine
type: ATS
url: https://mine.example.org/
auth:
  required: [certificate, client_key]
  properties:
    certificate: { type: string, description: The certificate }
    client_key: { type: string, writeOnly: true, description: Its key }
http:
  base_url: https://api.mine.example.org
  tls: { cert: "\${ auth.certificate }", key: "\${ auth.client_key }" }
entities:
  profile:
    key: id
    pull:
      list: { get: /people, records: body.people }
      each:
        - get: https://files.example.org/cv
          read: text
          as: cv
        - record: '{ "id": record.id, "cv": cv }'
actions:
  create_profiles_in_hrflow:
    title: People become profiles
    entity: profile
    mode: create
    direction: inbound
    format: '{ "reference": $string(id), "info": { "summary": cv } }'
`;

const pipeline = `workflow_id: mine
action: mine.create_profiles_in_hrflow
connector_auth: { certificate: "\${ env.CERTIFICATE }", client_key: "\${ env.CLIENT_KEY }" }
hrflow_auth: { api_secret: "\${ env.SECRET }", api_user: somebody@example.org }
push_parameters: { source_key: source }
`;

/** A server that asks for a certificate, and notes who showed one. */
async function asking(t: TestContext, shown: string[], body: string): Promise<string> {
  const options = { ...server, requestCert: true, rejectUnauthorized: false };
  const https = createServer(options, ({ url, socket }, response) => {
    const peer = (socket as TLSSocket).getPeerCertificate();
    shown.push(`${url} ${peer.subject?.CN ?? "nobody"}`);
    response.end(body);
  });
  await new Promise<void>((resolve) => https.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    https.close();
    https.closeAllConnections();
  });
  return `https://127.0.0.1:${(https.address() as AddressInfo).port}`;
}

async function run(t: TestContext, key: string) {
  const shown: string[] = [];
  const own = await asking(t, shown, '{"people":[{"id":1}]}');
  const foreign = await asking(t, shown, "a resume");
  const cwd = await workplace(t, {
    "connectors/mine/connector.yaml": manifest,
    "pipeline.yaml": pipeline,
    "authority.pem": server.cert,
  });
  const endpoints = [`api.mine.example.org=${own}`, `files.example.org=${foreign}`];
  const ended = await command(
    t,
    ["run", "pipeline.yaml", "--dry-run", ...endpoints.flatMap((one) => ["--endpoint", one])],
    {
      cwd,
      env: {
        NODE_EXTRA_CA_CERTS: "authority.pem",
        // As a variable holds it that takes one line alone.
        CERTIFICATE: client.cert.replaceAll("\n", "\\n"),
        CLIENT_KEY: key.replaceAll("\n", "\\n"),
        SECRET: "secret-of-hrflow",
      },
    },
  );
  return { ...ended, shown };
}

test("a client certificate is shown to the connector's own hosts, and to no other", async (t) => {
  const { exit, stderr, shown } = await run(t, client.key);
  assert.equal(exit, 0, stderr);
  assert.deepEqual(shown, ["/people client", "/cv nobody"]);
});

test("a key of another certificate ends the run before anything is sent, and is not told", async (t) => {
  const { exit, stdout, stderr, shown } = await run(t, server.key);
  assert.notEqual(exit, 0);
  assert.match(stderr, /client certificate for Mine and its key cannot be read, or do not belong together/);
  assert.deepEqual(shown, []);
  for (const line of server.key.split("\n").slice(1, 3)) assert.ok(!(stdout + stderr).includes(line));
});
