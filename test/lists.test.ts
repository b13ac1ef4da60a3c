/** What can be said of reading lists besides pages: parts, order, tokens of the system, records that are left out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, reading } from "./process/reading.js";

test("a step that makes a list of a record rejects it, and says how children are read", async (t) => {
  const run = await reading(t, {
    pull: {
      list: { get: "/positions", records: "body" },
      each: [{ get: "/positions/${ record.id }/candidates", as: "candidates" }, { record: "candidates" }],
    },
    answer: (asked) =>
      asked === "/positions" ? { body: [{ id: 1 }, { id: 2 }] } : { body: [{ id: 11 }, { id: 12 }] },
  });
  const { exit, result, items, stderr } = await run();
  assert.deepEqual([exit, result.events.read_failure, result.rejects, items], [4, 2, 2, []]);
  assert.match(
    stderr,
    /what the steps of acme make of a record is a list, not a record; several of one, .* `list\.for`/,
  );
});

test("parents that are not there are no list without parents: the run fails, and says what to write", async (t) => {
  let body: unknown = { error: "internal error" };
  const pull = {
    once: [{ get: "/positions", as: "positions", value: "body.positions" }],
    list: { for: { position: "positions" }, get: "/positions/${ position.id }/candidates", records: "body" },
  };
  const run = await reading(t, { pull, answer: () => ({ body }) });
  const missing = await run();
  assert.equal(missing.exit, 3);
  assert.match(missing.stderr, /`for` of a list found nothing for `position`/);
  assert.match(missing.stderr, /write `… \?: \[\]` under `list\.for\.position`/);
  body = { positions: [] };
  assert.equal((await run()).exit, 0);
});

test("a list that gives fewer records than it says it has moves no token, and the run is no success", async (t) => {
  let total = 3;
  const pull = {
    list: { get: "/people", records: "body.people", total: "body.total" },
    cursor: { value: "record.at" },
  };
  const people = [2, 9].map((id) => ({ id, at: `2024-03-19T09:0${id}:00Z` }));
  const pipeline = { incremental: true };
  const run = await reading(t, { pull, pipeline, answer: () => ({ body: { people, total } }) });
  const short = await run();
  assert.deepEqual([short.exit, short.result.reason, short.items.length], [4, "origin_order_not_kept", 2]);
  assert.equal(short.result.incremental_token, null);
  assert.match(short.stderr, /gave 2 records and says that it has 3/);
  total = 2;
  const whole = await run();
  assert.deepEqual([whole.exit, whole.result.incremental_token], [0, "2024-03-19T09:09:00Z"]);
});

/** Positions with candidates, in pages of two; each candidate was changed at a minute. */
const positions: Readonly<Record<string, readonly (readonly [id: string, minute: number])[]>> = {
  a: [
    ["a1", 1],
    ["a2", 5],
    ["a3", 9],
  ],
  b: [],
  c: [
    ["c1", 2],
    ["c2", 3],
  ],
};
const minute = (n: number) => `2024-03-19T09:${String(n).padStart(2, "0")}:00Z`;

function candidatesOf(asked: string): Answer {
  if (asked === "/positions") return { body: Object.keys(positions).map((id) => ({ id })) };
  const [, position = "", query = ""] = /^\/positions\/(\w+)\/candidates\??(.*)$/.exec(asked) ?? [];
  const [page, since] = ["page", "since"].map((name) => new URLSearchParams(query).get(name));
  const all = (positions[position] ?? []).map(([id, at]) => ({ id, at: minute(at) }));
  const left = all.filter(({ at }) => at >= (since ?? ""));
  const from = Number(page ?? 0) * 2;
  return { body: { rows: left.slice(from, from + 2), more: left.length > from + 2, total: left.length } };
}

const children = {
  once: [{ get: "/positions", as: "positions" }],
  list: {
    for: { position: "positions" },
    get: "/positions/${ position.id }/candidates",
    query: { page: "${ page }", since: "${ cursor }" },
    records: "body.rows",
    first: 0,
    next: "body.more ? page + 1",
    total: "body.total",
    may_shift: true,
  },
  each: [{ record: "$merge([record, { 'position': position.id }])" }],
  cursor: { value: "record.at", order: "ascending", query: {} },
};

test("a list is read once for each parent, which the steps of its records see", async (t) => {
  const run = await reading(t, { pull: children, answer: candidatesOf });
  const { exit, result, items, asked } = await run();
  assert.deepEqual(items.map(({ id, position }) => [id, position]).sort(), [
    ["a1", "a"],
    ["a2", "a"],
    ["a3", "a"],
    ["c1", "c"],
    ["c2", "c"],
  ]);
  assert.deepEqual([exit, result.events.read_success, result.duplicates], [0, 5, 0]);
  assert.deepEqual(asked, [
    "/positions",
    "/positions/a/candidates?page=0",
    "/positions/a/candidates?page=1",
    "/positions/b/candidates?page=0",
    "/positions/c/candidates?page=0",
  ]);
});

