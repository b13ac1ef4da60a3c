import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../exchange.js";
import { type Kinds, readFilter } from "./filter.js";

const kinds: Kinds = { id: "text", media: "text", chronoNumber: "number", updateDate: "date" };
const record = {
  id: "_TS-00002",
  media: ["Internet", "Intranet"],
  chronoNumber: 2,
  updateDate: new Date("2019-06-10T08:00:00Z"),
};

const rows: readonly (readonly [string | null, boolean])[] = [
  [null, true],
  ["", true],
  ["id::_TS-00002", true],
  ["id::_TS-00001, _TS-00002", true],
  ["id::_TS-0000", false],
  ["media::Intranet", true],
  ["chronoNumber:gt:1", true],
  ["chronoNumber:gt:2", false],
  ["chronoNumber:lt:10", true],
  ["chronoNumber::2", true],
  ["updateDate:gt:2019-06-10", true],
  ["updateDate:lt:2019-06-10", false],
  ["updateDate:gt:2019-06-10T08:00:00", false],
  ["updateDate:lt:2019-06-10T08:00:00.001", true],
  ["updateDate:gt:2019-06-10T09:30:00+02:00", true],
];
for (const [filter, passes] of rows) {
  test(`${filter} lets the record ${passes ? "through" : "not through"}`, () => {
    assert.equal(readFilter(filter, kinds)(record), passes);
  });
}

for (const filter of [
  "id",
  "id:_TS-1",
  "id:gt:5",
  "salary::5",
  "chronoNumber:gt:many",
  "updateDate:gt:10/06/2019",
]) {
  test(`${filter} is refused`, () => {
    assert.throws(
      () => readFilter(filter, kinds),
      (error) => error instanceof Refusal && error.answer.status === 400,
    );
  });
}
