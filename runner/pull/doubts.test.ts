import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { ListPlan, PullPlan } from "../compile/plan.js";
import { acme, expression, list, request, template } from "../steps/acme.test.support.js";
import type { Entry } from "../types.js";
import { startPull } from "./pull.js";

/** Pulls from a system that gives these answers, one after the other. */
async function read(t: TestContext, answers: readonly unknown[], more: Partial<ListPlan> = {}) {
  const left = [...answers];
  const side = await acme(t, (_, response) => void response.end(JSON.stringify(left.shift())));
  const plan: PullPlan = {
    sessions: [],
    once: [],
    lookups: [],
    each: [],
    one: undefined,
    cursor: undefined,
    key: expression("id"),
    list: { ...list(), total: expression("body.total"), filter: undefined, limit: undefined, ...more },
  };
  const signal = new AbortController().signal;
  const pull = startPull({
    ...{ plan, system: side.system, parameters: {}, mode: "create", incremental: false, from: undefined },
    ...{ limit: undefined, concurrency: 1, emit: (event) => side.events.push(event), onDown: () => {} },
    stop: signal,
    leave: signal,
  });
  const entries: Entry[] = [];
  for await (const entry of pull.entries) entries.push(entry);
  const warnings = side.events.flatMap((event) => (event.type === "warning" ? event.message : []));
  return { pull, entries, warnings };
}

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: from + index }));

test("what is no object among the records is one reject, and the others are read", async (t) => {
  const { pull, entries } = await read(t, [{ records: [{ id: 1 }, null, 7, [], { id: 2 }] }]);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome?.bucket),
    [undefined, "read_failure", "read_failure", "read_failure", undefined],
  );
  assert.match(entries[1]?.outcome?.fault?.message ?? "", /is null, not a record/);
  assert.deepEqual([pull.complete, pull.fault], [true, undefined]);
});

for (const [what, records] of [
  ["a list by key", { 17: { name: "Ada" }, 18: { name: "Bo" } }],
  ["a list by key with one member", { 17: { id: 17 } }],
  ["nothing, as an object", {}],
] as const) {
  test(`${what} is not taken for one record`, async (t) => {
    const { pull, entries } = await read(t, [{ records }]);
    assert.deepEqual([pull.fault?.code, entries.length], ["HTTP_BAD_BODY", 0]);
    assert.match(pull.fault?.hint ?? "", /\$each\(/);
  });
}

test("an error in the place of the list is not taken for one record, as it has no key", async (t) => {
  const { pull, entries } = await read(t, [{ records: { error: "quota exceeded", code: 42 } }]);
  assert.deepEqual([pull.fault?.code, entries.length], ["HTTP_BAD_BODY", 0]);
  assert.match(pull.fault?.message ?? "", /one object without a key where a list should be/);
});

for (const [what, record] of [
  ["with a key", { id: 1, name: { first: "Ada" } }],
  ["of objects that has a key", { id: 1 }],
] as const) {
  test(`one record ${what} in the place of a list of one is read`, async (t) => {
    const { pull, entries } = await read(t, [{ records: record }]);
    assert.deepEqual([pull.fault, entries.length], [undefined, 1]);
  });
}

test("a total that is written as a text counts", async (t) => {
  const { pull, warnings } = await read(t, [{ records: rows(1, 2), total: "5" }]);
  assert.deepEqual(warnings, ["the origin says that it has 5 records, and its list gave 2"]);
  assert.equal(pull.absence, "unproven");
});

const sized = { request: request("/people", { query: template({ per_page: 10, page: "${ page }" }) }) };

test("a full first page that leads nowhere, and says nothing of a total, is told", async (t) => {
  const { warnings } = await read(t, [{ records: rows(1, 10) }], sized);
  assert.match(warnings.join(), /first page of the list is full \(per_page=10\), and `next` found nothing/);
});

for (const [what, answer, more] of [
  ["that is not full", { records: rows(1, 9) }, sized],
  ["that says that it is the last", { records: rows(1, 10), next: null }, sized],
  ["that says how many there are", { records: rows(1, 10), total: 10 }, sized],
  ["whose request names no size", { records: rows(1, 10) }, {}],
  ["of a list without pages", { records: rows(1, 10) }, { ...sized, next: undefined }],
] as const) {
  test(`nothing is told of a page ${what}`, async (t) => {
    assert.deepEqual((await read(t, [answer], more)).warnings, []);
  });
}

for (const [what, absence, answers, more] of [
  ["a list that cannot shift", "proven", [{ records: rows(1, 2), next: 2 }, { records: rows(3, 1) }], {}],
  [
    "a list that may shift",
    "weak",
    [{ records: rows(1, 2), next: 2 }, { records: rows(3, 1) }],
    { mayShift: true },
  ],
  [
    "a list that may shift and has its total",
    "proven",
    [
      { records: rows(1, 2), next: 2, total: 3 },
      { records: rows(3, 1), total: 3 },
    ],
    { mayShift: true },
  ],
  [
    "a list that may shift and has other totals",
    "weak",
    [
      { records: rows(1, 2), next: 2, total: 4 },
      { records: rows(3, 1), total: 3 },
    ],
    { mayShift: true },
  ],
  ["a page that came empty", "weak", [{ records: rows(1, 2), next: 2 }, { records: [] }], {}],
  ["a limit of the manifest", "unproven", [{ records: rows(1, 3) }], { limit: expression("2") }],
  [
    "a limit that left nothing over, as far as the answer tells",
    "unproven",
    [{ records: rows(1, 2), total: 2 }],
    { limit: expression("2") },
  ],
  ["a limit that was not met", "proven", [{ records: rows(1, 2) }], { limit: expression("3") }],
] as readonly [string, string, readonly unknown[], Partial<ListPlan>][]) {
  test(`${what}: who is missing is ${absence} to be gone`, async (t) => {
    assert.equal((await read(t, answers, more)).pull.absence, absence);
  });
}
