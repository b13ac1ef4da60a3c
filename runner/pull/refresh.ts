/**
 * The entries of a replay. A record is read afresh where its system can be asked for one record, so that the newest of it is sent; one
 * that could not be read to its end is read once more; any other is as it was kept.
 */
import { Fault, systemFault } from "../faults/fault.js";
import { contentId } from "../keys/content.js";
import { asKey, type Key } from "../keys/keys.js";
import { takeSteps } from "../steps/steps.js";
import { type Scope, seenOf } from "../steps/system.js";
import type { Entry } from "../types.js";
import { notRead, type RecordOptions, takeRecord } from "./record.js";
import { assertRecord } from "./rows.js";

export interface RefreshOptions extends RecordOptions {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
}

/** The entry of a record of which the key alone is known. */
export async function* entryOf(key: Key): AsyncGenerator<Entry> {
  yield { index: 0, key, cursor: undefined, record: undefined };
}

/** Passes every entry on. */
export async function* refreshEntries(
  entries: AsyncIterable<Entry>,
  options: RefreshOptions,
): AsyncGenerator<Entry> {
  const { emit } = options;
  const bases = new Map<string, Scope>();
  for await (const entry of entries) {
    const { event } = entry;
    const parameters = { ...options.parameters, ...event };
    if (event) entry.parameters = parameters;
    if (entry.isStale || (options.plan.one && entry.key !== undefined)) {
      const base = bases.get(contentId(event)) ?? (await prepare({ ...options, parameters }));
      bases.set(contentId(event), base);
      await refresh(entry, base, options);
    } else {
      entry.pulled = entry.record;
      emit({
        type: "counted",
        event: "read_success",
        ...(entry.key === undefined ? {} : { key: String(entry.key) }),
      });
    }
    yield entry;
  }
}

/** What stands in scope of every record. No record is to blame when it cannot be had: rejected, they would be taken for replayed. */
async function prepare({ plan, system, parameters, mode }: RefreshOptions): Promise<Scope> {
  const steps = [...plan.once, ...plan.lookups];
  try {
    const start: Scope = { auth: system.account, parameters, mode, incremental: false };
    return (await takeSteps(steps, start, system)).scope;
  } catch (error) {
    throw systemFault(error);
  }
}

/** Signed links are short-lived: a fresh record brings fresh ones. */
async function refresh(entry: Entry, base: Scope, options: RefreshOptions): Promise<void> {
  const { plan, system } = options;
  try {
    if (!options.stop.aborted && plan.one && entry.key !== undefined) {
      const answer = await system.ask(plan.one.request, {
        ...base,
        ...entry.part,
        key: entry.key,
      });
      const record = await plan.one.record(seenOf(answer));
      await assertIsOf(entry.key, record, options);
      entry.record = record;
    }
  } catch (error) {
    notRead(entry, error, options);
    return;
  }
  await takeRecord(entry, base, options);
}

/**
 * An answer with status 200 may hold anything, and what it holds would be written in the place of the reject. Keys are compared as
 * people read them: a system may give a number in its list and the text of it here.
 *
 * @throws Fault HTTP_BAD_BODY for what is not the record that was asked for
 */
async function assertIsOf(
  key: Key,
  record: unknown,
  { plan, system: { connector } }: RefreshOptions,
): Promise<void> {
  const what = `what ${connector} gives for ${key}`;
  assertRecord(record, what);
  const own = asKey(await plan.key(record));
  if (String(own) === String(key)) return;
  const other = own === undefined ? "a record without a key" : `the record ${own}`;
  throw new Fault("HTTP_BAD_BODY", `${what} is ${other}`);
}
