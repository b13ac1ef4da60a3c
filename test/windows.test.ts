/** Lists that are read in windows: the parts of the span between the token, or a declared start, and now. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, reading } from "./process/reading.js";

/** The people of a system that refuses a span of more than 400 days, by the day on which they were changed. */
const people: readonly (readonly [id: string, day: string])[] = [
  ["a", "2020-02-01"],
  ["b", "2020-12-31"],
  ["c", "2021-01-05"],
  ["d", "2022-06-01"],
  ["e", "2022-06-01"],
  ["f", "2024-03-19"],
];
const DAY = 24 * 60 * 60 * 1000;

interface Asked {
  readonly from: string;
  readonly to: string;
}

function spanOf(asked: string): Asked {
  const { from = "", to = "" } = Object.fromEntries(new URL(asked, "http://acme.invalid").searchParams);
  return { from, to };
}

function changedIn(asked: string): Answer {
  const { from, to } = spanOf(asked);
  if (Date.parse(to) - Date.parse(from) > 400 * DAY) return { status: 422, body: {} };
  const inside = people.filter(([, day]) => at(day) >= from && at(day) < to);
  return { body: inside.map(([id, day]) => ({ id, at: at(day) })) };
}

const at = (day: string) => `${day}T00:00:00.000Z`;

const pull = {
  list: {
    window: "400d",
    get: "/people",
    query: { from: "${ window.from }", to: "${ window.to }" },
    records: "body",
  },
  cursor: { value: "record.at", start: at("2020-01-01") },
};

test("a span is read window by window, from the declared start to now, each beginning where the one before ends", async (t) => {
  const run = await reading(t, { pull, answer: changedIn });
  const before = Date.now();
  const { exit, result, items, asked } = await run();
  assert.deepEqual(
    items.map(({ id }) => id),
    ["a", "b", "c", "d", "e", "f"],
  );
  assert.deepEqual([exit, result.events.read_success, result.duplicates], [0, 6, 0]);
  const spans = asked.map(spanOf);
  assert.deepEqual(spans.slice(0, 2), [
    { from: "2020-01-01T00:00:00.000Z", to: "2021-02-04T00:00:00.000Z" },
    { from: "2021-02-04T00:00:00.000Z", to: "2022-03-11T00:00:00.000Z" },
  ]);
  for (const [index, { to }] of spans.entries()) assert.equal(spans[index + 1]?.from ?? to, to);
  assert.ok(Date.parse(spans.at(-1)?.to ?? "") >= before);
});

test("a run from the token on reads the windows behind it, and the token is the highest cursor of all", async (t) => {
  const run = await reading(t, { pull, pipeline: { incremental: true }, answer: changedIn });
  assert.equal((await run()).result.incremental_token, at("2024-03-19"));
  const { items, asked } = await run();
  assert.deepEqual(
    items.map(({ id }) => id),
    ["f"],
  );
  assert.equal(asked.map(spanOf)[0]?.from, at("2024-03-19"));
});

test("the token moves over windows that were read to their end, and the next run goes on behind them", async (t) => {
  let isBroken = true;
  const run = await reading(t, {
    pull,
    pipeline: { incremental: true },
    answer: (asked) =>
      isBroken && spanOf(asked).from > at("2022-03-11") ? { status: 404, body: {} } : changedIn(asked),
  });
  const broken = await run();
  assert.deepEqual([broken.exit, broken.result.incremental_token], [3, at("2022-06-01")]);
  assert.match(broken.stderr, /\(part 4 of the list\)/);
  isBroken = false;
  const { exit, result, items, asked } = await run();
  assert.deepEqual([exit, result.incremental_token], [0, at("2024-03-19")]);
  assert.equal(asked.map(spanOf)[0]?.from, at("2022-06-01"));
  assert.deepEqual(
    items.map(({ id }) => id),
    ["d", "e", "f"],
  );
});

test("a window that cannot be read to its last page holds the token before it", async (t) => {
  const run = await reading(t, {
    pull: {
      ...pull,
      list: {
        ...pull.list,
        query: { ...pull.list.query, page: "${ page }" },
        records: "body.rows",
        first: 1,
        next: "body.more ? page + 1",
        may_shift: true,
      },
    },
    pipeline: { incremental: true },
    answer: (asked) => {
      const { status, body } = changedIn(asked);
      const page = Number(new URL(asked, "http://acme.invalid").searchParams.get("page"));
      const rows = (body as unknown[]).slice(page - 1, page);
      if (rows.some((row) => (row as { id: string }).id === "e")) return { status: 404, body: {} };
      return { ...(status ? { status } : {}), body: { rows, more: (body as unknown[]).length > page } };
    },
  });
  const { exit, result, items } = await run();
  assert.deepEqual(
    items.map(({ id }) => id),
    ["a", "b", "c", "d"],
  );
  assert.deepEqual([exit, result.incremental_token], [3, at("2021-01-05")]);
});

