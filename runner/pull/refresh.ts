/**
 * The entries of a replay. A record is read afresh where its system can be asked for one record, so that the newest of it is sent; one
 * that could not be read to its end is read once more; any other is as it was kept.
 */
import { systemFault } from "../faults/fault.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import { notRead, type RecordOptions, takeRecord } from "./record.js";

export interface RefreshOptions extends RecordOptions {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
}

/** Passes every entry on. */
export async function* refreshEntries(
  entries: AsyncIterable<Entry>,
  options: RefreshOptions,
): AsyncGenerator<Entry> {
  const { emit } = options;
  let base: Scope | undefined;
  for await (const entry of entries) {
    if (entry.isStale || (options.plan.one && entry.key !== undefined)) {
      base ??= await prepare(options);
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
    return (await takeSteps(steps, { parameters, mode, incremental: false }, system)).scope;
  } catch (error) {
    throw systemFault(error);
  }
}

/** Signed links are short-lived: a fresh record brings fresh ones. */
async function refresh(entry: Entry, base: Scope, options: RefreshOptions): Promise<void> {
  const { plan, system } = options;
  try {
    if (!options.stop.aborted && plan.one && entry.key !== undefined) {
      const answer = await system.ask(plan.one.request, { ...base, key: entry.key });
      entry.record = await plan.one.record({
        status: answer.status,
        headers: answer.headers,
        body: answer.body,
      });
    }
  } catch (error) {
    notRead(entry, error, options);
    return;
  }
  await takeRecord(entry, base, options);
}
