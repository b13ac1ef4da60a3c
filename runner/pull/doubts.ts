/** What makes a list look as if it were not what the manifest takes it for, told before anybody has to find out. */
import { Fault } from "../faults/fault.js";
import { hasNext, type Page } from "../steps/pages.js";
import type { System } from "../steps/system.js";
import type { Emit } from "../types.js";
import type { Row } from "./rows.js";

/**
 * A single object in the place of the list may be a record, and it may be an error, or a list that is an object by key. It is no record
 * when it has no key.
 *
 * @throws Fault HTTP_BAD_BODY
 */
export function assertList([row]: readonly Row[], { connector }: System): void {
  if (!row || row.key !== undefined || row.record === null || typeof row.record !== "object") return;
  const values = Object.values(row.record);
  const isByKey = values.every(
    (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  );
  const what = isByKey ? "one object of objects" : "one object without a key";
  const hint = isByKey
    ? "If it is a list by key, `records` has to make a list of it, e.g. `records: $each(body.people, function($v) { $v })`."
    : "If it is an error, `accept` can say so. If it is a record, look at `key`, or have `records` make a list of it: `records: [body]`.";
  throw new Fault("HTTP_BAD_BODY", `an answer of ${connector} holds ${what} where a list should be`, {
    hint,
  });
}

/** Nobody can tell which records they are; the next whole run meets them. */
export function passedOver(listed: number, total: number): { message: string; hint: string } {
  return {
    message: `the origin says that it has ${total} records, and its list gave ${listed}`,
    hint: "It may have changed while it was read. Run the same command again with --no-incremental.",
  };
}

/** Names that systems give to the size of a page. */
const SIZE =
  /^(limit|size|count|take|top|rows|max_?results|(per|in)_?page|page_?(size|limit)|page\[(size|limit)\]|\$top)$/i;
/** So small a page may well be full by chance. */
const FEWEST = 10;

/** Whether a page may go on in the next: it is as full as the request lets it be, or the request names no size. */
export function mayBeFull({ records, url }: Pick<Page, "records" | "url">): boolean {
  if (!url) return false;
  const sizes = [...url.searchParams].filter(([key, value]) => SIZE.test(key) && /^[1-9]\d*$/.test(value));
  return sizes.length !== 1 || records.length >= Number(sizes[0]?.[1]);
}

/**
 * Warns of a first page that is as full as the request let it be, where the place that should lead on is not there and nothing says
 * how many records there are: either it fits exactly, or the path in `next` is wrong.
 */
export function seemsCut(page: Page, next: unknown, isPaged: boolean, emit: Emit): void {
  const { records, url, total } = page;
  if (!isPaged || next !== undefined || hasNext(next) || total !== undefined || records.length < FEWEST)
    return;
  const [name] =
    [...(url?.searchParams ?? [])].find(
      ([key, value]) => SIZE.test(key) && value === String(records.length),
    ) ?? [];
  if (name === undefined) return;
  emit({
    type: "warning",
    message: `the first page of the list is full (${name}=${records.length}), and \`next\` found nothing in its answer`,
    hint: "If there are more records, `next` looks in the wrong place. Give the list a `total`, and this is known.",
  });
}
