import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { NewLease, StateAdapter } from "./adapter.js";
import { memoryStore } from "./memory.js";
import { openSqlite } from "./sqlite/sqlite.js";
import { temporaryDirectory } from "./temporary.test.support.js";

const lease = (epoch: number, run_id: string, expires = 100): NewLease => ({
  ...{ workflow_id: "w", epoch, run_id, action: "x.y", owner: "{}", since: 1, expires },
  ...{ expires_monotonic: expires, lineage: `of-${run_id}` },
});
const all = { from: "a", until: "z", except: undefined, limit: undefined };

/** What an adapter answers to a life of two runs, in order. */
async function answers(adapter: StateAdapter): Promise<unknown[]> {
  const told: unknown[] = [];
  const tell = async (answer: Promise<unknown>) => told.push(await answer);
  await tell(adapter.lease("w"));
  await tell(adapter.acquire(lease(1, "r1"), undefined));
  await tell(adapter.acquire(lease(1, "r2"), undefined));
  const seen = await adapter.lease("w");
  told.push(seen);
  const first = { workflow_id: "w", epoch: 1, run_id: "r1" };
  const changes = ["b", "a", "é", "z", "\u{10000}", "\uffee"].map((key) => ({ key, value: `of ${key}` }));
  await tell(adapter.commit(changes, first, true));
  await tell(adapter.list(all));
  await tell(adapter.list({ ...all, except: "a", limit: 1 }));
  await tell(adapter.list({ ...all, until: "\u{10ffff}" }));
  await tell(adapter.getMany(["b", "none", "a"]));
  await tell(adapter.renew(first, { expires: 200, expires_monotonic: 200 }));
  await tell(adapter.acquire(lease(2, "r2"), seen));
  await tell(adapter.acquire(lease(2, "r2"), await adapter.lease("w")));
  await tell(adapter.commit([{ key: "b", value: undefined }], first, false));
  await tell(adapter.renew(first, { expires: 300, expires_monotonic: 300 }));
  await adapter.release(first);
  const second = { ...first, epoch: 2, run_id: "r2" };
  await tell(adapter.commit([{ key: "b", value: undefined }], second, false));
  await tell(adapter.get("b"));
  await tell(adapter.lease("w"));
  await adapter.release(second);
  await tell(adapter.commit([{ key: "a", value: "late" }], second, true));
  await tell(adapter.lease("w"));
  await tell(adapter.delete("a"));
  await tell(adapter.delete("a"));
  await adapter.clear();
  await tell(adapter.list(all));
  return told;
}

test("a store in memory answers what a file answers", async (t) => {
  const file = await openSqlite(join(await temporaryDirectory(t), "state.db"));
  t.after(() => file.disconnect());
  assert.deepEqual(await answers(memoryStore()), plain(await answers(file)));
});

/** Rows of SQLite say besides how long they took. */
function plain(answered: unknown[]): unknown {
  return answered.map((one) => {
    if (one === null || typeof one !== "object" || Array.isArray(one)) return one;
    const { _metadata, ...row } = one as Record<string, unknown>;
    return row;
  });
}
