/** The pages of a list, one after the other, however the system leads from one to the next. */
import type { PagingPlan, RequestPlan } from "../compile/plan.js";
import type { Evaluate } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import type { Extra, Link, Scope, System } from "./system.js";
import { Track } from "./track.js";

/** A list: the request of a page, and the way to the next one. */
export interface PagedList extends PagingPlan {
  readonly request: RequestPlan;
  readonly total?: Evaluate | undefined;
}

/**
 * Where a list goes on after these records, in place of its next page: the query of a request for its first page; undefined
 * follows the pages.
 */
export type Seek = (records: readonly unknown[]) => Promise<Readonly<Record<string, unknown>> | undefined>;

/** One page. */
export interface Page {
  readonly records: readonly unknown[];
  /** How many records there are in all, where the system says so. */
  readonly total: number | undefined;
  /** The clock of the system when it answered, in ms since 1970; undefined without a Date header. */
  readonly clock: number | undefined;
}

/**
 * Reads page by page. The next page is only asked for when it is taken.
 *
 * @param extra what each request brings besides its plan, e.g. the query of an incremental run
 * @param seek asked after each page that has a next one
 * @throws Fault PAGING_CYCLE when the list leads back to where it was; whatever else goes wrong says on which page
 */
export async function* pages(
  list: PagedList,
  scope: Scope,
  system: System,
  extra: Extra = {},
  seek?: Seek,
): AsyncGenerator<Page> {
  const track = new Track();
  let page: unknown = list.first;
  let link: Link | undefined;
  let { query } = extra;
  let empty = 0;
  for (let ordinal = 1; ; ordinal += 1) {
    const from = query === extra.query ? "" : ` from ${JSON.stringify(query)}`;
    const here = link ? link.to.href : `page ${JSON.stringify(page) ?? "first"}${from}`;
    const before = track.visit(here, ordinal);
    if (before !== undefined) {
      const shown = link ? `${link.to.host}${link.to.pathname}` : here;
      throw new Fault(
        "PAGING_CYCLE",
        `page ${ordinal - 1} of the list of ${system.connector} leads back to page ${before} (${shown})`,
      );
    }
    try {
      const answer = await system.ask(list.request, { ...scope, page }, { ...extra, query, link });
      const slots = { ...scope, page, status: answer.status, headers: answer.headers, body: answer.body };
      const total = await list.total?.(slots);
      const records = asRecords(await list.records(slots), system);
      empty = records.length === 0 ? empty + 1 : 0;
      if (empty > MOST_EMPTY) {
        throw new Fault("PAGING_CYCLE", `the list of ${system.connector} goes on and on with empty pages`);
      }
      yield {
        records,
        total: typeof total === "number" ? total : undefined,
        clock: clockOf(answer.headers.date),
      };
      const next = await list.next?.(slots);
      if (next === undefined || next === null || next === "" || next === false) return;
      const sought = records.length > 0 ? await seek?.(records) : undefined;
      if (sought) [link, page, query] = [undefined, list.first, sought];
      else link = asLink(next, answer.url);
      if (!sought && !link) page = next;
    } catch (error) {
      throw onPage(error, ordinal, list);
    }
  }
}

/** The same fault with the page it was met on, for whoever wants to look at it; where there is one page it needs no number. */
function onPage(error: unknown, ordinal: number, list: PagedList): unknown {
  if (!(error instanceof Fault) || !list.next || error.code === "STOPPED" || error.code === "BUG")
    return error;
  return new Fault(error.code, `${error.message} (page ${ordinal} of the list)`, error.details);
}

/** So many empty pages in a row, and the list is taken for endless. */
const MOST_EMPTY = 100;

/** A URL is followed verbatim; anything else becomes `page`. */
export function asLink(next: unknown, from: URL): Link | undefined {
  if (typeof next !== "string" || !/^(https?:\/\/|\/)/i.test(next)) return undefined;
  try {
    return { to: new URL(next, from), from };
  } catch (cause) {
    throw new Fault("HTTP_BAD_BODY", "the link to the next page is not a URL", { cause });
  }
}

function asRecords(value: unknown, system: System): readonly unknown[] {
  if (value === undefined) {
    throw new Fault("HTTP_BAD_BODY", `an answer of ${system.connector} holds no list where one should be`, {
      hint: "Where an answer without a list means that there is nothing, `records` has to say so: `… ?? []`.",
    });
  }
  if (value === null) return [];
  const records = Array.isArray(value) ? value : [value];
  if (records.every((record) => record !== null && typeof record === "object")) return records;
  throw new Fault("HTTP_BAD_BODY", `a page of ${system.connector} holds records that are no objects`);
}

function clockOf(date: string | undefined): number | undefined {
  const clock = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(clock) ? undefined : clock;
}
