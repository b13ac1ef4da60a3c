import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compareCursors } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import { type Origin, type Person, read, SIZE } from "./people.test.support.js";

const at = (second: number) => new Date(Date.UTC(2024, 2, 19, 9) + second * 500).toISOString();
const unit = (text: unknown, round: (value: number) => number) => round(Date.parse(String(text)) / 2000);

const filters: Readonly<Record<string, NonNullable<Origin["filter"]>>> = {
  inclusive: (one, from) => String(one) >= from,
  exclusive: (one, from) => String(one) > from,
  "rounds up": (one, from) => Date.parse(String(one)) / 2000 >= unit(from, Math.ceil),
  "rounds down": (one, from) => Date.parse(String(one)) / 2000 >= unit(from, Math.floor),
};
const sorts: Readonly<Record<string, (people: readonly Person[]) => readonly Person[]>> = {
  ascending: (people) => [...people].sort((a, b) => compareCursors(a.at ?? "", b.at ?? "")),
  descending: (people) => [...people].sort((a, b) => compareCursors(b.at ?? "", a.at ?? "")),
  none: (people) => people,
};

const isSorted = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));

const worlds = fc.record({
  seconds: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 16 }),
  filter: fc.constantFrom(...Object.keys(filters)),
  sort: fc.constantFrom(...Object.keys(sorts)),
  seek: fc.boolean(),
  hasTotal: fc.boolean(),
});

test("whatever an origin does with its list, nothing is missing, or the token stays", async (t) => {
  const runOnce = async ({
    seconds,
    filter,
    sort,
    seek,
    hasTotal,
  }: typeof worlds extends fc.Arbitrary<infer W> ? W : never) => {
    const people = seconds.map((second, id) => ({ id, at: at(second) }));
    // Without a total, a list that is out of order behind its first two pages alone cannot be told from a right one.
    const [start, rest] = [seconds.slice(0, 2 * SIZE), seconds.slice(2 * SIZE)];
    fc.pre(!(seek && !hasTotal && sort === "none" && isSorted(start) && !isSorted([...start, ...rest])));
    const origin: Origin = { people, filter: filters[filter], sort: sorts[sort], hasTotal } as Origin;
    const { pull, ids, live } = await read(t, origin, { cursor: { seek } });
    assert.equal(pull.fault, undefined);
    assert.deepEqual(new Set(ids), new Set(people.map(({ id }) => id)));
    const ordered = people.map((one) => one.at).sort();
    if (pull.disorder) assert.equal(pull.highest, undefined);
    else assert.equal(pull.highest, ordered.at(-1));
    if (sort !== "ascending") return;
    if (filter === "inclusive") assert.equal(pull.disorder, undefined);
    // A token that is saved in mid-run has all that is at or after it still to come, or behind it already.
    for (const [index, mark] of live.entries()) {
      const left = people.filter(({ id }) => !ids.slice(0, index + 1).includes(id));
      assert.ok(left.every((one) => mark === undefined || compareCursors(one.at, mark as Cursor) >= 0));
    }
  };
  await fc.assert(fc.asyncProperty(worlds, runOnce), { numRuns: 60, interruptAfterTimeLimit: 20_000 });
});
