import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import test from "node:test";
import { fileURLToPath } from "node:url";
import type { PullPlan, StepPlan } from "../compile/plan.js";
import type { Fault } from "../faults/fault.js";
import { type Acme, acme, expression, list, request, step } from "../steps/acme.test.support.js";
import type { Entry } from "../types.js";
import { startPull } from "./pull.js";
import { refreshEntries } from "./refresh.js";

const resume = request("${ record.cv }", { read: "file", credentials: false });
const download = step({ request: resume, as: "resume" });
const look = step({ request: request("/people/${ record.id }"), as: "detail" });

function planOf(each: readonly StepPlan[], once: readonly StepPlan[] = []): PullPlan {
  return {
    ...{
      sessions: [],
      key: expression("id"),
      once,
      lookups: [],
      each,
      one: undefined,
      cursor: undefined,
    },
    list: { ...list(), total: undefined, filter: undefined, limit: undefined },
  };
}

/** Nothing can be written below a file. */
const noDisk = { options: { filesDirectory: `${fileURLToPath(import.meta.url)}/files` } };

/** Lists five people on one page, and a page behind it; all else is for `answer`. */
const people =
  (answer: RequestListener): RequestListener =>
  (asked, response) => {
    if (!asked.url?.startsWith("/people?") && asked.url !== "/people") return answer(asked, response);
    const first = asked.url === "/people" ? 1 : 6;
    const ids = Array.from({ length: 5 }, (_, index) => first + index);
    const records = ids.map((id) => ({ id, cv: `/cv/${id}` }));
    response.end(JSON.stringify({ records, next: first === 1 ? 2 : null }));
  };

/** Pulls as a run does: one record at a time, stopped by what is every record's trouble. */
function reading({ system, events }: Acme, plan: PullPlan) {
  const halt = new AbortController();
  const faults: Fault[] = [];
  const onDown = (fault: Fault) => {
    faults.push(fault);
    halt.abort();
  };
  const care = { emit: (event: (typeof events)[number]) => events.push(event), stop: halt.signal, onDown };
  return { faults, options: { plan, system, parameters: {}, mode: "create", ...care } };
}

async function pulled(side: Acme, plan: PullPlan) {
  const { faults, options } = reading(side, plan);
  const rest = { incremental: false, from: undefined, limit: undefined, concurrency: 1 };
  const pull = startPull({ ...options, ...rest, leave: new AbortController().signal });
  const entries: Entry[] = [];
  for await (const entry of pull.entries) entries.push(entry);
  return { faults, pull, entries, buckets: entries.map(({ outcome }) => outcome?.bucket) };
}

const counted = ({ events }: Acme, name: string) =>
  events.filter((event) => event.type === "counted" && event.event === name).length;
const left = ["not_written", "not_written", "not_written", "not_written", "not_written"];

test("a resume that cannot be kept for want of a disk rejects no record, and nothing more is read", async (t) => {
  const side = await acme(
    t,
    people((_, response) => response.end("x".repeat(100_000))),
    noDisk,
  );
  for (const onError of ["fail", "continue", "skip"] as const) {
    side.asked.length = 0;
    side.events.length = 0;
    const { faults, pull, entries, buckets } = await pulled(side, planOf([{ ...download, onError }]));
    assert.deepEqual(buckets, left, onError);
    assert.deepEqual([faults.length, faults[0]?.code, faults[0]?.exit], [1, "DISK_FAILED", 3]);
    assert.match(
      faults[0]?.message ?? "",
      /\/record\.test\.js\/files\/[-0-9a-f]{36} cannot be written: ENOTDIR$/,
    );
    assert.equal(faults[0]?.hint, "a part of this path is a file, not a directory");
    assert.equal(entries[0]?.outcome?.fault, faults[0]);
    assert.deepEqual([pull.complete, pull.absence], [false, "unproven"]);
    assert.equal(side.asked.filter((one) => one.startsWith("GET /cv/")).length, 1);
    assert.equal(side.asked.includes("GET /people?page=2"), false);
    assert.deepEqual([counted(side, "read_success"), counted(side, "read_failure")], [5, 0]);
  }
});

