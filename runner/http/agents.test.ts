import assert from "node:assert/strict";
import type dns from "node:dns";
import http from "node:http";
import https from "node:https";
import test from "node:test";
import { Agents } from "./agents.js";
import { faultOf, httpServer } from "./counterpart.test.support.js";

/** A name server in which every name is this machine. */
const loopback = ((_name: string, options: dns.LookupOptions, callback: (...found: unknown[]) => void) => {
  if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
}) as unknown as typeof dns.lookup;

function get(agents: Agents, url: URL): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === "https:" ? https : http;
    get(url, { agent: agents.agentFor(url, false).agent }, ({ statusCode }) => resolve(statusCode)).on(
      "error",
      reject,
    );
  });
}

test("a public name that resolves into the operator's network is not connected to", async (t) => {
  let asked = 0;
  const { port } = await httpServer(t, (_, response) => {
    asked += 1;
    response.end();
  });
  const agents = new Agents(1, loopback);
  t.after(() => agents.close());
  await assert.rejects(
    get(agents, new URL(`http://rebind.test:${port}/`)),
    faultOf("HTTP_FORBIDDEN_ADDRESS"),
  );
  assert.equal(asked, 0);
});

test("https is guarded as http is, for names and for literal addresses", async (t) => {
  const agents = new Agents(1, loopback);
  t.after(() => agents.close());
  await assert.rejects(get(agents, new URL("https://rebind.test/")), faultOf("HTTP_FORBIDDEN_ADDRESS"));
  assert.throws(() => agents.agentFor(new URL("https://[::1]/"), false), faultOf("HTTP_FORBIDDEN_ADDRESS"));
});

test("what the operator named shares no connections with what he did not", () => {
  const agents = new Agents(1, loopback);
  const url = new URL("http://api.test/");
  assert.notEqual(agents.agentFor(url, true).agent, agents.agentFor(url, false).agent);
  assert.equal(agents.agentFor(url, true).agent, agents.agentFor(url, true).agent);
});
