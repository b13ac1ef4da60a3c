import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveGuard, dropFault, rejectGuard } from "./guards.js";

/** What the guard says at the end of each of so many records, of which every `nth` is rejected. */
function watched(maxRejects: number, records: number, nth: number) {
  const { watch } = rejectGuard(maxRejects);
  return Array.from({ length: records }, (_, at) =>
    watch((at + 1) % nth === 0 ? "write_failure" : "write_success"),
  );
}

test("a run of which everything is rejected is stopped at the hundredth record, and told once", () => {
  const told = watched(50, 300, 1);
  assert.equal(told[98], undefined);
  assert.equal(told[99]?.code, "TOO_MANY_REJECTS");
  assert.equal(told[99]?.exit, 6);
  assert.equal(told[99]?.message, "100 of 100 records were rejected, more than 50 %: the run was stopped");
  assert.match(String(told[99]?.hint), /replay them.*--max-rejects 100/);
  assert.equal(told.filter(Boolean).length, 1);
});

test("half of the records may be rejected, and with 100 all of them", () => {
  assert.deepEqual(watched(50, 1000, 2).filter(Boolean), []);
  assert.deepEqual(watched(100, 1000, 1).filter(Boolean), []);
  assert.equal(watched(49, 1000, 2).filter(Boolean).length, 1);
});

test("with 0 the first reject among a hundred records stops the run", () => {
  const { watch } = rejectGuard(0);
  const told = Array.from({ length: 100 }, (_, at) => watch(at === 40 ? "format_failure" : "write_success"));
  assert.equal(told.filter(Boolean).length, 1);
});

test("a run of which all of at least five records are rejected ends with a guard's fault, one of four does not", () => {
  const judged = (count: number, maxRejects = 50) => {
    const { watch, verdict } = rejectGuard(maxRejects);
    for (let n = 0; n < count; n += 1) watch("write_failure");
    return verdict();
  };
  assert.equal(judged(4), undefined);
  assert.equal(judged(5)?.message, "all 5 records were rejected: the token stays where it was");
  assert.equal(judged(5)?.exit, 6);
  assert.equal(judged(5, 100), undefined);
  const { watch, verdict } = rejectGuard(50);
  for (let n = 0; n < 9; n += 1) watch("write_failure");
  watch("logics_discard");
  assert.equal(verdict(), undefined);
});

test("more than half of what a target has is not archived, less than ten items are", () => {
  const guarded = (count: number, maxDrop = 50) => {
    try {
      archiveGuard(20, maxDrop)(count);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  assert.deepEqual(
    [guarded(9), guarded(20), guarded(21), guarded(500, 100)],
    [undefined, undefined, "TOO_FEW_RECORDS", undefined],
  );
});

for (const [records, before, maxDrop, code] of [
  [0, undefined, 50, "TOO_FEW_RECORDS"],
  [0, 0, 50, undefined],
  [0, 120, 50, "TOO_FEW_RECORDS"],
  [12, 120, 50, "TOO_FEW_RECORDS"],
  [59, 120, 50, "TOO_FEW_RECORDS"],
  [60, 120, 50, undefined],
  [130, 120, 50, undefined],
  [5, undefined, 50, undefined],
  [1, 9, 50, undefined],
  [0, 120, 100, undefined],
  [100, 120, 0, "TOO_FEW_RECORDS"],
] as const) {
  test(`${records} records after ${before ?? "no"} with --max-drop ${maxDrop} ${code ? "stop" : "do not stop"} what archives`, () => {
    assert.equal(dropFault(records, before, maxDrop)?.code, code);
  });
}
