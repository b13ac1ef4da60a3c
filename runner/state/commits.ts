/**
 * The changes of a run on their way into the store. Whatever is noted between two commits goes in one transaction, so a token never
 * moves without the rejects and the ledger that belong to it (I1).
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Change, Lease } from "../store/store.js";

/** Where the changes of a run are noted. */
export interface Commits {
  /** Notes a value; undefined removes the key. It is stored with the next commit, whoever asks for it. */
  note(key: string, value: unknown): void;
  /** What is noted for a key and not yet in the store; undefined when nothing is. */
  noted(key: string): { readonly value: unknown } | undefined;
  /**
   * Resolves when all that was noted before is in the store. Calls during a commit share the next one.
   *
   * @param durable false: survives the end of this process, need not survive a power cut
   * @throws Fault LOCK_LOST, STORE_FAILED
   */
  commit(durable: boolean): Promise<void>;
}

/** What a run without a state does: nothing. */
export const noCommits: Commits = { note: () => {}, noted: () => undefined, commit: async () => {} };

interface Waiting {
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** @example const commits = openCommits(lease); commits.note("a", 1); await commits.commit(true); */
export function openCommits(lease: Lease): Commits {
  let pending = new Map<string, unknown>();
  let underWay: ReadonlyMap<string, unknown> = new Map();
  let waiting: Waiting[] = [];
  let isDraining = false;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Those who ask in the same turn share one commit.
      await nextTurn();
      const served = waiting;
      waiting = [];
      underWay = pending;
      pending = new Map();
      try {
        if (underWay.size > 0) {
          await lease.commit(changesOf(underWay), { durable: served.some(({ durable }) => durable) });
        }
        underWay = new Map();
        for (const { resolve } of served) resolve();
      } catch (error) {
        // What was noted since says what holds now.
        pending = new Map([...underWay, ...pending]);
        underWay = new Map();
        for (const { reject } of served) reject(error);
      }
    }
    isDraining = false;
  };

  return {
    note: (key, value) => void pending.set(key, value),
    noted(key) {
      const at = pending.has(key) ? pending : underWay;
      return at.has(key) ? { value: at.get(key) } : undefined;
    },
    commit: (durable) =>
      new Promise((resolve, reject) => {
        waiting.push({ durable, resolve, reject });
        if (isDraining) return;
        isDraining = true;
        void drain();
      }),
  };
}

function changesOf(noted: ReadonlyMap<string, unknown>): Change[] {
  return [...noted].map(([key, value]) => ({ key, value }));
}
