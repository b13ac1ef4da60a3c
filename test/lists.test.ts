/** What can be said of reading lists besides pages: parts, order, tokens of the system, records that are left out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { reading } from "./process/reading.js";

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
