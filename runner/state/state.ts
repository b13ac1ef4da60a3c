/** All that a run keeps: its lock, its token, the journal of its writes, and its rejects. A dry run keeps nothing. */
import { join } from "node:path";
import type { Plan } from "../compile/plan.js";
import { instantOf } from "../cursors/instants.js";
import { Fault } from "../faults/fault.js";
import { type Lease, openStore, type Store } from "../store/store.js";
import type { Entry } from "../types.js";
import { type Journal, openJournal } from "./inflight.js";
import { openRejects } from "./rejects.js";
import { nothingSent, openSent } from "./sent.js";
import type { TokenKeeper } from "./settle.js";
import { readToken, type TokenState, writeToken } from "./token.js";
import { nextToken } from "./token-history.js";
import { readWhole, writeWhole } from "./whole.js";

export interface StateOptions {
  readonly directory: string;
  readonly store: string;
  readonly leaseMs?: number | undefined;
  readonly runId: string;
  readonly mask: (text: string) => string;
  readonly maskRecord: (text: string) => string;
}

/** What settling writes rejected entries to. */
export interface RejectSink {
  add(entry: Entry): Promise<void>;
  /** Resolves when everything that was added is on the disk. */
  sync(): Promise<void>;
}

/** The state of one run. */
export interface RunState {
  /** The token as it is now. */
  readonly token: string | number | undefined;
  /** The reject file; undefined while nothing was rejected. */
  readonly rejectsFile: string | undefined;
  readonly rejects: RejectSink;
  readonly journal: Pick<Journal, "left" | "sent" | "begin" | "end">;
  /** Keeps the token of an incremental run. */
  tokenKeeper(
    ascending: boolean,
    pull: { readonly clock: number | undefined; readonly complete: boolean },
  ): TokenKeeper;
  /** To be called right before anything is sent that changes a system (I4). @throws Fault LOCK_LOST */
  assertHeld(): void;
  /** Calls back when the lock is lost to another run. */
  onLost(listener: (fault: Fault) => void): void;
  /** How many records the last whole run read; undefined when there was none, or when nobody will ask. */
  readonly wholeBefore: number | undefined;
  /** To be called when the list was read whole and what is gone from it was archived. */
  noteWhole(records: number): Promise<void>;
  /**
   * To be called when every entry is settled.
   *
   * @param isWhole true for a run that came to its end
   */
  finish(isWhole: boolean): Promise<void>;
  close(): Promise<void>;
}

const noJournal: RunState["journal"] = {
  left: new Set(),
  sent: new Set(),
  begin: async () => {},
  end: () => {},
};
const noRejects: RejectSink = { add: async () => {}, sync: async () => {} };

/** Opens the state of a run. Faults: LOCKED, STORE_FAILED, STORE_CORRUPT. */
export async function openState(plan: Plan, options: StateOptions): Promise<RunState> {
  const store = await openStore(options.store);
  try {
    return plan.persist ? await lockedState(plan, options, store) : await dryState(plan, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function dryState(plan: Plan, store: Store): Promise<RunState> {
  const before = plan.incremental ? await readToken(store, plan.workflowId, plan.action) : undefined;
  return {
    token: before?.token ?? undefined,
    rejectsFile: undefined,
    rejects: noRejects,
    journal: noJournal,
    tokenKeeper: () => {
      throw new Fault("BUG", "a dry run keeps no token");
    },
    assertHeld: () => {},
    onLost: () => {},
    wholeBefore: undefined,
    noteWhole: async () => {},
    finish: async () => {},
    close: () => store.close(),
  };
}

async function lockedState(plan: Plan, options: StateOptions, store: Store): Promise<RunState> {
  const { workflowId, action } = plan;
  const { runId, leaseMs } = options;
  const lease = await store.acquire(workflowId, { run_id: runId, action }, { ttlMs: leaseMs });
  try {
    const before = plan.incremental ? await readToken(store, workflowId, action) : undefined;
    const wholeBefore = plan.push.after.length > 0 ? await readWhole(store, workflowId) : undefined;
    const sent = plan.push.idempotent ? nothingSent : await openSent(lease, store, workflowId);
    const journal = await openJournal(lease, store, workflowId, sent);
    const rejects = openRejects(
      join(options.directory, "rejects"),
      { workflow_id: workflowId, run_id: runId, action },
      { mask: options.maskRecord, maskMessage: options.mask },
    );
    let token = before?.token ?? undefined;
    return {
      get token() {
        return token;
      },
      get rejectsFile() {
        return rejects.count > 0 ? rejects.path : undefined;
      },
      rejects: {
        add: (entry) => rejects.add(rejectOf(entry)),
        sync: () => rejects.sync(),
      },
      journal,
      tokenKeeper: (ascending, pull) => ({
        ascending,
        from: before?.token ?? undefined,
        clock: () => pull.clock,
        isComplete: () => pull.complete,
        save: async (next) => {
          await save(lease, plan, runId, before, next);
          token = next;
        },
        restore: async () => {
          await save(lease, plan, runId, before, before?.token ?? null);
          token = before?.token ?? undefined;
        },
      }),
      assertHeld: () => lease.assertHeld(),
      onLost: (listener) => {
        const lost = () =>
          listener(new Fault("LOCK_LOST", `the lock of ${workflowId} was lost to another run`));
        if (lease.lost.aborted) lost();
        else lease.lost.addEventListener("abort", lost, { once: true });
      },
      wholeBefore,
      noteWhole: (records) => writeWhole(lease, records),
      finish: async (isWhole) => {
        await journal.finish();
        if (isWhole) await sent.forget(rereadFrom(plan, token));
      },
      close: async () => {
        try {
          await rejects.close();
        } finally {
          try {
            await lease.release();
          } finally {
            await store.close();
          }
        }
      },
    };
  } catch (error) {
    await lease.release();
    throw error;
  }
}

/** From where on the next run reads records that this one has read; undefined when it reads none of them. */
function rereadFrom({ incremental, pull }: Plan, token: string | number | undefined): number | undefined {
  const at = instantOf(token);
  return incremental && pull.cursor && at !== undefined ? at - pull.cursor.overlapMs : undefined;
}

async function save(
  lease: Lease,
  plan: Plan,
  runId: string,
  before: TokenState | undefined,
  token: string | number | null,
): Promise<void> {
  const { workflowId, action } = plan;
  const next = { workflow_id: workflowId, action, token, run_id: runId, at: new Date().toISOString() };
  await writeToken(lease, nextToken(before, next));
}

function rejectOf(entry: Entry): Parameters<ReturnType<typeof openRejects>["add"]>[0] {
  const { outcome, index, key, cursor, item } = entry;
  const fault = outcome?.fault;
  return {
    bucket: outcome?.bucket ?? "write_failure",
    key,
    index,
    cursor,
    error: {
      code: fault?.code ?? "BUG",
      message: fault?.message ?? "",
      ...(fault?.details.status === undefined ? {} : { status: fault.details.status }),
      ...(fault?.details.host === undefined ? {} : { host: fault.details.host }),
    },
    ...(fault?.details.outcomeUnknown || entry.interrupted ? { outcome_unknown: true } : {}),
    record: entry.pulled ?? entry.record,
    ...(item === undefined ? {} : { item }),
  };
}
