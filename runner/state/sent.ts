/**
 * Remembers what was sent to a target that cannot be asked what it has, for as long as a run can meet it again: behind a run that did
 * not come to its end, and behind a token that is read again a little before where it stands (I5).
 */
import { instantOf } from "../cursors/instants.js";
import { corruptValue } from "../store/corrupt.js";
import type { Lease, Store } from "../store/store.js";

/** The items of one value in the store: each write of it is short, however much was sent. */
const PER_VALUE = 200;

type Cursor = string | number | null;
type Sent = readonly [key: string, cursor: Cursor];

export interface SentItems {
  /** Keys of items that earlier runs sent. */
  readonly keys: ReadonlySet<string>;
  /** Notes an item that was taken; it is stored with the next `flush`. */
  add(key: string, cursor: string | number | undefined): void;
  /** Stores what was noted. @throws Fault LOCK_LOST, STORE_FAILED */
  flush(): Promise<void>;
  /**
   * Forgets what no run will meet again.
   *
   * @param from ms since 1970: what has a cursor from there on is kept; nothing is when left out
   * @throws Fault LOCK_LOST, STORE_FAILED
   */
  forget(from?: number): Promise<void>;
}

function prefixOf(workflowId: string): string {
  return `sent:${workflowId}:`;
}

/** Where nothing needs to be remembered. */
export const nothingSent: SentItems = {
  keys: new Set(),
  add: () => {},
  flush: async () => {},
  forget: async () => {},
};

/** @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function openSent(lease: Lease, store: Store, workflowId: string): Promise<SentItems> {
  const prefix = prefixOf(workflowId);
  const values = new Map<number, Sent[]>();
  for (const key of await store.keys(prefix)) {
    values.set(Number(key.slice(prefix.length)), itemsOf(key, await store.read(key)));
  }
  const keys = new Set([...values.values()].flat().map(([key]) => key));
  let last = Math.max(-1, ...values.keys());
  const noted: Sent[] = [];

  const write = async (items: readonly Sent[]): Promise<void> => {
    for (const item of items) {
      let value = values.get(last);
      if (!value || value.length >= PER_VALUE) {
        if (value) await lease.write(`${prefix}${last}`, { version: 1, items: value }, { durable: false });
        last += 1;
        value = [];
        values.set(last, value);
      }
      value.push(item);
    }
    await lease.write(`${prefix}${last}`, { version: 1, items: values.get(last) }, { durable: false });
  };

  return {
    keys,
    add(key, cursor) {
      noted.push([key, cursor ?? null]);
    },
    async flush() {
      const items = noted.splice(0);
      if (items.length > 0) await write(items);
    },
    async forget(from) {
      const old = [...values];
      values.clear();
      const kept = old.flatMap(([, items]) => items).filter(([, cursor]) => isFrom(cursor, from));
      // What is kept is stored before what it came from is removed; the other way round a kill would lose it.
      if (kept.length > 0) await write(kept);
      for (const [number] of old) await store.remove(`${prefix}${number}`);
    },
  };
}

/** Forgets all of it, for a workflow_id that starts over. @throws Fault STORE_FAILED */
export async function removeSent(store: Store, workflowId: string): Promise<void> {
  for (const key of await store.keys(prefixOf(workflowId))) await store.remove(key);
}

function isFrom(cursor: Cursor, from: number | undefined): boolean {
  const at = instantOf(cursor);
  return from !== undefined && at !== undefined && at >= from;
}

function itemsOf(key: string, value: unknown): Sent[] {
  const { version, items } = Object(value) as { version?: unknown; items?: unknown };
  const isSent = (one: unknown): one is Sent => Array.isArray(one) && typeof one[0] === "string";
  if (version !== 1 || !Array.isArray(items) || !items.every(isSent)) {
    throw corruptValue(key.replace(/:\d+$/, ""), value, "it is not what was sent");
  }
  return items as Sent[];
}
