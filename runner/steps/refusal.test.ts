import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "../faults/fault.js";
import { acme, expression, request, template } from "./acme.test.support.js";

const push = request("/people", { method: "POST", body: { kind: "json", value: template({ name: "Ada" }) } });

/** The fault of a push that is answered like this. */
async function faultOf(t: test.TestContext, status: number, body = "", headers = {}): Promise<Fault> {
  const { system } = await acme(t, (_, response) => response.writeHead(status, headers).end(body), {
    http: { message: expression("body.error") },
  });
  try {
    await system.ask(push, {});
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  return assert.fail(`${status} was accepted`);
}

for (const status of [407, 408, 425, 429, 500, 501, 502, 503, 504, 507, 511, 300, 302, 304, 307]) {
  test(`${status} is trouble of the surroundings, not of the item`, async (t) => {
    const fault = await faultOf(t, status);
    assert.deepEqual([fault.code, fault.exit, fault.details.status], ["HTTP_REFUSED", 3, status]);
    assert.equal(fault.message, `Acme answered ${status} to POST /people`);
  });
}

for (const status of [400, 402, 404, 405, 409, 410, 413, 414, 415, 418, 422, 431, 451]) {
  test(`${status} is what the system says of the item`, async (t) => {
    const fault = await faultOf(t, status, '{"error":"no such thing"}');
    assert.deepEqual([fault.code, fault.exit], ["ITEM_REFUSED", 4]);
    assert.equal(fault.message, `Acme answered ${status} to POST /people: no such thing`);
  });
}

for (const [status, hint] of [
  [
    407,
    "A proxy on the way to api.acme.example wants credentials: let this machine reach api.acme.example without it.",
  ],
  [
    511,
    "The network of this machine wants a log-in before it lets anybody through to api.acme.example: log in to it, or use another.",
  ],
  [
    302,
    "api.acme.example points elsewhere without saying where: check the address in the pipeline, and for a proxy on the way.",
  ],
  [401, "Check the credentials under `connector_auth` in the pipeline."],
] as const) {
  test(`${status} says which host was meant or which key, and what to do`, async (t) => {
    assert.equal((await faultOf(t, status, "<html>Log in</html>")).hint, hint);
  });
}

for (const status of [401, 403])
  test(`${status} of a system without credentials is no fault of them, nor of the item`, async (t) => {
    const { system } = await acme(t, (_, response) => response.writeHead(status).end("{}"), {
      http: { hasCredentials: false },
    });
    const fault = await system.ask(push, {}).catch((error: unknown) => error);
    assert.ok(fault instanceof Fault);
    assert.deepEqual([fault.code, fault.exit], ["HTTP_REFUSED", 3]);
    assert.doesNotMatch(fault.hint ?? "", /connector_auth/);
  });

test("a page of HTML where JSON should be is trouble of the surroundings too, and may hide a write", async (t) => {
  const fault = await faultOf(t, 200, "<html>Log in</html>", { "content-type": "text/html" });
  assert.deepEqual([fault.code, fault.exit, fault.details.outcomeUnknown], ["HTTP_BAD_BODY", 3, true]);
});
