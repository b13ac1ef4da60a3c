/** Remembers the first items of a run for its callback; few of them, so that memory does not grow with the run. */
import type { Entry } from "../types.js";

const MOST = 100;

/** Passes every entry on, and puts the items of the first into `items`. */
export async function* noteItems(entries: AsyncIterable<Entry>, items: unknown[]): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (entry.item !== undefined && items.length < MOST) items.push(entry.item);
    yield entry;
  }
}
