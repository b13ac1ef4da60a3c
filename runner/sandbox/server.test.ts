import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { startSandbox } from "./server.js";

test("every host has its endpoint, and given accounts replace the default ones one by one", async (t) => {
  const sandbox = await startSandbox({ accounts: { teamtailor: { api_key: "mine" } } });
  t.after(() => sandbox.close());
  const hosts = [
    "api.teamtailor.com",
    "api.hrflow.ai",
    "nordvik.my.salesforce.com",
    "rest91.bullhornstaffing.com",
    "auth.bullhornstaffing.com",
    "rest.bullhornstaffing.com",
    "tt-eu.s3.eu-west-1.amazonaws.com",
    "hrflow-documents.s3.eu-west-1.amazonaws.com",
    "api.flatchr.io",
    "api.demo.flatchr.io",
    "api.breezy.hr",
    "careers.flatchr.io",
    "flatchr-files.s3.eu-west-3.amazonaws.com",
    "sandbox.talent-soft.com",
    "callback.sandbox.invalid",
  ];
  assert.deepEqual(
    sandbox.endpoints,
    Object.fromEntries(hosts.map((host) => [host, `${sandbox.url}/${host}`])),
  );
  assert.equal(sandbox.accounts.hrflow?.api_user, "sandbox@example.org");
  const users = await fetch(`${sandbox.endpoints["api.teamtailor.com"]}/v1/users`, {
    headers: { Authorization: "Token token=mine", "X-Api-Version": "20240404" },
  });
  assert.equal(users.status, 200);
});

test("a client_url of one's own is the host of TalentSoft, and one that is no URL is refused", async (t) => {
  const talentsoft = (client_url: string) => ({ accounts: { talentsoft: { client_url } } });
  const sandbox = await startSandbox(talentsoft("https://acme.talent-soft.com/"));
  t.after(() => sandbox.close());
  assert.equal(sandbox.endpoints["acme.talent-soft.com"], `${sandbox.url}/acme.talent-soft.com`);
  await assert.rejects(startSandbox(talentsoft("acme")), { code: "USAGE" });
});

test("a port that is taken is said so", async () => {
  const first = await startSandbox();
  const port = Number(new URL(first.url).port);
  await assert.rejects(startSandbox({ port }), {
    code: "USAGE",
    message: `Port ${port} is taken by another program`,
  });
  await first.close();
});

test("latency delays every answer", async () => {
  const sandbox = await startSandbox({ latency: 30 });
  const start = performance.now();
  await (await fetch(`${sandbox.endpoints["api.hrflow.ai"]}/v1/auth`)).text();
  assert.ok(performance.now() - start >= 29);
  await sandbox.close();
});

test("closing ends connections that are kept alive", async () => {
  const sandbox = await startSandbox();
  const socket = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
  socket.write("GET /__state HTTP/1.1\r\nHost: sandbox\r\n\r\n");
  const [head] = (await once(socket, "data")) as [Buffer];
  assert.match(head.toString(), /^HTTP\/1\.1 200 OK\r\n/);
  await Promise.all([once(socket, "close"), sandbox.close()]);
  await assert.rejects(fetch(sandbox.url));
});
