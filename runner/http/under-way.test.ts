import assert from "node:assert/strict";
import test from "node:test";
import { UnderWay } from "./under-way.js";

test("a limit halves the number, once for all that was sent before", () => {
  const underWay = new UnderWay();
  assert.equal(underWay.most, Number.POSITIVE_INFINITY);
  for (let answer = 0; answer < 14; answer += 1) underWay.refused(0, 16, 10);
  assert.equal(underWay.most, 8);
  underWay.refused(20, 8, 30);
  assert.equal(underWay.most, 4);
  for (let sentAt = 40; sentAt < 100; sentAt += 10) underWay.refused(sentAt, 4, sentAt);
  assert.equal(underWay.most, 1);
});

test("it grows back by one for every twenty answers, up to what the manifest says", () => {
  const underWay = new UnderWay(4);
  underWay.refused(0, 4, 1);
  for (let answer = 0; answer < 19; answer += 1) underWay.accepted();
  assert.equal(underWay.most, 2);
  underWay.accepted();
  assert.equal(underWay.most, 3);
  for (let answer = 0; answer < 100; answer += 1) underWay.accepted();
  assert.equal(underWay.most, 4);
});
