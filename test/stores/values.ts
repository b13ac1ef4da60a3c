/** What every kind of store promises of values: commits of several keys, and lists in order. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fault } from "./expect-fault.js";
import { owner, type Subject } from "./scene.js";

/** In the order of their bytes in UTF-8; halves of surrogate pairs have none, and come first. */
const oddKeys = [
  "\0",
  "\u0001",
  "\u0001\u0002",
  "\ud800",
  "\ud801",
  "\u0002",
  "\n",
  " ",
  "!",
  "%",
  "%25",
  "'",
  "*",
  "/",
  ":",
  "A",
  "[",
  "\\",
  "_",
  "a",
  "a%",
  "a\nb",
  "a_b",
  "{}",
  "~",
  "\u007f",
  "e\u0301",
  "\u00e9",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "\u{1f600}",
  "\u{10ffff}",
].sort((a, b) =>
  Buffer.compare(
    Buffer.from(a.replace(/\p{Cs}/gu, "\u0001z")),
    Buffer.from(b.replace(/\p{Cs}/gu, "\u0001z")),
  ),
);

export function promisesOfValues({ arrange }: Subject): void {
  test("values are read back by another store, null is a value, and an absent key is undefined", async (t) => {
    const { store, other, put } = await arrange(t);
    const value = { n: 1, text: "é\u2028\u0000\ud800", none: null, long: "x".repeat(512 * 1024) };
    await put({ "token:a": value, "token:null": null });
    assert.deepEqual(await other.read("token:a"), value);
    assert.equal(await other.read("token:null"), null);
    assert.equal(await other.read("token:b"), undefined);
    await put({ "token:a": 2 });
    assert.equal(await other.read("token:a"), 2);
    assert.deepEqual(store.warnings, other.warnings);
  });

  test("a commit sets and removes several keys at once, and of several changes of one key the last counts", async (t) => {
    const { store, other, put } = await arrange(t);
    await put({ "token:a": "old", "reject:1": 1, "reject:2": 2 });
    const lease = await store.acquire("a", owner("r1"));
    await lease.commit([
      { key: "token:a", value: "new" },
      { key: "reject:1", value: undefined },
      { key: "reject:none", value: undefined },
      { key: "reject:2", value: undefined },
      { key: "reject:2", value: "twice" },
      { key: "reject:3", value: 3 },
      { key: "reject:3", value: undefined },
    ]);
    const all = [
      ["reject:2", "twice"],
      ["token:a", "new"],
    ];
    assert.deepEqual(await other.list(""), all);
    await lease.commit([]);
    assert.deepEqual(await other.list(""), all);
  });

  test("I3: of a commit under a lease that was lost nothing is stored and nothing removed", async (t) => {
    const { store, other, put } = await arrange(t);
    await put({ "token:a": "old", "reject:1": 1 });
    const lease = await store.acquire("a", owner("r1"));
    await lease.release();
    await other.acquire("a", owner("r2"));
    const changes = [
      { key: "token:a", value: "late" },
      { key: "reject:1", value: undefined },
      { key: "reject:2", value: 2 },
    ];
    await assert.rejects(lease.commit(changes), fault("LOCK_LOST", /lost a/));
    await assert.rejects(lease.commit([]), fault("LOCK_LOST", /lost a/));
    assert.deepEqual(await store.list(""), [
      ["reject:1", 1],
      ["token:a", "old"],
    ]);
  });

  test("what is not JSON stops the whole commit", async (t) => {
    const { store, other } = await arrange(t);
    const lease = await store.acquire("a", owner("r1"));
    const changes = [
      { key: "token:a", value: 1 },
      { key: "token:b", value: () => {} },
    ];
    await assert.rejects(lease.commit(changes), fault("BUG", /not JSON/));
    assert.deepEqual(await other.list(""), []);
  });

  test("the revision grows by one with every acquisition and every commit, and the lineage stays", async (t) => {
    const { store, other, adapter } = await arrange(t);
    const first = await store.acquire("a", owner("r1"));
    const lineage = (await adapter.lease("a"))?.lineage;
    assert.match(String(lineage), /^[\da-f]{32}$/);
    const revision = async () => (await adapter.lease("a"))?.revision;
    assert.equal(await revision(), 1);
    await first.commit([{ key: "token:a", value: 1 }]);
    await first.commit(
      [
        { key: "token:a", value: 2 },
        { key: "token:b", value: 2 },
      ],
      { durable: false },
    );
    assert.equal(await revision(), 3);
    await first.release();
    await (await other.acquire("a", owner("r2"))).commit([]);
    assert.equal(await revision(), 5);
    assert.equal((await adapter.lease("a"))?.lineage, lineage);
    await store.acquire("b", owner("r3"));
    assert.notEqual((await adapter.lease("b"))?.lineage, lineage);
  });

  test("many values are read with holes, in the order of their keys", async (t) => {
    const { store, put, adapter } = await arrange(t);
    await put({ a: 1, b: null, "c\0": [3], "\ud800": 4 });
    const keys = ["c\0", "none", "a", "b", "a", "\ud801", "\ud800"];
    assert.deepEqual(await store.readMany(keys), [[3], undefined, 1, null, 1, undefined, 4]);
    assert.deepEqual(await store.readMany([]), []);
    await adapter.set("sync-runner:b", "{");
    await assert.rejects(store.readMany(["a", "b"]), fault("STORE_CORRUPT", /under b that cannot be used/));
    assert.deepEqual(await store.readMany(["a", "c\0"]), [1, [3]]);
  });

  test("a list has what starts with the prefix and nothing of others", async (t) => {
    const { store, put, adapter } = await arrange(t);
    await adapter.set("token:of-another-program", "1");
    await store.acquire("a", owner("r1"));
    const keys = ["token:b", "inflight:a", "token:a", "tok*n:c", "tok_n:d", "TOKEN:e", "token;"];
    await put(Object.fromEntries(keys.map((key) => [key, key])));
    const listed = async (prefix: string) => (await store.list(prefix)).map(([key]) => key);
    assert.deepEqual(await store.list("token:"), [
      ["token:a", "token:a"],
      ["token:b", "token:b"],
    ]);
    assert.deepEqual(await listed("tok*n:"), ["tok*n:c"]);
    assert.deepEqual(await listed("tok_n:"), ["tok_n:d"]);
    assert.deepEqual(await listed("token:a"), ["token:a"]);
    assert.deepEqual(await listed(""), [
      "TOKEN:e",
      "inflight:a",
      "tok*n:c",
      "tok_n:d",
      "token:a",
      "token:b",
      "token;",
    ]);
  });

  test("odd keys are keys of their own, and are listed in the order of their bytes, whole and by pages", async (t) => {
    const { store, put } = await arrange(t);
    await put(Object.fromEntries(oddKeys.map((key, n) => [`odd:${key}`, n])));
    await put({ "odc:x": 0, "odd;": 0 });
    const all = oddKeys.map((key, n) => [`odd:${key}`, n]);
    assert.deepEqual(await store.list("odd:"), all);
    for (const limit of [1, 7, all.length, 100]) {
      const found: (readonly [string, unknown])[] = [];
      for (let after: string | undefined; ; after = found.at(-1)?.[0]) {
        const page = await store.list("odd:", { after, limit });
        found.push(...page);
        if (page.length < limit) break;
      }
      assert.deepEqual(found, all, `pages of ${limit}`);
    }
    assert.deepEqual(await store.list("odd:", { after: "odd:a", limit: 1 }), [
      ["odd:a\nb", oddKeys.indexOf("a\nb")],
    ]);
    assert.deepEqual(await store.list("odd:", { after: "odd:B", limit: 1 }), [
      ["odd:[", oddKeys.indexOf("[")],
    ]);
    assert.deepEqual(await store.list("odd:", { after: "aaa", limit: 1 }), all.slice(0, 1));
    assert.deepEqual(await store.list("odd:", { after: "odd;" }), []);
    assert.deepEqual(await store.list("odd:", { limit: 0 }), []);
    assert.deepEqual(await store.readMany(oddKeys.map((key) => `odd:${key}`)), [...oddKeys.keys()]);
  });

  test("five thousand keys are committed at once, listed by pages, and removed at once", async (t) => {
    const { store, other } = await arrange(t);
    const lease = await store.acquire("a", owner("r1"));
    const keys = Array.from({ length: 5000 }, (_, n) => `ledger:${String(n).padStart(5, "0")}`);
    await lease.commit(keys.map((key) => ({ key, value: { key } })));
    const found: string[] = [];
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await other.list("ledger:", { after: found.at(-1), limit: 500 });
      assert.equal(page.length, 500);
      found.push(...page.map(([key]) => key));
    }
    assert.deepEqual(found, keys);
    assert.deepEqual(await other.list("ledger:", { after: found.at(-1), limit: 500 }), []);
    await lease.commit(keys.map((key) => ({ key, value: undefined })));
    assert.deepEqual(await other.list("ledger:"), []);
  });

  test("I3: what was not written by the runner, or only in part, is refused and not taken for an absent key", async (t) => {
    const { store, adapter } = await arrange(t);
    const texts = ["", "null", "{}", "{", '{"value":', '"text"', "[1]", '{"value":1,"expires":1}'];
    for (const text of texts) {
      await adapter.set("sync-runner:token:a", text);
      const refused = fault("STORE_CORRUPT", /under token:a that cannot be used/);
      await assert.rejects(store.read("token:a"), refused);
      await assert.rejects(store.list("token:"), refused);
      assert.deepEqual(await store.keys("token:"), ["token:a"]);
    }
  });
}
