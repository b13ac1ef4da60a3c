/**
 * The rejects of a scope, as rows of the store: they move in the same transaction as the token (I1). A key has one, its newest, and it
 * is closed when a later run delivers the record. Of a target that cannot be asked nobody knows whether two records that one run lists
 * under one key are two versions or two records: both are kept, and each is told by its content then, and `meantBy` says which a record stands for.
 */
import { Fault } from "../faults/fault.js";
import { currentId } from "../keys/keys.js";
import type { Change, Store } from "../store/store.js";
import type { Emit, Entry, Known } from "../types.js";
import type { Commits } from "./commits.js";
import { knownChanges } from "./ledger.js";
import { pieceName, rejectedName, rejectName, restOf } from "./names.js";
import { checkedFacts, factsOf, identityOf, isSameRecord, keyOf, type RejectFacts } from "./reject.js";
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
  /** Keeps an entry that ended badly, in the place of what it replaces. @throws Fault LOCK_LOST, STORE_FAILED */
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
  /** Told once of each key whose rejects stay open because nobody knows which of them was delivered. */
  readonly emit?: Emit;
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
  const open = byKey(await readFacts(store, workflowId, scope));
  const all = () => [...open.values()].flatMap((rejects) => [...rejects]);
  const everyFacts = () => all().map(([, facts]) => facts);
  await removeOrphans(store, commits, options, new Set(everyFacts().map(({ ordinal }) => ordinal)));
  const elsewhere = await byItem(store, options);
  let last = everyFacts().reduce((most, { ordinal }) => Math.max(most, Number(ordinal)), 0);
  let added = 0;
  /** Keys of which it was told that their rejects stay open. */
  const told = new Set<string>();

  const drop = (from: string, rejects: OfKey, identity: string) => {
    const facts = rejects.get(identity);
    if (!facts) return;
    rejects.delete(identity);
    for (const name of namesOf(workflowId, from, identity, facts)) commits.note(name, undefined);
  };

  /** Removes what was kept of the record of an entry that came through. */
  const closeAmong = (from: string, rejects: OfKey, entry: Entry) => {
    const meant = meantBy(entry, rejects, options);
    for (const identity of meant) drop(from, rejects, identity);
    const [first] = rejects;
    if (!first || rejects.size === 1 || meant.length > 0 || told.has(keyOf(first[0]))) return;
    told.add(keyOf(first[0]));
    const [, { key }] = first;
    options.emit?.({
      type: "warning",
      message: `the rejects of ${key} stay open: they are several records with this key, and nobody knows which of them has now come in another version`,
      hint: `Look at them and at the target: npx sync-runner rejects show ${workflowId} ${key}. When nothing of them is missing there: rejects drop ${workflowId} --key ${key}.`,
    });
  };

  return {
    get open() {
      return all().length;
    },
    get undecided() {
      return everyFacts().filter(({ outcome_unknown }) => outcome_unknown).length;
    },
    get added() {
      return added;
    },
    async add(entry) {
      const identity = identityOf(entry, !idempotent);
      last = Math.max(last + 1, now() * 1000);
      const ordinal = String(last).padStart(16, "0");
      const files = new FilesOfReject({ workflowId, scope, ordinal }, commits);
      const record = await encodeValue(entry.pulled ?? entry.record, files.keep);
      const part = entry.part && { part: await encodeValue(entry.part, files.keep) };
      const known = {
        ordinal,
        at: new Date(now()).toISOString(),
        run_id: runId,
        action,
        pieces: files.pieces,
        ...(entry.event || event ? { event: entry.event ?? event } : {}),
      };
      const facts = factsOf(entry, known, target, idempotent, mask);
      const rejects: OfKey = open.get(keyOf(identity)) ?? new Map();
      for (const older of meantBy(entry, rejects, options)) drop(scope, rejects, older);
      open.set(keyOf(identity), rejects.set(identity, facts));
      commits.note(rejectName(workflowId, scope, ordinal), { version: 1, identity, record, ...part });
      commits.note(rejectedName(workflowId, scope, identity), facts);
      added += 1;
    },
    close(entry) {
      const rejects = open.size === 0 ? undefined : open.get(keyOf(identityOf(entry)));
      if (rejects) closeAmong(scope, rejects, entry);
      const id = entry.write?.id;
      // Only what the origin lists now is newer than what is kept there.
      const isListed = entry.reject === undefined && !entry.outcome?.isUnsent;
      if (id === undefined || !isListed) return;
      // A replay there would put an older version over this one (I5).
      for (const { scope: other, rejects } of elsewhere.get(id) ?? []) closeAmong(other, rejects, entry);
    },
    expire(before) {
      const old = all().filter(([, { at }]) => at < before);
      for (const [identity, { outcome_unknown, ledger, run_id, at }] of old) {
        drop(scope, open.get(keyOf(identity)) ?? new Map(), identity);
        // Whoever lists the record again is told again that nobody knows.
        if (outcome_unknown && ledger) {
          const known: Known = { state: "begun", hash: ledger.hash, run_id, at };
          for (const { key, value } of knownChanges(workflowId, ledger, known)) commits.note(key, value);
        }
      }
      return old.length;
    },
    facts: () => everyFacts().sort(byAge),
  };
}