test("the token of a list in parts moves when all parts were read, and to the highest of all", async (t) => {
  let isBroken = true;
  const run = await reading(t, {
    pull: children,
    pipeline: { incremental: true },
    answer: (asked) =>
      isBroken && asked.startsWith("/positions/c") ? { status: 404, body: {} } : candidatesOf(asked),
  });
  const broken = await run();
  assert.match(broken.stderr, /\(part 3 of the list\)/);
  assert.deepEqual([broken.result.incremental_token, broken.items.length], [null, 3]);
  isBroken = false;
  const whole = await run();
  assert.deepEqual([whole.exit, whole.result.incremental_token, whole.items.length], [0, minute(9), 5]);
  const next = await run();
  assert.deepEqual([next.result.read_from, next.items.map(({ id }) => id)], [minute(9), ["a3"]]);
  assert.equal(next.asked.at(-1), `/positions/c/candidates?page=0&since=${minute(9)}`);
});

test("a limit inside a list in parts moves no token", async (t) => {
  const run = await reading(t, { pull: children, pipeline: { incremental: true }, answer: candidatesOf });
  for (const limit of ["2", "3", "4"]) {
    const { result, items, stderr } = await run("--limit", limit);
    assert.deepEqual([result.incremental_token, items.length], [null, Number(limit)]);
    assert.match(stderr, /the token stays/);
  }
});

test("a list of two names is read for each pair, and the second may be of the first", async (t) => {
  const run = await reading(t, {
    pull: {
      list: {
        for: {
          region: "[{ 'name': 'north', 'years': [1, 2] }, { 'name': 'south', 'years': [2] }]",
          year: "region.years",
        },
        get: "/${ region.name }/${ year }",
        records: "body",
        filter: "year = $year and $contains(id, $region.name)",
      },
      each: [{ record: "$merge([record, { 'from': region.name & year }])" }],
    },
    answer: (asked) => ({ body: [1, 2].map((year) => ({ id: `${asked}-${year}`, year })) }),
  });
  const { items } = await run();
  assert.deepEqual(
    items.map(({ id, from }) => [id, from]),
    [
      ["/north/1-1", "north1"],
      ["/north/2-2", "north2"],
      ["/south/2-2", "south2"],
    ],
  );
});

test("a record of a part that failed is replayed with the element that it was read for", async (t) => {
  let isBroken = true;
  const run = await reading(t, {
    pull: {
      ...children,
      each: [
        { get: "/details/${ position.id }/${ record.id }", as: "detail" },
        { record: "$merge([record, detail])" },
      ],
    },
    answer: (asked) => {
      if (!asked.startsWith("/details")) return candidatesOf(asked);
      if (isBroken && asked.endsWith("c1")) return { status: 404, body: {} };
      return { body: { detail: asked } };
    },
  });
  const first = await run();
  assert.deepEqual([first.exit, first.result.rejects_open], [4, 1]);
  isBroken = false;
  const { items, result } = await run.replay();
  assert.deepEqual(items, [{ id: "c1", at: minute(2), detail: "/details/c/c1" }]);
  assert.equal(result.rejects_open, 0);
});

test("records of parts that are numbered and not timed move no token, and it is told why", async (t) => {
  const run = await reading(t, {
    pull: {
      list: {
        for: { side: "['l', 'r']" },
        get: "/${ side }",
        query: { since: "${ cursor }" },
        records: "body",
      },
      cursor: { value: "record.number", query: {} },
    },
    pipeline: { incremental: true },
    answer: (asked) => ({ body: [{ id: asked, number: 7 }] }),
  });
  const { exit, result, items, stderr } = await run();
  assert.deepEqual([exit, result.incremental_token, items.length], [4, null, 2]);
  assert.match(stderr, /is read in parts, and 7, a cursor of it, is a number, which means no instant/);
});

test("a list without a request reads what is known already: each person of an event", async (t) => {
  const parameters = {
    properties: { people: { type: "array", items: { type: "object" }, description: "P" } },
  };
  const run = await reading(t, {
    pull: { parameters, list: { records: "parameters.people" } },
    action: { event: '{ "people": people }' },
    answer: () => ({ body: {} }),
  });
  const { exit, items, asked } = await run.event({ people: [{ id: 1 }, { id: 2 }] });
  assert.deepEqual([exit, items, asked], [0, [{ id: 1 }, { id: 2 }], []]);
  const without = await run();
  assert.equal(without.exit, 3);
  assert.match(without.stderr, /`records` of the list of acme gives nothing/);
});

