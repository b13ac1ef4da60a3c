import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import test from "node:test";
import type { BatchPlan, PushPlan } from "../compile/plan.js";
import type { Fault } from "../faults/fault.js";
import { acme, expression, request, step, template } from "../steps/acme.test.support.js";
import type { Entry, Known } from "../types.js";
import { pushItems } from "./push.js";

async function* entriesOf(ids: readonly unknown[]): AsyncGenerator<Entry> {
  for (const [index, id] of ids.entries())
    yield { index, key: String(id), cursor: undefined, record: {}, item: { id } };
}

const batch: BatchPlan = {
  size: 3,
  waitMs: 20,
  item: undefined,
  request: request("/bulk", { method: "POST", body: { kind: "json", value: template("${ items.id }") } }),
  results: expression("body"),
  key: expression("id"),
  accepted: expression("ok"),
  message: expression("error"),
};

const planOf = (more: Partial<BatchPlan> = {}): PushPlan => ({
  sessions: [],
  key: expression("id"),
  idempotent: false,
  scope: [],
  once: [],
  each: [step({ skip: template("Nobody."), if: expression("item.id = 0") })],
  batch: { ...batch, ...more },
  after: [],
});

/** Pushes items with these ids; gives the outcome of each, what was sent, and what the ledger knows then. */
async function push(
  t: test.TestContext,
  plan: PushPlan,
  ids: readonly unknown[],
  answer: (sent: readonly unknown[]) => { readonly status?: number; readonly json?: unknown } | undefined,
) {
  const sent: unknown[][] = [];
  const listener: RequestListener = (incoming, outgoing) => {
    let text = "";
    incoming.on("data", (chunk) => {
      text += chunk;
    });
    incoming.on("end", () => {
      const items = [JSON.parse(text)].flat() as unknown[];
      sent.push(items);
      const said = answer(items);
      if (!said) outgoing.destroy();
      else outgoing.writeHead(said.status ?? 200).end(JSON.stringify(said.json ?? {}));
    });
  };
  const { system } = await acme(t, listener);
  const known = new Map<string, string>();
  const ledger = {
    left: new Set<string>(),
    look: async (): Promise<Known | undefined> => undefined,
    begin: async (id: string) => void known.set(id, "begun"),
    taken: (id: string) => void known.set(id, "taken"),
    refused: (id: string) => void known.delete(id),
  };
  const ignored = { onDown: () => {}, onKey: () => {}, onOpen: () => {}, assertHeld: () => {} };
  const rest = { concurrency: 2, retries: 3, runId: "r1", itemOfDiscarded: () => ({}), mode: "create" };
  const { signal: stop } = new AbortController();
  const options = { plan, system, parameters: {}, ledger, stop, ...ignored, ...rest };
  const outcomes: unknown[] = [];
  for await (const { outcome } of pushItems(entriesOf(ids), options))
    outcomes.push(outcome?.fault ? toldOf(outcome.fault) : outcome?.bucket);
  return { outcomes, sent, known: Object.fromEntries(known) };
}

const toldOf = ({ message, details }: Fault) => [message, details.outcomeUnknown ?? false];
const taken = (ids: readonly unknown[]) => ({ json: ids.map((id) => ({ id, ok: true })) });

test("items leave in batches, the last one when it has waited long enough, and those that are skipped are in none", async (t) => {
  const { outcomes, sent, known } = await push(t, planOf(), [1, 2, 0, 3, 4], taken);
  assert.deepEqual(sent, [[1, 2, 3], [4]]);
  const written = "write_success";
  assert.deepEqual(outcomes, [written, written, "write_skipped", written, written]);
  assert.deepEqual(known, { '"1"': "taken", '"2"': "taken", '"3"': "taken", '"4"': "taken" });
});

test("each item has an outcome of its own, in whatever order the answer tells them", async (t) => {
  const { outcomes, known } = await push(t, planOf(), [1, 2, 3], () => ({
    json: [
      { id: "3", ok: true },
      { id: 2, ok: false, error: "It is taken." },
    ],
  }));
  assert.deepEqual(outcomes, [
    ["the answer to its batch does not say what became of it", true],
    ["the target did not take it out of its batch: It is taken.", false],
    "write_success",
  ]);
  // What may have been written is not forgotten.
  assert.deepEqual(known, { '"1"': "begun", '"3"': "taken" });
});

test("results without keys come in the order of the items; a list of another length says nothing of any", async (t) => {
  const plan = planOf({ key: undefined });
  const one = await push(t, plan, [1, 2], () => ({ json: [{ ok: false }, { ok: true }] }));
  assert.deepEqual(one.outcomes, [["the target did not take it out of its batch", false], "write_success"]);
  const other = await push(t, plan, [1, 2], () => ({ json: [{ ok: true }] }));
  const unaccounted = ["the answer to its batch does not say what became of it", true];
  assert.deepEqual(other.outcomes, [unaccounted, unaccounted]);
});

