import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { acme, acmeHost, request, step, template } from "./acme.test.support.js";
import { takeSteps } from "./steps.js";

test("a file of an answer is sent on inside JSON, in base64 and with its length told ahead", async (t) => {
  const content = Buffer.alloc(200_000, "résumé");
  const got: { length: string | undefined; body: Buffer }[] = [];
  const { system } = await acme(t, async (incoming, outgoing) => {
    if (incoming.method === "GET") return outgoing.end(content);
    got.push({ length: incoming.headers["content-length"], body: await buffer(incoming) });
    return outgoing.end("{}");
  });
  const steps = [
    step({ request: request("/cv.pdf", { read: "file" }), as: "cv" }),
    step({
      request: request("/people", {
        method: "POST",
        body: { kind: "json", value: template({ data: "${ $base64(cv) }", name: "${ cv.name }" }) },
      }),
    }),
  ];
  await takeSteps(steps, {}, system);
  const expected = JSON.stringify({ data: content.toString("base64"), name: "cv.pdf" });
  assert.deepEqual(got, [{ length: String(expected.length), body: Buffer.from(expected) }]);
});

test("a file inside a longer text is refused, not named in it", async (t) => {
  const { system, asked } = await acme(t, (_, outgoing) => outgoing.end("{}"));
  const value = template({ data: "data:;base64,${ $base64($file('QQ==')) }" });
  const steps = [step({ request: request("/people", { method: "POST", body: { kind: "json", value } }) })];
  await assert.rejects(takeSteps(steps, {}, system), /a file cannot stand inside a text/);
  assert.deepEqual(asked, []);
});

test("the query of the connector goes to its own hosts, under that of the request", async (t) => {
  const { system, asked } = await acme(t, (_, outgoing) => outgoing.end("{}"), {
    http: { query: template({ lang: "en", key: "a&b", none: null }) },
    hosts: ["foreign.example"],
  });
  await system.ask(request("/people"), {});
  await system.ask(request("/people", { query: template({ lang: "fr", key: null, page: 2 }) }), {});
  await system.ask(request("/people?lang=de"), {});
  await system.ask(request("/people", { credentials: false }), {});
  await system.ask(request("https://foreign.example/cv"), {});
  const link = {
    from: new URL(`https://${acmeHost}/people`),
    to: new URL(`https://${acmeHost}/next?lang=nl&c=7`),
  };
  await system.ask(request("/people", { query: template({ page: 1 }) }), {}, { link });
  assert.deepEqual(asked, [
    "GET /people?lang=en&key=a%26b",
    "GET /people?lang=fr&page=2",
    "GET /people?lang=de&key=a%26b",
    "GET /people",
    "GET /cv",
    "GET /next?lang=nl&c=7&key=a%26b",
  ]);
});
