/** Writes the items of a run as JSON Lines, as they would be pushed; credentials are masked in them, too (I6). */
import type { Entry } from "../types.js";
import { jsonLine } from "./json.js";
import type { Redactor } from "./redact.js";

/** Passes every entry on. @param write gets a line for each item, with its newline */
export async function* writeItems(
  entries: AsyncIterable<Entry>,
  write: (text: string) => void,
  redactor: Redactor,
): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (entry.item !== undefined && !entry.outcome) write(`${jsonLine(entry.item, redactor)}\n`);
    yield entry;
  }
}
