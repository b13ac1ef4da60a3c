/** A store in memory, for the cases of tests and for a store that there is not: what is kept ends with the process. */
import type {
  Expiry,
  Fence,
  Generation,
  KeyRange,
  LeaseRow,
  NewLease,
  RawChange,
  StateAdapter,
} from "./adapter.js";

/**
 * An empty store. It may be opened again after it was disconnected, and holds what it held.
 *
 * @param place of the store that it stands for
 * @example const store = await openStore(memoryStore());
 */
export function memoryStore(place: Place = { url: "memory", file: undefined }): StateAdapter {
  return new MemoryAdapter(place);
}

type Place = Pick<StateAdapter, "url" | "file">;

/** Nothing waits inside of a method, so nothing can come between its steps. */
class MemoryAdapter implements StateAdapter {
  readonly url: string;
  readonly file: string | undefined;
  readonly warnings: readonly string[] = [];
  readonly opts = { url: "memory", dialect: "memory" };
  namespace?: string | undefined;
  readonly #values = new Map<string, string>();
  readonly #leases = new Map<string, LeaseRow>();

  constructor({ url, file }: Place) {
    this.url = url;
    this.file = file;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#values.get(key);
  }

  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return keys.map((key) => this.#values.get(key));
  }

  async set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.#values.delete(key);
  }

  async clear(): Promise<void> {
    const prefix = this.namespace === undefined ? "" : `${this.namespace}:`;
    for (const key of [...this.#values.keys()]) if (key.startsWith(prefix)) this.#values.delete(key);
  }

  /** Memory has no errors outside of a call. */
  on(): this {
    return this;
  }

  async list({ from, until, except, limit }: KeyRange): Promise<[string, string][]> {
    const bytes = (text: string) => Buffer.from(text);
    const [first, last] = [bytes(from), bytes(until)];
    return [...this.#values]
      .map(([key, value]) => ({ key, value, order: bytes(key) }))
      .filter(({ key, order }) => key !== except && order.compare(first) >= 0 && order.compare(last) < 0)
      .sort((one, other) => one.order.compare(other.order))
      .slice(0, limit)
      .map(({ key, value }) => [key, value]);
  }

  async commit(changes: readonly RawChange[], fence: Fence): Promise<number | undefined> {
    const row = this.#current(fence);
    if (!row) return undefined;
    for (const { key, value } of changes) {
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, value);
    }
    return this.#keep({ ...row, revision: row.revision + 1 }).revision;
  }

  async lease(workflowId: string): Promise<LeaseRow | undefined> {
    return this.#leases.get(workflowId);
  }

  async acquire(lease: NewLease, seen: LeaseRow | undefined): Promise<Generation | undefined> {
    const row = this.#leases.get(lease.workflow_id);
    const isSame =
      row?.epoch === seen?.epoch && row?.run_id === seen?.run_id && row?.expires === seen?.expires;
    if (!isSame) return undefined;
    const generation = { lineage: row?.lineage || lease.lineage, revision: (row?.revision ?? 0) + 1 };
    this.#keep({ ...lease, ...generation });
    return generation;
  }

  async renew(fence: Fence, expiry: Expiry): Promise<boolean> {
    const row = this.#current(fence);
    if (row) this.#keep({ ...row, ...expiry });
    return row !== undefined;
  }

  async release(fence: Fence): Promise<void> {
    const row = this.#current(fence);
    if (row) this.#keep({ ...row, expires: 0, expires_monotonic: 0 });
  }

  async disconnect(): Promise<void> {}

  #current({ workflow_id, epoch, run_id }: Fence): LeaseRow | undefined {
    const row = this.#leases.get(workflow_id);
    return row?.epoch === epoch && row.run_id === run_id && row.expires > 0 ? row : undefined;
  }

  #keep(row: LeaseRow): LeaseRow {
    this.#leases.set(row.workflow_id, row);
    return row;
  }
}
