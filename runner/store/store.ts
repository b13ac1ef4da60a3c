/** The one door to the state of runs: fails closed (I3), and gives a workflow_id to one run at a time (I4). */
import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { Fault } from "../faults/fault.js";
import type { StateAdapter } from "./adapter.js";
import { plainKey, rangeOf } from "./keys.js";
import { acquireLease, type LeaseOwner } from "./lock/acquisition.js";
import { type Clock, systemClock } from "./lock/clock.js";
import { replacedFault } from "./lock/generation.js";
import { type Identity, ownIdentity } from "./lock/identity.js";
import type { HeldLease, Lease } from "./lock/lease.js";
import { memoryStore } from "./memory.js";
import { openSqlite } from "./sqlite/sqlite.js";
import { storeFailed, valueIn, valuesOf } from "./values.js";
import { noWitness, witnessOf } from "./witness.js";

export type { Change } from "./changes.js";
export type { Lease } from "./lock/lease.js";

const defaultTtlMs = 30_000;

/** A place for small JSON values, and for the leases of workflow_ids. */
export interface Store {
  /** For messages, without credentials. */
  readonly url: string;
  /** The absolute path of a store that is a file. */
  readonly file: string | undefined;
  /** What a user should know of this store, e.g. a Redis that keeps nothing on disk. */
  readonly warnings: readonly string[];
  /**
   * undefined only when the store answered and has no such key (I3).
   *
   * @throws Fault STORE_FAILED, STORE_CORRUPT
   */
  read(key: string): Promise<unknown>;
  /** As `read`, for each key in its place, with one request to the store. @throws Fault STORE_FAILED, STORE_CORRUPT */
  readMany(keys: readonly string[]): Promise<readonly unknown[]>;
  /**
   * Keys that start with a prefix and their values, in order of the bytes of the key.
   *
   * @param options.after goes on behind this key, whether it is there or not
   * @param options.limit the most that are listed; left out, all are
   * @throws Fault STORE_FAILED, STORE_CORRUPT
   */
  list(
    prefix: string,
    options?: { readonly after?: string | undefined; readonly limit?: number | undefined },
  ): Promise<readonly (readonly [key: string, value: unknown])[]>;
  /** As `list`, whatever the values are: for who removes what is damaged. @throws Fault STORE_FAILED */
  keys(prefix: string, options?: { readonly limit?: number | undefined }): Promise<string[]>;
  /**
   * Compares what the store holds of a workflow_id with what this machine has seen of it, for who only reads.
   *
   * @throws Fault STORE_REPLACED, STORE_FAILED
   */
  confirm(workflowId: string): Promise<void>;
  /**
   * Takes a workflow_id for a run, at once or not at all.
   *
   * @param options.ttlMs milliseconds until the lease of a run that does not renew it any more ends; default 30,000
   * @param options.accept takes the store as it is, whatever this machine has seen of it before
   * @throws Fault LOCKED when another run holds it, STORE_REPLACED when it is not the store that this machine has seen, STORE_FAILED
   */
  acquire(
    workflowId: string,
    owner: LeaseOwner,
    options?: { readonly ttlMs?: number | undefined; readonly accept?: boolean | undefined },
  ): Promise<Lease>;
  /** Leases that were not released stay as a crash would leave them: free as soon as the process has ended. */
  close(): Promise<void>;
}

/**
 * Opens a store, and creates it when there is none.
 *
 * @param url `sqlite:<path>`, `redis://[user:password@]host[:port][/db]` (`rediss://` for TLS), or
 *   `postgres://user[:password]@host[:port]/database` (`?sslmode=require` for TLS); or a store that is there, of which there is no
 *   other copy that could be mistaken for it
 * @param options.now replaces both clocks of the leases, in milliseconds; for tests
 * @param options.witness a directory in which this machine keeps what it has seen of the store; left out, a store that was emptied or
 *   replaced by an older copy is not noticed
 * @throws Fault USAGE for an unknown kind, STORE_FAILED, STORE_CORRUPT
 * @example const store = await openStore("sqlite:.sync-runner/state.db");
 */
export async function openStore(
  url: string | StateAdapter,
  options: { readonly now?: () => number; readonly witness?: string | undefined } = {},
): Promise<Store> {
  const { now, witness } = options;
  const clock = now === undefined ? systemClock : { wall: now, monotonic: now };
  if (typeof url !== "string") return storeOver(url, clock, await ownIdentity());
  return storeOver(await openAdapter(url), clock, await ownIdentity(), witness && resolve(witness));
}

/**
 * As `openStore`, for who changes nothing: where there is no file yet the store is empty, and none is made. What this machine has seen
 * of it is asked all the same (I3).
 */
export async function openStoreToRead(
  url: string | StateAdapter,
  options: { readonly witness?: string | undefined } = {},
): Promise<Store> {
  const path = typeof url === "string" ? sqlitePath(url) : undefined;
  const isThere = path === undefined || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return openStore(url, options);
  const nothing = memoryStore({ url: `sqlite:${path}`, file: resolve(path) });
  return storeOver(nothing, systemClock, await ownIdentity(), options.witness && resolve(options.witness));
}

/** A store over any adapter; {@link openStore} is the usual way. */
export function storeOver(
  adapter: StateAdapter,
  clock: Clock,
  self: Identity,
  witnesses?: string | undefined,
): Store {
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
    file: adapter.file,
    warnings: adapter.warnings,
    read: values.read,
    readMany: values.readMany,
    async list(prefix, { after, limit } = {}) {
      const rows = await answered(() => adapter.list(rangeOf(prefix, after, limit)));
      return rows.map(([stored, text]) => {
        const key = plainKey(stored);
        return [key, valueIn(key, text)] as const;
      });
    },
    async keys(prefix, { limit } = {}) {
      const rows = await answered(() => adapter.list(rangeOf(prefix, undefined, limit)));
      return rows.map(([stored]) => plainKey(stored));
    },
    confirm: (workflowId) =>
      answered(async () => {
        if (!witnesses) return;
        const seen = await witnessOf(witnesses, adapter, self.boot, workflowId).read();
        const replaced = replacedFault(adapter.url, workflowId, seen, await adapter.lease(workflowId));
        if (replaced) throw replaced;
      }),
    acquire: (workflowId, owner, { ttlMs = defaultTtlMs, accept = false } = {}) =>
      answered(async () => {
        const witness = witnesses ? witnessOf(witnesses, adapter, self.boot, workflowId) : noWitness;
        const wanted = { workflowId, owner, ttlMs, accept };
        const lease = await acquireLease(adapter, clock, self, witness, wanted);
        held.add(lease);
        return lease;
      }),
    async close() {
      for (const lease of held) await lease.abandon();
      held.clear();
      await answered(() => adapter.disconnect());
    },
  };
}

function sqlitePath(url: string): string | undefined {
  return /^sqlite:(?:\/\/)?(.+)$/s.exec(url)?.[1];
}

async function openAdapter(url: string): Promise<StateAdapter> {
  const path = sqlitePath(url);
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
