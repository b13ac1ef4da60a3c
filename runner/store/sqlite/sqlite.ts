/** The embedded store: values and leases in one SQLite file, so that the check of a lease and the write are one transaction. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type Database from "libsql";
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
import { sqliteFault } from "./fault.js";
import { openSqliteFile } from "./file.js";

/**
 * Opens the SQLite file at a path, and creates it (0600, its directory 0700) when there is none.
 *
 * @throws Fault STORE_FAILED, STORE_CORRUPT
 * @example const adapter = await openSqlite(".sync-runner/state.db");
 */
export async function openSqlite(path: string): Promise<StateAdapter> {
  const absolute = resolve(path);
  const database = await openSqliteFile(absolute, path);
  try {
    return new SqliteAdapter(database, absolute, path);
  } catch (error) {
    throw sqliteFault(path, error);
  }
}

/** libsql works synchronously, so nothing can come between the statements of one method. */
class SqliteAdapter implements StateAdapter {
  readonly url: string;
  readonly file: string;
  readonly warnings: readonly string[] = [];
  readonly opts: { readonly url: string; readonly dialect: string };
  namespace?: string | undefined;
  readonly #database: Database.Database;
  readonly #shown: string;
  readonly #fileId: string | undefined;
  readonly #statements: ReturnType<typeof prepare>;
  #synchronous = "";
  #closed = false;

  constructor(database: Database.Database, path: string, shown: string) {
    this.url = `sqlite:${shown}`;
    this.opts = { url: this.url, dialect: "sqlite" };
    this.#database = database;
    this.file = path;
    this.#shown = shown;
    this.#fileId = fileId(path);
    this.#statements = prepare(database);
  }

  async get(key: string): Promise<string | undefined> {
    return this.#use(() => this.#value(key));
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    const rows = this.#use(() => this.#statements.getMany.all([JSON.stringify(keys)]) as [string, string][]);
    const found = new Map(rows);
    return keys.map((key) => found.get(key));
  }

  async set(key: string, value: string): Promise<void> {
    this.#transaction(true, () => this.#statements.set.run([key, value]));
  }

  async delete(key: string): Promise<boolean> {
    return this.#transaction(true, () => this.#statements.remove.run([key]).changes > 0);
  }

  async clear(): Promise<void> {
    const prefix = this.namespace === undefined ? "" : `${this.namespace}:`;
    this.#transaction(true, () => this.#statements.clear.run([prefix, prefix]));
  }

  async list({ from, until, except, limit }: KeyRange): Promise<[string, string][]> {
    const values = [from, until, except ?? null, limit ?? -1];
    return this.#use(() => this.#statements.list.all(values) as [string, string][]);
  }

  /** SQLite has no errors outside of a call. */
  on(): this {
    return this;
  }

