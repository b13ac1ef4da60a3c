/** Applies the logics of the pipeline to each record: true keeps it, false or nothing discards it, an object replaces it. */
import type { Evaluate } from "../compile/slots.js";
import { asFault, Fault } from "../faults/fault.js";
import type { Entry } from "../types.js";

/** The variables that logics and formats see: `$pull_parameters`, `$push_parameters`. */
export type MappingVariables = Readonly<Record<string, unknown>>;

/** Called with what a logic made of a record; the index is that of the logic. */
export type OnLogic = (entry: Entry, index: number, result: unknown) => void;

/** Passes every entry on; the discarded and the failed carry their outcome. */
export async function* applyLogics(
  entries: AsyncIterable<Entry>,
  logics: readonly Evaluate[],
  variables: MappingVariables,
  onLogic?: OnLogic,
): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (!entry.outcome) await applyTo(entry, logics, seenBy(entry, variables), onLogic);
    yield entry;
  }
}

/** A record is judged by the parameters of the run that read it. */
function seenBy({ parameters }: Entry, variables: MappingVariables): MappingVariables {
  return parameters ? { ...variables, pull_parameters: parameters } : variables;
}

async function applyTo(
  entry: Entry,
  logics: readonly Evaluate[],
  variables: MappingVariables,
  onLogic?: OnLogic,
): Promise<void> {
  try {
    for (const [index, logic] of logics.entries()) {
      const result = await logic(entry.record, variables);
      onLogic?.(entry, index, result);
      if (result === true) continue;
      if (result === false || result === undefined || result === null) {
        entry.outcome = { bucket: "logics_discard" };
        return;
      }
      if (typeof result !== "object" || Array.isArray(result)) {
        const kind = Array.isArray(result) ? "a list" : `a ${typeof result}`;
        throw new Fault("EXPRESSION_FAILED", `a logic yields true, false, nothing or an object, not ${kind}`);
      }
      entry.record = result;
    }
  } catch (error) {
    entry.outcome = { bucket: "logics_failure", fault: asFault(error) };
  }
}
