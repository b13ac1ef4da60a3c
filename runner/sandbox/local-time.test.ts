import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime, plainTime } from "./local-time.js";

test("clocks change on the last Sundays of March and October at one o'clock UTC", () => {
  assert.equal(localTime(Date.UTC(2024, 2, 31, 0, 59, 59, 999)), "2024-03-31T01:59:59.999+01:00");
  assert.equal(localTime(Date.UTC(2024, 2, 31, 1)), "2024-03-31T03:00:00.000+02:00");
  assert.equal(localTime(Date.UTC(2025, 9, 26, 0, 59)), "2025-10-26T02:59:00.000+02:00");
  assert.equal(localTime(Date.UTC(2025, 9, 26, 1)), "2025-10-26T02:00:00.000+01:00");
});

test("HrFlow.ai's instants are UTC and whole seconds", () => {
  assert.equal(plainTime(Date.UTC(2024, 2, 18, 10, 39, 32, 440)), "2024-03-18T10:39:32+0000");
});
