import assert from "node:assert/strict";
import { test } from "node:test";
import type { RequestPattern } from "../../schemas/test.types.js";
import { type Canned, cannedAnswers } from "./answers.js";
import { withFaults } from "./failing.js";
import type { Sent } from "./sent.js";

const sent: Sent = { method: "GET", host: "api.test", path: "/v1/people/7", query: { a: "1" }, headers: {} };
const canned = (status: number, request: RequestPattern, times?: number): Canned => ({
  request,
  answer: { status },
  body: Buffer.alloc(0),
  ...(times === undefined ? {} : { times }),
});
const fits = (pattern: RequestPattern, request: Sent = sent) =>
  cannedAnswers([canned(200, pattern)])(request) !== undefined;

test("a request gets the first answer that fits, until it is used up", () => {
  const answer = cannedAnswers([
    canned(500, { path: "/v1/other" }),
    canned(201, { path: "/v1/people/7" }, 1),
    canned(200, { path: "/v1/people/7" }),
  ]);
  assert.deepEqual(
    [1, 2, 3].map(() => answer(sent)?.status),
    [201, 200, 200],
  );
  assert.equal(answer({ ...sent, path: "/v1" }), undefined);
});

test("a pattern names what a request must have, and leaves the rest free", () => {
  assert.ok(fits({ path: "/v1/people/7", method: "GET", host: "api.test", query: { a: "1" } }));
  assert.ok(!fits({ path: "/v1/people/7", method: "POST" }));
  assert.ok(!fits({ path: "/v1/people/7", host: "other.test" }));
  assert.ok(!fits({ path: "/v1/people/7", query: { a: "2" } }));
  assert.ok(!fits({ path: "/v1/people/7", query: { b: "1" } }));
  assert.ok(fits({ path: "/v1/people/7", json: { a: 1 } as never }, { ...sent, json: { a: 1, b: 2 } }));
  assert.ok(!fits({ path: "/v1/people/7", json: { a: 1 } as never }));
});

test("in a path * is one part and ** any number of them, and several slashes are one", () => {
  assert.ok(fits({ path: "/v1/people/*" }));
  assert.ok(!fits({ path: "/v1/*" }));
  assert.ok(fits({ path: "/v1/**" }));
  assert.ok(fits({ path: "/**/7" }));
  assert.ok(fits({ path: "/v1/**/people/7" }));
  assert.ok(!fits({ path: "/v1/**/8" }));
  assert.ok(fits({ path: "//v1//people/7" }));
  const long = { ...sent, path: `/${"a/".repeat(2000)}b` };
  assert.ok(!fits({ path: `/${"**/".repeat(200)}c` }, long));
});

test("the body says its type where the answer does not", () => {
  const type = (answer: Canned["answer"]) =>
    cannedAnswers([{ request: { path: "/**" }, answer, body: Buffer.alloc(0) }])(sent)?.headers;
  assert.deepEqual(type({ json: {} as never }), { "Content-Type": "application/json" });
  assert.deepEqual(type({ text: "a" }), { "Content-Type": "text/plain; charset=utf-8" });
  assert.deepEqual(type({ base64: "" }), {});
  assert.deepEqual(type({ json: {} as never, headers: { A: "b" } }), { A: "b" });
});

test("a fault takes the place of the answer of its request alone", () => {
  const reply = { status: 200, headers: {}, body: Buffer.alloc(0) };
  const answer = withFaults(["429@1", "reset@2", "expired@4"], () => reply);
  const told = [1, 2, 3, 4, 5].map(() => answer(sent));
  assert.deepEqual(
    told.map((one) => (typeof one === "object" && "status" in one ? one.status : one)),
    [429, "reset", 200, 401, 200],
  );
});
