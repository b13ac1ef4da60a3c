import assert from "node:assert/strict";
import test from "node:test";
import type { SessionPlan } from "../compile/plan.js";
import type { Fault } from "../faults/fault.js";
import { acme, acmeSide, expression, request, step, template } from "./acme.test.support.js";
import { openSystem } from "./open-system.js";
import { Sessions } from "./sessions.js";
import type { Kept, Vault } from "./vault.js";

/** A log-in of two steps: the first gives what is kept. */
const plan: SessionPlan = {
  name: "oauth",
  steps: [
    step({
      request: request("/token", { method: "POST", query: template({ by: "${ kept.refresh }" }) }),
      as: "token",
    }),
    step({ request: request("/session", { method: "POST" }), as: "session_id" }),
  ],
  renew: [
    step({
      request: request("/token", { method: "POST", query: template({ renews: "${ session.token.id }" }) }),
      as: "token",
    }),
  ],
  keep: [["refresh", expression("token.id")]],
  readsKept: true,
  headers: template({ Authorization: "${ session.token.id }" }),
  renewIf: expression("status = 401"),
};

/** @param refuses what is refused, by its path and query */
async function opened(
  t: test.TestContext,
  kept: Kept | undefined,
  refuses: (asked: string) => boolean = () => false,
  status = 401,
) {
  let issued = 0;
  const log: string[] = [];
  const { client } = await acme(t, ({ url = "", headers }, response) => {
    log.push(url);
    if (refuses(url) || refuses(`${url} ${headers.authorization}`))
      return void response.writeHead(status).end("{}");
    if (url.startsWith("/token")) issued += 1;
    response.end(JSON.stringify({ id: `new-token-${issued}` }));
  });
  const state = { kept };
  const vault: Vault = {
    hold: async (_, work) =>
      work({
        get kept() {
          return state.kept;
        },
        async keep(next) {
          log.push(`keeps ${next.values.refresh} behind ${next.before?.refresh}`);
          state.kept = next;
        },
      }),
  };
  const side = acmeSide();
  const open = () => openSystem(side, {}, client, false, [plan], new Sessions({ vault }));
  return { open, log, state };
}

const old: Kept = { values: { refresh: "kept-1" }, before: { refresh: "kept-0" } };

test("what is kept is stored by the step that gives it, before the next is taken, and what it was made with stays", async (t) => {
  const { open, log } = await opened(t, old);
  await (await open()).ask(request("/people"), {});
  assert.deepEqual(log, ["/token?by=kept-1", "keeps new-token-1 behind kept-1", "/session", "/people"]);
});

test("where it is refused, what stood before it is tried, and then the credentials alone", async (t) => {
  const { open, log } = await opened(t, old, (asked) => /kept-/.test(asked));
  await (await open()).ask(request("/people"), {});
  assert.deepEqual(log, [
    ...["/token?by=kept-1", "/token?by=kept-0", "/token"],
    ...["keeps new-token-1 behind undefined", "/session", "/people"],
  ]);
});

test("a log-in that was let in halfway is not begun anew: what it used cannot be used again", async (t) => {
  const { open, log } = await opened(t, old, (asked) => asked === "/session");
  await assert.rejects(
    (await open()).ask(request("/people"), {}),
    (error) => (error as Fault).code === "HTTP_CREDENTIALS",
  );
  assert.deepEqual(log, ["/token?by=kept-1", "keeps new-token-1 behind kept-1", "/session"]);
});

test("a system that is out of order says nothing of what is kept", async (t) => {
  const { open, log, state } = await opened(t, old, (asked) => asked.startsWith("/token"), 503);
  await assert.rejects(
    (await open()).ask(request("/people"), {}),
    (error) => (error as Fault).code === "HTTP_REFUSED",
  );
  assert.deepEqual([log, state.kept], [["/token?by=kept-1"], old]);
});

test("a run renews from its own session, unless another has kept something since: then that is the good one", async (t) => {
  let ended = "new-token-1";
  const { open, log, state } = await opened(t, old, (asked) => asked === `/people ${ended}`);
  const system = await open();
  await system.ask(request("/more"), {});
  log.length = 0;
  await system.ask(request("/people"), {});
  assert.deepEqual(log, [
    "/people",
    "/token?renews=new-token-1",
    "keeps new-token-2 behind new-token-1",
    "/people",
  ]);
  ended = "new-token-2";
  state.kept = { values: { refresh: "of-another" } };
  log.length = 0;
  await system.ask(request("/people"), {});
  assert.deepEqual(log, [
    ...["/people", "/token?by=of-another", "keeps new-token-3 behind of-another"],
    ...["/session", "/people"],
  ]);
});
