/** How far incremental runs come on lists that are not in ascending order, and with tokens that the system hands out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, reading } from "./process/reading.js";

const minute = (n: number) => `2024-03-19T09:${String(n).padStart(2, "0")}:00Z`;

/** Pages of two, in the order of the numbers; each was changed at the minute of its number. */
function paged(asked: string, numbers: readonly number[]): Answer {
  const page = Number(new URLSearchParams(asked.split("?")[1]).get("page") ?? 0);
  const rows = numbers.slice(page * 2, page * 2 + 2).map((id) => ({ id, at: minute(id) }));
  return { body: { rows, more: numbers.length > page * 2 + 2, total: numbers.length } };
}

const newestFirst = {
  list: {
    get: "/people",
    query: { page: "${ page }" },
    records: "body.rows",
    first: 0,
    next: "body.more ? page + 1",
    total: "body.total",
    may_shift: true,
  },
  cursor: { value: "record.at", order: "descending" },
};
const incremental = { incremental: true };

test("a descending list is left at the first record that is older than the token", async (t) => {
  let numbers = [9, 8, 6, 5, 4, 3, 2, 1];
  const run = await reading(t, {
    pull: newestFirst,
    pipeline: incremental,
    answer: (asked) => paged(asked, numbers),
  });
  const first = await run();
  assert.deepEqual([first.exit, first.items.length, first.result.incremental_token], [0, 8, minute(9)]);
  numbers = [12, 11, 10, ...numbers];
  const next = await run();
  assert.deepEqual(
    [next.exit, next.items.map(({ id }) => id), next.result.incremental_token],
    [0, [12, 11, 10, 9], minute(12)],
  );
  assert.deepEqual(next.asked, ["/people?page=0", "/people?page=1", "/people?page=2"]);
  assert.doesNotMatch(next.stderr, /the origin says that it has/);
  const third = await run();
  // The first page alone shows nothing of how the pages are ordered.
  assert.deepEqual(third.asked, ["/people?page=0", "/people?page=1"]);
  assert.deepEqual([third.items.map(({ id }) => id), third.result.incremental_token], [[12], minute(12)]);
});

test("a descending list that was cut by a limit moves no token", async (t) => {
  const run = await reading(t, {
    pull: newestFirst,
    pipeline: incremental,
    answer: (asked) => paged(asked, [5, 4, 3, 2, 1]),
  });
  const { result, stderr } = await run("--limit", "3");
  assert.equal(result.incremental_token, null);
  assert.match(stderr, /a limit ended a list that is not in ascending order: the token stays/);
});

for (const [what, numbers, says] of [
  [
    "inside its pages",
    [12, 2, 11, 10, 9, 1],
    /inside page 1, .*:12:00Z" comes after|inside page 2|page 2 has/,
  ],
  ["from page to page", [3, 2, 12, 11, 10, 9], /page 2 has ".*:12:00Z", the pages before it go down to/],
  ["as a whole", [1, 2, 9, 10, 11, 12], /inside page 1, ".*:02:00Z" comes after ".*:01:00Z"/],
] as const)
  test(`a list that is not descending ${what} is read whole, the token stays, and it is told`, async (t) => {
    let all: readonly number[] = [8, 7, 6, 5, 4];
    const run = await reading(t, {
      pull: newestFirst,
      pipeline: incremental,
      answer: (asked) => paged(asked, all),
    });
    await run();
    all = numbers;
    const { exit, items, result, stderr } = await run();
    assert.deepEqual([exit, result.incremental_token], [4, minute(8)]);
    assert.deepEqual(new Set(items.map(({ id }) => id)), new Set(numbers));
    assert.match(stderr, /is not in descending order: /);
    assert.match(stderr, says);
  });

test("a list without an order is read whole by a filter, and its token is the highest when all came", async (t) => {
  let numbers = [5, 9, 1, 7];
  const pull = {
    list: { ...newestFirst.list, filter: "$not($exists($cursor)) or at >= $cursor" },
    cursor: { value: "record.at" },
  };
  const run = await reading(t, { pull, pipeline: incremental, answer: (asked) => paged(asked, numbers) });
  const first = await run();
  assert.deepEqual([first.items.length, first.result.incremental_token], [4, minute(9)]);
  numbers = [5, 11, 9, 10, 7];
  const { items, result } = await run();
  assert.deepEqual(
    [items.map(({ id }) => id), result.dropped, result.incremental_token],
    [[11, 9, 10], 2, minute(11)],
  );
});

