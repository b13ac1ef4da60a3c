/** The journal of items whose write may have been sent, so that the next run after a kill knows which outcomes are open (I5). */
import { setImmediate as nextTurn } from "node:timers/promises";
import { corruptValue } from "../store/corrupt.js";
import type { Lease, Store } from "../store/store.js";
import { nothingSent, type SentItems } from "./sent.js";

/** The items of a workflow_id whose write may have been sent and was not confirmed. */
export interface Journal {
  /** Keys that an earlier run left open. */
  readonly left: ReadonlySet<string>;
  /**
   * Resolves when the key is in the store; only then may its write be sent.
   *
   * @throws Fault LOCK_LOST, STORE_FAILED
   */
  begin(key: string): Promise<void>;
  /** Keys that earlier runs have sent to a target that cannot be asked. */
  readonly sent: ReadonlySet<string>;
  /**
   * The outcome of this key is known. It leaves the store with the next write of the journal.
   *
   * @param taken given when the target took the item
   */
  end(key: string, taken?: { readonly cursor: string | number | undefined }): void;
  /**
   * Stores what is still open: nothing after a complete run, except keys an earlier run left and this one did not meet.
   *
   * @throws Fault LOCK_LOST, STORE_FAILED
   */
  finish(): Promise<void>;
}

/** The key of the journal in the store. */
export function journalKey(workflowId: string): string {
  return `inflight:${workflowId}`;
}

/**
 * Opens the journal of a workflow_id under its lease.
 *
 * @param sent takes the keys of items that the target took, before they leave the journal
 * @throws Fault STORE_CORRUPT, STORE_FAILED
 * @example const journal = await openJournal(lease, store, "orders"); await journal.begin("42"); // … send … journal.end("42");
 */
export async function openJournal(
  lease: Lease,
  store: Store,
  workflowId: string,
  sent: SentItems = nothingSent,
): Promise<Journal> {
  const storeKey = journalKey(workflowId);
  const left = new Set(await readKeys(store, storeKey));
  const open = new Set(left);
  /** The keys that are in the store whatever comes of a write that is on its way. */
  let certain: ReadonlySet<string> = new Set(left);
  let waiting: { key: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let draining: Promise<void> | undefined;
  /** False while a write is on its way, and after one that failed: then the store may hold more than `certain`. */
  let settled = true;

  async function persist(durable: boolean): Promise<void> {
    const keys = [...open];
    const before = certain;
    settled = false;
    certain = new Set(keys.filter((key) => before.has(key)));
    // In this order: a key that is in neither would be sent once more after a kill.
    await sent.flush();
    await lease.write(storeKey, { version: 1, keys }, { durable });
    certain = new Set(keys);
    settled = true;
  }

  /** One write serves all who wait: begins that come during a write share the next one. */
  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await nextTurn();
      const served = waiting;
      waiting = [];
      try {
        await persist(false);
        for (const { resolve } of served) resolve();
      } catch (error) {
        for (const { key, reject } of served) {
          if (!left.has(key)) open.delete(key);
          reject(error);
        }
      }
    }
    draining = undefined;
  }

  return {
    left,
    sent: sent.keys,
    begin(key) {
      open.add(key);
      if (certain.has(key)) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push({ key, resolve, reject });
        draining ??= drain();
      });
    },
    end(key, taken) {
      open.delete(key);
      if (taken) sent.add(key, taken.cursor);
    },
    async finish() {
      await draining;
      if (settled && open.size === certain.size && [...open].every((key) => certain.has(key))) return;
      await persist(true);
    },
  };
}

async function readKeys(store: Store, storeKey: string): Promise<readonly string[]> {
  const value = await store.read(storeKey);
  if (value === undefined) return [];
  const { version, keys } = Object(value) as { version?: unknown; keys?: unknown };
  if (version !== 1 || !Array.isArray(keys) || !keys.every((key) => typeof key === "string")) {
    throw corruptValue(storeKey, value, "it is not a journal of this version");
  }
  return keys;
}
