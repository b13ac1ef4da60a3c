/** What has to be known of a Redis server before it is trusted with state: whether it keeps it (I3). */
import { Fault } from "../../faults/fault.js";
import type { RedisConnection } from "./connection.js";

/**
 * What a user should know of this server. A server that does not say, or does not let this user ask, is taken as it is.
 *
 * @throws Fault STORE_FAILED for one that throws keys away when its memory is full: it would lose tokens and locks without a word
 */
export async function examineServer(redis: RedisConnection): Promise<readonly string[]> {
  const info = String(await redis.send("INFO", "memory").catch(notAllowed));
  const policy = /^maxmemory_policy:(allkeys-\S+)/m.exec(info)?.[1];
  if (policy !== undefined && !/^maxmemory:0\r?$/m.test(info)) {
    throw new Fault(
      "STORE_FAILED",
      `the state store ${redis.shown} is a cache that forgets: its policy is ${policy}`,
      { hint: "set its maxmemory-policy to noeviction, or use another server" },
    );
  }
  const warnings: string[] = [];
  const log = await setting(redis, "appendonly");
  if (log === "no" && (await setting(redis, "save")) === "") {
    warnings.push(
      `the state store ${redis.shown} keeps nothing on its disk: when the server stops, all tokens and all that is known of what was ` +
        "sent is lost; set `appendonly yes` there",
    );
  }
  if (policy !== undefined) {
    warnings.push(
      `the state store ${redis.shown} will throw keys away once it has a limit of memory, because its maxmemory-policy is ${policy}; ` +
        "set it to noeviction",
    );
  }
  return warnings;
}

/** undefined where the server does not say. A connection that broke fails the next command. */
async function setting(redis: RedisConnection, name: string): Promise<string | undefined> {
  const reply = await redis.send("CONFIG", "GET", name).catch(() => undefined);
  return Array.isArray(reply) && reply[0] === name && typeof reply[1] === "string" ? reply[1] : undefined;
}

function notAllowed(error: unknown): string {
  if (error instanceof Fault && error.message.includes("does not allow")) return "";
  throw error;
}
