/** Exports that are made on demand: a step asks until they are there, fails when they never will be, and ends with the run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { reading } from "./process/reading.js";

const pull = {
  once: [
    { post: "/exports", json: { kind: "people" }, as: "export" },
    {
      get: "/exports/${ export.id }",
      until: "body.state = 'done'",
      every: "20ms",
      at_most: "5s",
      fail_if: "body.state = 'failed'",
      as: "export",
    },
  ],
  list: { get: "/files/${ export.file }", records: "body" },
};

function exports(states: readonly string[]) {
  const left = [...states];
  return (asked: string) => {
    if (asked === "/exports") return { body: { id: 7 } };
    if (asked.startsWith("/files")) return { body: [{ id: asked }] };
    const state = left.length > 1 ? left.shift() : left[0];
    return { body: { state, file: "f1", message: "no room" } };
  };
}

test("a step asks again until what it asked for is there", async (t) => {
  const run = await reading(t, { pull, answer: exports(["new", "busy", "done"]) });
  const began = performance.now();
  const { exit, items, asked } = await run();
  assert.deepEqual([exit, items], [0, [{ id: "/files/f1" }]]);
  assert.deepEqual(asked, ["/exports", "/exports/7", "/exports/7", "/exports/7", "/files/f1"]);
  assert.ok(performance.now() - began >= 40);
});

test("what will never be there fails at once, with what the system says", async (t) => {
  const run = await reading(t, { pull, answer: exports(["busy", "failed"]) });
  const { exit, items, asked, stderr } = await run();
  assert.deepEqual([exit, items, asked.length], [3, [], 3]);
  assert.match(stderr, /acme/);
});

test("what is not there in time fails, and says how often it was asked for", async (t) => {
  const [order, wait] = pull.once;
  const impatient = { ...pull, once: [order, { ...wait, every: "30ms", at_most: "100ms" }] };
  const run = await reading(t, { pull: impatient, answer: exports(["busy"]) });
  const { exit, asked, stderr } = await run();
  assert.equal(exit, 3);
  assert.ok(asked.length >= 3 && asked.length <= 5, String(asked));
  assert.match(stderr, /was not ready within 100ms \(asked \d times\)/);
});
