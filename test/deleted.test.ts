/** A second list that names what was deleted: what a flow that archives reads, and what proves that something is gone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, type Reading, reading } from "./process/reading.js";

const day = (n: number) => `2024-03-${String(n).padStart(2, "0")}T09:00:00Z`;

/** People who are there, and people who were deleted on a day each. */
interface System {
  there: readonly number[];
  deleted: readonly (readonly [id: number, day: number])[];
  /** Which of the two lists cannot be read. */
  broken?: "there" | "deleted" | undefined;
}

function answering(system: System): Reading["answer"] {
  return (asked): Answer => {
    const [path = "", query = ""] = asked.split("?");
    if (path !== "/people" && path !== "/people/deleted") return { status: 404, body: {} };
    const isDeleted = path === "/people/deleted";
    if (system.broken === (isDeleted ? "deleted" : "there")) return { status: 404, body: {} };
    const { since = "", page = "1" } = Object.fromEntries(new URLSearchParams(query));
    const all = isDeleted
      ? system.deleted
          .filter(([, at]) => day(at) >= since)
          .map(([id, at]) => ({ person: { number: String(id) }, gone: day(at) }))
      : system.there.map((id) => ({ id, name: `Person ${id}` }));
    const from = (Number(page) - 1) * 2;
    return { body: { rows: all.slice(from, from + 2), more: all.length > from + 2 } };
  };
}

const paged = { query: { page: "${ page }" }, records: "body.rows", first: 1, next: "body.more ? page + 1" };
const pull = {
  list: {
    get: "/people",
    ...paged,
    may_shift: true,
    deleted: {
      get: "/people/deleted",
      ...paged,
      may_shift: true,
      key: "person.number",
      cursor: { value: "record.gone", query: { since: "${ cursor }" } },
    },
  },
};
const archive = { action: { mode: "archive" }, pull };

test("a flow that archives reads the list of what was deleted, and its format sees the key where a record has it", async (t) => {
  const system: System = {
    there: [3, 4, 5],
    deleted: [
      [1, 1],
      [2, 2],
      [6, 3],
    ],
  };
  const run = await reading(t, { ...archive, answer: answering(system) });
  const { exit, result, items, asked } = await run();
  assert.deepEqual(items, [{ id: "1" }, { id: "2" }, { id: "6" }]);
  assert.deepEqual([exit, result.events.read_success, result.events.write_success], [0, 3, 3]);
  assert.deepEqual(asked, [
    "/people/deleted?page=1",
    "/people/deleted?page=2",
    "/people?page=1",
    "/people?page=2",
  ]);
});

test("it has a token of its own, and where nothing was deleted the other list is not asked", async (t) => {
  const system: System = {
    there: [3],
    deleted: [
      [1, 1],
      [2, 2],
    ],
  };
  const run = await reading(t, { ...archive, pipeline: { incremental: true }, answer: answering(system) });
  assert.equal((await run()).result.incremental_token, day(2));
  system.deleted = [...system.deleted, [3, 5]];
  system.there = [];
  const { items, result, asked } = await run();
  assert.deepEqual([items, result.incremental_token], [[{ id: "2" }, { id: "3" }], day(5)]);
  assert.equal(asked[0], `/people/deleted?page=1&since=${day(2)}`);
  system.deleted = [];
  const idle = await run();
  assert.deepEqual([idle.exit, idle.asked.length, idle.items], [0, 1, []]);
});

test("a key that the first list still gives is not archived: it is a reject, which a replay looks up anew", async (t) => {
  const system: System = {
    there: [1, 2, 3],
    deleted: [
      [2, 1],
      [9, 2],
    ],
  };
  const run = await reading(t, { ...archive, pipeline: { incremental: true }, answer: answering(system) });
  const { exit, result, items, stderr } = await run();
  assert.deepEqual(
    [exit, items, result.rejects_open, result.incremental_token],
    [4, [{ id: "9" }], 1, day(2)],
  );
  assert.match(stderr, /2 is not archived: acme names it among what was deleted, and lists it still/);
  const again = await run.replay();
  assert.deepEqual([again.items, again.result.rejects_open], [[], 1]);
  system.there = [1, 3];
  const gone = await run.replay();
  assert.deepEqual([gone.items, gone.result.rejects_open], [[{ id: "2" }], 0]);
});

for (const broken of ["there", "deleted"] as const)
  test(`where the list of what ${broken === "there" ? "is there" : "was deleted"} cannot be read, nothing is archived and the token stays`, async (t) => {
    const system: System = { there: [3], deleted: [[1, 1]], broken };
    const run = await reading(t, { ...archive, pipeline: { incremental: true }, answer: answering(system) });
    const failed = await run();
    assert.deepEqual([failed.exit, failed.items, failed.result.incremental_token], [3, [], null]);
    system.broken = undefined;
    const { exit, items, result } = await run();
    assert.deepEqual([exit, items, result.incremental_token], [0, [{ id: "1" }], day(1)]);
  });

test("a list of what was deleted that is cut moves its token no further than what was archived", async (t) => {
  const system: System = {
    there: [],
    deleted: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  };
  const run = await reading(t, { ...archive, pipeline: { incremental: true }, answer: answering(system) });
  const { items, result } = await run("--limit", "2");
  assert.deepEqual([items.length, result.incremental_token], [2, null]);
});

/** A target that archives behind the last item what the run did not list, by what its own list has. */
const mirror = {
  once: [{ get: "/board", as: "board" }],
  after: [
    {
      for: { gone: "($kept := keys; [board.ids[$not($ in $kept)]])" },
      post: "/archived",
      json: { id: "${ gone }" },
    },
  ],
};

test("a record that is named as deleted need not be missing in two runs", async (t) => {
  for (const isNamed of [false, true]) {
    const system: System = { there: [1, 2, 3, 4, 5], deleted: [] };
    const list = isNamed ? pull.list : { ...pull.list, deleted: undefined };
    const run = await reading(t, {
      pull: { list },
      push: { ...mirror, once: [{ let: { board: "{ 'ids': ['1', '2', '3', '4', '5'] }" } }] },
      answer: answering(system),
    });
    await run();
    [system.there, system.deleted] = [
      [1, 2, 4, 5],
      [
        [3, 1],
        [4, 1],
      ],
    ];
    const { exit, result, stderr } = await run();
    assert.deepEqual([exit, result.archived], [0, isNamed ? 1 : 0]);
    assert.equal(
      /names 1 of its records among what was deleted and lists them still \(4\)/.test(stderr),
      isNamed,
    );
  }
});

test("a list of what was deleted that cannot be read proves nothing, and is told", async (t) => {
  const system: System = { there: [1, 2, 3, 4, 5], deleted: [] };
  const run = await reading(t, {
    pull,
    push: { ...mirror, once: [{ let: { board: "{ 'ids': ['1', '2', '3', '4', '5'] }" } }] },
    answer: answering(system),
  });
  await run();
  [system.there, system.deleted, system.broken] = [[1, 2, 4, 5], [[3, 1]], "deleted"];
  const { exit, result, stderr } = await run();
  assert.deepEqual([exit, result.archived], [0, 0]);
  assert.match(
    stderr,
    /the list of what was deleted could not be read, so what is missing has to be missing in two/,
  );
});
