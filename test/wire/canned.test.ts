import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, type TestContext, test } from "node:test";
import { type Canned, startCanned } from "./canned.js";
import type { Route } from "./scenario.js";

const route = (status: number, rest: Partial<Route> = {}): Route => ({
  method: "GET",
  host: "api.test",
  path: "/v1/people",
  response: { status },
  ...rest,
});

interface World {
  readonly canned: Canned;
  /** Sends a request to `api.test`. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
}

async function world(t: TestContext, ...routes: Route[]): Promise<World> {
  const canned = await startCanned(routes);
  t.after(() => canned.close());
  const base = canned.endpoints.find((one) => one.startsWith("api.test="))?.slice("api.test=".length);
  return { canned, send: (path, init) => fetch(`${base}${path}`, init) };
}

const post = (json: unknown): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(json),
});

describe("a canned answer", () => {
  test("is that of the first route that fits", async (t) => {
    const { send } = await world(t, route(201, { query: { a: "1" } }), route(202), route(203));
    assert.equal((await send("/v1/people?b=2&a=1")).status, 201);
    assert.equal((await send("/v1/people?a=2")).status, 202);
  });

  test("is 501 when no route fits, and the request is remembered", async (t) => {
    const { canned, send } = await world(t, route(200), route(200, { host: "other.test", path: "/x" }));
    for (const path of ["/v1/peopl", "/x"]) assert.equal((await send(path)).status, 501);
    assert.equal((await send("/v1/people", { method: "DELETE" })).status, 501);
    assert.deepEqual(
      canned.unanswered.map(({ method, path }) => `${method} ${path}`),
      ["GET /v1/peopl", "GET /x", "DELETE /v1/people"],
    );
    assert.equal(canned.requests.length, 3);
  });

  test("is given as often as its route says", async (t) => {
    const { send } = await world(t, route(500, { times: 2 }), route(200));
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await send("/v1/people")).status);
    assert.deepEqual(statuses, [500, 500, 200, 200]);
  });

  test("does not mind runs of slashes, nor how a path is encoded", async (t) => {
    const { canned, send } = await world(t, route(200, { path: "/v1/é people" }));
    assert.equal((await send("//v1///%C3%A9%20people")).status, 200);
    assert.equal(canned.requests[0]?.path, "//v1///é people");
  });

  test("asks for JSON that contains the route's", async (t) => {
    const { send } = await world(
      t,
      route(200, { method: "POST", json: { a: { b: 1 }, list: [{ c: "x" }] } }),
    );
    const status = async (json: unknown) => (await send("/v1/people", post(json))).status;
    assert.equal(await status({ a: { b: 1, more: 2 }, list: [{ c: "x", more: 2 }], more: 2 }), 200);
    assert.equal(await status({ a: { b: 2 }, list: [{ c: "x" }] }), 501);
    assert.equal(await status({ a: { b: 1 }, list: [{ c: "x" }, {}] }), 501);
    assert.equal(await status({ list: [{ c: "x" }] }), 501);
    assert.equal(await status([]), 501);
    assert.equal((await send("/v1/people", { method: "POST" })).status, 501);
  });

  test("asks for multipart fields with exactly the route's text", async (t) => {
    const { send } = await world(t, route(200, { method: "POST", multipart: { reference: "7" } }));
    const status = async (reference: string | Blob) => {
      const body = new FormData();
      body.set("reference", reference);
      body.set("more", "x");
      return (await send("/v1/people", { method: "POST", body })).status;
    };
    assert.equal(await status("7"), 200);
    assert.equal(await status("77"), 501);
    assert.equal(await status(new Blob(["7"])), 501);
    assert.equal((await send("/v1/people", post({ reference: "7" }))).status, 501);
  });

  test("has the status, the headers and the bytes of its route", async (t) => {
    const type = { "Content-Type": "application/json" };
    const { send } = await world(
      t,
      route(400, { path: "/json", response: { status: 400, headers: type, json: { message: "é" } } }),
      route(200, { path: "/raw", response: { status: 200, headers: {}, base64: "AP8=" } }),
    );
    const json = await send("/json");
    assert.equal(json.status, 400);
    assert.equal(json.headers.get("content-type"), "application/json");
    assert.equal(await json.text(), '{"message":"é"}');
    const raw = await send("/raw");
    assert.equal(raw.headers.get("content-type"), null);
    assert.deepEqual([...new Uint8Array(await raw.arrayBuffer())], [0, 255]);
  });
});

describe("a request is recorded", () => {
  test("with its decoded query and the headers that matter", async (t) => {
    const { canned, send } = await world(t, route(200));
    const headers = { Authorization: "Bearer k", "X-Other": "y", "Content-Type": "application/json" };
    await send("/v1/people?filter%5Ba%5D=%C3%A9+b&tag=1&tag=1", { headers });
    await send("/v1/people", { headers: { "Accept-Language": "fr-FR", jobAdReference: "7" } });
    assert.deepEqual(canned.requests, [
      {
        method: "GET",
        host: "api.test",
        path: "/v1/people",
        query: [
          ["filter[a]", "é b"],
          ["tag", "1"],
          ["tag", "1"],
        ],
        headers: { authorization: "Bearer k" },
      },
      {
        method: "GET",
        host: "api.test",
        path: "/v1/people",
        query: [],
        headers: { "accept-language": "fr-FR", jobadreference: "7" },
      },
    ]);
  });

  test("with its body as its media type says", async (t) => {
    const { canned, send } = await world(t, route(200, { method: "POST" }));
    const body = async (type: string, text: string) => {
      await send("/v1/people", { method: "POST", headers: { "Content-Type": type }, body: text });
      const { method: _m, host: _h, path: _p, query: _q, ...rest } = canned.requests.at(-1) ?? {};
      return rest;
    };
    assert.deepEqual(await body("application/vnd.api+json; charset=utf-8", '{"a":1}'), {
      headers: { "content-type": "application/vnd.api+json" },
      json: { a: 1 },
    });
    assert.deepEqual(await body("application/json", '{"a":'), {
      headers: { "content-type": "application/json" },
      raw: '{"a":',
    });
    assert.deepEqual(await body("application/x-www-form-urlencoded", "a=1&b=%C3%A9+c&d=1&d=2"), {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      form: { a: "1", b: "é c", d: ["1", "2"] },
    });
  });

  test("with the parts of its multipart body", async (t) => {
    const { canned, send } = await world(t, route(200, { method: "POST" }));
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const form = new FormData();
    form.set("tägs", '[{"a": "é\r\n"}]');
    form.set("cv", new File([bytes], 'Zoë "cv".pdf', { type: "application/pdf" }));
    form.set("plain", new Blob([]), "x");
    await send("/v1/people", { method: "POST", body: form });
    assert.deepEqual(canned.requests[0]?.headers, { "content-type": "multipart/form-data" });
    assert.deepEqual(canned.requests[0]?.multipart, [
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
