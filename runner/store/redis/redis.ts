/**
 * The store in Redis, for runs on machines without a disk that stays: values as strings, each lease as a hash. What is written is
 * as durable as the server is set up to be (`appendonly yes`); the server must not throw keys away when its memory is full.
 */
import { Fault } from "../../faults/fault.js";
import type { Expiry, Fence, LeaseRow, StateAdapter } from "../adapter.js";
import { namespace } from "../values.js";
import { connectRedis, type RedisConnection } from "./connection.js";
import { acquireScript, renewScript, setFencedScript } from "./scripts.js";

/** Keys of Keyv start with `sync-runner:`, so that no value can have the key of a lease. */
const leasePrefix = `${namespace}-lease:`;

/**
 * Connects to a Redis server as a store.
 *
 * @param url `redis://[user:password@]host[:port][/db]`, or `rediss://` for TLS
 * @throws Fault USAGE for a URL that cannot be read, STORE_FAILED
 * @example const adapter = await openRedis("redis://127.0.0.1:6379");
 */
export async function openRedis(url: string): Promise<StateAdapter> {
  const redis = await connectRedis(url);
  try {
    await checkEviction(redis);
  } catch (error) {
    await redis.close();
    throw error;
  }
  return new RedisAdapter(redis);
}

class RedisAdapter implements StateAdapter {
  readonly url: string;
  readonly opts: { readonly url: string; readonly dialect: string };
  namespace?: string | undefined;
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.url = redis.shown;
    this.opts = { url: this.url, dialect: "redis" };
    this.#redis = redis;
  }

  async get(key: string): Promise<string | undefined> {
    const value = await this.#redis.send("GET", key);
    if (value === null) return undefined;
    if (typeof value === "string") return value;
    throw this.#unexpected("GET");
  }

  async set(key: string, value: string): Promise<void> {
    if ((await this.#redis.send("SET", key, value)) !== "OK") throw this.#unexpected("SET");
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#redis.send("DEL", key)) === 1;
  }

  async clear(): Promise<void> {
    for (const key of await this.#keys(`${this.namespace ?? namespace}:`)) await this.delete(key);
  }

  async *iterator(prefix: string): AsyncGenerator<[string, string], void> {
    for (const key of await this.#keys(prefix)) {
      const value = await this.get(key);
      // Absent: removed since the keys were listed.
      if (value !== undefined) yield [key, value];
    }
  }

  /** A connection that broke while idle fails the next call. */
  on(): this {
    return this;
  }

  async setFenced(key: string, value: string, fence: Fence): Promise<boolean> {
    return this.#script(setFencedScript, [leaseKey(fence), key], [...fenceOf(fence), value]);
  }

  async lease(workflowId: string): Promise<LeaseRow | undefined> {
    const reply = await this.#redis.send("HGETALL", leasePrefix + workflowId);
    if (!Array.isArray(reply)) throw this.#unexpected("HGETALL");
    if (reply.length === 0) return undefined;
    return rowOf(workflowId, reply);
  }

  async acquire(row: LeaseRow, seen: LeaseRow | undefined): Promise<boolean> {
    const before = seen === undefined ? ["", "", ""] : [...fenceOf(seen), String(seen.expires)];
    const { workflow_id: _, ...fields } = row;
    const after = Object.entries(fields).flatMap(([name, value]) => [name, String(value)]);
    return this.#script(acquireScript, [leaseKey(row)], [...before, ...after]);
  }

  async renew(fence: Fence, { expires, expires_monotonic }: Expiry): Promise<boolean> {
    const ends = [String(expires), String(expires_monotonic)];
    return this.#script(renewScript, [leaseKey(fence)], [...fenceOf(fence), ...ends]);
  }

  async release(fence: Fence): Promise<void> {
    await this.renew(fence, { expires: 0, expires_monotonic: 0 });
  }

  async disconnect(): Promise<void> {
    await this.#redis.close();
  }

  async #script(script: string, keys: readonly string[], values: readonly string[]): Promise<boolean> {
    const reply = await this.#redis.send("EVAL", script, String(keys.length), ...keys, ...values);
    if (reply !== 0 && reply !== 1) throw this.#unexpected("EVAL");
    return reply === 1;
  }

  /** In order; SCAN may name a key twice, but leaves none out that was there all the time. */
  async #keys(prefix: string): Promise<string[]> {
    const pattern = `${prefix.replace(/[\\*?[\]^]/g, "\\$&")}*`;
    const found = new Set<string>();
    let cursor = "0";
    do {
      const reply = await this.#redis.send("SCAN", cursor, "MATCH", pattern, "COUNT", "1000");
      if (!Array.isArray(reply) || !Array.isArray(reply[1])) throw this.#unexpected("SCAN");
      cursor = String(reply[0]);
      for (const key of reply[1]) found.add(String(key));
    } while (cursor !== "0");
    return [...found].sort();
  }

  #unexpected(command: string): Fault {
    return new Fault(
      "STORE_FAILED",
      `the state store ${this.url} answers ${command} as no Redis server does`,
    );
  }
}

function leaseKey({ workflow_id }: Fence): string {
  return leasePrefix + workflow_id;
}

function fenceOf({ epoch, run_id }: Fence): [epoch: string, runId: string] {
  return [String(epoch), run_id];
}

/** @param reply names and values in turn */
function rowOf(workflowId: string, reply: readonly unknown[]): LeaseRow {
  const text = (name: string): string => {
    const at = reply.findIndex((one, index) => index % 2 === 0 && one === name);
    const value = at < 0 ? undefined : reply[at + 1];
    if (typeof value === "string") return value;
    throw damaged(workflowId);
  };
  const number = (name: string): number => {
    const value = text(name);
    if (value !== "" && Number.isFinite(Number(value))) return Number(value);
    throw damaged(workflowId);
  };
  return {
    workflow_id: workflowId,
    epoch: number("epoch"),
    run_id: text("run_id"),
    action: text("action"),
    owner: text("owner"),
    since: number("since"),
    expires: number("expires"),
    expires_monotonic: number("expires_monotonic"),
  };
}

function damaged(workflowId: string): Fault {
  return new Fault("STORE_CORRUPT", `the lock of ${workflowId} in Redis was not written by sync-runner`, {
    hint: `look at it with \`redis-cli HGETALL ${leasePrefix}${workflowId}\`; if no run is alive, remove it with DEL`,
  });
}

/** A server that throws keys away when its memory is full would lose tokens and locks without a word (I3). */
async function checkEviction(redis: RedisConnection): Promise<void> {
  // A user without the right to ask, or a server that does not say, is taken as it is.
  const info = String(await redis.send("INFO", "memory").catch(notAllowed));
  const policy = /^maxmemory_policy:(allkeys-\S+)/m.exec(info)?.[1];
  if (policy === undefined || /^maxmemory:0\r?$/m.test(info)) return;
  throw new Fault(
    "STORE_FAILED",
    `the state store ${redis.shown} is a cache that forgets: its policy is ${policy}`,
    {
      hint: "set its maxmemory-policy to noeviction, or use another server",
    },
  );
}

function notAllowed(error: unknown): string {
  if (error instanceof Fault && error.message.includes("does not allow")) return "";
  throw error;
}
