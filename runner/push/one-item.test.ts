import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import type { PushPlan, StepPlan } from "../compile/plan.js";
import { acme, expression, request, step, template } from "../steps/acme.test.support.js";
import type { Entry, Known } from "../types.js";
import type { WriteLedger } from "./one-item.js";
import { pushItems } from "./push.js";

const body = { kind: "json", value: template({ id: "${ item.id }" }) } as const;
const post = step({ request: request("/people", { method: "POST", body }) });
const look = step({ request: request("/found/${ item.id }"), if: expression("interrupted") });
const more = step({ request: request("/more", { method: "POST", body }), onError: "skip" });

const planOf = (idempotent: boolean, ...each: StepPlan[]): PushPlan => ({
  sessions: [],
  key: expression("id"),
  idempotent,
  scope: [],
  once: [],
  each,
  batch: undefined,
  after: [],
});

/** A ledger in memory that writes down what is said to it. @param more what its rows hold besides their state */
function ledgerOf(
  rows: Record<string, Known["state"]> = {},
  left: readonly string[] = [],
  more: Partial<Known> = {},
) {
  const said: string[] = [];
  const ledger: WriteLedger = {
    left: new Set(left),
    async look(id) {
      const state = rows[id];
      return state && { state, hash: "", run_id: "r0", at: "2026-01-01T00:00:00.000Z", ...more };
    },
    begin: async (id) => void said.push(`begin ${id}`),
    taken: (id) => void said.push(`taken ${id}`),
    refused: (id) => void said.push(`refused ${id}`),
  };
  return { ledger, said };
}

interface Pushed {
  readonly entries: readonly Entry[];
  readonly asked: readonly string[];
  readonly isDown: boolean;
}

async function pushed(
  t: TestContext,
  plan: PushPlan,
  ledger: WriteLedger,
  answer: RequestListener,
  { count = 1, more: extra = {} }: { readonly count?: number; readonly more?: Partial<Entry> } = {},
): Promise<Pushed> {
  const { system, asked } = await acme(t, answer);
  let isDown = false;
  const given = Array.from({ length: count }, (_, index): Entry => {
    const key = String(index);
    return { index, key, cursor: undefined, record: {}, item: { id: key }, ...extra };
  });
  const ignored = { onKey: () => {}, onOpen: () => {}, assertHeld: () => {}, itemOfDiscarded: () => ({}) };
  const care = { concurrency: 1, retries: 2, ledger, runId: "r1", stop: new AbortController().signal };
  const entries: Entry[] = [];
  const options = { plan, system, parameters: {}, mode: "create", ...care, ...ignored };
  const onDown = () => {
    isDown = true;
  };
  for await (const entry of pushItems(listed(given), { ...options, onDown })) entries.push(entry);
  return { entries, asked, isDown };
}

async function* listed(entries: readonly Entry[]): AsyncGenerator<Entry> {
  yield* entries;
}

test("I5: an answer that was lost stays noted when the look-up behind it fails", async (t) => {
  const { ledger, said } = ledgerOf();
  const lost: RequestListener = ({ method }, response) =>
    method === "GET" ? void response.writeHead(500).end("{}") : void response.destroy();
  const { entries } = await pushed(t, planOf(true, look, post), ledger, lost);
  assert.equal(entries[0]?.outcome?.bucket, "write_failure");
  assert.equal(entries[0]?.interrupted, true);
  assert.deepEqual(said, ['begin "0"']);
});

test("I5: what an earlier run may have written stays noted when it cannot be looked up", async (t) => {
  const { ledger, said } = ledgerOf({}, ['"0"']);
  const { entries } = await pushed(t, planOf(true, look, post), ledger, (_, response) =>
    response.writeHead(500).end("{}"),
  );
  assert.equal(entries[0]?.interrupted, true);
  assert.deepEqual(said, []);
});

test("a definite refusal of what nobody began before is forgotten", async (t) => {
  const { ledger, said } = ledgerOf();
  await pushed(t, planOf(true, look, post), ledger, (_, response) => response.writeHead(422).end("{}"));
  assert.deepEqual(said, ['begin "0"', 'refused "0"']);
});

test("I5: an item that is skipped after a part of it was taken counts as sent, where the target cannot be asked", async (t) => {
  const { ledger, said } = ledgerOf();
  const { entries } = await pushed(t, planOf(false, post, more), ledger, ({ url }, response) =>
    response.writeHead(url === "/more" ? 422 : 200).end("{}"),
  );
  assert.equal(entries[0]?.outcome?.bucket, "write_skipped");
  assert.deepEqual(said, ['begin "0"', 'taken "0"']);
});

test("I5: a half-written item is of unknown outcome where the target cannot be asked, and stays noted", async (t) => {
  const { ledger, said } = ledgerOf();
  const strict = step({ request: request("/more", { method: "POST", body }) });
  const { entries } = await pushed(t, planOf(false, post, strict), ledger, ({ url }, response) =>
    response.writeHead(url === "/more" ? 422 : 200).end("{}"),
  );
  const [entry] = entries;
  assert.deepEqual(
    [entry?.outcome?.bucket, entry?.outcome?.fault?.details.outcomeUnknown],
    ["write_failure", true],
  );
  assert.deepEqual(said, ['begin "0"']);
});

