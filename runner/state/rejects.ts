/**
 * The rejects of a scope, as rows of the store: they move in the same transaction as the token (I1). Each record has one, its newest,
 * and it is closed when a later run delivers the record. Of a target that cannot be asked nobody knows whether two records that one
 * run lists under one key are two versions or two records, so both are kept.
 */
import { Fault } from "../faults/fault.js";
import { contentId } from "../keys/content.js";
import type { Change, Store } from "../store/store.js";
import type { Entry, Known } from "../types.js";
import type { Commits } from "./commits.js";
import { ledgerName, pieceName, rejectedName, rejectName, restOf } from "./names.js";
import { checkedFacts, factsOf, identityOf, type RejectFacts } from "./reject.js";
import { FilesOfReject } from "./reject-files.js";
import { encodeValue } from "./reject-value.js";

/** The rejects of the scope of a run. */
export interface Rejects {
  /** How many are open. */
  readonly open: number;
  /** Of how many of them nobody knows whether they were written. */
  readonly undecided: number;
  /** How many this run has added. */
  readonly added: number;
  /** Keeps an entry that ended badly, in the place of an older reject of the same record. @throws Fault LOCK_LOST, STORE_FAILED */
  add(entry: Entry): Promise<void>;
  /** The record of this entry was delivered, or discarded on purpose: what was kept of it is removed. */
  close(entry: Entry): void;
  /** Removes what is older. @returns how many */
  expire(before: string): number;
  /** The open rejects, oldest first. */
  facts(): RejectFacts[];
}

export interface RejectsOptions {
  readonly workflowId: string;
  readonly scope: string;
  /** The id of the target's scope. */
  readonly target: string;
  readonly runId: string;
  readonly action: string;
  /** The pull parameters that an event brought to this run. */
  readonly event?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the target can be asked what it has. */
  readonly idempotent: boolean;
  /** The other scopes with the same target: what is delivered there takes the place of what they keep of the same item. */
  readonly others?: readonly string[];
  /** Takes secrets out of messages (I6). */
  readonly mask: (text: string) => string;
  readonly now?: () => number;
}

/** What a dry run does with rejects. */
export const noRejects: Rejects = {
  open: 0,
  undecided: 0,
  added: 0,
  add: async () => {},
  close: () => {},
  expire: () => 0,
  facts: () => [],
};

/** @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function openRejects(store: Store, commits: Commits, options: RejectsOptions): Promise<Rejects> {
  const { workflowId, scope, target, runId, action, idempotent, event, mask, now = Date.now } = options;
  const open = await readFacts(store, workflowId, scope);
  await removeOrphans(store, commits, options, new Set([...open.values()].map(({ ordinal }) => ordinal)));
  const elsewhere = await byItem(store, options);
  let last = 0;
  for (const { ordinal } of open.values()) last = Math.max(last, Number(ordinal));
  let added = 0;

  /** The content of the records that this run has listed and kept, by their key. */
  const kept = new Map<string, string>();

  /** Under what a record is kept, and under what else it may be from before: never what this run has kept of another of its key. */
  const identitiesOf = (entry: Entry): readonly [string, ...string[]] => {
    const own = entry.reject ?? identityOf(entry);
    if (idempotent || entry.listed === undefined) return [own];
    const content = contentId(entry.listed);
    const beside = `${own}~${content}`;
    return (kept.get(own) ?? content) === content ? [own, beside] : [beside];
  };

  const drop = (identity: string) => {
    const facts = open.get(identity);
    if (!facts) return;
    open.delete(identity);
    for (const name of namesOf(workflowId, scope, identity, facts)) commits.note(name, undefined);
  };

  return {
    get open() {
      return open.size;
    },
    get undecided() {
      return [...open.values()].filter(({ outcome_unknown }) => outcome_unknown).length;
    },
    get added() {
      return added;
    },
    async add(entry) {
      const identities = identitiesOf(entry);
      const [identity] = identities;
      last = Math.max(last + 1, now() * 1000);
      const ordinal = String(last).padStart(16, "0");
      const files = new FilesOfReject({ workflowId, scope, ordinal }, commits);
      const record = await encodeValue(entry.pulled ?? entry.record, files.keep);
      const known = {
        ordinal,
        at: new Date(now()).toISOString(),
        run_id: runId,
        action,
        pieces: files.pieces,
        ...(entry.event || event ? { event: entry.event ?? event } : {}),
      };
      const facts = factsOf(entry, known, target, idempotent, mask);
      for (const one of identities) drop(one);
      open.set(identity, facts);
      if (entry.listed !== undefined) kept.set(identity, contentId(entry.listed));
      commits.note(rejectName(workflowId, scope, ordinal), { version: 1, identity, record });
      commits.note(rejectedName(workflowId, scope, identity), facts);
      added += 1;
    },
    close(entry) {
      if (open.size > 0) for (const one of identitiesOf(entry)) drop(one);
      const id = entry.write?.id;
      // Only what the origin lists now is newer than what is kept there.
      const isListed = entry.reject === undefined && !entry.outcome?.isUnsent;
      if (id === undefined || elsewhere.size === 0 || !isListed) return;
      // A replay there would put an older version over this one (I5).
      for (const { scope: other, identity, facts } of elsewhere.get(id) ?? []) {
        for (const name of namesOf(workflowId, other, identity, facts)) commits.note(name, undefined);
      }
      elsewhere.delete(id);
    },
    expire(before) {
      const old = [...open].filter(([, { at }]) => at < before);
      for (const [identity, { outcome_unknown, ledger, run_id, at }] of old) {
        drop(identity);
        // Whoever lists the record again is told again that nobody knows.
        if (outcome_unknown && ledger) {
          const known: Known = { state: "begun", hash: ledger.hash, run_id, at };
          commits.note(ledgerName(workflowId, ledger.target, ledger.id), known);
        }
      }
      return old.length;
    },
    facts: () => [...open.values()].sort(byAge),
  };
}

