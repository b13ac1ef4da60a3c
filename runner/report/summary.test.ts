import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import type { EventName, RunResult } from "../types.js";
import { renderSummary, type SummaryExtras } from "./summary.js";
import { noCounts } from "./tally.js";

const EXTRAS: SummaryExtras = { next: "sync-runner run pipelines/a.yaml", dryRun: false, sandbox: false };

function result(events: Partial<Record<EventName, number>>, rest: Partial<RunResult> = {}): RunResult {
  return {
    run_id: "r1",
    workflow_id: "acme-profiles",
    action: "acme.create_profiles_in_hub",
    status: "success",
    reason: "none",
    persist: true,
    incremental: false,
    read_from: "2024-04-30T00:00:00Z",
    incremental_token: null,
    events: { ...noCounts(), ...events },
    not_written: 0,
    duplicates: 0,
    dropped: 0,
    aside: { read_failure: 0, write_failure: 0 },
    requests: {},
    started_at: "2024-05-02T12:00:00.000Z",
    duration_ms: 72_000,
    changed: 0,
    continued: 0,
    archived: 0,
    rejects: 0,
    rejects_open: 0,
    rejects_unknown: 0,
    ...rest,
  };
}

function summary(of: RunResult, extras: Partial<SummaryExtras> = {}): string[] {
  return renderSummary(of, { ...EXTRAS, ...extras }, { color: false }).split("\n");
}

test("a run with a bit of everything adds up and ends with the next command", () => {
  const all = result(
    {
      read_success: 1242,
      read_failure: 1,
      write_success: 1180,
      write_skipped: 12,
      logics_discard: 45,
      format_failure: 2,
      write_failure: 1,
      callback_executed: 1,
    },
    {
      status: "success_with_failures",
      incremental: true,
      incremental_token: "2024-05-01T00:00:00Z",
      not_written: 2,
      requests: { acme: 42, hub: 1193 },
      rejects: 3,
      rejects_open: 4,
    },
  );
  const rejectCommands = [
    "sync-runner rejects list acme-profiles",
    "sync-runner rejects replay pipelines/a.yaml",
  ];
  assert.deepEqual(summary(all, { rejectCommands, next: "sync-runner rejects list acme-profiles" }), [
    "Done with failures: acme-profiles (acme.create_profiles_in_hub) in 1 m 12 s",
    "",
    "  read           1,243 records",
    "    written      1,180",
    "    skipped         12",
    "    discarded       45",
    "    rejected         4  (read 1, format 2, write 1)",
    "    not written      2  (the same command takes them up)",
    "",
    "  requests       1,235 (acme 42, hub 1,193)",
    "  token          2024-05-01T00:00:00Z",
    "  callback       executed",
    "  rejects        4 open",
    "                 sync-runner rejects list acme-profiles",
    "                 sync-runner rejects replay pipelines/a.yaml",
    "",
    "Next:",
    "  sync-runner rejects list acme-profiles",
  ]);
});

test("a small success is short", () => {
  assert.deepEqual(summary(result({ read_success: 1, write_success: 1 }, { duration_ms: 340 })), [
    "Done: acme-profiles (acme.create_profiles_in_hub) in 340 ms",
    "",
    "  read           1 record",
    "    written      1",
    "",
    "Next:",
    "  sync-runner run pipelines/a.yaml",
  ]);
});

test("a run without records says so, and an incremental one that there is no token yet", () => {
  const lines = summary(result({}, { incremental: true }));
  assert.match(lines[0] ?? "", /^Done, nothing new: /);
  assert.deepEqual(lines.slice(2, 5), ["  read           0 records", "", "  token          none yet"]);
});

test("a dry run and a sandbox are named as such", () => {
  const lines = summary(result({ read_success: 3, logics_discard: 1 }, { not_written: 2, persist: false }), {
    dryRun: true,
    sandbox: true,
  });
  assert.deepEqual(lines.slice(1, 7), [
    "Dry run: nothing was written.",
    "Sandbox: the systems were simulated.",
    "",
    "  read           3 records",
    "    discarded    1",
    "    not written  2  (dry run)",
  ]);
});

test("a fatal run names its reason and shows its fault before the next command", () => {
  const fatal = result({ read_success: 2, write_failure: 2 }, { status: "fatal", reason: "write_failure" });
  const fault = new Fault("HTTP_REFUSED", "api.hub.example answered 403", {
    hint: "check push_parameters.source_key",
  });
  assert.deepEqual(summary(fatal, { fault }), [
    "Failed (write_failure): acme-profiles (acme.create_profiles_in_hub) in 1 m 12 s",
    "",
    "  read           2 records",
    "    written      0",
    "    failed       2  (write 2)",
    "",
    "error[HTTP_REFUSED]: api.hub.example answered 403",
    "  = hint: check push_parameters.source_key",
    "",
    "Next:",
    "  sync-runner run pipelines/a.yaml",
  ]);
});

test("a stopped run is called stopped, records without a cursor and a failed callback are told", () => {
  const stopped = result(
    { read_success: 1, getting_incremental_token_failure: 1, callback_failure: 1 },
    { not_written: 1, incremental: true },
  );
  const lines = summary(stopped, { fault: new Fault("STOPPED", "stopped by SIGTERM") });
  assert.match(lines[0] ?? "", /^Stopped: /);
  assert.deepEqual(lines.slice(6, 9), [
    "  no cursor      1 record: the token says nothing of them",
    "  token          none yet",
    "  callback       failed",
  ]);
});

test("numbers that do not add up are never hidden", () => {
  const lines = summary(result({ read_success: 10, write_success: 7 }));
  assert.deepEqual(lines.slice(2, 5), [
    "  read           10 records",
    "    written       7",
    "    lost sight of 3  (please report this)",
  ]);
});

test("colours change nothing but the colours, and secrets are masked", () => {
  const of = result(
    { read_success: 1, write_success: 1 },
    { incremental: true, incremental_token: "hunter22\x1b[2J" },
  );
  const mask = (text: string) => text.replaceAll("hunter22", "***");
  const colored = renderSummary(of, EXTRAS, { color: true, mask });
  assert.ok(colored.startsWith("\x1b[1m\x1b[32mDone\x1b[0m\x1b[0m: \x1b[1macme-profiles\x1b[0m"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the codes.
  const uncolored = colored.replace(/\x1b\[\d+m/g, "");
  assert.equal(uncolored, renderSummary(of, EXTRAS, { color: false, mask }));
  assert.match(uncolored, /token {10}\*\*\*\\u\{1b\}\[2J\n/);
});
