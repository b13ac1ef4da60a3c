import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { commonFamily, compareCursors, notLater, shiftBack } from "./compare.js";
import { type Cursor, formOf } from "./forms.js";
import { instantOf } from "./instants.js";

const noon = Date.UTC(2024, 2, 19, 12);

for (const [cursor, kind, at] of [
  ["2024-03-19T13:00:00+01:00", "instant", noon],
  ["2024-03-19 12:00:00", "instant", noon],
  ["2024-03-19T12:00", "instant", noon],
  ["2024-03-19t12:00:00z", "instant", noon],
  ["2024-03-19T12:00:00.250Z", "instant", noon + 250],
  ["2024-03-19T12:00:00,5", "instant", noon + 500],
  ["2024-03-19T12:00:00.000123Z", "instant", noon],
  ["2024-03-19 12:00:00 UTC", "instant", noon],
  ["2024-03-19 14:00:00 +0200", "instant", noon],
  ["2024-03-19T12:00:00+00", "instant", noon],
  ["2024-03-19T06:30:00-05:30", "instant", noon],
  ["Tue, 19 Mar 2024 12:00:00 GMT", "instant", noon],
  ["2024-03-19", "date", Date.UTC(2024, 2, 19)],
  [noon / 1000, "instant", noon],
  [noon, "instant", noon],
  [String(noon), "instant", noon],
  [String(noon / 1000), "instant", noon],
  ["1710849600.000200", "instant", noon],
  [1710849600.5, "instant", noon + 500],
  [4102444800, "instant", Date.UTC(2100, 0, 1)],
  ["4102444800", "instant", Date.UTC(2100, 0, 1)],
  [3, "number", undefined],
  ["17", "number", undefined],
  [915148800, "number", undefined],
  [1e21, "number", undefined],
  ["1.10", "text", undefined],
  ["19/03/2024", "text", undefined],
  ["2024-13-19T00:00:00", "text", undefined],
  ["2023-02-29", "text", undefined],
  ["2024-03-19T24:00:00", "text", undefined],
  ["2024-03-19T12:00:00 ", "text", undefined],
  ["01ARZ3NDEK", "text", undefined],
] as const) {
  test(`${JSON.stringify(cursor)} is of the kind ${kind}`, () => {
    assert.equal(formOf(cursor).kind, kind);
    assert.equal(instantOf(cursor), at);
  });
}

/** A cursor, and what it is one minute and 30 ms earlier. */
for (const [cursor, earlier] of [
  ["2024-10-20 10:00:00", "2024-10-20 09:58:59"],
  ["2024-10-20T10:00:00Z", "2024-10-20T09:58:59Z"],
  ["2024-10-20T10:00:00z", "2024-10-20T09:58:59z"],
  ["2024-10-20T10:00:00+00:00", "2024-10-20T09:58:59+00:00"],
  ["2024-10-20T10:00:00+0000", "2024-10-20T09:58:59+0000"],
  ["2024-10-20T10:00:00+00", "2024-10-20T09:58:59+00"],
  ["2024-10-20 10:00:00 UTC", "2024-10-20 09:58:59 UTC"],
  ["2024-10-20T00:00:00+02:00", "2024-10-19T23:58:59+02:00"],
  ["2024-10-20T10:00:00.1", "2024-10-20T09:59:00.0"],
  ["2024-10-20T10:00:00.000000Z", "2024-10-20T09:58:59.970000Z"],
  ["2024-10-20T10:00", "2024-10-20T09:58"],
  ["2024-10-20", "2024-10-19"],
  ["Tue, 15 Nov 1994 00:00:31 GMT", "Mon, 14 Nov 1994 23:59:30 GMT"],
  ["Tue, 1 Nov 1994 08:12:31 +0100", "Tue, 1 Nov 1994 08:11:30 +0100"],
  [1700000000, 1699999939],
  ["1700000000", "1699999939"],
  [1700000000000, 1699999939970],
  ["1700000000.000100", "1699999939.970000"],
  ["0000-01-01T00:00:10Z", "0000-01-01T00:00:00Z"],
  [17, undefined],
  ["17", undefined],
  ["01ARZ", undefined],
] as const) {
  test(`${JSON.stringify(cursor)}, a minute and 30 ms earlier, is ${JSON.stringify(earlier)}`, () => {
    assert.equal(shiftBack(cursor, 60_030), earlier);
    assert.equal(shiftBack(cursor, 0), cursor);
  });
}

