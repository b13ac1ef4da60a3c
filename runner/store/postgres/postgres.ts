/**
 * The store in PostgreSQL, for runs on machines without a disk that stays: values in one table, leases in another. What is
 * written is as durable as the server is set up to be (`fsync`, `synchronous_commit`).
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
import { connectPostgres, type PostgresConnection, type Row } from "./connection.js";
import * as sql from "./statements.js";

/**
 * Connects to a PostgreSQL database as a store, and creates its tables where there are none.
 *
 * @param url `postgres://user[:password]@host[:port]/database[?sslmode=require]`, or `postgresql://`
 * @throws Fault USAGE for a URL that cannot be read, STORE_FAILED
 * @example const adapter = await openPostgres("postgres://me:secret@127.0.0.1/sync");
 */
export async function openPostgres(url: string): Promise<StateAdapter> {
  const postgres = await connectPostgres(url);
  try {
    const [row] = await postgres.ask(sql.hasTables);
    if (row?.found !== "t") await postgres.ask(sql.createTables);
  } catch (error) {
    await postgres.close();
    throw error;
  }
  return new PostgresAdapter(postgres);
}

class PostgresAdapter implements StateAdapter {
  readonly url: string;
  readonly file = undefined;
  readonly warnings: readonly string[] = [];
  readonly opts: { readonly url: string; readonly dialect: string };
  namespace?: string | undefined;
  readonly #postgres: PostgresConnection;

  constructor(postgres: PostgresConnection) {
    this.url = postgres.shown;
    this.opts = { url: this.url, dialect: "postgres" };
    this.#postgres = postgres;
  }

  async get(key: string): Promise<string | undefined> {
    const [row] = await this.#postgres.ask(sql.getValue, [key]);
    return row && this.#text(row, "value");
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    const found = new Map(this.#entries(await this.#postgres.ask(sql.getValues, [keys])));
    return keys.map((key) => found.get(key));
  }

  async set(key: string, value: string): Promise<void> {
    const [row] = await this.#postgres.ask(sql.setValue, [key, value]);
    if (row?.value !== value) throw this.#altered();
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#postgres.ask(sql.removeValue, [key])).length > 0;
  }

  async clear(): Promise<void> {
    await this.#postgres.ask(sql.removeValues, [`${this.namespace ?? namespace}:`]);
  }

  async list({ from, until, except, limit }: KeyRange): Promise<[string, string][]> {
    const values = [from, until, except ?? null, limit ?? null];
    return this.#entries(await this.#postgres.ask(sql.listValues, values));
  }

  /** A connection that broke while idle fails the next call. */
  on(): this {
    return this;
  }

  async commit(changes: readonly RawChange[], fence: Fence): Promise<number | undefined> {
    const keys = changes.map(({ key }) => key);
    const values = changes.map(({ value }) => value ?? null);
    const [row] = await this.#postgres.ask(sql.commit, [...fenceOf(fence), keys, values]);
    return row && this.#number(row, "revision");
  }

  async lease(workflowId: string): Promise<LeaseRow | undefined> {
    const [row] = await this.#postgres.ask(sql.getLease, [workflowId]);
    if (row === undefined) return undefined;
    return {
      workflow_id: workflowId,
      epoch: this.#number(row, "epoch"),
      run_id: this.#text(row, "run_id"),
      action: this.#text(row, "action"),
      owner: this.#text(row, "owner"),
      since: this.#number(row, "since"),
      expires: this.#number(row, "expires"),
      expires_monotonic: this.#number(row, "expires_monotonic"),
      ...this.#generation(row),
    };
  }

  async acquire(lease: NewLease, seen: LeaseRow | undefined): Promise<Generation | undefined> {
    const { action, owner, since, expires, expires_monotonic, lineage } = lease;
    const values = [...fenceOf(lease), action, owner, since, expires, expires_monotonic, lineage];
    const [row] =
      seen === undefined
        ? await this.#postgres.ask(sql.insertLease, values)
        : await this.#postgres.ask(sql.takeLease, [...values, seen.epoch, seen.run_id, seen.expires]);
    return row && this.#generation(row);
  }

  async renew(fence: Fence, { expires, expires_monotonic }: Expiry): Promise<boolean> {
    const values = [...fenceOf(fence), expires, expires_monotonic];
    return (await this.#postgres.ask(sql.renewLease, values)).length === 1;
  }

  async release(fence: Fence): Promise<void> {
    await this.renew(fence, { expires: 0, expires_monotonic: 0 });
  }

  async disconnect(): Promise<void> {
    await this.#postgres.close();
  }

  #entries(rows: readonly Row[]): [string, string][] {
    return rows.map((row) => [this.#text(row, "key"), this.#text(row, "value")]);
  }

  #generation(row: Row): Generation {
    return { lineage: this.#text(row, "lineage"), revision: this.#number(row, "revision") };
  }

  #text(row: Row, name: string): string {
    const value = row[name];
    if (typeof value === "string") return value;
    throw this.#foreign(name);
  }

  #number(row: Row, name: string): number {
    const text = this.#text(row, name);
    if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    throw this.#foreign(name);
  }

  #foreign(column: string): Fault {
    return new Fault(
      "STORE_CORRUPT",
      `the state store ${this.url} holds something under ${column} that sync-runner did not write`,
      {
        hint: "look at it with `TABLE sync_runner_lease` and `TABLE sync_runner_state`; if no run is alive, drop what is wrong",
      },
    );
  }

  #altered(): Fault {
    return new Fault(
      "STORE_FAILED",
      `the state store ${this.url} answers another value than was just written`,
    );
  }
}

function fenceOf({ workflow_id, epoch, run_id }: Fence): [workflowId: string, epoch: number, runId: string] {
  return [workflow_id, epoch, run_id];
}
