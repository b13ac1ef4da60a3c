/** What sessions keep between runs, in the store: sealed, and one log-in at a time for each credential. */
import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { asFault, Fault } from "../faults/fault.js";
import type { Held, Kept, Vault } from "../steps/vault.js";
import type { StateAdapter } from "../store/adapter.js";
import type { LeaseOwner } from "../store/lock/acquisition.js";
import { seal, unseal } from "../store/seal.js";
import { sealKey } from "../store/seal-key.js";
import { type Lease, openStore, type Store } from "../store/store.js";
import { keptName } from "./names.js";

export interface VaultOptions {
  readonly store: string | StateAdapter;
  /** SYNC_RUNNER_KEY of the environment. */
  readonly key: string | undefined;
  readonly owner: LeaseOwner;
  /** Aborted, nobody waits for a log-in of others any more. */
  readonly signal: AbortSignal;
}

/** How long the log-in of somebody else is waited for, in ms. */
const LONGEST = 120_000;
const PAUSE = 100;

/** A vault that opens its store when something is kept, and not before: most systems keep nothing. */
export function openVault({
  store: address,
  key: given,
  owner,
  signal,
}: VaultOptions): Vault & { close(): Promise<void> } {
  let opened: Promise<{ readonly store: Store; readonly key: Buffer }> | undefined;
  const open = async () => {
    const store = await openStore(address);
    try {
      return { store, key: await sealKey(store, given) };
    } catch (error) {
      await store.close().catch(() => {});
      throw error;
    }
  };
  return {
    async hold(credential, work) {
      opened ??= open();
      const { store, key } = await opened;
      // With the key, so that nobody who reads the store can try passwords on it.
      const id = createHmac("sha256", key).update(credential).digest("hex").slice(0, 32);
      const lease = await whenFree(() => store.acquire(`session:${id}`, owner), signal);
      try {
        return await work(await heldBy(lease, store, key, keptName(id)));
      } finally {
        await lease.release();
      }
    },
    async close() {
      const { store } = (await opened?.catch(() => undefined)) ?? {};
      await store?.close();
    },
  };
}

async function heldBy(lease: Lease, store: Store, key: Buffer, name: string): Promise<Held> {
  const stored = await store.read(name);
  const text = stored === undefined ? undefined : unseal(key, name, stored);
  if (stored !== undefined && text === undefined) {
    throw new Fault(
      "STORE_CORRUPT",
      `${store.url} holds something under ${name} that was not sealed with its key`,
      {
        hint: "If the store was not changed by hand, its key was: put the one back that was there.",
      },
    );
  }
  let kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  return {
    get kept() {
      return kept;
    },
    async keep(next) {
      await lease.commit([{ key: name, value: seal(key, name, JSON.stringify(next)) }]);
      kept = next;
    },
  };
}

async function whenFree(acquire: () => Promise<Lease>, signal: AbortSignal): Promise<Lease> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await acquire();
    } catch (error) {
      const fault = asFault(error);
      if (fault.code !== "LOCKED" || waited >= LONGEST) throw fault;
    }
    await delay(PAUSE, undefined, { signal }).catch(() => {
      throw new Fault("STOPPED", "the run was stopped while another run logged in");
    });
  }
}
