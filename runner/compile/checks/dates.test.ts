import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongDate } from "./dates.js";

test("dates that there are, and texts that are no dates, are right", () => {
  for (const text of [
    "2024-02-29",
    "2024-01-31T12:00:00Z",
    "2024-01-31T12:00:00.5+02:00",
    "1.2.3",
    "ann",
    "updateDate:gt:2019-06-10",
  ])
    assert.equal(wrongDate(text), undefined, text);
});

test("a date that there is not is told", () => {
  for (const text of ["2023-02-29", "2024-13-01", "2024-00-10", "2024-01-31T25:00:00Z"])
    assert.equal(wrongDate(text)?.message, `there is no ${text}`);
});

test("a time without a zone, and a date that can be read in several ways, are told", () => {
  assert.match(wrongDate("2024-01-31T12:00:00")?.message ?? "", /names no zone/);
  assert.match(wrongDate("01/02/2024")?.message ?? "", /several ways/);
  assert.match(wrongDate("2024-1-2")?.message ?? "", /two digits/);
});
