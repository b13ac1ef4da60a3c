import assert from "node:assert/strict";
import test from "node:test";
import type { PushPlan } from "../compile/plan.js";
import { acme, expression, request, step, template } from "../steps/acme.test.support.js";
import type { Entry } from "../types.js";
import { pushItems } from "./push.js";

async function* entriesOf(count: number): AsyncGenerator<Entry> {
  for (let index = 0; index < count; index += 1) {
    const key = String(index);
    yield { index, key, cursor: undefined, record: {}, item: { id: key } };
  }
}

const plan: PushPlan = {
  sessions: [],
  key: expression("id"),
  idempotent: true,
  scope: [],
  once: [],
  batch: undefined,
  each: [
    step({ request: request("/found/${ item.id }"), if: expression("interrupted") }),
    step({
      request: request("/people", {
        method: "POST",
        body: { kind: "json", value: template({ id: "${ item.id }" }) },
      }),
    }),
  ],
  after: [],
};

test("items whose answers are lost start over out of the same budget as requests: fifty in all, not ten for each", async (t) => {
  const { system, asked } = await acme(t, ({ method }, response) => {
    if (method === "GET") response.end("{}");
    else response.destroy();
  });
  const ledger = {
    ...{ left: new Set<string>(), look: async () => undefined, begin: async () => {} },
    ...{ taken: () => {}, refused: () => {} },
  };
  const { signal } = new AbortController();
  const ignored = { onDown: () => {}, onKey: () => {}, onOpen: () => {}, assertHeld: () => {} };
  const care = {
    concurrency: 1,
    retries: 10,
    ledger,
    runId: "r1",
    itemOfDiscarded: () => ({}),
    stop: signal,
    ...ignored,
  };
  const base = { plan, system, parameters: {}, mode: "create" };
  const outcomes = [];
  for await (const entry of pushItems(entriesOf(9), { ...base, ...care })) outcomes.push(entry.outcome);
  assert.deepEqual(
    outcomes.map((outcome) => [
      outcome?.bucket,
      outcome?.fault?.code,
      outcome?.fault?.details.outcomeUnknown,
    ]),
    Array.from({ length: 9 }, () => ["write_failure", "HTTP_BROKEN", true]),
  );
  assert.equal(asked.filter((one) => one === "POST /people").length, 9 + 50);
  assert.equal(asked.filter((one) => one.startsWith("GET")).length, 50);
});

test("items whose keys are the same text never overlap, whatever type the origin gives them (I5)", async (t) => {
  const { system, asked } = await acme(t, (_, response) => response.end("{}"));
  const said: string[] = [];
  const ledger = {
    ...{ left: new Set<string>(), look: async () => undefined, refused: () => {} },
    begin: async (id: string) => void said.push(`begin ${id}`),
    taken: (id: string) => void said.push(`taken ${id}`),
  };
  const { signal: stop } = new AbortController();
  const ignored = { onDown: () => {}, onKey: () => {}, onOpen: () => {}, assertHeld: () => {} };
  const care = {
    concurrency: 4,
    retries: 0,
    ledger,
    runId: "r1",
    itemOfDiscarded: () => ({}),
    stop,
    ...ignored,
  };
  async function* entries(): AsyncGenerator<Entry> {
    for (const [index, key] of [1, "1"].entries())
      yield { index, key, cursor: undefined, record: {}, item: { id: key } };
  }
  const base = { plan, system, parameters: {}, mode: "create" };
  for await (const { outcome } of pushItems(entries(), { ...base, ...care }))
    assert.equal(outcome?.bucket, "write_success");
  assert.deepEqual(said, ['begin "1"', 'taken "1"', 'begin "1"', 'taken "1"']);
  assert.deepEqual(asked, ["POST /people", "POST /people"]);
});
