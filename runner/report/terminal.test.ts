import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { EventName, RunEvent } from "../types.js";
import { createTerminal } from "./terminal.js";

mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
let clock = 0;

/** Lets time pass, a millisecond at a time, so that the clock agrees with the timers. */
function pass(ms: number): void {
  for (let n = 0; n < ms; n += 1) {
    clock += 1;
    mock.timers.tick(1);
  }
}

function open(options: { live?: boolean; columns?: number; mask?: (text: string) => string } = {}) {
  const { live = true, columns = 120, ...rest } = options;
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const terminal = createTerminal({ live, columns: () => columns, write, now: () => clock, ...rest });
  const count = (event: EventName, times = 1) => {
    for (let n = 0; n < times; n += 1) terminal.onEvent({ type: "counted", event });
  };
  return { ...terminal, count, written, take: () => written.splice(0), write };
}

const waiting: RunEvent = { type: "waiting", connector: "acme", ms: 4000, why: "429" };

test("a terminal shows what was counted and who waits", (t) => {
  const { count, onEvent, take, end } = open();
  t.after(end);
  onEvent({ type: "page", records: 30, total: 3000 });
  assert.deepEqual(take(), ["\rpulled 0 of 3,000 · pushed 0\x1b[K"]);
  count("read_success", 1239);
  count("read_failure");
  count("write_success", 1180);
  count("write_skipped", 12);
  count("logics_discard", 45);
  count("format_failure", 2);
  onEvent(waiting);
  pass(100);
  assert.deepEqual(take(), [
    "\rpulled 1,240 of 3,000 · pushed 1,180 · skipped 12 · discarded 45 · rejected 3 · waiting 4 s (429 acme)\x1b[K",
  ]);
});

test("the line is drawn at once, then ten times a second at most, and not when nothing changed", (t) => {
  const { count, take, end } = open();
  t.after(end);
  for (let n = 0; n < 1050; n += 1) {
    count("read_success");
    pass(1);
  }
  assert.equal(take().length, 11);
  pass(100);
  assert.deepEqual(take(), ["\rpulled 1,050 · pushed 0\x1b[K"]);
  pass(1000);
  assert.deepEqual(take(), []);
});

test("a wait counts down and goes away", (t) => {
  const { onEvent, take, end } = open();
  t.after(end);
  onEvent({ ...waiting, ms: 2000 });
  onEvent({ ...waiting, ms: 1000, connector: "hub" });
  pass(5000);
  assert.deepEqual(take(), [
    "\rpulled 0 · pushed 0 · waiting 2 s (429 acme)\x1b[K",
    "\rpulled 0 · pushed 0 · waiting 1 s (429 acme)\x1b[K",
    "\rpulled 0 · pushed 0\x1b[K",
  ]);
});

test("the line makes room for other lines and comes back", () => {
  const { count, wrap, take, write, end } = open();
  const log = wrap(write);
  count("read_success");
  log("12:00:01 warn  one\n");
  log("12:00:01 warn  two\n");
  pass(100);
  assert.deepEqual(take(), [
    "\rpulled 1 · pushed 0\x1b[K",
    "\r\x1b[K",
    "12:00:01 warn  one\n",
    "12:00:01 warn  two\n",
    "\rpulled 1 · pushed 0\x1b[K",
  ]);
  end();
  log("after\n");
  pass(10_000);
  assert.deepEqual(take(), ["\r\x1b[K", "after\n"]);
});

test("the line is cut to the width of the terminal", (t) => {
  const { onEvent, take, end } = open({ columns: 20 });
  t.after(end);
  onEvent(waiting);
  assert.deepEqual(take(), ["\rpulled 0 · pushed …\x1b[K"]);
});

test("what comes from outside is made harmless and masked", (t) => {
  const { onEvent, take, end } = open({ mask: (text) => text.replace("hunter22", "***") });
  t.after(end);
  onEvent({ ...waiting, why: `\x1b[2J ${"x".repeat(43)} hunter22` });
  assert.deepEqual(take(), [
    `\rpulled 0 · pushed 0 · waiting 4 s (\\u{1b}[2J ${"x".repeat(43)} *** a…)\x1b[K`,
  ]);
});

test("a pipe gets a plain line every five seconds, when there is news", () => {
  const { count, onEvent, wrap, take, write, end } = open({ live: false });
  count("read_success", 2);
  wrap(write)("log\n");
  pass(4999);
  assert.deepEqual(take(), ["log\n"]);
  pass(1);
  assert.deepEqual(take(), ["pulled 2 · pushed 0\n"]);
  pass(20_000);
  assert.deepEqual(take(), []);
  onEvent({ ...waiting, ms: 60_000 });
  pass(20_000);
  assert.deepEqual(take(), ["pulled 2 · pushed 0 · waiting 55 s (429 acme)\n"]);
  end();
  count("read_success");
  pass(60_000);
  assert.deepEqual(take(), []);
});

test("a write that fails is nothing to the run", () => {
  const write = () => {
    throw new Error("EPIPE");
  };
  const terminal = createTerminal({ live: true, columns: () => 80, write, now: () => clock });
  terminal.onEvent({ type: "counted", event: "read_success" });
  terminal.end();
});
