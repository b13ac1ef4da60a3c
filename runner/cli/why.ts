/** `sync-runner why <key> <pipeline>`: where a record is. It changes nothing. */
import type { Plan } from "../compile/plan.js";
import { valuesRead } from "../compile/values-read.js";
import { compareCursors } from "../cursors/compare.js";
import { Exit } from "../faults/catalogue.js";
import type { Fault } from "../faults/fault.js";
import { asKey } from "../keys/keys.js";
import { idOf } from "../push/known.js";
import { previewItems } from "../push/preview.js";
import { renderJson } from "../report/json.js";
import { renderWhy, type Verdict, type Why } from "../report/why.js";
import { run } from "../run.js";
import type { Look } from "../run-options.js";
import { idsOf, type KeyFacts, readKeyFacts } from "../state/key-facts.js";
import { scopeOf } from "../state/scope.js";
import type { Entry, Previewed, SeenRequest } from "../types.js";
import { withStoreToRead } from "./flow-argument.js";
import { resultOf } from "./look.js";
import { type PipelineOptions, type Prepared, prepare, surroundings } from "./prepare.js";
import { argumentRedactor } from "./redactor.js";
import { hasColour, type Shell } from "./shell.js";

export async function whyCommand(
  shell: Shell,
  key: string,
  pipeline: string,
  options: PipelineOptions,
): Promise<number> {
  const prepared = await prepare(shell, pipeline, options, (data) => {
    data.persist = false;
    // What is before the token is looked for, too.
    data.incremental = false;
  });
  if (prepared.rehearsal) shell.stderr.write(`${prepared.rehearsal.note}\n`);
  try {
    const { program, values } = prepared;
    const redactor = argumentRedactor(shell, values.secrets);
    const found = await search(shell, key, pipeline, options, prepared, redactor);
    const { entry } = found.seen ?? {};
    const failed = entry?.outcome?.bucket === "read_failure" ? entry.outcome.fault : undefined;
    // A system that cannot be asked gives no answer, not the answer that the record is not there.
    const fault = failed?.exit === Exit.environment && !isGone(failed) ? failed : undefined;
    if (!found.seen && found.fault) throw found.fault;
    const scope = scopeOf(program.plan, values.origin.place, values.target.place);
    const { workflowId } = program.plan;
    const item = entry?.item === undefined ? undefined : asKey(await program.plan.push.key(entry.item));
    const ids = [...(entry?.item === undefined ? [] : [idOf(item, entry)]), ...idsOf(key)];
    const argument = { workflowId, mask: redactor, pipeline };
    const facts = await withStoreToRead(shell, argument, options, (store) =>
      readKeyFacts(store, workflowId, scope, { key, ids }),
    );
    const why = await whyOf(key, program.plan, found, facts);
    if (options.json) {
      const said = { command: "why", ok: !fault, result: why, error: fault ?? null };
      shell.stdout.write(`${renderJson(said, redactor)}\n`);
    } else {
      const color = hasColour(shell.stdout, shell.env);
      shell.stdout.write(`${renderWhy(why, { color, mask: redactor.mask })}\n`);
    }
    return fault?.exit ?? Exit.ok;
  } finally {
    await prepared.rehearsal?.close();
    await prepared.folder?.close();
  }
}

interface Found {
  readonly seen: Previewed | undefined;
  readonly logics: Why["logics"];
  /** What was asked of the origin until it was found. */
  readonly requests: readonly SeenRequest[];
  readonly read: number;
  readonly asked: "one" | "list";
  /** Why the search ended before it was found. */
  readonly fault: Fault | undefined;
}

/** So many requests to the origin are told. */
const MOST_REQUESTS = 20;

