import assert from "node:assert/strict";
import { test } from "node:test";
import { createParsingQueue } from "./parsing-queue.js";

test("a profile shows up after two looks", () => {
  const queue = createParsingQueue();
  queue.add("a", 0, 1);
  assert.deepEqual([queue.look("a", 0), queue.look("a", 0), queue.look("a", 0)], [false, false, true]);
});

test("a profile that nobody looks for shows up after a while, ten times later when parsing is slow", () => {
  const queue = createParsingQueue();
  queue.add("a", 0, 1);
  queue.add("b", 0, 10);
  assert.deepEqual([queue.isReady("a", 1499), queue.isReady("a", 1500)], [false, true]);
  assert.deepEqual([queue.isReady("b", 1500), queue.isReady("b", 15_000)], [false, true]);
});

test("a profile that was never in the queue is ready", () => {
  assert.equal(createParsingQueue().look("a", 0), true);
});
