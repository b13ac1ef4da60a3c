import assert from "node:assert/strict";
import { test } from "node:test";
import { acme, expression, request } from "./acme.test.support.js";
import { askUntil } from "./until.js";

const hourly = {
  until: expression("body.done"),
  failIf: undefined,
  everyMs: 3_600_000,
  atMostMs: 86_400_000,
  atMost: "1d",
};

test("a run that is stopped does not wait for what is not ready", async (t) => {
  const stop = new AbortController();
  const { system, asked, events } = await acme(t, (_, response) => response.end("{}"), {
    options: { signal: stop.signal, emit: () => stop.abort() },
  });
  // The first thing that is told is the request itself, the next would be the wait.
  await assert.rejects(askUntil(hourly, request("/exports/1"), {}, system, {}), { code: "STOPPED" });
  assert.deepEqual([asked.length, events.length], [1, 0]);
});

test("where waits take no time, the time that is allowed comes to an end all the same", async (t) => {
  const { system, asked } = await acme(t, (_, response) => response.end("{}"), { options: { waits: false } });
  await assert.rejects(askUntil(hourly, request("/exports/1"), {}, system, {}), { code: "HTTP_TIMEOUT" });
  assert.equal(asked.length, 24);
});

test("a file that is not the one that was asked for is let go", async (t) => {
  let count = 0;
  const { system } = await acme(t, (_, response) => {
    count += 1;
    response.writeHead(count === 2 ? 200 : 202).end("text");
  });
  const quick = { ...hourly, until: expression("status = 200"), everyMs: 1 };
  const answer = await askUntil(quick, request("/exports/1", { read: "file" }), {}, system, {});
  assert.equal(answer.status, 200);
});
