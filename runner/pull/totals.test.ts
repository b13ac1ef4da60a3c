import assert from "node:assert/strict";
import test from "node:test";
import { Totals } from "./totals.js";

/** At which answers there are fewer records than before, and whether anything has changed. */
function noted(answers: readonly (number | undefined)[]) {
  const totals = new Totals();
  const fewer = answers.map((total) => totals.note(total));
  return { fewer, changed: totals.hasChanged, text: `${totals}` };
}

test("a total that falls is noticed, also behind an answer that says none", () => {
  const { fewer, changed, text } = noted([7, undefined, 6, 6]);
  assert.deepEqual([fewer, changed, text], [[false, false, true, false], true, "7, and then 6"]);
});

test("a total that falls to where it began is noticed all the same", () => {
  assert.deepEqual(noted([7, 8, 7]).fewer, [false, false, true]);
});

test("a total that grows has changed, and one that stays has not", () => {
  assert.deepEqual(noted([7, 8]), { fewer: [false, false], changed: true, text: "7, and then 8" });
  assert.equal(noted([7, undefined, 7]).changed, false);
});
