/** What is peculiar to the store in Redis; what all stores promise is in stores.test.ts. */
import assert from "node:assert/strict";
import { after, describe, type TestContext, test } from "node:test";
import { Fault } from "../runner/faults/fault.js";
import { connectRedis, type RedisConnection } from "../runner/store/redis/connection.js";
import { openStore, type Store } from "../runner/store/store.js";
import { type RedisServer, redisMissing, startRedis } from "./process/redis-server.js";
import { fault } from "./world/fault.js";

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

  test("user name, password and database of the URL are used, and no message shows them", async (t) => {
    const { url, redis } = await arrange(t);
    await redis.send("CONFIG", "SET", "requirepass", "hunter/22");
    const secret = (text: string) => url.replace("redis://", `redis://${text}@`);
    const store = await openStore(secret("default:hunter%2F22"));
    t.after(() => store.close());
    assert.equal(store.url, url);
    await store.write("token:a", 1);
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
