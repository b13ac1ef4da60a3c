import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "./duration.js";

test("a span of time is a number and its unit", () => {
  assert.deepEqual(
    ["500ms", "10s", "1m", "2h", "1d", "0s"].map(milliseconds),
    [500, 10_000, 60_000, 7_200_000, 86_400_000, 0],
  );
});

test("what is no span is no number", () => {
  assert.deepEqual(
    ["10", "s", "1w", "1.5s", "-1s", ""].map(milliseconds),
    Array.from({ length: 6 }, () => Number.NaN),
  );
});
