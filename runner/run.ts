/**
 * The whole story of a run: what is pulled goes through logics, format and push to the state, streaming, and every record
 * comes out at the end in exactly one bucket.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Program, Resolved } from "./compile/program.js";
import { asFault, type Fault } from "./faults/fault.js";
import { formatRecords } from "./format/format.js";
import { createHttpClient } from "./http/client.js";
import { applyLogics } from "./logics/logics.js";
import { startPull } from "./pull/pull.js";
import { refreshEntries } from "./pull/refresh.js";
import { After } from "./push/after.js";
import { pushItems } from "./push/push.js";
import { callBack } from "./report/callback.js";
import { type Conclusion, conclude } from "./report/conclusion.js";
import { noteItems } from "./report/first-items.js";
import { Tally } from "./report/tally.js";
import { dropFault, rejectGuard } from "./state/guards.js";
import { settleEntries } from "./state/settle.js";
import { openState, type RunState } from "./state/state.js";
import { openSystem } from "./steps/system.js";
import type { Emit, Entry } from "./types.js";

/** What a run is given besides its pipeline. */
export interface RunOptions {
  /** Where state, rejects and files on their way are kept. */
  readonly directory: string;
  /** Address of the store, e.g. `sqlite:.sync-runner/state.db`. */
  readonly store: string;
  /** How long the lock of a run that does not renew it any more is kept, in ms. */
  readonly leaseMs?: number | undefined;
  /** Items pushed, and records enriched, at a time; at least 1. */
  readonly concurrency: number;
  /** Extra attempts of a request that failed for a while. */
  readonly retries: number;
  readonly rateLimits: boolean;
  /** How long a system may be silent, in ms; the whole of an answer may take ten times as long. */
  readonly timeoutMs?: number | undefined;
  /** Numbers from 0 up to 1 for the jitter of waits. */
  readonly random?: (() => number) | undefined;
  /** Host → where requests to it go instead. */
  readonly endpoints: ReadonlyMap<string, URL>;
  /** True: nothing is sent to any other host. */
  readonly onlyEndpoints?: boolean | undefined;
  /** Hosts (`host` or `host:port`) that may have a private address. */
  readonly allowHosts?: ReadonlySet<string> | undefined;
  /** The most records to pull. */
  readonly limit?: number | undefined;
  /** The most records of 100 that may be rejected; 100 lets everything pass. Default 50. */
  readonly maxRejects?: number | undefined;
  /** How many of 100 records may be gone from the origin before nothing is archived any more. Default 50. */
  readonly maxDrop?: number | undefined;
  /** Entries to run instead of pulling: those of a reject file. */
  readonly replay?: AsyncIterable<Entry> | undefined;
  readonly emit: Emit;
  /** Puts `***` in the place of secrets, in what is kept of messages. */
  readonly mask: (text: string) => string;
  /** The same for credentials alone, in what is kept of rejected records. */
  readonly maskRecord: (text: string) => string;
  /** Aborted to finish what is in flight and stop. */
  readonly stop: AbortSignal;
  /** Aborted to stop at once. */
  readonly abort: AbortSignal;
}

/**
 * Runs a compiled pipeline.
 *
 * @returns what the run came to; a fault that ended it is in the conclusion, not thrown
 * @example const { exit, result } = await run(program, await program.resolve(process.env, findings), options);
 */
export async function run(program: Program, values: Resolved, options: RunOptions): Promise<Conclusion> {
  const { plan } = program;
  const runId = newRunId();
  const tally = new Tally();
  const emit: Emit = (event) => {
    tally.onEvent(event);
    options.emit(event);
  };
  const started = { at: new Date(), ms: performance.now() };
  const halt = new AbortController();
  const stop = AbortSignal.any([options.stop, halt.signal]);
  const filesDirectory = join(options.directory, "files", runId);
  const client = createHttpClient({ ...options, filesDirectory, emit, signal: options.abort });
  let state: RunState | undefined;
  let fault: Fault | undefined;
  const aside = { read_failure: 0, write_failure: 0 };
  const firstItems: unknown[] = [];
  emit({ type: "started", run_id: runId, workflow_id: plan.workflowId, action: plan.action });
  try {
    state = await openState(plan, { ...options, runId });
    const { concurrency, limit, retries, rateLimits, replay } = options;
    const origin = await openSystem(plan.origin, values.origin.auth, client, rateLimits, plan.pull.session);
    const target = await openSystem(plan.target, values.target.auth, client, rateLimits, plan.push.session);
    const onDown = (why: Fault) => {
      fault ??= why;
      halt.abort();
    };
    state.onLost(onDown);

    const { parameters } = values.origin;
    const incremental = plan.incremental && replay === undefined;
    const reading = { plan: plan.pull, system: origin, parameters, mode: plan.mode, emit, stop, onDown };
    const pace = { limit, concurrency, leave: options.stop };
    const from = incremental ? state.token : undefined;
    const pull = startPull({ ...reading, ...pace, incremental, from });
    const entries = replay ? refreshEntries(replay, reading) : pull.entries;

    const variables = { pull_parameters: parameters, push_parameters: values.target.parameters };
    const kept = applyLogics(entries, plan.logics, variables);
    const items = noteItems(formatRecords(kept, plan.format, variables), firstItems);

    const writing = {
      plan: plan.push,
      system: target,
      parameters: values.target.parameters,
      mode: plan.mode,
    };
    const after = new After(plan.push);
    const { onKey, onOpen } = after;
    const { journal, assertHeld } = state;
    const care = { concurrency, retries, journal, assertHeld, stop, onKey, onOpen, onDown };
    const pushed = plan.persist ? pushItems(items, { ...writing, ...care }) : items;

    const { rejects } = state;
    const ascending = plan.pull.cursor?.ascending ?? false;
    const token = incremental && plan.persist ? state.tokenKeeper(ascending, pull) : undefined;
    const { maxRejects = 50, maxDrop = 50 } = options;
    const guard = plan.persist && !replay ? { watch: rejectGuard(maxRejects), onTripped: onDown } : undefined;
    const settlement = await settleEntries(pushed, { rejects, emit, token, guard });

    if (pull.fault) {
      aside.read_failure += 1;
      emit({ type: "counted", event: "read_failure", fault: pull.fault });
    }
    fault ??= pull.fault ?? settlement.fault;
    // A list that a token narrowed, or that lost a record, says nothing of what is not in it.
    const isWhole = pull.whole && !tally.hasLost && from === undefined;
    if (plan.persist && after.isReady && !fault && isWhole && !stop.aborted) {
      fault = dropFault(after.size, state.wholeBefore, maxDrop);
      if (!fault) {
        const base = { parameters: writing.parameters, mode: writing.mode };
        aside.write_failure = await after.take({ system: target, base, assertHeld, emit });
        await state.noteWhole(after.size);
      }
    }
    await state.finish(fault === undefined && !stop.aborted);
  } catch (error) {
    fault = asFault(error);
    halt.abort();
  }
  const facts = { plan, runId, tally, started, fault, aside, state, stopped: options.stop.aborted };
  await callBack(
    { plan, values, client, rateLimits: options.rateLimits, items: firstItems, emit },
    conclude(facts),
  );
  await client.close();
  try {
    await state?.close();
  } catch (error) {
    facts.fault ??= asFault(error);
  }
  const conclusion = conclude(facts);
  const end = conclusion.fault ? { fault: conclusion.fault } : {};
  options.emit({ type: "finished", result: conclusion.result, ...end });
  return conclusion;
}

/** Sorts by time, and is unique without a server. */
function newRunId(): string {
  return `${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}-${randomBytes(3).toString("hex")}`;
}