  async commit(changes: readonly RawChange[], fence: Fence, durable: boolean): Promise<number | undefined> {
    return this.#transaction(durable, () => {
      const { advance, set, remove } = this.#statements;
      const row = advance.get(fenceKey(fence)) as Generation | undefined;
      if (row === undefined) return undefined;
      for (const { key, value } of changes) {
        if (value === undefined) remove.run([key]);
        else set.run([key, value]);
        if (this.#value(key) !== value) throw new Error("it answers another value than was just written");
      }
      return row.revision;
    });
  }

  async lease(workflowId: string): Promise<LeaseRow | undefined> {
    return this.#use(() => this.#statements.lease.get([workflowId]) as LeaseRow | undefined);
  }

  async acquire(lease: NewLease, seen: LeaseRow | undefined): Promise<Generation | undefined> {
    const { workflow_id, epoch, run_id, action, owner, since, expires, expires_monotonic, lineage } = lease;
    const values = [epoch, run_id, action, owner, since, expires, expires_monotonic, lineage];
    return this.#transaction(true, () => {
      const { insertLease, takeLease } = this.#statements;
      const row =
        seen === undefined
          ? insertLease.get([workflow_id, ...values])
          : takeLease.get([...values, workflow_id, seen.epoch, seen.run_id, seen.expires]);
      return row as Generation | undefined;
    });
  }

  async renew(fence: Fence, expiry: Expiry): Promise<boolean> {
    const values = [expiry.expires, expiry.expires_monotonic, ...fenceKey(fence)];
    return this.#transaction(false, () => this.#statements.renew.run(values).changes === 1);
  }

  async release(fence: Fence): Promise<void> {
    this.#transaction(true, () => this.#statements.release.run(fenceKey(fence)));
  }

  async disconnect(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      // libsql keeps the file open as long as statements live: leave it complete without its -wal file.
      this.#database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all([]);
    } catch {
      // The next one to open the file does it.
    }
    this.#database.close();
  }

  #value(key: string): string | undefined {
    const row = this.#statements.get.get([key]) as { value: string } | undefined;
    return row?.value;
  }

  #use<T>(work: () => T): T {
    if (this.#closed) throw new Fault("STORE_FAILED", `the state store ${this.#shown} is closed`);
    try {
      this.#checkFile();
      return work();
    } catch (error) {
      throw sqliteFault(this.#shown, error);
    }
  }

  /** SQLite goes on with a file that was deleted or replaced, and everything written would be lost without a word (I3). */
  #checkFile(): void {
    const now = fileId(this.file);
    if (now === this.#fileId) return;
    throw new Fault(
      "STORE_FAILED",
      `the state store ${this.#shown} was removed or replaced while it was in use`,
      {
        hint: "put the file back, or run the command again to go on with the new one",
      },
    );
  }

  #transaction<T>(durable: boolean, work: () => T): T {
    return this.#use(() => {
      this.#setSynchronous(durable ? "FULL" : "NORMAL");
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        // SQLite has already rolled back after some errors, e.g. a full disk.
        if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** FULL waits for the disk at every commit; the setting can only change outside of a transaction. */
  #setSynchronous(level: "FULL" | "NORMAL"): void {
    if (this.#synchronous === level) return;
    this.#database.exec(`PRAGMA synchronous = ${level}`);
    this.#synchronous = level;
  }
}

function prepare(database: Database.Database) {
  const fenced = "workflow_id = ? AND epoch = ? AND run_id = ? AND expires > 0";
  return {
    get: database.prepare("SELECT value FROM state WHERE key = ?"),
    set: database.prepare(
      "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
    remove: database.prepare("DELETE FROM state WHERE key = ?"),
    clear: database.prepare("DELETE FROM state WHERE substr(key, 1, length(?)) = ?"),
    getMany: database
      .prepare("SELECT key, value FROM state WHERE key IN (SELECT value FROM json_each(?))")
      .raw(),
    list: database
      .prepare(
        "SELECT key, value FROM state WHERE key >= ? AND key < ? AND key IS NOT ? ORDER BY key LIMIT ?",
      )
      .raw(),
    lease: database.prepare("SELECT * FROM lease WHERE workflow_id = ?"),
    advance: database.prepare(`UPDATE lease SET revision = revision + 1 WHERE ${fenced} RETURNING revision`),
    insertLease: database.prepare(
      "INSERT INTO lease (workflow_id, epoch, run_id, action, owner, since, expires, expires_monotonic, lineage, revision) " +
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING RETURNING lineage, revision",
    ),
    takeLease: database.prepare(
      "UPDATE lease SET epoch = ?, run_id = ?, action = ?, owner = ?, since = ?, expires = ?, expires_monotonic = ?, " +
        "lineage = iif(lineage = '', ?, lineage), revision = revision + 1 " +
        "WHERE workflow_id = ? AND epoch = ? AND run_id = ? AND expires = ? RETURNING lineage, revision",
    ),
    renew: database.prepare(`UPDATE lease SET expires = ?, expires_monotonic = ? WHERE ${fenced}`),
    release: database.prepare(`UPDATE lease SET expires = 0, expires_monotonic = 0 WHERE ${fenced}`),
  };
}

function fenceKey(fence: Fence): unknown[] {
  return [fence.workflow_id, fence.epoch, fence.run_id];
}

/** undefined when there is no such file. */
function fileId(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}