const people = [
  { id: 1, made: minute(1), at: minute(1) },
  { id: 2, made: minute(1), at: minute(2) },
  { id: 3, made: minute(3), at: minute(3) },
  { id: 4, made: minute(2), at: minute(4) },
];

test("what a filter and `drop` leave out is counted, is no record of the run, and holds no token", async (t) => {
  const run = await reading(t, {
    pull: {
      list: {
        get: "/people",
        query: { since: "${ cursor }" },
        records: "body",
        filter: "$mode != 'create' or made = at",
      },
      each: [
        { get: "/states/${ record.id }", as: "state" },
        { drop: "Merged.", if: "state.merged" },
      ],
      cursor: { value: "record.at", order: "ascending", query: {} },
    },
    pipeline: { incremental: true },
    answer: (asked) => {
      if (asked.startsWith("/states")) return { body: { merged: asked.endsWith("3") } };
      const since = new URLSearchParams(asked.split("?")[1]).get("since") ?? "";
      return { body: people.filter(({ at }) => at >= since) };
    },
  });
  const { exit, result, items, stderr } = await run();
  assert.deepEqual([exit, result.dropped, result.events.read_success, items.length], [0, 3, 1, 1]);
  assert.equal(result.incremental_token, minute(4));
  assert.match(stderr, /left out {7}3 \(by the manifest/);
  const cut = await run("--limit", "1", "--no-incremental");
  assert.deepEqual([cut.result.dropped, cut.items.length], [0, 1]);
});

test("a mode reads another list, with other parameters, that must be given or have other defaults", async (t) => {
  const text = (description: string) => ({ type: "string", description });
  const pull = {
    parameters: { required: ["team"], properties: { team: text("Team"), state: text("State") } },
    list: { get: "/teams/${ parameters.team }", query: { state: "${ parameters.state }" }, records: "body" },
    modes: {
      archive: {
        parameters: ["state"],
        required: [],
        defaults: { state: "gone" },
        list: { get: "/people", query: { state: "${ parameters.state }" }, records: "body" },
      },
    },
  };
  const answer = () => ({ body: [{ id: 1 }] });
  const create = await reading(t, { pull, answer, pipeline: { pull_parameters: { team: "a" } } });
  assert.deepEqual((await create()).asked, ["/teams/a"]);
  const archive = await reading(t, { pull, answer, action: { mode: "archive" } });
  assert.deepEqual((await archive()).asked, ["/people?state=gone"]);
  await assert.rejects(archive("--set", "pull_parameters.team=a"), /unknown key `team` in `pull_parameters`/);
  const without = await reading(t, { pull, answer });
  await assert.rejects(without(), /`team` is missing/);
});

test("what the modes share sees a parameter that is closed in one of them with its default there", async (t) => {
  const one = (description: string) => ({ type: "string", description });
  const pull = {
    parameters: {
      properties: {
        team: one("Team"),
        state: { ...one("State"), default: "any" },
        width: { ...one("Width"), default: "2" },
      },
    },
    list: {
      get: "/people",
      query: { team: "${ parameters.team }", state: "${ parameters.state }", width: "${ parameters.width }" },
      records: "body",
    },
    modes: { archive: { parameters: ["team"], defaults: { state: "gone" } } },
  };
  const answer = () => ({ body: [{ id: 1 }] });
  const archive = await reading(t, { pull, answer, action: { mode: "archive" } });
  assert.deepEqual((await archive()).asked, ["/people?state=gone&width=2"]);
  await assert.rejects(
    archive("--set", "pull_parameters.width=3"),
    /unknown key `width` in `pull_parameters`/,
  );
});

test("a mode reads by a cursor of its own", async (t) => {
  const pull = {
    list: { get: "/people", query: { since: "${ cursor }" }, records: "body" },
    cursor: { value: "record.changed" },
    modes: { create: { cursor: { value: "record.added" } } },
  };
  const answer = () => ({ body: [{ id: 1, added: minute(1), changed: minute(5) }] });
  for (const [mode, token] of [
    ["create", minute(1)],
    ["archive", minute(5)],
  ] as const) {
    const run = await reading(t, { pull, answer, action: { mode } });
    assert.deepEqual((await run("--incremental")).asked, ["/people"]);
    assert.deepEqual((await run("--incremental")).asked, [`/people?since=${token}`]);
  }
});
