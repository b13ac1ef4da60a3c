import assert from "node:assert/strict";
import { test } from "node:test";
import { createRateLimit } from "./rate-limit.js";

test("a window starts with its first request and gives all back when it ends", () => {
  const quotas = createRateLimit(2, 10_000, true);
  assert.deepEqual(quotas.take("a", 1000), { allowed: true, limit: 2, remaining: 1, reset: 10 });
  assert.deepEqual(quotas.take("a", 5500), { allowed: true, limit: 2, remaining: 0, reset: 6 });
  assert.deepEqual(quotas.take("a", 10_999), { allowed: false, limit: 2, remaining: 0, reset: 1 });
  assert.deepEqual(quotas.take("b", 10_999), { allowed: true, limit: 2, remaining: 1, reset: 10 });
  assert.deepEqual(quotas.take("a", 11_000), { allowed: true, limit: 2, remaining: 1, reset: 10 });
});

test("a quota that is not enforced always has all left", () => {
  const quotas = createRateLimit(1, 10_000, false);
  quotas.take("a", 0);
  assert.deepEqual(quotas.take("a", 1), { allowed: true, limit: 1, remaining: 1, reset: 10 });
});
