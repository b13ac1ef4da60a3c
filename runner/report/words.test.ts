import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, duration, grouped } from "./words.js";

test("thousands are separated", () => {
  assert.deepEqual([0, 999, 1000, 12_345, 1_234_567].map(grouped), [
    "0",
    "999",
    "1,000",
    "12,345",
    "1,234,567",
  ]);
});

test("a noun is in the plural unless there is one", () => {
  assert.deepEqual(
    [0, 1, 2, 1000].map((n) => counted(n, "record")),
    ["0 records", "1 record", "2 records", "1,000 records"],
  );
});

test("a time span is told in its two largest units", () => {
  const spans = {
    0: "0 ms",
    340.4: "340 ms",
    949.9: "950 ms",
    950: "0.9 s",
    1000: "1 s",
    4230: "4.2 s",
    9949: "9.9 s",
    9950: "10 s",
    59499: "59 s",
    59500: "1 m",
    72000: "1 m 12 s",
    3599500: "1 h",
    7380000: "2 h 3 m",
    90000000: "25 h",
  };
  for (const [ms, words] of Object.entries(spans)) assert.equal(duration(Number(ms)), words, `${ms} ms`);
});
