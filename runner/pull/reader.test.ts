import assert from "node:assert/strict";
import test from "node:test";
import type { CursorPlan } from "../compile/plan.js";
import type { Cursor } from "../cursors/forms.js";
import { acme, expression, list, template } from "../steps/acme.test.support.js";
import { answers, type Origin, type Person, read, SIZE } from "./people.test.support.js";
import { startPull } from "./pull.js";

const second = (n: number) => `2024-03-19T09:00:${String(n).padStart(2, "0")}Z`;
const people = (...seconds: number[]): Person[] =>
  seconds.map((n, index) => ({ id: index + 1, at: second(n) }));
const all = (origin: Origin) => origin.people.map(({ id }) => id).sort();
const sorted = (ids: readonly (number | undefined)[]) => [...new Set(ids)].sort();

test("a sorted list is read from cursor to cursor, each record once, and the token goes to the last", async (t) => {
  const origin = { people: people(1, 2, 3, 4, 5, 6, 7) };
  const { pull, ids, asked } = await read(t, origin);
  assert.deepEqual(ids, [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual([pull.disorder, pull.complete, pull.highest], [undefined, true, second(7)]);
  // The plain second page is looked at once, to see that the list is sorted over its pages.
  assert.deepEqual(
    asked.map((one) => decodeURIComponent(one)),
    ["GET /people", `GET /people?from=${second(3)}`, `GET /people?page=1`, `GET /people?from=${second(5)}`],
  );
});

test("a list that is out of order behind its first two pages is read page by page where its totals do not add up", async (t) => {
  const seconds = [0, 0, 0, 1, 1, 5, 2, 3, 6, 7];
  const crowd = seconds.map((second, id) => ({ id, at: `2024-03-19T09:00:0${second}Z` }));
  const { pull, ids } = await read(t, { people: crowd, sort: (all) => all, hasTotal: true });
  assert.deepEqual(new Set(ids), new Set(crowd.map(({ id }) => id)));
  assert.deepEqual([pull.disorder?.code, pull.highest], ["ORDER_NOT_KEPT", undefined]);
});

test("where the totals add up, nothing more is asked to see that", async (t) => {
  const { pull, asked } = await read(t, { people: people(1, 2, 3, 4, 5), hasTotal: true });
  assert.deepEqual([asked.length, pull.disorder, pull.absence], [2, undefined, "proven"]);
});

test("many records of one instant are read by their own pages", async (t) => {
  const origin = { people: people(1, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5) };
  const { pull, ids } = await read(t, origin);
  assert.deepEqual([ids.length, sorted(ids), pull.disorder], [11, all(origin), undefined]);
});

for (const [what, origin] of [
  ["descending", { people: people(9, 8, 7, 6, 5, 4, 3, 2), sort: (rows) => rows }],
  ["sorted inside its pages only", { people: people(7, 8, 9, 4, 5, 6, 1, 2, 3), sort: (rows) => rows }],
  ["in no order", { people: people(3, 1, 9, 4, 2, 8, 5), sort: (rows) => rows }],
  [
    "given by a filter that is exclusive",
    { people: people(1, 2, 2, 2, 4, 5, 6), filter: (at, from) => at > from },
  ],
  [
    "given by an exclusive filter, one record a cursor",
    { people: people(1, 2, 3, 4, 5, 6, 7), filter: (at, from) => at > from },
  ],
  [
    "given by a filter that rounds up",
    {
      people: [100, 300, 500, 700, 900, 950, 990].map((ms, id) => ({ id, at: `2024-03-19T09:00:00.${ms}Z` })),
      filter: (at, from) => Date.parse(String(at)) >= Math.ceil(Date.parse(from) / 1000) * 1000,
    },
  ],
  [
    "of seconds and milliseconds",
    { people: [1700000000, 1700000001, 1700000002, 1700000003000].map((at, id) => ({ id, at })) },
  ],
  [
    "of dates and numbers",
    {
      people: ["2024-01-01", "2024-01-02", 1700000002, "2024-01-03"].map((at, id) => ({ id, at })),
      sort: (rows) => rows,
    },
  ],
] as readonly [string, Origin][]) {
  test(`of a list ${what} nothing is missing, the token stays, and it is told`, async (t) => {
    const { pull, ids, entries } = await read(t, origin);
    assert.deepEqual(sorted(ids), all(origin));
    assert.deepEqual(
      [pull.disorder?.code, pull.disorder?.exit, pull.fault],
      ["ORDER_NOT_KEPT", 4, undefined],
    );
    assert.deepEqual([pull.highest, pull.absence], [undefined, "unproven"]);
    assert.equal(
      entries.find(({ mark }) => mark !== undefined),
      undefined,
    );
  });
}

test("the same is found where pages are followed", async (t) => {
  const origin: Origin = { people: people(7, 8, 9, 4, 5, 6, 1, 2, 3), sort: (rows) => rows };
  const { pull, ids, asked } = await read(t, origin, { cursor: { seek: false } });
  assert.deepEqual([ids, asked.length], [[1, 2, 3, 4, 5, 6, 7, 8, 9], 3]);
  assert.match(pull.disorder?.message ?? "", /page 2 has "\S+:04Z", the pages before it go up to "\S+:09Z"/);
});

test("one record of the edge that is changed while the list is read is no sign of a wrong filter", async (t) => {
  const origin: Origin = {
    people: people(1, 2, 3, 4, 5, 6),
    before: (count, it) => {
      if (count === 2) it.people = it.people.map((one) => (one.id === 3 ? { id: 3, at: second(50) } : one));
    },
  };
  const { pull, ids } = await read(t, origin);
  assert.deepEqual([pull.disorder, sorted(ids), pull.highest], [undefined, [1, 2, 3, 4, 5, 6], second(50)]);
});

test("a filter that rounds down repeats records, and breaks no promise", async (t) => {
  const origin: Origin = {
    people: people(1, 2, 3, 4, 5, 6, 7, 8),
    filter: (at, from) => String(at).slice(0, 18) >= from.slice(0, 18),
  };
  const { pull, ids } = await read(t, origin);
  assert.deepEqual(
    [pull.disorder, sorted(ids), pull.highest],
    [undefined, [1, 2, 3, 4, 5, 6, 7, 8], second(8)],
  );
});

test("records without a key are never equal, and none of them is taken for another", async (t) => {
  const origin = { people: [1, 2, 2, 2, 3, 4, 5].map((n) => ({ at: second(n) })) };
  const { pull, entries } = await read(t, origin);
  assert.deepEqual([entries.length, pull.disorder], [7, undefined]);
});

test("a record without a cursor, or with a mere text among instants, is given and counted, and no disorder", async (t) => {
  const rows: Person[] = [{ id: 0, at: null }, { id: 8, at: "n/a" }, ...people(1, 2), { id: 9, at: "" }];
  const { pull, ids, events } = await read(
    t,
    { people: rows, sort: (all) => all },
    { cursor: { seek: false } },
  );
  assert.deepEqual([ids, pull.disorder, pull.highest], [[0, 8, 1, 2, 9], undefined, second(2)]);
  const failures = events.filter(
    (one) => one.type === "counted" && one.event === "getting_incremental_token_failure",
  );
  const none = "the record has no cursor";
  assert.deepEqual(
    failures.map((one) => one.type === "counted" && [one.key, one.reason]),
    [
      ["0", none],
      ["8", "its cursor is of another form than those before"],
      ["9", none],
    ],
  );
});

test("the token may be saved only below what the next page begins with", async (t) => {
  const { entries } = await read(t, { people: people(1, 2, 3, 3, 4, 4, 5) }, { cursor: { seek: false } });
  // Asked for at the end, when all is known.
  const marks = entries.map(({ mark }) => mark);
  assert.deepEqual(marks, [second(1), second(2), second(2), second(3), second(3), second(4), second(5)]);
});

test("while the next page is not known, only what the pages before allow may be saved", async (t) => {
  const origin: Origin = { people: people(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  const seen: (Cursor | undefined)[] = [];
  const { system } = await acme(t, answers(origin));
  const signal = new AbortController().signal;
  const cursor: CursorPlan = {
    ...{
      value: expression("record.at"),
      query: template({ from: "${ cursor }" }),
      order: "ascending" as const,
    },
    overlapMs: 0,
    seek: false,
  };
  const pull = startPull({
    ...{
      parameters: {},
      mode: "create",
      incremental: true,
      from: undefined,
      limit: undefined,
      concurrency: 1,
    },
    ...{ system, emit: () => {}, stop: signal, leave: signal, onDown: () => {} },
    plan: {
      ...{
        sessions: [],
        key: expression("id"),
        once: [],
        lookups: [],
        each: [],
        one: undefined,
        cursor,
      },
      list: { ...list(), total: undefined, filter: undefined, limit: undefined },
    },
  });
  for await (const { index, mark } of pull.entries) if (index % SIZE === 0) seen.push(mark);
  // The first entry of a page is given before the page behind it is asked for; the last page has none behind it.
  assert.deepEqual(seen, [undefined, second(3), second(7)]);
});

test("a limited run gets on: what it reads again before its token does not count", async (t) => {
  const origin = { people: people(1, 2, 3, 4, 5, 6, 7, 8) };
  const cursor = { overlapMs: 5000 };
  const first = await read(t, origin, { cursor, limit: 4 });
  assert.deepEqual([first.ids, first.pull.highest, first.pull.isCut], [[1, 2, 3, 4], second(4), true]);
  const next = await read(t, origin, { cursor, limit: 2, from: second(6) });
  assert.deepEqual(
    [next.ids, next.pull.highest, next.pull.complete],
    [[1, 2, 3, 4, 5, 6, 7, 8], second(8), true],
  );
});

test("a limit that leaves nothing over cuts nothing", async (t) => {
  const { pull } = await read(t, { people: people(1, 2, 3) }, { limit: 3 });
  assert.deepEqual([pull.isCut, pull.complete, pull.highest], [false, true, second(3)]);
});

test("a limited run finds a list that is sorted inside its pages only", async (t) => {
  const origin: Origin = { people: people(7, 8, 9, 1, 2, 3), sort: (rows) => rows };
  const { pull } = await read(t, origin, { limit: 2 });
  assert.deepEqual([pull.disorder?.code, pull.highest], ["ORDER_NOT_KEPT", undefined]);
});

test("a list without a declared order moves no token when it is cut", async (t) => {
  const cursor = { order: "none" as const, seek: false };
  const { pull, entries } = await read(
    t,
    { people: people(5, 4, 3, 2), sort: (rows) => rows },
    { cursor, limit: 2 },
  );
  assert.deepEqual([pull.isCut, pull.highest, entries[0]?.mark], [true, undefined, undefined]);
  const whole = await read(t, { people: people(5, 4, 3, 2), sort: (rows) => rows }, { cursor });
  assert.deepEqual([whole.pull.highest, whole.pull.disorder], [second(5), undefined]);
});

for (const [at, first] of [
  [[1, 2, 3], 1],
  [["01ARZ", "01BRZ"], "01ARZ"],
] as readonly [readonly Cursor[], Cursor][]) {
  test(`an overlap cannot be kept with ${JSON.stringify(first)}, and nothing is read`, async (t) => {
    const { pull, entries } = await read(
      t,
      { people: at.map((one, id) => ({ id, at: one })) },
      { cursor: { overlapMs: 60_000 } },
    );
    assert.deepEqual([pull.fault?.code, pull.fault?.exit, entries.length], ["INVALID", 2, 0]);
    assert.match(pull.fault?.message ?? "", new RegExp(`overlap.*${first}`));
  });
}

test("the form of a cursor goes back to the system as it came", async (t) => {
  for (const [from, asked] of [
    ["2024-10-20 10:00:00", "2024-10-20 09:59:00"],
    [1700000060, "1700000000"],
  ] as const) {
    const origin = { people: [{ id: 1, at: from }] };
    const got = await read(t, origin, {
      from,
      cursor: { overlapMs: 60_000, query: template({ from: "${ cursor }" }) },
    });
    assert.equal(new URL(got.asked[0]?.slice(4) ?? "", "http://acme").searchParams.get("from"), asked);
    assert.equal(got.pull.highest, from);
  }
});

test("a record from the future moves no token, and one alone moves it to the clock of the origin", async (t) => {
  const date = new Date().toUTCString();
  const mixed = await read(t, {
    people: [1700000000, 1700000100, 4102444800].map((at, id) => ({ id, at })),
    date,
  });
  assert.equal(mixed.pull.highest, 1700000100);
  const alone = await read(t, { people: [{ id: 1, at: 4102444800 }], date });
  assert.equal(alone.pull.highest, Date.parse(date) / 1000);
});

test("a clock of the origin that is days away is not believed", async (t) => {
  const { pull, events } = await read(t, { people: people(1), date: "Thu, 01 Jan 1970 00:00:00 GMT" });
  assert.ok(Math.abs((pull.clock ?? 0) - Date.now()) < 60_000);
  assert.ok(events.some((one) => one.type === "warning" && one.message.includes("1970-01-01")));
  assert.equal(pull.highest, second(1));
});
