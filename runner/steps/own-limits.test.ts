import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { LimitPlan } from "../compile/plan-limits.js";
import { acme, expression, request } from "./acme.test.support.js";
import { msUntil, ownLimits } from "./own-limits.js";

const limit = (more: Partial<LimitPlan>): LimitPlan => ({
  ...{
    requests: 100,
    perMs: 10,
    path: undefined,
    methods: undefined,
    remaining: undefined,
    reset: undefined,
  },
  ...more,
});

/** A system that notes when each request came. */
async function timed(
  t: TestContext,
  rateLimit: readonly LimitPlan[],
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void = (_, outgoing) => outgoing.end("{}"),
) {
  const came: { readonly what: string; readonly at: number }[] = [];
  const { system, events } = await acme(
    t,
    (incoming, outgoing) => {
      came.push({ what: `${incoming.method} ${incoming.url}`, at: performance.now() });
      answer(incoming, outgoing);
    },
    { http: { rateLimit }, options: { rateLimits: true } },
  );
  const apart = (one: string, other: string) => {
    const at = (what: string) => came.find((request) => request.what === what)?.at ?? Number.NaN;
    return at(other) - at(one);
  };
  return { system, came, apart, events };
}

test("a limit holds for the requests that it names, by path and method", async (t) => {
  const { system, came } = await timed(t, [
    limit({ path: "/people/*", methods: ["GET"], requests: 1, perMs: 600_000 }),
    limit({ path: "/jobs/**", requests: 1, perMs: 600_000 }),
  ]);
  const ask = (path: string, method: "GET" | "POST" = "GET") => system.ask(request(path, { method }), {});
  await ask("/people/1");
  await ask("/jobs/7/a/b");
  const held = [ask("/people/2"), ask("/jobs/8")];
  for (const one of held) one.catch(() => {});
  await ask("/people/1/notes");
  await ask("/people");
  await ask("/people/1", "POST");
  assert.deepEqual(
    came.map(({ what }) => what),
    ["GET /people/1", "GET /jobs/7/a/b", "GET /people/1/notes", "GET /people", "POST /people/1"],
  );
});

test("a request counts for every limit that names it", async (t) => {
  const { system, apart } = await timed(t, [
    limit({ requests: 2, perMs: 200 }),
    limit({ path: "/slow", requests: 1, perMs: 100 }),
  ]);
  for (const path of ["/slow?1", "/slow?2", "/x"]) await system.ask(request(path), {});
  assert.ok(apart("GET /slow?1", "GET /slow?2") >= 100);
  assert.ok(apart("GET /slow?1", "GET /x") >= 200);
});

test("what an answer says is left is kept to, until it says that the count begins anew", async (t) => {
  let remaining = 2;
  const { system, came } = await timed(
    t,
    [limit({ remaining: expression("headers.`x-remaining`"), reset: expression("headers.`x-reset`") })],
    (_, outgoing) => {
      remaining -= 1;
      outgoing.setHeader("x-remaining", String(remaining)).setHeader("x-reset", "600").end("{}");
    },
  );
  await system.ask(request("/1"), {});
  const [second, third] = ["/2", "/3"].map((path) => system.ask(request(path), {}));
  third?.catch(() => {});
  await second;
  await setImmediate();
  assert.deepEqual(
    came.map(({ what }) => what),
    ["GET /1", "GET /2"],
  );
});

test("an answer that says nothing of it, or tomorrow, holds nobody up", async (t) => {
  const { system, apart } = await timed(
    t,
    [limit({ remaining: expression("headers.`x-remaining`"), reset: expression("86400") })],
    (incoming, outgoing) => {
      if (incoming.url === "/2") outgoing.setHeader("x-remaining", "0");
      if (incoming.url === "/3") outgoing.setHeader("x-remaining", "none");
      outgoing.end("{}");
    },
  );
  for (const path of ["/1", "/2", "/3", "/4"]) await system.ask(request(path), {});
  assert.ok(apart("GET /1", "GET /4") < 60_000);
});

test("when a count begins anew is read in seconds, as a moment, or as a date, by the clock of the system", () => {
  const date = "Fri, 27 Nov 2026 06:00:00 GMT";
  const at = Date.parse(date);
  for (const [reset, ms] of [
    ["30", 30_000],
    [1.5, 1500],
    [String(at / 1000 + 10), 10_000],
    [at + 10, 10],
    ["Fri, 27 Nov 2026 06:00:05 GMT", 5000],
    [at / 1000 - 10, 0],
    ["soon", undefined],
    [null, undefined],
    ["", undefined],
  ] as const)
    assert.equal(msUntil(reset, date, at + 3_600_000), ms, String(reset));
  assert.equal(msUntil(at / 1000 + 10, undefined, at + 1000), 9000);
});

test("paths are those behind the base address; those of other hosts are whole", () => {
  const [one] = ownLimits([limit({ path: "/a/*" })], () => new URL("https://acme.example/v1/")) ?? [];
  const counts = (url: string) => one?.counts?.("GET", new URL(url));
  assert.equal(counts("https://acme.example/v1/a/x%20y?q=1"), true);
  assert.equal(counts("https://acme.example/a/b"), true);
  assert.equal(counts("https://files.acme.example/v1/a/b"), false);
  assert.equal(counts("https://acme.example/v1/a/b/c"), false);
});
