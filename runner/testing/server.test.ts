import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, type TestContext, test } from "node:test";
import { isOfTheTransport, type Sent } from "./sent.js";
import { startTestServer } from "./server.js";

const reply = { status: 200, headers: {}, body: Buffer.alloc(0) };
const fail = (): never => assert.fail("nothing was sent");
/** The headers that a test would name. */
const told = ({ headers }: Pick<Sent, "headers">) =>
  Object.fromEntries(Object.entries(headers).filter(([name, value]) => !isOfTheTransport(name, value)));

async function world(t: TestContext) {
  const server = await startTestServer();
  t.after(() => server.close());
  const listening = server.listen({ answer: ({ path }) => (path === "/nowhere" ? undefined : reply) });
  const base = listening.endpoint("api.test");
  const send = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, init);
  return { server, listening, send };
}

describe("a case is listened to", () => {
  test("beside others, until it ends", async (t) => {
    const { server, listening, send } = await world(t);
    const other = server.listen({ answer: () => ({ ...reply, status: 201 }) });
    assert.equal((await send("/a")).status, 200);
    assert.equal((await fetch(`${other.endpoint("b.test")}/b`)).status, 201);
    assert.deepEqual(
      [listening, other].map(({ sent }) => sent.map(({ host, path }) => host + path)),
      [["api.test/a"], ["b.test/b"]],
    );
    listening.end();
    assert.equal((await send("/a")).status, 404);
  });

  test("and what nothing answers is kept apart", async (t) => {
    const { listening, send } = await world(t);
    assert.equal((await send("/nowhere")).status, 501);
    assert.deepEqual(
      listening.unanswered.map(({ path }) => path),
      ["/nowhere"],
    );
  });
});

describe("a request is recorded", () => {
  test("with its decoded query and the headers that matter", async (t) => {
    const { listening, send } = await world(t);
    const headers = { Authorization: "Bearer k", "X-Other": "y", "Content-Type": "application/json" };
    await send("/v1/people?filter%5Ba%5D=%C3%A9+b&tag=1&tag=1", { headers });
    await send("/v1/people", { headers: { "Accept-Language": "fr-FR", jobAdReference: "7" } });
    const sent = listening.sent.map((one) => ({ ...one, headers: told(one) }));
    assert.deepEqual(sent, [
      {
        method: "GET",
        host: "api.test",
        path: "/v1/people",
        query: { "filter[a]": "é b", tag: ["1", "1"] },
        headers: { authorization: "Bearer k", "x-other": "y" },
      },
      {
        method: "GET",
        host: "api.test",
        path: "/v1/people",
        query: {},
        headers: { "accept-language": "fr-FR", jobadreference: "7" },
      },
    ]);
  });

  test("with a path in which a slash inside of a part is none between two", async (t) => {
    const { listening, send } = await world(t);
    await send("/v1/caf%C3%A9/a%2Fb");
    assert.deepEqual(
      listening.sent.map(({ path }) => path),
      ["/v1/café/a%2Fb"],
    );
  });

  test("with its body as its media type says", async (t) => {
    const { listening, send } = await world(t);
    const body = async (type: string, text: string) => {
      await send("/v1/people", { method: "POST", headers: { "Content-Type": type }, body: text });
      const { method: _m, host: _h, path: _p, query: _q, ...rest } = listening.sent.at(-1) ?? fail();
      return { ...rest, headers: told(rest) };
    };
    assert.deepEqual(await body("application/vnd.api+json; charset=utf-8", '{"a":1}'), {
      headers: { "content-type": "application/vnd.api+json" },
      json: { a: 1 },
    });
    assert.deepEqual(await body("application/json", '{"a":'), {
      headers: { "content-type": "application/json" },
      text: '{"a":',
    });
    assert.deepEqual(await body("application/x-www-form-urlencoded", "a=1&b=%C3%A9+c&d=1&d=2"), {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      form: { a: "1", b: "é c", d: ["1", "2"] },
    });
  });

  test("with the parts of its multipart body", async (t) => {
    const { listening, send } = await world(t);
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const form = new FormData();
    form.set("tägs", '[{"a": "é\r\n"}]');
    form.set("cv", new File([bytes], 'Zoë "cv".pdf', { type: "application/pdf" }));
    form.set("plain", new Blob([]), "x");
    await send("/v1/people", { method: "POST", body: form });
    assert.deepEqual(told(listening.sent[0] ?? fail()), { "content-type": "multipart/form-data" });
    assert.deepEqual(listening.sent[0]?.multipart, [
      { name: "tägs", text: '[{"a": "é\r\n"}]' },
      {
        name: "cv",
        filename: 'Zoë "cv".pdf',
        sha256: createHash("sha256").update(bytes).digest("hex"),
        size: 6,
        content_type: "application/pdf",
      },
      { name: "plain", filename: "x", sha256: createHash("sha256").digest("hex"), size: 0 },
    ]);
  });
});