for (const [what, status, headers, code] of [
  ["credentials that are not accepted", 401, {}, "HTTP_CREDENTIALS"],
  ["a wait of hours", 429, { "retry-after": "7200" }, "HTTP_WAIT_TOO_LONG"],
] as const) {
  test(`${what} reject no record, and no other record asks again`, async (t) => {
    const side = await acme(
      t,
      people((_, response) => response.writeHead(status, headers).end()),
    );
    const { faults, buckets } = await pulled(side, planOf([look]));
    assert.deepEqual(buckets, left);
    assert.deepEqual([faults.length, faults[0]?.code, faults[0]?.exit], [1, code, 3]);
    assert.deepEqual(side.asked, ["GET /people", "GET /people/1"]);
  });
}

for (const [what, answer, code] of [
  ["is gone", (response) => response.writeHead(404).end(), "ITEM_REFUSED"],
  ["comes with a 500", (response) => response.writeHead(500).end(), "HTTP_REFUSED"],
  ["breaks off", (response) => response.destroy(), "HTTP_BROKEN"],
  [
    "is forbidden where no credentials were sent",
    (response) => response.writeHead(403).end(),
    "ITEM_REFUSED",
  ],
] as readonly [string, (response: Parameters<RequestListener>[1]) => void, string][]) {
  test(`a resume that ${what} is the trouble of its record alone`, async (t) => {
    const side = await acme(
      t,
      people(({ url }, response) => (url === "/cv/2" ? answer(response) : void response.end("cv"))),
    );
    const { faults, pull, entries, buckets } = await pulled(side, planOf([download]));
    assert.deepEqual(buckets, [undefined, "read_failure", ...Array.from({ length: 8 }, () => undefined)]);
    assert.equal(entries[1]?.outcome?.fault?.code, code);
    assert.deepEqual([faults, pull.complete], [[], true]);
  });
}

test("a replay leaves a record unsettled too when there is no disk for its resume", async (t) => {
  const side = await acme(
    t,
    people((_, response) => response.end("x".repeat(100_000))),
    noDisk,
  );
  async function* stale(): AsyncGenerator<Entry> {
    for (const id of [1, 2]) {
      yield { index: id, key: String(id), cursor: undefined, record: { id, cv: `/cv/${id}` }, isStale: true };
    }
  }
  const { faults, options } = reading(side, planOf([download]));
  const buckets = [];
  for await (const { outcome } of refreshEntries(stale(), options)) buckets.push(outcome?.bucket);
  assert.deepEqual(buckets, ["not_written", "not_written"]);
  assert.deepEqual([faults.length, faults[0]?.code], [1, "DISK_FAILED"]);
  assert.deepEqual(side.asked, ["GET /cv/1"]);
});

test("a replay whose first look-up is refused blames the system, so that its rejects are kept", async (t) => {
  const side = await acme(t, (_, response) => response.writeHead(404).end());
  async function* stale(): AsyncGenerator<Entry> {
    yield { index: 0, key: "1", cursor: undefined, record: { id: 1 }, isStale: true };
  }
  const once = [step({ request: request("/settings") })];
  const { options } = reading(side, planOf([], once));
  await assert.rejects(
    refreshEntries(stale(), options).next(),
    (fault) => (fault as Fault).code === "HTTP_REFUSED" && (fault as Fault).exit === 3,
  );
});

for (const [what, value] of [
  ["nothing", "body.person"],
  ["null", "null"],
  ["a list", "[body, body]"],
  ["a string", '"x"'],
] as const) {
  test(`a record that its steps make ${what} of is rejected, and none is pushed in its place`, async (t) => {
    const side = await acme(
      t,
      people((_, response) => response.end('{"id":1}')),
    );
    const { entries } = await pulled(side, planOf([step({ record: expression(value) })]));
    const [entry] = entries;
    assert.equal(entry?.outcome?.bucket, "read_failure");
    assert.equal(
      entry?.outcome?.fault?.message.replace(/; several of one.*/, ""),
      `what the steps of acme make of a record is ${what}, not a record`,
    );
    assert.equal(entry?.pulled, undefined);
  });
}
