import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "../faults/fault.js";
import { Memo } from "./memo.js";

const wrong = new Fault("INVALID", "wrong");

test("makes a thing once, and tells everybody who asks what is wrong with it", () => {
  const memo = new Memo();
  let made = 0;
  const make = (findings: Fault[]) => {
    findings.push(wrong);
    made += 1;
    return made;
  };
  const [first, second]: [Fault[], Fault[]] = [[], []];
  assert.deepEqual([memo.get("a", first, make), memo.get("a", second, make)], [1, 1]);
  assert.deepEqual([first, second], [[wrong], [wrong]]);
  assert.equal(memo.get("b", [], make), 2);
});

test("reads a thing once, also when it is asked for again before it is there", async () => {
  const memo = new Memo();
  let read = 0;
  const make = async (findings: Fault[]) => {
    read += 1;
    await new Promise(setImmediate);
    findings.push(wrong);
    return read;
  };
  const [first, second]: [Fault[], Fault[]] = [[], []];
  const values = await Promise.all([memo.read("a", first, make), memo.read("a", second, make)]);
  assert.deepEqual(values, [1, 1]);
  assert.deepEqual([first, second], [[wrong], [wrong]]);
});