interface Elsewhere {
  readonly scope: string;
  readonly identity: string;
  readonly facts: RejectFacts;
}

/** What other scopes with the same target keep, by the item that it would be there. */
async function byItem(
  store: Store,
  { workflowId, target, others = [] }: RejectsOptions,
): Promise<Map<string, Elsewhere[]>> {
  const found = new Map<string, Elsewhere[]>();
  for (const scope of others) {
    for (const [identity, facts] of await readFacts(store, workflowId, scope)) {
      const { ledger } = facts;
      if (!ledger || ledger.target !== target) continue;
      found.set(ledger.id, [...(found.get(ledger.id) ?? []), { scope, identity, facts }]);
    }
  }
  return found;
}

/** Removes the pieces of files whose reject was never stored, because the run was killed before. */
async function removeOrphans(
  store: Store,
  commits: Commits,
  { workflowId, scope }: RejectsOptions,
  open: ReadonlySet<string>,
): Promise<void> {
  const prefix = pieceName(workflowId, scope, "", 0).slice(0, -":000000".length);
  let after: string | undefined;
  for (;;) {
    const [row] = await store.list(prefix, { limit: 1, ...(after === undefined ? {} : { after }) });
    if (!row) return;
    const [ordinal = ""] = restOf(row[0], prefix).split(":");
    const below = `${prefix}${ordinal}:`;
    if (!open.has(ordinal)) for (const name of await store.keys(below)) commits.note(name, undefined);
    after = `${below}~`;
  }
}

/** The open rejects of a scope by the identity of their records. @throws Fault STORE_CORRUPT, STORE_FAILED */
export async function readFacts(
  store: Store,
  workflowId: string,
  scope: string,
): Promise<Map<string, RejectFacts>> {
  const prefix = rejectedName(workflowId, scope);
  const rows = await store.list(prefix);
  return new Map(rows.map(([name, value]) => [restOf(name, prefix), checkedFacts(name, value)]));
}

/** All that the store holds of a reject. */
export function namesOf(
  workflowId: string,
  scope: string,
  identity: string,
  { ordinal, pieces }: Pick<RejectFacts, "ordinal" | "pieces">,
): string[] {
  return [
    rejectedName(workflowId, scope, identity),
    rejectName(workflowId, scope, ordinal),
    ...Array.from({ length: pieces }, (_, piece) => pieceName(workflowId, scope, ordinal, piece)),
  ];
}

/** The changes that remove a reject for good, on the word of somebody who has looked at the target: nothing of it is sent again. */
export function dropChanges(
  workflowId: string,
  scope: string,
  identity: string,
  facts: RejectFacts,
  at: string,
): Change[] {
  const { ledger, outcome_unknown } = facts;
  const removed = namesOf(workflowId, scope, identity, facts).map((key) => ({ key, value: undefined }));
  // Where the target can be asked, what was begun is completed by whoever lists it again.
  if (!ledger || !outcome_unknown) return removed;
  const known: Known = { state: "sent", hash: ledger.hash, run_id: "rejects drop", at };
  const key = ledgerName(workflowId, ledger.target, ledger.id);
  return [...removed, { key, value: known }];
}

export function byAge(a: { readonly ordinal: string }, b: { readonly ordinal: string }): number {
  return a.ordinal < b.ordinal ? -1 : a.ordinal > b.ordinal ? 1 : 0;
}

/** The record of a reject as it is stored. @throws Fault REJECTS_CORRUPT, STORE_FAILED */
export async function readRecord(
  store: Store,
  workflowId: string,
  scope: string,
  ordinal: string,
): Promise<{ readonly identity: string; readonly record: unknown }> {
  const value = Object(await store.read(rejectName(workflowId, scope, ordinal)));
  const { version, identity, record } = value as { version?: unknown; identity?: unknown; record?: unknown };
  if (version === 1 && typeof identity === "string") return { identity, record };
  throw new Fault(
    "REJECTS_CORRUPT",
    `the record of the reject ${ordinal} of ${workflowId} is not in the store`,
    {
      hint: `Remove the reject: npx sync-runner rejects drop ${workflowId} --all`,
    },
  );
}