/** The open rejects of one key by their identity. */
type OfKey = Map<string, RejectFacts>;

function byKey(facts: ReadonlyMap<string, RejectFacts>): Map<string, OfKey> {
  const found = new Map<string, OfKey>();
  for (const [identity, one] of facts) {
    const key = keyOf(identity);
    found.set(key, (found.get(key) ?? new Map()).set(identity, one));
  }
  return found;
}

/**
 * Which of the open rejects of its key a record stands for: it takes their place when it fails, and closes them when it comes through.
 * A later run that lists a key gives a newer version of its only reject. Where there are several, or the only one comes from this same
 * run, it stands for the one with the same content and for no other: of which it would be a version, nobody knows.
 */
function meantBy(entry: Entry, rejects: OfKey, { idempotent, runId }: RejectsOptions): string[] {
  const all = [...rejects];
  const isVersion = idempotent || (all.length === 1 && all[0]?.[1].run_id !== runId);
  const own = identityOf(entry, !idempotent);
  return all
    .map(([identity]) => identity)
    .filter((identity) => isSameRecord(identity, own) || (isVersion && entry.reject === undefined));
}

interface Elsewhere {
  readonly scope: string;
  readonly rejects: OfKey;
}

/** What other scopes with the same target keep, by the items that it would be there. */
async function byItem(
  store: Store,
  { workflowId, target, others = [] }: RejectsOptions,
): Promise<Map<string, Set<Elsewhere>>> {
  const found = new Map<string, Set<Elsewhere>>();
  for (const scope of others) {
    for (const rejects of byKey(await readFacts(store, workflowId, scope)).values()) {
      const one = { scope, rejects };
      for (const { ledger } of rejects.values()) {
        if (ledger?.target !== target) continue;
        const id = currentId(ledger.id);
        found.set(id, (found.get(id) ?? new Set()).add(one));
      }
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
  return [...removed, ...knownChanges(workflowId, ledger, known)];
}

function byAge(a: { readonly ordinal: string }, b: { readonly ordinal: string }): number {
  return a.ordinal < b.ordinal ? -1 : a.ordinal > b.ordinal ? 1 : 0;
}

/** The record of a reject as it is stored. @throws Fault REJECTS_CORRUPT, STORE_FAILED */
export async function readRecord(
  store: Store,
  workflowId: string,
  scope: string,
  ordinal: string,
): Promise<{ readonly identity: string; readonly record: unknown; readonly part: unknown }> {
  const value = Object(await store.read(rejectName(workflowId, scope, ordinal)));
  const { version, identity, record, part } = value as Readonly<Record<string, unknown>>;
  if (version === 1 && typeof identity === "string") return { identity, record, part };
  throw new Fault(
    "REJECTS_CORRUPT",
    `the record of the reject ${ordinal} of ${workflowId} is not in the store`,
    {
      hint: `Remove the reject: npx sync-runner rejects drop ${workflowId} --all`,
    },
  );
}
