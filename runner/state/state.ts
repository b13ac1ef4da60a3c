/** All that a run keeps, in one store: its lock, its token, the ledger of its target and its rejects. A dry run keeps nothing. */
import type { Plan } from "../compile/plan.js";
import type { Resolved } from "../compile/program.js";
import { Fault } from "../faults/fault.js";
import type { StateAdapter } from "../store/adapter.js";
import { type Lease, openStore, openStoreToRead, type Store } from "../store/store.js";
import type { Emit, Entry } from "../types.js";
import { tellBeginning } from "./beginning.js";
import { type Commits, noCommits, openCommits } from "./commits.js";
import { type Ledger, noLedger, openLedger } from "./ledger.js";
import { type Listed, openListed } from "./listed.js";
import { scopeName } from "./names.js";
import type { Keep } from "./reject-files.js";
import { noRejects, openRejects, type Rejects } from "./rejects.js";
import { chosen, type ReplayChoice, replayed } from "./replay.js";
import { type Scope, scopeOf } from "./scope.js";
import { freshScope, moved, readScope, readScopes, type StoredScope } from "./stored-scope.js";
import { takeOver } from "./take-over.js";

export interface StateOptions {
  /** The folder of the state of the project; what this machine saw last of a store is noted in it. */
  readonly directory: string;
  readonly store: string | StateAdapter;
  readonly leaseMs?: number | undefined;
  readonly runId: string;
  readonly mask: (text: string) => string;
  readonly emit: Emit;
}

/** The state of one run. */
export interface RunState {
  readonly scope: Scope;
  /** The token as it is now. */
  readonly token: string | number | undefined;
  /** How many items the last whole run of this scope came to; undefined when there was none. */
  readonly sizeBefore: number | undefined;
  readonly rejects: Rejects;
  readonly ledger: Ledger;
  readonly listed: Listed;
  /** Stores all that was noted, with this token where one is given; null forgets the token. @throws Fault LOCK_LOST, STORE_FAILED */
  save(token?: string | number | null): Promise<void>;
  /** Notes how many items a whole run came to; stored with the next save. */
  noteSize(items: number): void;
  /** To be called when every record was judged by the `logics` and the `format` of this run; stored with the next save. */
  noteWhole(): void;
  /** The entries of a replay. @throws Fault USAGE when the choice names keys that no reject has */
  replay(choice: ReplayChoice, keep: Keep): AsyncGenerator<Entry>;
  /** To be called right before anything is sent that changes a system (I4). @throws Fault LOCK_LOST */
  assertHeld(): void;
  /** Calls back when the lock is lost to another run. */
  onLost(listener: (fault: Fault) => void): void;
  close(): Promise<void>;
}

/** Opens the state of a run. Faults: LOCKED, STORE_FAILED, STORE_CORRUPT, STORE_REPLACED. */
export async function openState(plan: Plan, values: Resolved, options: StateOptions): Promise<RunState> {
  const open = plan.persist ? openStore : openStoreToRead;
  const store = await open(options.store, { witness: `${options.directory}/witness` });
  for (const message of store.warnings) options.emit({ type: "warning", message });
  const scope = scopeOf(plan, values.origin.place, values.target.place);
  let lease: Lease | undefined;
  try {
    if (!plan.persist) return await openDry(plan, scope, store, options.emit);
    const owner = { run_id: options.runId, action: plan.action };
    lease = await store.acquire(plan.workflowId, owner, { ttlMs: options.leaseMs });
    return await openLocked(plan, values, scope, options, store, lease);
  } catch (error) {
    // What went wrong first is told, whatever goes wrong with what is left to close.
    await lease?.release().catch(() => {});
    await store.close().catch(() => {});
    throw error;
  }
}

async function openDry(plan: Plan, scope: Scope, store: Store, emit: Emit): Promise<RunState> {
  await store.confirm(plan.workflowId);
  const stored = await readScope(store, plan.workflowId, scope.id);
  const place = { workflowId: plan.workflowId, scope: scope.id };
  const rejects = await openRejects(store, noCommits, {
    ...place,
    ...{
      target: scope.target,
      runId: "",
      action: plan.action,
      idempotent: plan.push.idempotent,
      mask: (text: string) => text,
    },
  });
  return {
    scope,
    token: stored?.token ?? undefined,
    sizeBefore: undefined,
    rejects: noRejects,
    ledger: noLedger,
    listed: await openListed(store, noCommits, place, []),
    save: async () => {},
    noteSize: () => {},
    noteWhole: () => {},
    replay: (choice, keep) => replayed(store, place, chosenOf(plan.workflowId, rejects, choice, emit), keep),
    assertHeld: () => {},
    onLost: () => {},
    close: () => store.close(),
  };
}