test("a batch that is refused as a whole is halved until it is known which item is to blame", async (t) => {
  const { outcomes, sent } = await push(t, planOf({ size: 4 }), [1, 2, 3, 4], (ids) =>
    ids.includes(3) ? { status: 422, json: {} } : taken(ids),
  );
  assert.deepEqual(sent, [[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
  const written = "write_success";
  assert.deepEqual(outcomes, [...[written, written], ["Acme answered 422 to POST /bulk", false], written]);
});

test("a batch whose answer is lost is sent once, and of none of its items it is known whether it was written", async (t) => {
  const { outcomes, sent, known } = await push(t, planOf(), [1, 2, 3], () => undefined);
  assert.equal(sent.length, 1);
  assert.deepEqual(
    outcomes.map((outcome) => Array.isArray(outcome) && outcome[1]),
    [true, true, true],
  );
  assert.deepEqual(known, { '"1"': "begun", '"2"': "begun", '"3"': "begun" });
});

test("an answer of which `results` fails was a batch that may have been written", async (t) => {
  const { outcomes } = await push(t, planOf({ results: expression("$error('odd')") }), [1], taken);
  assert.deepEqual(Array.isArray(outcomes[0]) && outcomes[0][1], true);
});

const contradicted = ["the answer to its batch says both that it was taken and that it was not", true];
const silent = ["the answer to its batch does not say what became of it", true];

test("an item of which an answer says both is of unknown outcome, in whatever order; said twice alike it is known", async (t) => {
  const { outcomes, sent, known } = await push(t, planOf({ size: 4 }), [1, 2, 3, 4], () => ({
    json: [
      { id: 1, ok: true },
      { id: 1, ok: false, error: "It is taken." },
      { id: "2", ok: false, error: "It is taken." },
      { id: 2, ok: true },
      { id: 3, ok: true },
      { id: 3, ok: true },
      { id: 4, ok: false, error: "It is taken." },
      { id: 4, ok: false, error: "It is taken." },
    ],
  }));
  const refused = ["the target did not take it out of its batch: It is taken.", false];
  assert.deepEqual(outcomes, [contradicted, contradicted, "write_success", refused]);
  assert.equal(sent.length, 1);
  assert.deepEqual(known, { '"1"': "begun", '"2"': "begun", '"3"': "taken" });
});

test("a result that says nothing accounts for no item", async (t) => {
  const unkeyed = { key: undefined, results: expression("body.results") };
  const answer = () => ({ json: { results: [null, { ok: true }, false] } });
  const one = await push(t, planOf({ ...unkeyed, accepted: undefined }), [1, 2, 3], answer);
  assert.deepEqual(one.outcomes, [silent, "write_success", silent]);
  assert.deepEqual(one.known, { '"1"': "begun", '"2"': "taken", '"3"': "begun" });
  // What is told by `accepted` may be a word for each.
  const other = await push(
    t,
    planOf({ ...unkeyed, accepted: expression("ok or $ = true") }),
    [1, 2, 3],
    answer,
  );
  assert.deepEqual(other.outcomes, [
    silent,
    "write_success",
    ["the target did not take it out of its batch", false],
  ]);
});

for (const status of [400, 429, 500])
  test(`what the results of a batch that is answered ${status} account for is not sent again`, async (t) => {
    const plan = planOf({ size: 4, results: expression("body.results") });
    const { outcomes, sent, known } = await push(t, plan, [1, 2, 3, 4], () => ({
      status,
      json: {
        results: [
          { id: 1, ok: true },
          { id: 2, ok: false, error: "It is taken." },
        ],
      },
    }));
    assert.deepEqual(sent, [[1, 2, 3, 4]]);
    const refused = ["the target did not take it out of its batch: It is taken.", false];
    assert.deepEqual(outcomes, ["write_success", refused, silent, silent]);
    assert.deepEqual(known, { '"1"': "taken", '"3"': "begun", '"4"': "begun" });
  });

test("a refused batch whose results name no item of it is not sent again: they may name them in another way", async (t) => {
  const plan = planOf({ results: expression("body.results") });
  const { outcomes, sent } = await push(t, plan, [1, 2], (ids) => ({
    status: 400,
    json: { results: ids.map((id) => ({ reference: id, ok: true })) },
  }));
  assert.deepEqual(sent, [[1, 2]]);
  assert.deepEqual(outcomes, [silent, silent]);
});

test("a refused batch of which no item was refused, or nothing says which were, is of unknown outcome", async (t) => {
  const answer = (ids: readonly unknown[]) => ({ status: 400, json: ids.map((id) => ({ id, ok: true })) });
  const one = await push(t, planOf(), [1, 2], answer);
  assert.deepEqual(one.outcomes, [contradicted, contradicted]);
  const other = await push(t, planOf({ accepted: undefined }), [1, 2, 3], () => ({
    status: 400,
    json: [{ id: 1 }],
  }));
  assert.deepEqual(other.outcomes, [contradicted, silent, silent]);
});

test("a refused batch is halved where `results` gives the object that tells the refusal, an empty list, or fails", async (t) => {
  const refused = ["Acme answered 400 to POST /bulk", false];
  for (const [results, json] of [
    ["body", { message: "No." }],
    ["body.results", { results: [] }],
    ["body.results", { results: [null, null] }],
    ["$map(body.results, $uppercase)", { results: { code: 7 } }],
  ] as const) {
    for (const key of [undefined, expression("id")]) {
      const plan = planOf({ key, results: expression(results), accepted: undefined });
      const { outcomes, sent } = await push(t, plan, [1, 2], () => ({ status: 400, json }));
      assert.deepEqual(sent, [[1, 2], [1], [2]], results);
      assert.deepEqual(outcomes, [refused, refused], results);
    }
  }
});

test("an answer of which `key` fails was a batch that may have been written", async (t) => {
  const { outcomes } = await push(t, planOf({ key: expression("$error('odd')") }), [1], taken);
  assert.deepEqual(Array.isArray(outcomes[0]) && outcomes[0][1], true);
});
