import assert from "node:assert/strict";
import { test } from "node:test";
import { type Invented, Records } from "./records.js";

/** Ten people, of whom nobody says who may have a name. */
const ten: Invented = {
  size: 10,
  keyAt: (position) => `p${position}`,
  at: (position) => ({ id: `p${position}`, name: `n${position % 2}` }),
  position: (key) => (/^p\d$/.test(key) ? Number(key.slice(1)) : undefined),
  likely: () => undefined,
};
const keys = (records: Records, name: string) =>
  records.find([{ path: "name", value: name }]).map(([key]) => key);

test("a record among very many is what it was when it was written, whatever becomes of what was given", () => {
  const records = new Records(ten);
  const given = { id: "new", name: "n2", tags: ["a"] };
  records.put("new", given);
  given.tags.push("b");
  assert.deepEqual(records.get("new"), { id: "new", name: "n2", tags: ["a"] });
});

test("what is written over an invented record is found by what it has now", () => {
  const records = new Records(ten);
  assert.deepEqual(keys(records, "n1"), ["p1", "p3", "p5", "p7", "p9"]);
  records.put("p1", { id: "p1", name: "n0" });
  records.put("p3", { id: "p3", name: "n7" });
  records.put("p3", { id: "p3", name: "n8" });
  assert.deepEqual(keys(records, "n1"), ["p5", "p7", "p9"]);
  assert.deepEqual([keys(records, "n7"), keys(records, "n8")], [[], ["p3"]]);
});

test("an invented record counts once, written or not, and no longer when it is removed", () => {
  const records = new Records(ten);
  assert.deepEqual([records.size, records.isWritten("p1")], [10, false]);
  records.put("p1", { id: "p1" });
  records.put("more", { id: "more" });
  assert.deepEqual([records.size, records.isWritten("p1"), records.isWritten("p2")], [11, true, false]);
  records.put("p1", null);
  records.put("p1", null);
  records.put("more", null);
  assert.deepEqual([records.size, records.get("p1"), records.isWritten("p1")], [9, undefined, false]);
  records.put("p1", { id: "p1" });
  assert.equal(records.size, 10);
});

test("a list that was asked for is not changed by what is written later", () => {
  const records = new Records();
  records.put("a", { id: "a" });
  const before = records.all();
  records.put("a", { id: "a", more: 1 });
  records.put("b", { id: "b" });
  assert.deepEqual(before, [{ id: "a" }]);
  assert.deepEqual(records.all(), [{ id: "a", more: 1 }, { id: "b" }]);
});
