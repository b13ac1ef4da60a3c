/** The index of the keys: a sorted set, because Redis itself lists keys in no order and cannot go on behind one. */

import { namespace } from "../keys.js";
import type { RedisConnection } from "./connection.js";
import { indexScript } from "./scripts.js";

export const indexKey = `${namespace}-index`;

/** Makes the index where there is none: in a new store, and in one of version 0.1.0. The empty member says that it is whole. */
export async function ensureIndex(redis: RedisConnection): Promise<void> {
  if ((await redis.send("ZSCORE", indexKey, "")) !== null) return;
  let cursor = "0";
  do {
    const reply = await redis.send("SCAN", cursor, "MATCH", `${namespace}:*`, "COUNT", "1000");
    const [next, keys] = Array.isArray(reply) ? reply : [];
    if (!Array.isArray(keys)) throw new TypeError("SCAN gave no keys");
    if (keys.length > 0) {
      await redis.send("EVAL", indexScript, String(keys.length + 1), indexKey, ...keys.map(String));
    }
    cursor = String(next);
  } while (cursor !== "0");
  await redis.send("ZADD", indexKey, "0", "");
}
