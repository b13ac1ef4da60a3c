import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import type { RunEvent, RunResult } from "../types.js";
import { createLog } from "./log.js";
import type { Level } from "./log-lines.js";
import { Redactor } from "./redact.js";
import { noCounts } from "./tally.js";

const RESULT: RunResult = {
  run_id: "r1",
  workflow_id: "w",
  action: "acme.create_profiles_in_hub",
  status: "success",
  reason: "none",
  persist: true,
  incremental: true,
  read_from: null,
  incremental_token: "2024-05-01",
  events: noCounts(),
  not_written: 0,
  duplicates: 0,
  dropped: 0,
  aside: { read_failure: 0, write_failure: 0 },
  requests: {},
  started_at: "2024-05-02T12:00:00.000Z",
  duration_ms: 1500,
  changed: 0,
  continued: 0,
  archived: 0,
  rejects: 0,
  rejects_open: 0,
  rejects_unknown: 0,
};

const EVENTS: readonly RunEvent[] = [
  { type: "started", run_id: "r1", workflow_id: "w", action: "acme.create_profiles_in_hub" },
  {
    type: "request",
    connector: "acme",
    method: "GET",
    host: "api.x.io",
    path: "/c",
    status: 200,
    ms: 12.4,
    attempt: 1,
  },
  { type: "page", records: 30, total: 3000 },
  { type: "counted", event: "read_success", key: "7" },
  { type: "counted", event: "write_skipped", key: "7", reason: "no résumé" },
  { type: "counted", event: "write_failure", key: "8", fault: new Fault("ITEM_REFUSED", "email is taken") },
  { type: "waiting", connector: "acme", ms: 4000, why: "429" },
  { type: "token", token: "2024-05-01" },
  { type: "note", message: "resuming" },
  { type: "warning", message: "no total", hint: "ask for one" },
  { type: "finished", result: RESULT },
];

async function logged(
  events: readonly RunEvent[],
  options: { level?: Level; json?: boolean; secret?: string } = {},
) {
  const { level = "info", json = false, secret } = options;
  const lines: string[] = [];
  const log = createLog({
    level,
    json,
    write: (line) => lines.push(line),
    redactor: new Redactor(secret === undefined ? [] : [secret]),
    now: () => new Date("2024-05-02T12:00:01.000Z"),
  });
  for (const event of events) log.onEvent(event);
  await log.end();
  return lines;
}

test("text for people: time, level, message and what else is known", async () => {
  assert.deepEqual(await logged(EVENTS, { level: "debug" }), [
    "12:00:01 info  run started run_id=r1 workflow_id=w action=acme.create_profiles_in_hub\n",
    "12:00:01 debug GET api.x.io/c connector=acme status=200 ms=12 attempt=1\n",
    "12:00:01 debug page read records=30 total=3000\n",
    "12:00:01 debug read_success key=7\n",
    '12:00:01 debug write_skipped key=7 reason="no résumé"\n',
    "12:00:01 warn  write_failure: email is taken key=8 code=ITEM_REFUSED\n",
    "12:00:01 info  waiting 4 s connector=acme why=429\n",
    "12:00:01 info  incremental token stored token=2024-05-01\n",
    "12:00:01 info  resuming\n",
    '12:00:01 warn  no total hint="ask for one"\n',
    "12:00:01 info  run finished status=success reason=none duration_ms=1500\n",
  ]);
});

test("JSON for programs: one object a line", async () => {
  const lines = await logged(EVENTS, { level: "warn", json: true });
  assert.deepEqual(lines, [
    '{"time":"2024-05-02T12:00:01.000Z","level":"warn","message":"write_failure: email is taken","key":"8","code":"ITEM_REFUSED"}\n',
    '{"time":"2024-05-02T12:00:01.000Z","level":"warn","message":"no total","hint":"ask for one"}\n',
  ]);
});

test("each level tells what it should", async () => {
  const count = async (level: Level) => (await logged(EVENTS, { level })).length;
  assert.deepEqual(
    [await count("error"), await count("warn"), await count("info"), await count("debug")],
    [0, 2, 7, 11],
  );
});

test("a fault that ended the run is an error", async () => {
  const fault = new Fault("STORE_FAILED", "cannot write .sync-runner/state.db", { hint: "free some space" });
  const result = { ...RESULT, status: "fatal", reason: "backend_not_configured" } as const;
  assert.deepEqual(await logged([{ type: "finished", result, fault }], { level: "error" }), [
    "12:00:01 error run finished: cannot write .sync-runner/state.db status=fatal reason=backend_not_configured " +
      'duration_ms=1500 code=STORE_FAILED hint="free some space"\n',
  ]);
});

test("of many failures of one code twenty are told singly, and the rest as a number before the end", async () => {
  const failed = (code: "ITEM_REFUSED" | "ITEM_FAILED"): RunEvent => ({
    type: "counted",
    event: "write_failure",
    fault: new Fault(code, "no"),
  });
  const events = [
    ...Array.from({ length: 1234 }, () => failed("ITEM_REFUSED")),
    failed("ITEM_FAILED"),
    { type: "finished", result: RESULT } as const,
  ];
  const lines = await logged(events);
  assert.equal(lines.length, 23);
  assert.deepEqual(lines.slice(20), [
    "12:00:01 warn  write_failure: no code=ITEM_FAILED\n",
    "12:00:01 warn  1,214 more failures like these code=ITEM_REFUSED\n",
    "12:00:01 info  run finished status=success reason=none duration_ms=1500\n",
  ]);
  assert.equal((await logged(events, { level: "debug" })).length, 1236);
  assert.equal(
    (await logged(events.slice(0, 21))).at(-1),
    "12:00:01 warn  1 more failure like these code=ITEM_REFUSED\n",
  );
});

test("nothing from outside breaks a line, and long texts are cut", async () => {
  const message = `a\n12:00:02 info  forged \x1b[2J${"x".repeat(1_000_000)}`;
  for (const json of [false, true]) {
    const [line = ""] = await logged([{ type: "note", message }], { json });
    assert.ok(line.length < 600);
    assert.match(line, /a\\+u\{a\}12:00:02 info {2}forged \\+u\{1b\}\[2Jx+…"?\}?\n$/);
  }
});

test("secrets are masked in messages and fields, also where a long text is cut", async () => {
  const events: RunEvent[] = [
    { type: "token", token: "hunter22" },
    { type: "note", message: `${"x".repeat(495)}hunter22` },
  ];
  for (const json of [false, true]) {
    const lines = (await logged(events, { json, secret: "hunter22" })).join("");
    assert.ok(!lines.includes("hunt"), lines);
    assert.match(lines, /token("?)[=:]"?\*\*\*/);
  }
});

test("a write that fails costs its line and nothing else", async () => {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    json: false,
    write: (line) => {
      if (line.includes("first")) throw new Error("ENOSPC");
      lines.push(line.slice(15));
    },
    redactor: new Redactor(),
  });
  log.onEvent({ type: "note", message: "first" });
  log.onEvent({ type: "note", message: "second" });
  await log.end();
  assert.deepEqual(lines, ["second\n"]);
});

test("lines are written at once, so that a crash loses none", () => {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    json: true,
    write: (line) => lines.push(line),
    redactor: new Redactor(),
  });
  for (let n = 0; n < 100; n += 1) log.onEvent({ type: "note", message: "x" });
  assert.equal(lines.length, 100);
});