test("no cursor is later than the clock, in any form that means an instant", () => {
  const clock = Date.UTC(2024, 2, 19, 12);
  for (const [cursor, cut] of [
    ["2030-01-01T00:00:00.000+01:00", "2024-03-19T13:00:00.000+01:00"],
    [4102444800, clock / 1000],
    ["4102444800000", String(clock)],
    ["2030-01-01", "2024-03-19"],
    ["2020-01-01", "2020-01-01"],
    [5_000_000_000, 5_000_000_000],
    ["zzz", "zzz"],
  ] as const) {
    assert.equal(notLater(cursor, clock), cut);
    assert.equal(notLater(cursor, undefined), cursor);
  }
});

const zone = fc.constantFrom("", "Z", "z", "+00:00", "+0000", "+00", " UTC", "+02:00", "-0530", " +0100");
const at = fc.integer({ min: Date.UTC(2001, 0, 2), max: Date.UTC(2100, 11, 30) });
/** Cursors of every form that means an instant, written from the instant that comes with them. */
const spelling: fc.Arbitrary<(at: number) => Cursor> = fc.oneof(
  fc.tuple(fc.constantFrom("T", " "), fc.integer({ min: 0, max: 9 }), zone).map(([between, digits, name]) => {
    const form = `2024-03-19${between}12:00:00${digits === 0 ? "" : `.${"0".repeat(digits)}`}${name}`;
    return (ms: number) => formOf(form).render?.(ms) ?? "";
  }),
  fc
    .constantFrom<Cursor>(
      ...["Tue, 15 Nov 1994 08:12:31 GMT", "2024-01-02", 1700000000, "1700000000", 1700000000000],
      "1700000000000",
      "1700000000.123456",
    )
    .map((form) => (ms: number) => formOf(form).render?.(ms) ?? ""),
);

test("whatever is written in the form of a cursor has that form, and is never later than it should be", () => {
  fc.assert(
    fc.property(spelling, at, (write, ms) => {
      const cursor = write(ms);
      const form = formOf(cursor);
      assert.ok(form.at !== undefined && form.render, `${cursor}`);
      assert.ok(form.at <= ms && ms - form.at < 86_400_000, `${cursor}`);
      assert.equal(form.render(form.at), cursor);
      assert.equal(write(form.at), cursor);
      assert.equal(typeof form.render(form.at - 86_400_000), typeof cursor);
    }),
  );
});

test("later instants are never before earlier ones in the same form", () => {
  fc.assert(
    fc.property(spelling, at, at, (write, one, other) => {
      const compared = compareCursors(write(one), write(other));
      assert.ok(one <= other ? compared <= 0 : compared >= 0);
    }),
  );
});

test("there is one order of all cursors", () => {
  const any = fc.oneof(
    fc.tuple(spelling, at).map(([write, ms]) => write(ms)),
    fc.integer().map((value): Cursor => value),
    fc.bigInt().map((value): Cursor => String(value)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): Cursor => value),
    fc.string().map((value): Cursor => value),
  );
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      assert.equal(Math.sign(compareCursors(a, b)), 0 - Math.sign(compareCursors(b, a)));
      if (compareCursors(a, b) <= 0 && compareCursors(b, c) <= 0) assert.ok(compareCursors(a, c) <= 0);
    }),
  );
});

test("fractions behind the milliseconds, long numbers and other zones are told apart", () => {
  assert.ok(compareCursors("2024-01-01T00:00:00.000010Z", "2024-01-01T00:00:00.000020Z") < 0);
  assert.equal(compareCursors("2024-01-01T00:00:00.0001Z", "2024-01-01T01:00:00.000100+01:00"), 0);
  assert.ok(compareCursors("9007199254740993", "9007199254740992") > 0);
  assert.ok(compareCursors("9", "10") < 0);
  assert.ok(compareCursors("1700000000.000200", "1700000000.000100") > 0);
});

test("epochs of seconds and of milliseconds are no cursors of one list; early instants go with either", () => {
  const family = (cursor: Cursor) => formOf(cursor).family;
  const together = (a: Cursor, b: Cursor) => commonFamily(family(a), family(b));
  assert.equal(together(1700000000, 1700000000000), undefined);
  assert.equal(together(1700000000, "2024-01-01"), undefined);
  assert.equal(together(17, "2024-01-01"), undefined);
  assert.equal(together(0, 1700000000), "seconds");
  assert.equal(together(1700000000000, "0"), "milliseconds");
  assert.equal(together("n/a", "2024-01-01"), "calendar");
  assert.equal(together("2024-01-01", "Tue, 15 Nov 1994 08:12:31 GMT"), "calendar");
});
