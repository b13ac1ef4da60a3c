import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { openStore, type Store } from "../store/store.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import { openJournal } from "./inflight.js";
import { readToken, resetToken, type TokenState, writeToken } from "./token.js";

const action = "shop.pull_orders";
const at = "2026-11-22T13:00:00.000Z";
const state: TokenState = {
  version: 1,
  workflow_id: "orders",
  action,
  token: 7,
  run_id: "r1",
  at,
  history: [],
};

async function given(t: TestContext): Promise<Store> {
  const store = await openStore(`sqlite:${join(await temporaryDirectory(t), "state.db")}`);
  t.after(() => store.close());
  return store;
}

async function refusal(store: Store, forAction = action): Promise<Fault> {
  const error: unknown = await readToken(store, "orders", forAction).catch((thrown) => thrown);
  assert.ok(error instanceof Fault, String(error));
  return error;
}

test("there is no token before the first run", async (t) => {
  assert.equal(await readToken(await given(t), "orders", action), undefined);
});

test("a token is read as it was written", async (t) => {
  const store = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  await writeToken(lease, state);
  assert.deepEqual(await readToken(store, "orders", action), state);
});

test("the history keeps the first 20", async (t) => {
  const store = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  const history = Array.from({ length: 25 }, (_, n) => ({ token: n, run_id: `r${n}`, at }));
  await writeToken(lease, { ...state, history });
  assert.deepEqual((await readToken(store, "orders"))?.history, history.slice(0, 20));
});

test("a token that JSON cannot hold is not stored", async (t) => {
  const store = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  await assert.rejects(writeToken(lease, { ...state, token: Number.NaN }), { code: "BUG" });
  assert.equal(await readToken(store, "orders"), undefined);
});

const strangers: [why: string, value: unknown][] = [
  ["a bare cursor", "2024-01-01"],
  ["nothing", null],
  ["a list", [state]],
  ["a missing key", { ...state, run_id: undefined }],
  ["an unknown key", { ...state, extra: 1 }],
  ["a token of the wrong type", { ...state, token: { a: 1 } }],
  ["a date that is none", { ...state, at: "yesterday" }],
  ["a torn history", { ...state, history: [{ token: 1 }] }],
  ["an older version than there ever was", { ...state, version: 0 }],
  ["the token of another workflow_id", { ...state, workflow_id: "returns" }],
];

for (const [why, value] of strangers) {
  test(`I3: ${why} in the place of the token is refused`, async (t) => {
    const store = await given(t);
    await store.write("token:orders", value);
    const fault = await refusal(store);
    assert.equal(fault.code, "STORE_CORRUPT");
    assert.match(String(fault.hint), /state show orders/);
  });
}

test("the token of a newer version is refused as that", async (t) => {
  const store = await given(t);
  await store.write("token:orders", { ...state, version: 2, more: true });
  const fault = await refusal(store);
  assert.equal(fault.code, "STORE_CORRUPT");
  assert.match(fault.message, /newer sync-runner: \{"version":2,/);
});

test("a refused value is shown with its control characters escaped, and cut", async (t) => {
  const store = await given(t);
  await store.write("token:orders", `\u001b[31m\u202e${"x".repeat(500)}`);
  const { message } = await refusal(store);
  assert.ok(message.endsWith(`: \\u{1b}[31m\\u{202e}${"x".repeat(194)}…`), message);
});

test("the token of another action is refused with the way out", async (t) => {
  const store = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  await writeToken(lease, state);
  const fault = await refusal(store, "shop.pull_returns");
  assert.equal(fault.code, "INVALID");
  assert.equal(
    fault.message,
    "the token of orders belongs to the action shop.pull_orders, not to shop.pull_returns",
  );
  assert.match(String(fault.hint), /another workflow_id.*state reset orders/);
});

test("reset forgets a damaged token and its journal", async (t) => {
  const store = await given(t);
  await store.write("token:orders", "rubbish");
  await store.write("inflight:orders", "rubbish");
  await resetToken(store, "orders", { run_id: "reset", action });
  assert.equal(await readToken(store, "orders", action), undefined);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  assert.equal((await openJournal(lease, store, "orders")).left.size, 0);
});

test("I4: reset is refused while a run holds the workflow_id", async (t) => {
  const store = await given(t);
  const lease = await store.acquire("orders", { run_id: "r1", action });
  await writeToken(lease, state);
  await assert.rejects(resetToken(store, "orders", { run_id: "reset", action }), { code: "LOCKED" });
  assert.deepEqual(await readToken(store, "orders"), state);
});
