/**
 * The ledger: what is known of the items of a target beyond this run (I5). Of a target that can be asked it holds what was begun and
 * not confirmed; of one that cannot, every key that was ever sent, looked up as it is needed and never loaded whole.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { currentId, numericId } from "../keys/keys.js";
import { corruptValue } from "../store/corrupt.js";
import type { Change, Store } from "../store/store.js";
import type { Known } from "../types.js";
import type { Commits } from "./commits.js";
import { ledgerName, restOf } from "./names.js";

export interface Ledger {
  /** Ids whose write an earlier run began and did not see confirmed; only of a target that can be asked. */
  readonly left: ReadonlySet<string>;
  /** What is known of an item of a target that cannot be asked; undefined when it was never sent. */
  look(id: string): Promise<Known | undefined>;
  /** Resolves when it is in the store that the write of this item may have been sent. @param before what was known of it @throws Fault LOCK_LOST, STORE_FAILED */
  begin(id: string, hash: string, before: Known | undefined): Promise<void>;
  /** The target took the item. */
  taken(id: string, hash: string): void;
  /** The target did not take the item. */
  refused(id: string): void;
  /** It is told, and kept as a reject, that nobody knows whether the target took the item. @param byRun left out: from this run */
  unknown(id: string, hash: string, byRun?: string): void;
}

/** What a run without a state has. */
export const noLedger: Ledger = {
  left: new Set(),
  look: async () => undefined,
  begin: async () => {},
  taken: () => {},
  refused: () => {},
  unknown: () => {},
};

export interface LedgerOptions {
  readonly workflowId: string;
  /** The id of the target's scope. */
  readonly target: string;
  readonly runId: string;
  /** False: the target cannot be asked what it has. */
  readonly idempotent: boolean;
}

/** @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function openLedger(store: Store, commits: Commits, options: LedgerOptions): Promise<Ledger> {
  const { workflowId, target, runId, idempotent } = options;
  const nameOf = (id: string) => ledgerName(workflowId, target, id);
  const row = (state: Known["state"], hash: string, byRun = runId): Known => ({
    state,
    hash,
    run_id: byRun,
    at: new Date().toISOString(),
  });
  const lookUp = batched((ids) => store.readMany(ids.map(nameOf)));
  const stored = idempotent ? await keysBelow(store, nameOf("")) : new Set<string>();
  const left = new Set([...stored].map(currentId));
  const find = async (id: string | undefined): Promise<Known | undefined> => {
    if (id === undefined) return undefined;
    const name = nameOf(id);
    const noted = commits.noted(name);
    const value = noted ? noted.value : await lookUp(id);
    return value === undefined ? undefined : checkedKnown(name, value);
  };
  const note = (id: string, known: Known | undefined) => {
    for (const { key, value } of knownChanges(workflowId, { target, id }, known)) commits.note(key, value);
  };
  return {
    left,
    async look(id) {
      const current = currentId(id);
      return worse(...(await Promise.all([find(current), find(numericId(current))])));
    },
    async begin(id, hash, before) {
      note(id, row("begun", hash));
      try {
        // What cannot be asked afterwards has to be known after a power cut, too.
        await commits.commit(!idempotent);
      } catch (error) {
        // Nothing was sent: what was known before holds.
        if (!left.has(id)) note(id, before);
        throw error;
      }
    },
    taken(id, hash) {
      note(id, idempotent ? undefined : row("sent", hash));
    },
    refused(id) {
      note(id, undefined);
    },
    unknown(id, hash, byRun) {
      if (!idempotent) note(id, row("unknown", hash, byRun));
    },
  };
}

/** What puts an entry of the ledger in the place of whatever any version knew of the item; undefined removes it. */
export function knownChanges(
  workflowId: string,
  { target, id }: { readonly target: string; readonly id: string },
  known: Known | undefined,
): Change[] {
  const current = currentId(id);
  const older = numericId(current);
  const nameOf = (one: string) => ledgerName(workflowId, target, one);
  const removed = older === undefined ? [] : [{ key: nameOf(older), value: undefined }];
  return [...removed, { key: nameOf(current), value: known }];
}

/** Where an earlier version took one key for two: what nobody knows comes before what was sent, and the newest before the older. */
function worse(one: Known | undefined, other: Known | undefined): Known | undefined {
  if (!one || !other) return one ?? other;
  if ((one.state === "sent") !== (other.state === "sent")) return one.state === "sent" ? other : one;
  return one.at < other.at ? other : one;
}

async function keysBelow(store: Store, prefix: string): Promise<Set<string>> {
  const rows = await store.list(prefix);
  for (const [name, value] of rows) checkedKnown(name, value);
  return new Set(rows.map(([name]) => restOf(name, prefix)));
}

/** A value of the ledger. @throws Fault STORE_CORRUPT for anything the runner did not write */
export function checkedKnown(name: string, value: unknown): Known {
  const { state, hash, run_id, at } = Object(value) as Partial<Known>;
  const isState = state === "begun" || state === "sent" || state === "unknown";
  if (isState && [hash, run_id, at].every((text) => typeof text === "string")) return value as Known;
  throw corruptValue(name, value, "it is not an entry of the ledger");
}

/** One request to the store for all who ask in the same turn. */
function batched(ask: (ids: readonly string[]) => Promise<readonly unknown[]>) {
  let waiting: { id: string; resolve: (value: unknown) => void; reject: (error: unknown) => void }[] = [];
  const answer = async () => {
    await nextTurn();
    const served = waiting;
    waiting = [];
    try {
      const values = await ask(served.map(({ id }) => id));
      served.forEach(({ resolve }, index) => {
        resolve(values[index]);
      });
    } catch (error) {
      for (const { reject } of served) reject(error);
    }
  };
  return (id: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ id, resolve, reject });
      if (waiting.length === 1) void answer();
    });
}