/** A system with delta links: the last page has the address that gives what changed since. */
const delta = {
  list: {
    get: "${ cursor ?? '/people/delta' }",
    records: "body.value",
    next: "body.next",
  },
  cursor: { token: "body.delta", expired: "status = 410" },
};
const HOST = "https://api.acme.example";

test("a token that the system hands out is stored at the end of the list, and leads to what changed", async (t) => {
  let isBroken = true;
  const run = await reading(t, {
    pull: delta,
    pipeline: incremental,
    answer: (asked) => {
      if (asked === "/people/delta") return { body: { value: [{ id: 1 }], next: "/people/2" } };
      if (asked === "/people/2" && isBroken) return { status: 404, body: {} };
      if (asked === "/people/2") return { body: { value: [{ id: 2 }], delta: `${HOST}/people/since?t=zz` } };
      if (asked === "/people/since?t=zz")
        return { body: { value: [{ id: 2 }], delta: `${HOST}/people/since?t=aa` } };
      return { body: { value: [], delta: `${HOST}/people/since?t=bb` } };
    },
  });
  const broken = await run();
  assert.deepEqual([broken.items.length, broken.result.incremental_token], [1, null]);
  isBroken = false;
  const whole = await run();
  assert.deepEqual([whole.exit, whole.items.length], [0, 2]);
  assert.equal(whole.result.incremental_token, `${HOST}/people/since?t=zz`);
  // A later token may well be lower as a text.
  const next = await run();
  assert.deepEqual([next.items, next.result.incremental_token], [[{ id: 2 }], `${HOST}/people/since?t=aa`]);
  const last = await run();
  assert.deepEqual([last.asked, last.items], [["/people/since?t=aa"], []]);
  assert.equal(last.result.incremental_token, `${HOST}/people/since?t=bb`);
});

test("a token stays while a record is not settled, and where the list gives none", async (t) => {
  let gives: object = { delta: `${HOST}/people/since?t=1` };
  const run = await reading(t, {
    pull: delta,
    pipeline: incremental,
    answer: () => ({ body: { value: [{ id: 1 }, { id: 2 }], ...gives } }),
  });
  const cut = await run("--limit", "1");
  assert.equal(cut.result.incremental_token, null);
  const whole = await run();
  assert.equal(whole.result.incremental_token, `${HOST}/people/since?t=1`);
  gives = {};
  const without = await run();
  assert.deepEqual(
    [without.exit, without.items.length, without.result.incremental_token],
    [4, 2, `${HOST}/people/since?t=1`],
  );
  assert.match(without.stderr, /no answer of acme held a token for the next run/);
  gives = { delta: { link: `${HOST}/people/since?t=2` } };
  const odd = await run();
  assert.deepEqual([odd.exit, odd.result.incremental_token], [4, `${HOST}/people/since?t=1`]);
  assert.match(
    odd.stderr,
    /what an answer of acme held as the token for the next run is an object, and not a text or a number/,
  );
});

test("a token that is too old begins anew, and says so", async (t) => {
  let isOld = false;
  const run = await reading(t, {
    pull: delta,
    pipeline: incremental,
    answer: (asked) => {
      if (asked !== "/people/delta") return isOld ? { status: 410, body: { error: "resync" } } : { body: {} };
      return { body: { value: [{ id: 1 }, { id: 2 }], delta: `${HOST}/people/since?t=${isOld ? 2 : 1}` } };
    },
  });
  await run();
  isOld = true;
  const { exit, result, items, stderr, asked } = await run();
  assert.deepEqual([exit, items.length, result.incremental_token], [0, 2, `${HOST}/people/since?t=2`]);
  assert.deepEqual(asked, ["/people/since?t=1", "/people/delta"]);
  assert.match(
    stderr,
    /acme does not take the token of the last run any more \(status 410\): everything is read again/,
  );
});