for (const [state, isForced, bucket, sent] of [
  ["sent", false, "write_skipped", 0],
  ["sent", true, "write_skipped", 0],
  ["unknown", false, "write_skipped", 0],
  ["unknown", true, "write_success", 1],
  ["begun", false, "write_failure", 0],
  ["begun", true, "write_failure", 0],
] as const) {
  const how = isForced ? "a replay that names it" : "a run";
  test(`I5: what is noted as ${state} is ${sent ? "sent" : "not sent"} by ${how}`, async (t) => {
    const { ledger } = ledgerOf({ '"0"': state });
    const plan = planOf(false, post);
    const done = await pushed(t, plan, ledger, (_, response) => response.end("{}"), { more: { isForced } });
    assert.deepEqual([done.entries[0]?.outcome?.bucket, done.asked.length], [bucket, sent]);
  });
}

for (const [state, run_id, isForced, message] of [
  ["sent", "r0", true, "another record with the same key 0 and other content was sent before"],
  ["sent", "r1", true, "another record with the same key 0 and other content was sent in this run"],
  ["sent", "r1", false, "another record with the same key 0 and other content was sent in this run"],
  ["unknown", "r0", false, "it is not known whether an earlier run wrote 0"],
  ["begun", "r0", false, "it is not known whether an earlier run wrote 0"],
  ["unknown", "r1", false, "it is not known whether this run wrote 0"],
  ["begun", "r1", false, "it is not known whether this run wrote 0"],
] as const) {
  const how = isForced ? "a replay that names it" : "a run";
  test(`I5: other content of a key noted as ${state} by ${run_id} is not sent by ${how}, and not taken for delivered`, async (t) => {
    const { ledger } = ledgerOf({ '"0"': state }, [], { hash: "other", run_id });
    const done = await pushed(t, planOf(false, post), ledger, (_, response) => response.end("{}"), {
      more: { isForced, ...(isForced ? { reject: '"0"' } : {}) },
    });
    const { bucket, fault } = done.entries[0]?.outcome ?? {};
    assert.deepEqual([bucket, fault?.message, done.asked.length], ["write_failure", message, 0]);
    assert.equal(fault?.details.byRun, state === "sent" ? undefined : run_id);
  });
}

for (const idempotent of [true, false]) {
  const where = idempotent ? "can" : "cannot";
  test(`an item that no step wrote is skipped and not remembered, at a target that ${where} be asked`, async (t) => {
    const off = { ...post, if: expression("item.nothing") };
    const mild = step({ request: request("/people", { method: "POST", body }), onError: "continue" });
    for (const [one, expected] of [
      [off, []],
      [mild, ['begin "0"', idempotent ? 'taken "0"' : 'refused "0"']],
    ] as const) {
      const { ledger, said } = ledgerOf();
      const refuse: RequestListener = (_, response) => response.writeHead(422).end("{}");
      const { entries } = await pushed(t, planOf(idempotent, one), ledger, refuse);
      assert.deepEqual(entries[0]?.outcome, { bucket: "write_skipped", reason: "no step wrote it" });
      assert.deepEqual(said, expected);
    }
  });
}

test("I5: an item whose answer was lost is written when the look-up finds it", async (t) => {
  const { ledger } = ledgerOf({}, ['"0"']);
  const found = step({ request: request("/found/${ item.id }"), as: "found" });
  const plan = planOf(true, found, { ...post, if: expression("$not($exists(found.id))") });
  const { entries } = await pushed(t, plan, ledger, (_, response) => response.end('{"id":"0"}'));
  assert.deepEqual(entries[0]?.outcome, { bucket: "write_success" });
});

test("I5: a replay that names an item, and writes nothing of it, leaves it to a later run", async (t) => {
  const { ledger, said } = ledgerOf({ '"0"': "unknown" });
  const plan = planOf(false, { ...post, if: expression("item.nothing") });
  await pushed(t, plan, ledger, (_, response) => response.end("{}"), { more: { isForced: true } });
  assert.deepEqual(said, ['refused "0"']);
});

test("a redirect of a write leaves it open, and is not asked for again", async (t) => {
  const { ledger, said } = ledgerOf();
  const { entries, asked } = await pushed(t, planOf(true, post), ledger, (_, response) =>
    response.writeHead(302, { location: "/people/0" }).end(),
  );
  assert.deepEqual([entries[0]?.interrupted, asked.length, said], [true, 1, ['begin "0"']]);
});

test("what the ledger skips says nothing of the target: one that takes nothing is given up all the same", async (t) => {
  const known = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`"${2 * n + 1}"`, "sent"] as const));
  const { ledger } = ledgerOf(known);
  const refuse: RequestListener = (_, response) => response.writeHead(501).end("{}");
  const { isDown } = await pushed(t, planOf(false, post), ledger, refuse, { count: 40 });
  assert.equal(isDown, true);
});
