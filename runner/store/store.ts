/** The one door to the state of runs: fails closed (I3), and gives a workflow_id to one run at a time (I4). */
import { Fault } from "../faults/fault.js";
import type { StateAdapter } from "./adapter.js";
import { acquireLease, type LeaseOwner } from "./lock/acquisition.js";
import { type Clock, systemClock } from "./lock/clock.js";
import { type Identity, ownIdentity } from "./lock/identity.js";
import type { HeldLease, Lease } from "./lock/lease.js";
import { openSqlite } from "./sqlite/sqlite.js";
import { namespace, storeFailed, valuesOf } from "./values.js";

export type { Lease } from "./lock/lease.js";

const defaultTtlMs = 30_000;

/** A place for small JSON values, and for the leases of workflow_ids. */
export interface Store {
  /** For messages, without credentials. */
  readonly url: string;
  /**
   * undefined only when the store answered and has no such key (I3).
   *
   * @throws Fault STORE_FAILED, STORE_CORRUPT
   */
  read(key: string): Promise<unknown>;
  /** Durable, read back and compared. @throws Fault STORE_FAILED */
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** The keys that start with a prefix, in order. */
  keys(prefix: string): Promise<string[]>;
  /**
   * Takes a workflow_id for a run, at once or not at all.
   *
   * @param options.ttlMs milliseconds until the lease of a run that does not renew it any more ends; default 30,000
   * @throws Fault LOCKED when another run holds it, STORE_FAILED
   */
  acquire(
    workflowId: string,
    owner: LeaseOwner,
    options?: { readonly ttlMs?: number | undefined },
  ): Promise<Lease>;
  /** Leases that were not released stay as a crash would leave them: free as soon as the process has ended. */
  close(): Promise<void>;
}

/**
 * Opens a store, and creates it when there is none.
 *
 * @param url `sqlite:<path>`, `redis://[user:password@]host[:port][/db]` (`rediss://` for TLS), or
 *   `postgres://user[:password]@host[:port]/database` (`?sslmode=require` for TLS)
 * @param options.now replaces both clocks of the leases, in milliseconds; for tests
 * @throws Fault USAGE for an unknown kind, STORE_FAILED, STORE_CORRUPT
 * @example const store = await openStore("sqlite:.sync-runner/state.db");
 */
export async function openStore(url: string, options: { readonly now?: () => number } = {}): Promise<Store> {
  const { now } = options;
  const clock = now === undefined ? systemClock : { wall: now, monotonic: now };
  return storeOver(await openAdapter(url), clock, await ownIdentity());
}

/** A store over any adapter; {@link openStore} is the usual way. */
export function storeOver(adapter: StateAdapter, clock: Clock, self: Identity): Store {
  const values = valuesOf(adapter);
  const held = new Set<HeldLease>();

  async function answered<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw storeFailed(adapter.url, error);
    }
  }

  return {
    url: adapter.url,
    read: values.read,
    async write(key, value) {
      await values.write(key, value);
      await values.confirm(key, value);
    },
    remove: values.remove,
    keys: (prefix) =>
      answered(async () => {
        const found: string[] = [];
        for await (const [key] of adapter.iterator(`${namespace}:${prefix}`)) {
          found.push(key.slice(namespace.length + 1));
        }
        return found;
      }),
    acquire: (workflowId, owner, { ttlMs = defaultTtlMs } = {}) =>
      answered(async () => {
        const lease = await acquireLease(adapter, clock, self, workflowId, owner, ttlMs);
        held.add(lease);
        return lease;
      }),
    async close() {
      for (const lease of held) lease.abandon();
      held.clear();
      await answered(() => adapter.disconnect());
    },
  };
}

async function openAdapter(url: string): Promise<StateAdapter> {
  const path = /^sqlite:(?:\/\/)?(.+)$/s.exec(url)?.[1];
  if (path !== undefined) return openSqlite(path);
  // Loaded here only: the clients of Redis and PostgreSQL are optional packages.
  if (/^rediss?:/.test(url)) return (await import("./redis/redis.js")).openRedis(url);
  if (/^postgres(ql)?:/.test(url)) return (await import("./postgres/postgres.js")).openPostgres(url);
  // Only the scheme is shown: the rest may hold a password.
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(url)?.[0];
  throw new Fault(
    "USAGE",
    `there is no store of the kind ${scheme === undefined ? "that was given" : `${scheme}:`}`,
    {
      hint: "write sqlite:PATH, redis://HOST:PORT/DB or postgres://USER:PASSWORD@HOST:PORT/DATABASE, e.g. --store sqlite:.sync-runner/state.db",
    },
  );
}
