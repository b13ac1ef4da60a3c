import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openStore, type Store } from "../store/store.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import { openSent, type SentItems } from "./sent.js";

async function given(t: TestContext): Promise<{ store: Store; open: () => Promise<SentItems> }> {
  const store = await openStore(`sqlite:${join(await temporaryDirectory(t), "state.db")}`);
  const lease = await store.acquire("orders", { run_id: "r1", action: "shop.pull_orders" });
  t.after(() => store.close());
  return { store, open: () => openSent(lease, store, "orders") };
}

test("what was sent is known to the next run once it was flushed, however much it is", async (t) => {
  const { store, open } = await given(t);
  const sent = await open();
  for (let n = 0; n < 450; n += 1) {
    sent.add(`k${n}`, undefined);
    if (n % 7 === 0) await sent.flush();
  }
  await sent.flush();
  sent.add("never flushed", undefined);
  const { keys } = await open();
  assert.equal(keys.size, 450);
  assert.equal(keys.has("k449"), true);
  assert.equal(keys.has("never flushed"), false);
  assert.deepEqual(await store.keys("sent:orders:"), ["sent:orders:0", "sent:orders:1", "sent:orders:2"]);
});

test("behind a whole run everything is forgotten, or what the next run reads again is kept", async (t) => {
  const { store, open } = await given(t);
  const sent = await open();
  sent.add("early", "2024-03-19T09:00:00Z");
  sent.add("late", "2024-03-19T09:59:30Z");
  sent.add("without a cursor", undefined);
  await sent.flush();
  await sent.forget(Date.parse("2024-03-19T09:59:00Z"));
  assert.deepEqual([...(await open()).keys], ["late"]);
  await (await open()).forget();
  assert.deepEqual([...(await open()).keys], []);
  assert.deepEqual(await store.keys("sent:"), []);
});

test("I3: what was not written by the runner is refused", async (t) => {
  const { store, open } = await given(t);
  await store.write("sent:orders:0", { version: 1, items: ["k1"] });
  await assert.rejects(open(), { code: "STORE_CORRUPT" });
});
