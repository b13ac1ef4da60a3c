import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import type { RequestPlan, SessionPlan, SidePlan } from "../compile/plan.js";
import { Slots, type Template } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import { createHttpClient } from "../http/client.js";
import type { Source } from "../load/source.js";
import { anything } from "../typing/type.js";
import { openSystem } from "./open-system.js";
import type { System } from "./system.js";

/** A system whose tokens are good for `lives` requests; `password` is what it lets in. */
let server: Server;
let logins = 0;
let lives = 0;
let used = 0;
let password = "right";
/** What stands before the system says this to whoever logs in; 0 for nothing. */
let barrier = 0;
let system: System;
const slots = new Slots({ file: "test.yaml", path: "/test.yaml", text: "" } as Source, []);
const template = (value: unknown): Template => slots.template([], value, anything);
const request = (address: string, json?: unknown): RequestPlan => ({
  method: json === undefined ? "GET" : "POST",
  address: template(address),
  query: template({}),
  headers: template({}),
  body: json === undefined ? undefined : { kind: "json", value: template(json) },
  read: "json",
  credentials: true,
  accept: undefined,
  where: "test.yaml:1",
});
const session: SessionPlan = {
  name: "login",
  steps: [
    {
      if: undefined,
      for: undefined,
      onError: "fail",
      where: "test.yaml:1",
      request: request("/token", { password: "${ auth.password }" }),
      as: "login",
    },
  ],
  headers: template({ Authorization: "Bearer ${ session.login.token }" }),
  renewIf: slots.expression([], "status = 401", anything),
};

before(async () => {
  server = createServer((asked, answer) => {
    const say = (status: number, body: unknown) => {
      answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    let body = "";
    asked.on("data", (chunk) => {
      body += chunk;
    });
    asked.on("end", () => {
      if (asked.url === "/token") {
        logins += 1;
        used = 0;
        if (barrier > 0) return say(barrier, {});
        if ((JSON.parse(body) as { password: string }).password !== password)
          return say(400, { error: "invalid_client" });
        return say(200, { token: `t${logins}` });
      }
      used += 1;
      const isGood = asked.headers.authorization === `Bearer t${logins}` && used <= lives;
      return isGood ? say(200, { token: logins }) : say(401, {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  [logins, lives, used, password, barrier] = [0, 1000, 0, "right", 0];
  const { port } = server.address() as AddressInfo;
  const open = createHttpClient({
    endpoints: new Map([["api.acme.example", new URL(`http://127.0.0.1:${port}`)]]),
    concurrency: 4,
    retries: 0,
    rateLimits: false,
    filesDirectory: "unused",
    emit: () => {},
    signal: new AbortController().signal,
  });
  const side: SidePlan = {
    connector: "acme",
    title: "Acme",
    authKey: "connector_auth",
    http: {
      ...{
        baseUrl: template("https://api.acme.example"),
        hosts: [],
        hasCredentials: true,
        secrets: [],
        headers: template({}),
      },
      rateLimit: undefined,
      wait: undefined,
      accept: undefined,
      message: undefined,
    },
  };
  system = await openSystem(side, { password: "right" }, open, false, [session]);
});

const ask = async () => (await system.ask(request("/people"), {})).body;

test("requests that come at once share one log-in", async () => {
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [{ token: 1 }, { token: 1 }, { token: 1 }]);
  assert.equal(logins, 1);
});

test("a session that ends is renewed, and its request repeated", async () => {
  lives = 2;
  assert.deepEqual([await ask(), await ask(), await ask()], [{ token: 1 }, { token: 1 }, { token: 2 }]);
  assert.equal(logins, 2);
});

test("a session that never worked is renewed once: somebody else may have ended the first", async () => {
  lives = 0;
  await assert.rejects(ask, (error) => error instanceof Fault && error.code === "HTTP_CREDENTIALS");
  assert.equal(logins, 2);
});

test("a refused log-in names the credentials, whatever the status", async () => {
  password = "other";
  await assert.rejects(
    ask,
    (error) =>
      error instanceof Fault &&
      error.code === "HTTP_CREDENTIALS" &&
      /`connector_auth`/.test(error.hint ?? ""),
  );
});

test("what stands between and answers in the place of the system refuses no credentials", async () => {
  for (barrier of [407, 408, 425, 429, 503, 511]) {
    await assert.rejects(
      ask,
      (error) => error instanceof Fault && error.code === "HTTP_REFUSED",
      String(barrier),
    );
  }
});
