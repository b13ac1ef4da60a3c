import assert from "node:assert/strict";
import { test } from "node:test";
import { typeOfSchema } from "../typing/schema.js";
import { fixedKind } from "./fixed-kind.js";

const record = typeOfSchema({
  type: "object",
  properties: {
    at: { type: "string", format: "date-time" },
    day: { type: ["string", "null"], format: "date" },
    text: { type: "string" },
    epoch: { type: "integer" },
    id: { type: "string", format: "uuid" },
    count: { type: "integer", maximum: 1_000_000 },
    done: { type: "boolean" },
    mixed: { type: ["boolean", "string"] },
    deep: { type: "object", properties: { id: { type: "string", format: "uuid" } } },
  },
});

for (const [value, kind] of [
  ["record.at", undefined],
  ["record.day", undefined],
  ["record.text", undefined],
  ["record.epoch", undefined],
  ["record.mixed", undefined],
  ["record.unknown", undefined],
  ["$max([record.id])", undefined],
  ["record.id", "a text of the format `uuid`"],
  [" record.deep.id ", "a text of the format `uuid`"],
  ["record.count", "a number up to 1000000"],
  ["record.done", "of the type `boolean`"],
] as const) {
  test(`a cursor of ${value} ${kind === undefined ? "may mean an instant" : `is ${kind}`}`, () => {
    assert.equal(fixedKind(value, record), kind);
  });
}