test("windows of children stand around their parents: a window is over when it was read for all of them", async (t) => {
  const run = await reading(t, {
    pull: {
      ...pull,
      list: { ...pull.list, for: { team: "['x', 'y']" }, get: "/${ team }" },
      each: [{ record: "$merge([record, { 'team': team, 'since': window.from }])" }],
    },
    pipeline: { incremental: true },
    answer: (asked) => {
      if (asked.startsWith("/y") && spanOf(asked).from === at("2021-02-04")) return { status: 404, body: {} };
      const { body } = changedIn(asked);
      return { body: (body as { id: string }[]).filter(({ id }) => id > "b" === asked.startsWith("/y")) };
    },
  });
  const { exit, result, items, asked } = await run();
  assert.deepEqual(
    asked.slice(0, 4).map((one) => `${one.slice(1, 2)} ${spanOf(one).from.slice(0, 10)}`),
    ["x 2020-01-01", "y 2020-01-01", "x 2021-02-04", "y 2021-02-04"],
  );
  assert.deepEqual(
    items.map(({ id, team, since }) => [id, team, since]),
    [
      ["a", "x", at("2020-01-01")],
      ["b", "x", at("2020-01-01")],
      ["c", "y", at("2020-01-01")],
    ],
  );
  assert.deepEqual([exit, result.incremental_token], [3, at("2021-01-05")]);
});

test("records outside their window are told, and hold the token", async (t) => {
  const run = await reading(t, {
    pull,
    pipeline: { incremental: true },
    answer: () => ({ body: people.map(([id, day]) => ({ id, at: at(day) })) }),
  });
  const { exit, result, stderr } = await run();
  assert.deepEqual([exit, result.incremental_token, result.reason], [4, null, "origin_order_not_kept"]);
  assert.match(
    stderr,
    /gives "2022-06-01T00:00:00.000Z" in its window from "2020-01-01T00:00:00.000Z" to "2021-02-04T00:00:00.000Z"/,
  );
  const whole = await run("--no-incremental");
  assert.equal(whole.exit, 4);
});

test("bounds have the form of the start, and a record may be as far outside as the overlap", async (t) => {
  const run = (overlap: object) =>
    reading(t, {
      pull: { list: pull.list, cursor: { ...pull.cursor, start: "2020-01-01", ...overlap } },
      // Its days end two hours late.
      answer: (asked) =>
        spanOf(asked).from === "2020-01-01"
          ? { body: [{ id: 1, at: "2019-12-31T22:00:00.000Z" }] }
          : { body: [] },
    });
  const strict = await (await run({}))();
  assert.deepEqual(spanOf(strict.asked[0] ?? ""), { from: "2020-01-01", to: "2021-02-04" });
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  assert.equal(spanOf(strict.asked.at(-1) ?? "").to, tomorrow);
  assert.equal(strict.exit, 4);
  assert.equal((await (await run({ overlap: "1d" }))()).exit, 0);
});

test("a start that is no instant, or too far away for its windows, ends the run before the list is asked", async (t) => {
  const since = (value: unknown) => ({ pipeline: { pull_parameters: { since: value } } });
  const given = {
    pull: {
      parameters: { properties: { since: { type: ["string", "null"], default: null, description: "S" } } },
      list: { ...pull.list, window: "1m" },
      cursor: { ...pull.cursor, start: "${ parameters.since }" },
    },
    answer: changedIn,
  };
  for (const [value, told] of [
    [null, /`cursor.start` of acme gives nothing/],
    ["yesterday", /`cursor.start` of acme gives "yesterday", a text, which means no instant/],
    ["2020-01-01", /there are \d+ windows of `1m` between 2020-01-01T00:00:00.000Z and now/],
  ] as const) {
    const { exit, stderr, asked } = await (await reading(t, { ...given, ...since(value) }))();
    assert.deepEqual([exit, asked], [2, []]);
    assert.match(stderr, told);
  }
});
