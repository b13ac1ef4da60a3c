/** Remembers the first items of a run for its callback; few of them, so that memory does not grow with the run. */
import type { Entry } from "../types.js";

const MOST = 100;

/** Passes every entry on, and puts the items of the first into `items`. @param onItem gets each item */
export async function* noteItems(
  entries: AsyncIterable<Entry>,
  items: unknown[],
  onItem?: (item: unknown) => void,
): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (entry.item !== undefined) onItem?.(entry.item);
    if (entry.item !== undefined && items.length < MOST) items.push(entry.item);
    yield entry;
  }
}