/** Runs the flow up to the push, until the record is found. */
async function search(
  shell: Shell,
  key: string,
  pipeline: string,
  options: PipelineOptions,
  prepared: Prepared,
  redactor: ReturnType<typeof argumentRedactor>,
): Promise<Found> {
  const { program, values } = prepared;
  const { plan } = program;
  const stop = new AbortController();
  const logics: Why["logics"][number][] = [];
  let seen: Previewed | undefined;
  const requests: SeenRequest[] = [];
  let read = 0;
  const isIt = (entry: Entry) => seen === undefined && entry.key !== undefined && String(entry.key) === key;
  const look: Look = {
    onLogic(entry, index, result) {
      if (!isIt(entry)) return;
      const logic = plan.logicTexts[index] ?? "";
      logics.push({ logic, ...resultOf(result), values: valuesRead(logic, entry.record) });
    },
    // Of a long list nothing is kept but what more than reads, and of that the first.
    onAsked(one) {
      if (
        seen === undefined &&
        !(one.isSent && one.request.method === "GET") &&
        requests.length < MOST_REQUESTS
      )
        requests.push(one);
    },
    async *items(entries, target) {
      for await (const entry of entries) {
        if (seen === undefined) read += 1;
        if (isIt(entry)) {
          for await (const _ of previewItems(only(entry), { ...target, onItem: (one) => (seen = one) }));
          stop.abort();
        }
        yield entry;
      }
    },
  };
  const isAsked = plan.pull.one !== undefined;
  const { fault } = await run(program, values, {
    ...surroundings(shell, pipeline, options, prepared),
    look,
    only: isAsked ? key : undefined,
    maxRejects: 100,
    learn: (secret) => {
      redactor.add(secret);
      shell.redactor.add(secret);
    },
    mask: redactor.mask,
    stop: stop.signal,
    abort: new AbortController().signal,
    emit: () => {},
  });
  return { seen, logics, requests, read, asked: isAsked ? "one" : "list", fault };
}

async function* only(entry: Entry): AsyncGenerator<Entry> {
  yield entry;
}

async function whyOf(key: string, plan: Plan, found: Found, facts: KeyFacts): Promise<Why> {
  const { seen, logics, read, asked } = found;
  const entry = seen?.entry;
  const unread = entry?.outcome?.bucket === "read_failure" ? entry.outcome.fault : undefined;
  const isMissing = seen === undefined || (unread !== undefined && isGone(unread));
  const failure = unread ? undefined : (entry?.outcome?.fault ?? seen?.fault);
  const cursor = entry && !unread ? await cursorOf(plan, entry) : undefined;
  const target = [...(seen?.requests ?? []).map(requestWords), ...(seen?.remarks ?? [])];
  const why = {
    ...{ key, workflow_id: plan.workflowId },
    origin: {
      ...{ found: !isMissing, asked, records_read: read },
      error: unread && !isMissing ? unread.message : undefined,
      requests: found.requests.length === 0 ? undefined : found.requests.map(requestWords),
    },
    ...{ cursor, token: facts.token, logics, error: failure?.message, target },
    is_before_token:
      cursor === undefined || facts.token === undefined
        ? undefined
        : compareCursors(cursor, facts.token) <= 0,
    ledger: facts.sent && { state: facts.sent.state, at: facts.sent.at, run_id: facts.sent.run_id },
    rejects: facts.rejects.map(({ at, bucket, error, outcome_unknown }) => ({
      ...{ at, bucket, message: error.message, outcome_unknown },
    })),
  };
  return { ...why, verdict: verdictOf(why, seen) };
}

function verdictOf(why: Omit<Why, "verdict">, seen: Previewed | undefined): Verdict {
  const bucket = seen?.entry.outcome?.bucket;
  if (!why.origin.found) return why.rejects.length > 0 ? "rejected" : "not_at_origin";
  if (bucket === "read_failure" || bucket === "not_written") return "not_read";
  if (bucket === "dropped") return "left_out";
  if (bucket === "logics_discard") return "discarded";
  if (why.error !== undefined) return "failed";
  if (why.rejects.length > 0) return "rejected";
  if (why.ledger?.state === "sent") return "sent";
  if (seen?.requests.every(({ isSent }) => isSent)) return "skipped";
  if (why.is_before_token) return "before_token";
  return "to_be_written";
}

function requestWords({ request: { method, url }, isSent, status }: SeenRequest): string {
  return `${method} ${url.host}${url.pathname}: ${isSent ? (status ?? "refused") : "not sent"}`;
}

function isGone({ details: { status } }: Fault): boolean {
  return status === 404 || status === 410;
}

async function cursorOf(plan: Plan, entry: Entry): Promise<string | number | undefined> {
  try {
    const value = await plan.pull.cursor?.value?.({ record: entry.listed ?? entry.pulled });
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  } catch {
    return undefined;
  }
}
