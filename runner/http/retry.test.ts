import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "../faults/fault.js";
import type { Method } from "./message.js";
import {
  backoff,
  isLimitWithTime,
  isRetriedFault,
  isRetriedStatus,
  leavesOpen,
  retryAfter,
  spanText,
  waitFor,
} from "./retry.js";

const methods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("an answer that says the request was not taken lets every method be sent again", () => {
  for (const method of methods) {
    for (const status of [429, 503, 521, 522, 523, 525, 526]) {
      assert.equal(isRetriedStatus(status, method), true, String(status));
      assert.equal(leavesOpen(status, method), false, String(status));
    }
  }
});

test("an answer that leaves it open lets only repeatable methods be sent again", () => {
  for (const status of [408, 425, 500, 502, 504, 507, 520, 524, 527, 529, 530, 598]) {
    const retried = methods.filter((method) => isRetriedStatus(status, method));
    assert.deepEqual(retried, ["GET", "PUT", "DELETE"], String(status));
    assert.equal(leavesOpen(status, "POST"), true, String(status));
  }
  for (const status of [200, 307, 308, 400, 401, 403, 404, 409, 422, 501, 505, 511]) {
    assert.equal(isRetriedStatus(status, "GET"), false, String(status));
    assert.equal(leavesOpen(status, "POST"), false, String(status));
  }
});

test("a redirect that the world follows with a GET leaves a write open, and is repeated by nobody", () => {
  for (const status of [301, 302, 303]) {
    assert.deepEqual(
      methods.filter((method) => leavesOpen(status, method)),
      ["POST", "PATCH"],
    );
    for (const method of methods) assert.equal(isRetriedStatus(status, method), false);
  }
});

test("403, 409 and 423 are limits when they say for how long", () => {
  for (const status of [403, 409, 423]) {
    assert.equal(isLimitWithTime(status, { "retry-after": "1" }), true);
    assert.equal(isLimitWithTime(status, {}), false);
  }
  assert.equal(isLimitWithTime(404, { "retry-after": "1" }), false);
});

test("a wait of less than a second is at least the usual one, a longer one is kept", () => {
  assert.equal(waitFor(0, 700), 700);
  assert.equal(waitFor(900, 700), 900);
  assert.equal(waitFor(1000, 7000), 1000);
  assert.equal(waitFor(undefined, 700), 700);
});

test("failures before sending are repeated for every method, later ones for repeatable methods", () => {
  const repeated = (fault: Fault) => methods.filter((method) => isRetriedFault(fault, method));
  assert.deepEqual(repeated(new Fault("HTTP_UNREACHABLE", "x")), methods);
  assert.deepEqual(repeated(new Fault("HTTP_BROKEN", "x")), ["GET", "PUT", "DELETE"]);
  assert.deepEqual(repeated(new Fault("HTTP_TIMEOUT", "x")), ["GET", "PUT", "DELETE"]);
  assert.deepEqual(repeated(new Fault("HTTP_BAD_BODY", "x")), ["GET", "PUT", "DELETE"]);
  assert.deepEqual(repeated(new Fault("HTTP_TOO_LARGE", "x")), []);
  assert.deepEqual(repeated(new Fault("HTTP_FORBIDDEN_ADDRESS", "x")), []);
});

test("a wrong certificate is not asked for twice", () => {
  const cause = Object.assign(new Error("expired"), { code: "CERT_HAS_EXPIRED" });
  assert.equal(isRetriedFault(new Fault("HTTP_UNREACHABLE", "x", { cause }), "GET"), false);
});

test("the backoff doubles under a cap, with full jitter", () => {
  const bounds = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoff(attempt, () => 1));
  assert.deepEqual(bounds, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.equal(
    backoff(3, () => 0),
    0,
  );
});

test("Retry-After in seconds", () => {
  assert.equal(retryAfter({ "retry-after": "3" }), 3000);
  assert.equal(retryAfter({ "retry-after": " 0.5 " }), 500);
  assert.equal(retryAfter({ "retry-after": "1000000000" }), 365 * 24 * 3_600_000);
});

test("Retry-After as a date is judged by the clock of the server", () => {
  const date = "Sun, 01 Mar 2020 10:00:00 GMT";
  assert.equal(retryAfter({ date, "retry-after": "Sun, 01 Mar 2020 10:00:07 GMT" }), 7000);
  assert.equal(retryAfter({ date, "retry-after": "Sun, 01 Mar 2020 09:00:00 GMT" }), 0);
  assert.equal(retryAfter({ date, "retry-after": "Sunday, 01-Mar-20 10:00:07 GMT" }), 7000);
  assert.equal(retryAfter({ date, "retry-after": "Sun Mar  1 10:00:07 2020" }), 7000);
});

test("Retry-After as a date without a date of the server is judged by ours", () => {
  const now = Date.parse("Sun, 01 Mar 2020 10:00:00 GMT");
  assert.equal(retryAfter({ "retry-after": "Sun, 01 Mar 2020 10:01:00 GMT" }, now), 60_000);
});

test("a Retry-After without sense is ignored", () => {
  for (const text of ["soon", "", "-5", "2024-01-01", "NaN", "1e3", "Sun, nonsense"]) {
    assert.equal(retryAfter({ "retry-after": text }), undefined, text);
  }
  assert.equal(retryAfter({}), undefined);
});

test("spans read as people say them", () => {
  assert.deepEqual([3000, 960_000, 7_200_000, 1e12].map(spanText), ["3 s", "16 min", "2 h", "11574 days"]);
});
