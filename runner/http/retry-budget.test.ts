import assert from "node:assert/strict";
import test from "node:test";
import { api, clientOf, faultOf, httpServer, rawServer } from "./counterpart.test.support.js";
import { RetryBudget } from "./retry-budget.js";

const get = { method: "GET", url: api("/x"), headers: {}, read: "json" } as const;

/** How many further attempts a budget gives after so many first ones. */
function spendable(budget: RetryBudget, firsts: number): number {
  for (let count = 0; count < firsts; count += 1) budget.earn();
  let spent = 0;
  while (budget.spend()) spent += 1;
  return spent;
}

test("fifty further attempts are there in advance, and the first 250 requests pay for them", () => {
  assert.equal(spendable(new RetryBudget(), 0), 50);
  assert.equal(spendable(new RetryBudget(), 250), 50);
  assert.equal(spendable(new RetryBudget(), 254), 50);
  assert.equal(spendable(new RetryBudget(), 255), 51);
  assert.equal(spendable(new RetryBudget(), 500), 100);
});

test("what is saved up has a bound", () => {
  const budget = new RetryBudget();
  assert.equal(spendable(budget, 1_000_000), 200);
  assert.equal(spendable(budget, 5), 1);
});

/** A server that fails on the requests from `from` up to `to`, counted from 1. */
async function failing(t: test.TestContext, status: number, from: number, to: number, headers = {}) {
  let asked = 0;
  const url = await httpServer(t, (_, response) => {
    asked += 1;
    if (asked >= from && asked < to) response.writeHead(status, headers).end();
    else response.end("{}");
  });
  return { url, asked: () => asked };
}

for (const burst of [1, 5, 100]) {
  test(`a burst of ${burst} failures among 500 requests costs a fifth more at most`, async (t) => {
    const { url, asked } = await failing(t, 500, 101, 101 + burst);
    const { channel } = clientOf(t, url, { retries: 5 });
    let failed = 0;
    for (let count = 0; count < 500; count += 1) {
      if ((await channel.send(get)).status === 500) failed += 1;
    }
    // Fifty further attempts are there; what fails after them fails at once.
    const further = { 1: 1, 5: 5, 100: 50 }[burst];
    assert.equal(asked(), 500 + (further ?? 0));
    assert.equal(failed, { 1: 0, 5: 0, 100: 50 }[burst]);
  });
}

test("when the budget is spent a failure is final at once, which is told once", async (t) => {
  const { url, asked } = await failing(t, 500, 1, Number.POSITIVE_INFINITY);
  const { channel, events } = clientOf(t, url, { retries: 5 });
  for (let count = 0; count < 20; count += 1) assert.equal((await channel.send(get)).status, 500);
  assert.equal(asked(), 70);
  const warnings = events.filter(({ type }) => type === "warning");
  assert.deepEqual(warnings, [
    {
      type: "warning",
      message:
        "too many requests to acme fail: no more than one in five is sent again, the others fail at once",
    },
  ]);
  assert.equal(events.filter(({ type }) => type === "waiting").length, 50);
});

test("every kind of failure is paid for", async (t) => {
  const noJson = await httpServer(t, (_, response) => response.end("{"));
  const silent = await rawServer(t, () => {});
  const broken = await rawServer(t, (socket) => socket.destroy());
  const busy = await failing(t, 503, 1, Number.POSITIVE_INFINITY);
  const slow = await failing(t, 408, 1, Number.POSITIVE_INFINITY);
  const early = await failing(t, 425, 1, Number.POSITIVE_INFINITY);
  const nobody = new URL("http://127.0.0.1:1");
  for (const [what, url] of [
    ["bad body", noJson],
    ["timeout", silent],
    ["broken", broken],
    ["503", busy.url],
    ["408", slow.url],
    ["425", early.url],
    ["unreachable", nobody],
  ] as const) {
    const { channel, events } = clientOf(t, url, { retries: 100, deadlines: { headers: 20 } });
    await channel.send(get).catch(() => {});
    assert.equal(events.filter(({ type }) => type === "request").length, 51, what);
  }
});

test("a wait that the system asked for is obedience and costs nothing", async (t) => {
  for (const [status, headers, wait] of [
    [429, {}, undefined],
    [429, { "retry-after": "0" }, undefined],
    [503, { "retry-after": "0" }, undefined],
    [503, {}, 0],
  ] as const) {
    const { url, asked } = await failing(t, status, 1, 31, headers);
    const { channel } = clientOf(t, url, { retries: 100 }, { wait: async () => wait });
    assert.equal((await channel.send(get)).status, 200);
    assert.equal(asked(), 31);
    assert.equal(channel.mayRepeat(), true);
  }
});

test("each channel has a budget of its own", async (t) => {
  const { url } = await failing(t, 500, 1, Number.POSITIVE_INFINITY);
  const { client, channel } = clientOf(t, url, { retries: 100 });
  await channel.send(get);
  assert.equal(channel.mayRepeat(), false);
  assert.equal(client.channel({ connector: "other", ownHosts: () => true }).mayRepeat(), true);
});

test("a request keeps its own bound, however much is saved", async (t) => {
  const nobody = new URL("http://127.0.0.1:1");
  const { channel, events } = clientOf(t, nobody, { retries: 2 });
  await assert.rejects(channel.send(get), faultOf("HTTP_UNREACHABLE"));
  assert.equal(events.filter(({ type }) => type === "request").length, 3);
});
