import assert from "node:assert/strict";
import test from "node:test";
import type { SessionPlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { acme, acmeSide, expression, request, step, template } from "./acme.test.support.js";
import { openSystem } from "./open-system.js";
import { Sessions } from "./sessions.js";
import type { Scope } from "./system.js";

const login: SessionPlan = {
  name: "oauth",
  steps: [step({ request: request("/login", { method: "POST" }), as: "token" })],
  renew: [
    step({
      request: request("/renew", { method: "POST", query: template({ old: "${ session.token.id }" }) }),
      as: "token",
    }),
  ],
  expires: expression("token.seconds"),
  headers: template({ Authorization: "${ session.token.id }" }),
  renewIf: expression("status = 401"),
  end: [
    step({
      request: request("/logout", { read: "nothing", query: template({ id: "${ session.token.id }" }) }),
    }),
  ],
};

interface Rules {
  /** Seconds that a session lasts. */
  readonly seconds?: unknown;
  /** Whether a path is refused to a token. */
  readonly refuses?: (path: string, token: string) => boolean;
}

/** A system that counts its tokens, and a clock that a test sets. */
async function opened(
  t: test.TestContext,
  { seconds, refuses = () => false }: Rules,
  plans: readonly SessionPlan[] = [login],
  auth: Scope = {},
) {
  let tokens = 0;
  const clock = { ms: 0 };
  const { client, asked, events } = await acme(t, ({ url = "", headers }, response) => {
    const [path = ""] = url.split("?");
    if (refuses(path, headers.authorization ?? "")) return void response.writeHead(401).end("{}");
    if (path === "/logout") return void response.end("bye");
    if (path === "/login" || path === "/renew") tokens += 1;
    response.end(JSON.stringify({ id: `token-${tokens}`, seconds }));
  });
  const side = acmeSide();
  const sessions = new Sessions({ now: () => clock.ms });
  const open = (given: Scope) => openSystem(side, given, client, false, plans, sessions);
  const system = await open(auth);
  const ask = (path: string) => system.ask(request(path), {});
  return { ask, open, asked, clock, sessions, events, emit: client.emit };
}

test("a session is renewed from the one before, ahead of its end", async (t) => {
  const { ask, asked, clock } = await opened(t, { seconds: 3600 });
  await ask("/a");
  clock.ms = 3_539_999;
  await ask("/b");
  clock.ms = 3_540_000;
  await Promise.all([ask("/c"), ask("/c")]);
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /b", "POST /renew?old=token-1", "GET /c", "GET /c"]);
});

test("a session without a time lasts until an answer says that it has ended", async (t) => {
  const { ask, asked, clock } = await opened(t, {
    refuses: (path, token) => path === "/b" && token === "token-1",
  });
  await ask("/a");
  clock.ms = Number.MAX_SAFE_INTEGER;
  await ask("/b");
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /b", "POST /renew?old=token-1", "GET /b"]);
});

test("a session has ended, too, where `renew_if` gives a list of errors", async (t) => {
  let count = 0;
  const { client, asked } = await acme(t, ({ url }, response) => {
    if (url === "/a") count += 1;
    response.end(JSON.stringify(count === 1 && url === "/a" ? { errors: ["expired"] } : { id: 1 }));
  });
  const plan = { ...login, renewIf: expression("body.errors"), expires: undefined };
  const side = acmeSide();
  const system = await openSystem(side, {}, client, false, [plan]);
  assert.deepEqual((await system.ask(request("/a"), {})).body, { id: 1 });
  assert.deepEqual(asked, ["POST /login", "GET /a", "POST /login", "GET /a"]);
});

test("where the renewal is refused, one logs in", async (t) => {
  const { ask, asked, clock } = await opened(t, { seconds: 10, refuses: (path) => path === "/renew" });
  await ask("/a");
  clock.ms = 9_000;
  await ask("/b");
  assert.deepEqual(asked, ["POST /login", "GET /a", "POST /renew?old=token-1", "POST /login", "GET /b"]);
});

test("a renewal that lets nothing through is not renewed from: one logs in", async (t) => {
  const refuses = (path: string, token: string) => path === "/b" && token !== "token-3";
  const { ask, asked } = await opened(t, { refuses });
  await ask("/a");
  await ask("/b");
  const renewed = ["POST /renew?old=token-1", "GET /b", "POST /login", "GET /b"];
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /b", ...renewed]);
});

test("a time that is none is told: else the session would be taken to last for ever", async (t) => {
  for (const [seconds, said] of [
    ["3600", /a value that is no number/],
    [0, /gives 0 seconds/],
  ] as const) {
    const { ask } = await opened(t, { seconds });
    await assert.rejects(ask("/a"), (error) => {
      const { code, message, hint } = error as Fault;
      return code === "HTTP_BAD_BODY" && said.test(message) && /\$number/.test(hint ?? "");
    });
  }
});

test("whoever asks with the same credentials shares the session, and others do not", async (t) => {
  const { ask, open, asked } = await opened(t, {});
  await ask("/a");
  await (await open({})).ask(request("/b"), {});
  await (await open({ user: "other" })).ask(request("/c"), {});
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /b", "POST /login", "GET /c"]);
});

test("a session is signed out once, whatever the system answers", async (t) => {
  const { ask, asked, sessions, emit, events } = await opened(t, {});
  await ask("/a");
  await sessions.end(emit);
  await sessions.end(emit);
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /logout?id=token-1"]);
  assert.deepEqual(
    events.filter(({ type }) => type === "warning"),
    [],
  );
});

test("a sign-out that fails is told, and logs nobody in", async (t) => {
  const { ask, asked, sessions, emit, events } = await opened(t, { refuses: (path) => path === "/logout" });
  await ask("/a");
  await sessions.end(emit);
  assert.deepEqual(asked, ["POST /login", "GET /a", "GET /logout?id=token-1"]);
  assert.deepEqual(
    events.filter(({ type }) => type === "warning"),
    [
      {
        type: "warning",
        message: "the session of Acme was not signed out: Acme answered 401 to GET /logout",
      },
    ],
  );
});

test("of several log-ins the one is taken that the credentials are for", async (t) => {
  const ways = [
    { ...login, name: "password", if: expression("$exists(auth.password)") },
    {
      ...login,
      name: "key",
      if: expression("$exists(auth.key)"),
      steps: [step({ request: request("/key"), as: "token" })],
    },
  ];
  const { open, asked } = await opened(t, {}, ways, { key: "k" });
  await (await open({ key: "k" })).ask(request("/a"), {});
  assert.deepEqual(asked, ["GET /key", "GET /a"]);
  for (const [auth, said] of [
    [{}, /are for none of its log-ins: `password`, `key`/],
    [{ key: "k", password: "p" }, /are for several of its log-ins: `password`, `key`/],
  ] as const)
    await assert.rejects(
      open(auth),
      (error) => error instanceof Fault && error.code === "INVALID" && said.test(error.message),
    );
});
