/** What is peculiar to the store in Redis; what all stores promise is in stores.test.ts. */
import assert from "node:assert/strict";
import { after, describe, type TestContext, test } from "node:test";
import { Fault } from "../runner/faults/fault.js";
import { connectRedis, type RedisConnection } from "../runner/store/redis/connection.js";
import { openStore, type Store } from "../runner/store/store.js";
import { type RedisServer, redisMissing, startRedis } from "./process/redis-server.js";
import { fault } from "./stores/expect-fault.js";

describe("the store in Redis", { skip: redisMissing }, () => {
  let starting: Promise<RedisServer> | undefined;
  let places = 0;
  after(async () => (await starting)?.stop());

  /** A database of the test's own. */
  async function arrange(t: TestContext): Promise<Scene> {
    starting ??= startRedis();
    places += 1;
    const url = (await starting).url(places);
    const [redis, store] = [await connectRedis(url), await openStore(url)];
    t.after(() => Promise.all([redis.close(), store.close()]));
    return { url, redis, store };
  }

  test("I3: what is no string and no lease is refused and not taken for an absent key", async (t) => {
    const { store, redis } = await arrange(t);
    await redis.send("LPUSH", "sync-runner:token:b", "1");
    await assert.rejects(store.read("token:b"), fault("STORE_FAILED", /WRONGTYPE/));
    await assert.rejects(store.readMany(["token:a", "token:b"]), fault("STORE_FAILED", /WRONGTYPE/));
    await redis.send("HSET", "sync-runner-lease:a", "epoch", "x");
    await assert.rejects(
      store.acquire("a", { run_id: "r1", action: "x.y" }),
      fault("STORE_CORRUPT", /the lock of a /),
    );
  });

  test("a server that throws keys away when its memory is full is refused", async (t) => {
    const { url, redis } = await arrange(t);
    await redis.send("CONFIG", "SET", "maxmemory", "100mb", "maxmemory-policy", "allkeys-lru");
    await assert.rejects(openStore(url), fault("STORE_FAILED", /its policy is allkeys-lru/));
    await redis.send("CONFIG", "SET", "maxmemory", "0", "maxmemory-policy", "noeviction");
  });

  test("a server that keeps nothing on its disk is warned about, and one that may be asked nothing is not", async (t) => {
    const { url, redis, store } = await arrange(t);
    assert.match(
      store.warnings.join(),
      /^the state store redis:\/\/127\.0\.0\.1:\d+\/\d+ keeps nothing on its disk: /,
    );
    const warnings = async (at = url) => {
      const opened = await openStore(at);
      await opened.close();
      return opened.warnings;
    };
    await redis.send("CONFIG", "SET", "save", "3600 1");
    assert.deepEqual(await warnings(), []);
    await redis.send("CONFIG", "SET", "save", "", "appendonly", "yes");
    assert.deepEqual(await warnings(), []);
    await redis.send("CONFIG", "SET", "appendonly", "no", "maxmemory-policy", "allkeys-lru");
    assert.match((await warnings()).join(), /keeps nothing on its disk.*maxmemory-policy is allkeys-lru/);
    await redis.send("CONFIG", "SET", "maxmemory-policy", "noeviction");
    const rights = ["~sync-runner*", "+@read", "+@write", "+eval", "+@connection"];
    await redis.send("ACL", "SETUSER", "guest", "on", ">guest", ...rights);
    assert.deepEqual(await warnings(url.replace("redis://", "redis://guest:guest@")), []);
  });

  test("I3: a server that was emptied while it was in use holds no empty store", async (t) => {
    const { store, redis } = await arrange(t);
    const lease = await store.acquire("a", { run_id: "r1", action: "x.y" });
    await lease.commit([{ key: "token:a", value: 1 }]);
    await redis.send("FLUSHDB");
    await assert.rejects(store.list("token:"), fault("STORE_FAILED", /was emptied while it was in use/));
    const late = [{ key: "token:a", value: 2 }];
    await assert.rejects(lease.commit(late), fault("LOCK_LOST", /lost a/));
    const next = await store.acquire("a", { run_id: "r2", action: "x.y" });
    await assert.rejects(next.commit(late), fault("STORE_FAILED", /was emptied while it was in use/));
    assert.equal(await redis.send("EXISTS", "sync-runner:token:a"), 0);
  });

  test("a key that somebody removed by hand is not listed, and makes no page shorter", async (t) => {
    const { store, redis } = await arrange(t);
    const lease = await store.acquire("a", { run_id: "r1", action: "x.y" });
    await lease.commit(["a", "b", "c", "d"].map((name) => ({ key: `token:${name}`, value: name })));
    await redis.send("DEL", "sync-runner:token:b");
    assert.deepEqual(await store.list("token:", { limit: 2 }), [
      ["token:a", "a"],
      ["token:c", "c"],
    ]);
  });

  test("user name, password and database of the URL are used, and no message shows them", async (t) => {
    const { url, redis } = await arrange(t);
    await redis.send("CONFIG", "SET", "requirepass", "hunter/22");
    const secret = (text: string) => url.replace("redis://", `redis://${text}@`);
    const store = await openStore(secret("default:hunter%2F22"));
    t.after(() => store.close());
    assert.equal(store.url, url);
    const lease = await store.acquire("a", { run_id: "r1", action: "x.y" });
    await lease.commit([{ key: "token:a", value: 1 }]);
    assert.equal(await redis.send("GET", "sync-runner:token:a"), '{"value":1}');
    for (const wrong of [
      `${secret("default:hunter23")}`,
      `${secret("default:hunter23")}/x`,
      secret("a:hunter23%"),
    ]) {
      await assert.rejects(openStore(wrong), (error) => {
        assert.ok(error instanceof Fault);
        assert.match(error.message, /refused the user name or the password|cannot be read/);
        assert.doesNotMatch(`${error.stack} ${error.hint}`, /hunter2/);
        return true;
      });
    }
  });
});

interface Scene {
  readonly url: string;
  /** Looks into the server from outside. */
  readonly redis: RedisConnection;
  readonly store: Store;
}
