/** Turns each record into the item that is pushed. */
import type { Evaluate } from "../compile/slots.js";
import { asFault, Fault } from "../faults/fault.js";
import type { Entry } from "../types.js";

/** Passes every entry on; a record that cannot be formatted carries its failure. */
export async function* formatRecords(
  entries: AsyncIterable<Entry>,
  format: Evaluate,
  variables: Readonly<Record<string, unknown>>,
): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    const { parameters } = entry;
    const seen = parameters ? { ...variables, pull_parameters: parameters } : variables;
    if (!entry.outcome) await formatOne(entry, format, seen);
    yield entry;
  }
}

async function formatOne(
  entry: Entry,
  format: Evaluate,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    const item = await format(entry.record, variables);
    if (item === null || typeof item !== "object" || Array.isArray(item)) {
      throw new Fault("EXPRESSION_FAILED", "the format yields no object", {
        hint: "A format gives the item as an object, for every record.",
      });
    }
    entry.item = item;
  } catch (error) {
    entry.outcome = { bucket: "format_failure", fault: asFault(error) };
  }
}
