import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, harmless, nested, original } from "./cells.js";

test("members of members are columns with dots, lists are JSON, null is no text", () => {
  const item = {
    reference: "7",
    info: { email: "ada@example.org", phone: null, at: {} },
    tags: ["a", "b"],
    age: 36,
    ok: true,
  };
  assert.deepEqual(
    [...cellsOf(item)],
    [
      ["reference", "7"],
      ["info.email", "ada@example.org"],
      ["info.phone", ""],
      ["info.at", "{}"],
      ["tags", '["a","b"]'],
      ["age", "36"],
      ["ok", "true"],
    ],
  );
});

test("cells become the object again, without what says nothing", () => {
  const cells = [
    ["reference", "007"],
    ["info.email", "ada@example.org"],
    ["info.phone", ""],
    ["tags", '["a","b"]'],
    ["note", "[sic"],
  ] as const;
  assert.equal(
    JSON.stringify(nested(cells)),
    '{"reference":"007","info":{"email":"ada@example.org"},"tags":["a","b"],"note":"[sic"}',
  );
});

test("a text that a spreadsheet would run is made harmless, and read as what it was", () => {
  for (const text of ["=1+1", "+49 30 1", "-5", "@SUM(A1)", "\t=1", "'=1", "''+1", "＝1"]) {
    assert.equal(harmless(text), `'${text}`);
    assert.equal(original(harmless(text)), text);
  }
  for (const text of ["O'Hara", "'quoted'", "a=b", "", " =1"]) {
    assert.equal(harmless(text), text);
    assert.equal(original(text), text);
  }
  assert.deepEqual(
    [...cellsOf({ a: -5, b: "-5" })],
    [
      ["a", "-5"],
      ["b", "'-5"],
    ],
  );
});

test("two members that would be one column are refused", () => {
  assert.throws(() => cellsOf({ "a.b": 1, a: { b: 2 } }), /two members would be the column "a\.b"/);
});

test("no name of a column reaches a prototype", () => {
  nested([
    ["__proto__.polluted", "x"],
    ["constructor.prototype.polluted", "x"],
  ]);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});
