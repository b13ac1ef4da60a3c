/** The entries of a replay: a record that could not be read to its end is read once more, the others are as they were. */
import { asFault } from "../faults/fault.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import { type RecordOptions, takeRecord } from "./record.js";

export interface RefreshOptions extends RecordOptions {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
}

/** Passes every entry on. */
export async function* refreshEntries(
  entries: AsyncIterable<Entry>,
  options: RefreshOptions,
): AsyncGenerator<Entry> {
  const { plan, system, emit } = options;
  let base: Scope | undefined;
  for await (const entry of entries) {
    if (entry.isStale) {
      base ??= (
        await takeSteps(
          [...plan.once, ...plan.lookups],
          { parameters: options.parameters, mode: options.mode, incremental: false },
          system,
        )
      ).scope;
      await refresh(entry, base, options);
    } else {
      entry.pulled = entry.record;
      emit({
        type: "counted",
        event: "read_success",
        ...(entry.key === undefined ? {} : { key: entry.key }),
      });
    }
    yield entry;
  }
}

/** Signed links are short-lived: a fresh record brings fresh ones. */
async function refresh(entry: Entry, base: Scope, options: RefreshOptions): Promise<void> {
  const { plan, system } = options;
  try {
    if (plan.one && entry.key !== undefined) {
      const answer = await system.ask(plan.one.request, { ...base, key: entry.key });
      entry.record = await plan.one.record({
        status: answer.status,
        headers: answer.headers,
        body: answer.body,
      });
    }
  } catch (error) {
    entry.outcome = { bucket: "read_failure", fault: asFault(error) };
    return;
  }
  await takeRecord(entry, base, options);
}
