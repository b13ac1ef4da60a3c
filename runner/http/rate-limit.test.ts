import assert from "node:assert/strict";
import test from "node:test";
import { faultOf } from "./counterpart.test.support.js";
import { RateLimiter } from "./rate-limit.js";
import { Stopper } from "./stop.js";

const stopper = new Stopper(new AbortController().signal);

/** The most marks in any window of `span`, the window being closed at one end. */
function densest(marks: readonly number[], span: number): number {
  return Math.max(...marks.map((from) => marks.filter((mark) => mark >= from && mark < from + span).length));
}

test("no window holds more requests than the limit, and little time is lost", async () => {
  const limiter = new RateLimiter({ requests: 5, perMs: 100 });
  const counted: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: 21 }, async () => {
      await limiter.take(stopper);
      counted.push(performance.now());
      limiter.done();
    }),
  );
  assert.equal(densest(counted, 100), 5);
  const elapsed = performance.now() - startedAt;
  assert.ok(elapsed >= 400 && elapsed < 500, `${elapsed} ms for five windows`);
});

test("a slot is taken from the sending until one span after the answer, however late that comes", async () => {
  let skipped = 0;
  const limiter = new RateLimiter({ requests: 1, perMs: 40 }, undefined, () => performance.now() + skipped);
  assert.equal(limiter.take(stopper), undefined);
  const next = limiter.take(stopper);
  skipped = 1000;
  const answeredAt = performance.now();
  limiter.done();
  await next;
  assert.ok(performance.now() - answeredAt >= 40);
});

test("slots are given in the order they were asked for", async () => {
  const limiter = new RateLimiter({ requests: 2, perMs: 20 });
  const order: number[] = [];
  await Promise.all(
    [0, 1, 2, 3, 4, 5, 6].map(async (number) => {
      await limiter.take(stopper);
      order.push(number);
      limiter.done();
    }),
  );
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6]);
});

test("a pause holds back everything until its time, with and without a limit", async () => {
  for (const limiter of [new RateLimiter(), new RateLimiter({ requests: 9, perMs: 1 })]) {
    const until = performance.now() + 40;
    limiter.pause(until);
    await Promise.all([limiter.take(stopper), limiter.take(stopper)]);
    assert.ok(performance.now() >= until);
  }
});

test("a pause that comes while requests wait makes them wait longer", async () => {
  const limiter = new RateLimiter({ requests: 1, perMs: 10 });
  await limiter.take(stopper);
  const waiting = limiter.take(stopper);
  limiter.done();
  const until = performance.now() + 50;
  limiter.pause(until);
  await waiting;
  assert.ok(performance.now() >= until);
});

test("only the news of a pause is told", () => {
  let now = 0;
  const limiter = new RateLimiter(undefined, undefined, () => now);
  assert.equal(limiter.pause(3000), true);
  assert.equal(limiter.pause(3010), false);
  assert.equal(limiter.pause(2000), false);
  assert.equal(limiter.pause(9000), true);
  now = 10_000;
  assert.equal(limiter.pause(10_500), true);
});

test("waiting for the limit is told once, when it is long", async () => {
  const told: number[] = [];
  const abort = new AbortController();
  const stopping = new Stopper(abort.signal);
  const limiter = new RateLimiter(
    { requests: 1, perMs: 60_000 },
    (ms) => told.push(ms),
    () => 5,
  );
  limiter.take(stopping);
  limiter.done();
  const waiting = [limiter.take(stopping), limiter.take(stopping)];
  assert.deepEqual(told, [60_000]);
  abort.abort();
  await Promise.allSettled(waiting);
});

test("a stop ends the waiting at once", async () => {
  const abort = new AbortController();
  const stopping = new Stopper(abort.signal);
  const limiter = new RateLimiter();
  limiter.pause(performance.now() + 60_000);
  const waiting = [limiter.take(stopping), limiter.take(stopping)];
  abort.abort();
  for (const each of waiting) await assert.rejects(Promise.resolve(each), faultOf("STOPPED"));
});

test("what is left by an answer counts those that are under way, and ends with its time", async () => {
  let now = 0;
  const limiter = new RateLimiter({ requests: 100, perMs: 10 }, undefined, () => now);
  assert.equal(limiter.take(stopper), undefined);
  assert.equal(limiter.take(stopper), undefined);
  limiter.done();
  limiter.know(2, 40);
  assert.equal(limiter.take(stopper), undefined);
  const held = limiter.take(stopper);
  assert.ok(held instanceof Promise);
  now = 40;
  await held;
  assert.equal(limiter.take(stopper), undefined);
});

test("an answer that lets more in wakes who waits", async () => {
  const limiter = new RateLimiter({ requests: 100, perMs: 10 }, undefined, () => 0);
  limiter.know(0, 1_000_000);
  const held = limiter.take(stopper);
  assert.ok(held instanceof Promise);
  limiter.know(1, 1_000_000);
  await held;
});
