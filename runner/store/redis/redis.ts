/**
 * The store in Redis, for runs on machines without a disk that stays: values as strings, their keys in one sorted set, each lease as a
 * hash. What is written is as durable as the server is set up to be (`appendonly yes`); the server must not throw keys away when its
 * memory is full.
 */
import { Fault } from "../../faults/fault.js";
import type {
  Expiry,
  Fence,
  Generation,
  KeyRange,
  LeaseRow,
  NewLease,
  RawChange,
  StateAdapter,
} from "../adapter.js";
import { namespace } from "../keys.js";
import { connectRedis, type RedisConnection } from "./connection.js";
import { ensureIndex, indexKey } from "./index-of-keys.js";
import { generationOf, leaseKey, leaseOf } from "./lease.js";
import { acquireScript, commitScript, listScript, renewScript, setScript, valuesScript } from "./scripts.js";
import { examineServer } from "./server.js";

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
    const warnings = await examineServer(redis);
    await ensureIndex(redis);
    return new RedisAdapter(redis, warnings);
  } catch (error) {
    await redis.close();
    throw error;
  }
}

class RedisAdapter implements StateAdapter {
  readonly url: string;
  readonly file = undefined;
  readonly warnings: readonly string[];
  readonly opts: { readonly url: string; readonly dialect: string };
  namespace?: string | undefined;
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection, warnings: readonly string[]) {
    this.url = redis.shown;
    this.warnings = warnings;
    this.opts = { url: this.url, dialect: "redis" };
    this.#redis = redis;
  }

  async get(key: string): Promise<string | undefined> {
    const value = await this.#redis.send("GET", key);
    if (value === null) return undefined;
    if (typeof value === "string") return value;
    throw this.#unexpected("GET");
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    const values = await this.#texts("EVAL", valuesScript, String(keys.length), ...keys);
    if (values.length !== keys.length) throw this.#unexpected("EVAL");
    return values;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#eval(setScript, [indexKey, indexKey, key], ["=", value]);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#eval(setScript, [indexKey, indexKey, key], ["-", ""])) === 1;
  }

  async clear(): Promise<void> {
    const prefix = `${this.namespace ?? namespace}:`;
    const range = { from: prefix, until: `${prefix}\u{10ffff}`, except: undefined, limit: undefined };
    for (const [key] of await this.list(range)) await this.delete(key);
  }

  async list({ from, until, except, limit }: KeyRange): Promise<[string, string][]> {
    const first = `${from === except ? "(" : "["}${from}`;
    const reply = await this.#eval(listScript, [indexKey], [first, `(${until}`, String(limit ?? -1)]);
    if (!Array.isArray(reply) || reply.length % 2 === 1) throw this.#unexpected("EVAL");
    return Array.from({ length: reply.length / 2 }, (_, n) => [
      String(reply[2 * n]),
      String(reply[2 * n + 1]),
    ]);
  }

  /** A connection that broke while idle fails the next call. */
  on(): this {
    return this;
  }

  async commit(changes: readonly RawChange[], fence: Fence): Promise<number | undefined> {
    const keys = changes.map(({ key }) => key);
    const kinds = changes.map(({ value }) => (value === undefined ? "-" : "=")).join("");
    const values = changes.map(({ value }) => value ?? "");
    const reply = await this.#eval(
      commitScript,
      [leaseKey(fence), indexKey, ...keys],
      [...fenceOf(fence), kinds, ...values],
    );
    if (typeof reply !== "number") throw this.#unexpected("EVAL");
    return reply === 0 ? undefined : reply;
  }

  async lease(workflowId: string): Promise<LeaseRow | undefined> {
    return leaseOf(workflowId, await this.#texts("HGETALL", leaseKey({ workflow_id: workflowId })));
  }

  async acquire(lease: NewLease, seen: LeaseRow | undefined): Promise<Generation | undefined> {
    const before = seen === undefined ? ["", "", ""] : [...fenceOf(seen), String(seen.expires)];
    const { workflow_id, lineage, ...fields } = lease;
    const after = Object.entries(fields).flatMap(([name, value]) => [name, String(value)]);
    const reply = await this.#eval(acquireScript, [leaseKey(lease)], [...before, lineage, ...after]);
    return generationOf(workflow_id, reply);
  }

  async renew(fence: Fence, { expires, expires_monotonic }: Expiry): Promise<boolean> {
    const ends = [String(expires), String(expires_monotonic)];
    const reply = await this.#eval(renewScript, [leaseKey(fence)], [...fenceOf(fence), ...ends]);
    if (reply !== 0 && reply !== 1) throw this.#unexpected("EVAL");
    return reply === 1;
  }

  async release(fence: Fence): Promise<void> {
    await this.renew(fence, { expires: 0, expires_monotonic: 0 });
  }

  async disconnect(): Promise<void> {
    await this.#redis.close();
  }

  #eval(script: string, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    return this.#redis.send("EVAL", script, String(keys.length), ...keys, ...values);
  }

  async #texts(...command: readonly string[]): Promise<(string | undefined)[]> {
    const reply = await this.#redis.send(...command);
    if (!Array.isArray(reply)) throw this.#unexpected(String(command[0]));
    return reply.map((one) => {
      if (one === null) return undefined;
      if (typeof one === "string") return one;
      throw this.#unexpected(String(command[0]));
    });
  }

  #unexpected(command: string): Fault {
    return new Fault(
      "STORE_FAILED",
      `the state store ${this.url} answers ${command} as no Redis server does`,
    );
  }
}

function fenceOf({ epoch, run_id }: Fence): [epoch: string, runId: string] {
  return [String(epoch), run_id];
}
