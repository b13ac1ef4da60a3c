import assert from "node:assert/strict";
import { test } from "node:test";
import { instantLike, instantOf } from "./instants.js";

for (const [text, at] of [
  ["2024-03-19T09:00:00+01:00", Date.UTC(2024, 2, 19, 8)],
  ["2024-03-19T09:00:00.250Z", Date.UTC(2024, 2, 19, 9, 0, 0, 250)],
  ["2018-08-17T16:09:33.263", Date.UTC(2018, 7, 17, 16, 9, 33, 263)],
  ["2018-08-17 16:09:33", Date.UTC(2018, 7, 17, 16, 9, 33)],
  ["2024-03-19", Date.UTC(2024, 2, 19)],
  ["19/03/2024", undefined],
  ["2024-13-19T00:00:00", undefined],
  [1710835200000, undefined],
] as const) {
  test(`${text} means ${at === undefined ? "no instant" : new Date(at).toISOString()}`, () => {
    assert.equal(instantOf(text), at);
  });
}

for (const [form, text] of [
  ["2024-03-19T09:00:00.000+01:00", "2024-02-03T04:05:06.789Z"],
  ["2024-03-19T09:00:00Z", "2024-02-03T04:05:06Z"],
  ["2018-08-17T16:09:33.263", "2024-02-03T04:05:06.789"],
  ["2018-08-17T16:09:33", "2024-02-03T04:05:06"],
  ["2018-08-17", "2024-02-03"],
] as const) {
  test(`an instant in the form of ${form} is written ${text}`, () => {
    assert.equal(instantLike(form, Date.UTC(2024, 1, 3, 4, 5, 6, 789)), text);
  });
}
