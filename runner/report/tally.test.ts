import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventName } from "../types.js";
import { noCounts, Tally, verdict } from "./tally.js";

function counts(some: Partial<Record<EventName, number>>): Record<EventName, number> {
  return { ...noCounts(), ...some };
}

const success = { status: "success", reason: "none" };
const withFailures = { status: "success_with_failures", reason: "none" };

test("events are counted, requests by connector, and the last total stays", () => {
  const tally = new Tally();
  const request = { type: "request", method: "GET", host: "h", path: "/", ms: 1, attempt: 1 } as const;
  tally.onEvent({ type: "page", records: 2, total: 3 });
  tally.onEvent({ type: "page", records: 1 });
  for (const event of ["read_success", "read_success", "read_failure", "write_failure"] as const)
    tally.onEvent({ type: "counted", event });
  for (const connector of ["hub", "acme", "hub"]) tally.onEvent({ ...request, connector });
  tally.onEvent({ type: "note", message: "not counted" });
  assert.deepEqual(tally.counts, counts({ read_success: 2, read_failure: 1, write_failure: 1 }));
  assert.deepEqual(tally.requests, { hub: 2, acme: 1 });
  assert.deepEqual([tally.total, tally.pulled, tally.refused], [3, 3, 2]);
});

test("no records, discards only and skips only are a success", () => {
  assert.deepEqual(verdict(counts({})), success);
  assert.deepEqual(verdict(counts({ read_success: 2, logics_discard: 2 })), success);
  assert.deepEqual(verdict(counts({ read_success: 2, write_skipped: 2, callback_executed: 1 })), success);
});

test("each kind of failure beside a success makes a success with failures", () => {
  const some = { read_success: 9, write_success: 1 };
  for (const event of [
    "read_failure",
    "logics_failure",
    "format_failure",
    "write_failure",
    "callback_failure",
    "getting_incremental_token_failure",
  ] as const) {
    assert.deepEqual(verdict(counts({ ...some, [event]: 1 })), withFailures, event);
  }
});

test("a stage that refused all that came to it is fatal", () => {
  const fatal = (reason: string) => ({ status: "fatal", reason });
  assert.deepEqual(verdict(counts({ read_failure: 1 })), fatal("read_failure"));
  assert.deepEqual(verdict(counts({ read_success: 2, logics_failure: 2 })), fatal("logics_failure"));
  assert.deepEqual(
    verdict(counts({ read_success: 3, logics_failure: 2, format_failure: 1 })),
    fatal("format_failure"),
  );
  assert.deepEqual(
    verdict(counts({ read_success: 3, format_failure: 1, write_failure: 2 })),
    fatal("write_failure"),
  );
});

test("what a stage discarded, skipped or let pass keeps it from being fatal", () => {
  assert.deepEqual(verdict(counts({ read_success: 2, logics_failure: 1, logics_discard: 1 })), withFailures);
  assert.deepEqual(verdict(counts({ read_success: 2, write_failure: 1, write_skipped: 1 })), withFailures);
  assert.deepEqual(verdict(counts({ read_success: 2, format_failure: 1, write_skipped: 1 })), withFailures);
});

test("in a dry run the formatted records count as passed", () => {
  const failures = counts({ read_success: 3, logics_failure: 1, format_failure: 1 });
  assert.deepEqual(verdict(failures, undefined, 1), withFailures);
  assert.deepEqual(verdict(failures, undefined, 0), { status: "fatal", reason: "format_failure" });
});

test("a fatal reason from outside wins", () => {
  assert.deepEqual(verdict(counts({ read_success: 1, write_success: 1 }), "target_is_not_writable"), {
    status: "fatal",
    reason: "target_is_not_writable",
  });
});
