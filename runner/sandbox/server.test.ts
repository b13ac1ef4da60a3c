import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { startSandbox } from "./server.js";

test("every host has its endpoint, and given accounts replace the default ones one by one", async () => {
  const sandbox = await startSandbox({ accounts: { teamtailor: { api_key: "mine" } } });
  assert.deepEqual(sandbox.endpoints, {
    "api.teamtailor.com": `${sandbox.url}/api.teamtailor.com`,
    "api.hrflow.ai": `${sandbox.url}/api.hrflow.ai`,
    "tt-eu.s3.eu-west-1.amazonaws.com": `${sandbox.url}/tt-eu.s3.eu-west-1.amazonaws.com`,
  });
  assert.equal(sandbox.accounts.hrflow?.api_user, "sandbox@example.org");
  const users = await fetch(`${sandbox.endpoints["api.teamtailor.com"]}/v1/users`, {
    headers: { Authorization: "Token token=mine", "X-Api-Version": "20240404" },
  });
  assert.equal(users.status, 200);
  await sandbox.close();
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
