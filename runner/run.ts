/**
 * The whole story of a run: what is pulled goes through logics, format and push to the state, streaming, and every record
 * comes out at the end in exactly one bucket.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { archiveGone } from "./archive.js";
import type { Plan } from "./compile/plan.js";
import type { Program, Resolved } from "./compile/program.js";
import { asFault, type Fault } from "./faults/fault.js";
import { formatRecords } from "./format/format.js";
import { createHttpClient } from "./http/client.js";
import { asKey } from "./keys/keys.js";
import { applyLogics } from "./logics/logics.js";
import { deletedKeys, provenGone } from "./pull/gone.js";
import { startPull } from "./pull/pull.js";
import { entryOf, refreshEntries } from "./pull/refresh.js";
import { After } from "./push/after.js";
import { pushItems } from "./push/push.js";
import { callBack } from "./report/callback.js";
import { type Conclusion, conclude } from "./report/conclusion.js";
import { noteItems } from "./report/first-items.js";
import { Tally } from "./report/tally.js";
import type { RunOptions } from "./run-options.js";
import { rejectGuard } from "./state/guards.js";
import { settleEntries } from "./state/settle.js";
import { openState, type RunState } from "./state/state.js";
import { openVault } from "./state/vault.js";
import { openSystem } from "./steps/open-system.js";
import { Sessions } from "./steps/sessions.js";
import { unchanged } from "./steps/unchanged.js";
import type { Emit } from "./types.js";

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
  const owner = { run_id: runId, action: plan.action };
  const vault = openVault({ store: options.store, key: options.key, owner, signal: options.abort });
  const sessions = new Sessions({ vault });
  let state: RunState | undefined;
  let fault: Fault | undefined;
  let from: string | number | undefined;
  const aside = { read_failure: 0, write_failure: 0 };
  const firstItems: unknown[] = [];
  emit({ type: "started", run_id: runId, workflow_id: plan.workflowId, action: plan.action });
  try {
    state = await openState(plan, values, { ...options, runId, emit });
    const {
      concurrency,
      limit,
      now,
      retries,
      rateLimits,
      replay,
      only,
      look,
      maxRejects = 50,
      maxDrop = 50,
    } = options;
    const opened = (end: "origin" | "target", { sessions: ways }: Plan["pull" | "push"]) =>
      openSystem(plan[end], values[end].auth, client, rateLimits, ways, sessions);
    const origin = await opened("origin", plan.pull);
    const target = await opened("target", plan.push);
    const onDown = (why: Fault) => {
      fault ??= why;
      halt.abort();
    };
    state.onLost(onDown);

    const asked = plan.persist ? origin : unchanged(origin, look?.onAsked);
    const { parameters } = values.origin;
    const incremental = plan.incremental && replay === undefined;
    const reading = { plan: plan.pull, system: asked, parameters, mode: plan.mode, emit, stop, onDown };
    from = incremental ? state.token : undefined;
    const pull = startPull({ ...reading, limit, now, concurrency, leave: options.stop, incremental, from });
    const given = replay ? state.replay(replay, client.keep) : only !== undefined && entryOf(only);
    const beside = { ...reading, now, concurrency, leave: options.stop };
    const pulled = given ? refreshEntries(given, reading) : pull.entries;
    const entries = plan.pull.living ? provenGone(pulled, beside) : pulled;

    const variables = { pull_parameters: parameters, push_parameters: values.target.parameters };
    const kept = applyLogics(entries, plan.logics, variables, look?.onLogic);
    const items = noteItems(formatRecords(kept, plan.format, variables), firstItems, options.onItem);

    const { ledger, assertHeld, rejects, save } = state;
    const base = { parameters: values.target.parameters, mode: plan.mode };
    const after = new After(plan.push);
    const { onKey, onOpen } = after;
    const itemOfDiscarded = (record: unknown) => plan.format(record, variables);
    const care = {
      concurrency,
      retries,
      ledger,
      runId,
      assertHeld,
      stop,
      onKey,
      itemOfDiscarded,
      onOpen,
      onDown,
    };
    const pushed = plan.persist
      ? pushItems(items, { plan: plan.push, system: target, ...base, ...care })
      : (look?.items(items, { plan: plan.push, system: target, ...base }) ?? items);

    const isOpaque = plan.pull.cursor?.token !== undefined;
    const keeper = { from, isOpaque, end: () => pull.highest, isBroken: () => pull.disorder !== undefined };
    const token = incremental && plan.persist ? keeper : undefined;
    const guard = plan.persist && !replay ? { ...rejectGuard(maxRejects), onTripped: onDown } : undefined;
    const settlement = await settleEntries(pushed, {
      rejects,
      ledger,
      emit,
      save,
      token,
      guard,
      isReplay: replay !== undefined,
    });

    if (pull.fault) {
      aside.read_failure += 1;
      emit({ type: "counted", event: "read_failure", fault: pull.fault });
    }
    fault ??= pull.fault ?? settlement.fault ?? pull.disorder;
    if (!replay && !incremental && !values.event && pull.complete && !fault && !stop.aborted) {
      state.noteWhole();
      await save();
    }
    if (plan.persist && !replay && after.isWanted && !fault && !stop.aborted) {
      const absence = from === undefined && !values.event ? pull.absence : "narrowed";
      const keyOf = async (record: unknown) => asKey(await plan.push.key(await itemOfDiscarded(record)));
      const deleted = plan.pull.deleted && (() => deletedKeys({ ...beside, keyOf }));
      const whole = { after, state, maxDrop, deleted, target, base, emit };
      aside.write_failure = await archiveGone({ ...whole, absence });
    }
  } catch (error) {
    fault = asFault(error);
    halt.abort();
  }
  const facts = { plan, runId, tally, started, fault, aside, state, from, stopped: options.stop.aborted };
  // A callback comes when the flow is over, which may be hours after its log-in: it has one of its own.
  await sessions.end(emit);
  await callBack(
    { plan, values, client, rateLimits: options.rateLimits, sessions, items: firstItems, emit },
    conclude(facts),
  );
  await sessions.end(emit);
  for (const close of [() => client.close(), () => vault.close(), async () => state?.close()]) {
    try {
      await close();
    } catch (error) {
      facts.fault ??= asFault(error);
    }
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