async function openLocked(
  plan: Plan,
  { mapping, event }: Resolved,
  scope: Scope,
  { runId, mask, emit }: StateOptions,
  store: Store,
  lease: Lease,
): Promise<RunState> {
  const { workflowId, action } = plan;
  const { idempotent } = plan.push;
  const place = { workflowId, scope: scope.id };
  const commits = openCommits(lease);
  await takeOver(store, commits, plan, scope, emit);
  const all = await readScopes(store, workflowId);
  const before = all.find(({ scope: id }) => id === scope.id);
  const others = all.filter((one) => one.scope !== scope.id && one.target === scope.target);
  const rejects = await openRejects(store, commits, {
    others: others.map((one) => one.scope),
    ...place,
    target: scope.target,
    runId,
    action,
    idempotent,
    event,
    mask,
    emit,
  });
  const expired = rejects.expire(new Date(Date.now() - plan.rejects.expireMs).toISOString());
  tellBeginning({ plan, scope, mapping, before, others: all.filter((one) => one !== before), expired }, emit);
  // What judged the records up to the token stays noted until the token moves, or a whole run judged them anew.
  let stored: StoredScope = { ...(before ?? freshScope(workflowId, action, scope)), action };
  if (stored.token === null) stored = { ...stored, mapping };
  return {
    scope,
    get token() {
      return stored.token ?? undefined;
    },
    sizeBefore: before?.size ?? undefined,
    rejects,
    ledger: await openLedger(store, commits, {
      workflowId,
      target: scope.target,
      runId,
      idempotent,
    }),
    listed: await openListed(
      store,
      commits,
      place,
      others.map((one) => one.scope),
    ),
    async save(token) {
      const at = new Date().toISOString();
      if (token !== undefined) stored = { ...moved(stored, token, runId, at), mapping };
      stored = { ...stored, used_at: at };
      commits.note(scopeName(workflowId, scope.id), stored);
      await commits.commit(true);
    },
    noteSize(items) {
      stored = { ...stored, size: items };
    },
    noteWhole() {
      stored = { ...stored, mapping };
    },
    replay: (choice, keep) => replayed(store, place, chosenOf(plan.workflowId, rejects, choice, emit), keep),
    assertHeld: () => lease.assertHeld(),
    onLost(listener) {
      const lost = () =>
        listener(new Fault("LOCK_LOST", `the lock of ${workflowId} was lost to another run`));
      if (lease.lost.aborted) lost();
      else lease.lost.addEventListener("abort", lost, { once: true });
    },
    close: () => closeAll(commits, lease, store),
  };
}

async function closeAll(commits: Commits, lease: Lease, store: Store): Promise<void> {
  try {
    // What was noted behind the last save, by a run that ended before its time.
    if (!lease.lost.aborted) await commits.commit(true);
  } finally {
    try {
      await lease.release();
    } finally {
      await store.close();
    }
  }
}

/** @throws Fault USAGE for keys that no reject has */
function chosenOf(workflowId: string, rejects: Rejects, choice: ReplayChoice, emit: Emit) {
  const facts = rejects.facts();
  const some = chosen(facts, choice);
  if (choice.keys !== undefined && some.length === 0) {
    throw new Fault(
      "USAGE",
      `no reject of what this pipeline reads and writes has the key ${choice.keys.join(", ")}`,
      {
        hint: `See what there is: npx sync-runner rejects list ${workflowId}`,
      },
    );
  }
  if (some.length === 0) emit({ type: "warning", message: "there is nothing to replay" });
  const left = choice.keys === undefined && !choice.unknown ? rejects.undecided : 0;
  if (left > 0) {
    emit({
      type: "warning",
      message: `of ${left} rejects it is not known whether they were written; they are left out`,
      hint: "Look at the target. What is not there: --key KEY or --unknown; what is there: rejects drop.",
    });
  }
  return some;
}
