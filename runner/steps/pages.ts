/** The pages of a list, one after the other, however the system leads from one to the next. */
import type { PagingPlan, RequestPlan } from "../compile/plan.js";
import type { Evaluate } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import type { Extra, Scope, System } from "./system.js";

/** A list: the request of a page, and the way to the next one. */
export interface PagedList extends PagingPlan {
  readonly request: RequestPlan;
  readonly total?: Evaluate | undefined;
}

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
 * @throws Fault PAGING_CYCLE when the list leads back to where it was
 */
export async function* pages(
  list: PagedList,
  scope: Scope,
  system: System,
  extra: Extra = {},
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let page: unknown = list.first;
  let address: URL | undefined;
  let empty = 0;
  while (true) {
    const here = address ? address.href : `page ${JSON.stringify(page) ?? "first"}`;
    if (seen.has(here)) {
      const shown = address ? `${address.host}${address.pathname}` : here;
      throw new Fault(
        "PAGING_CYCLE",
        `the list of ${system.connector} leads back to a page that was read before (${shown})`,
      );
    }
    seen.add(here);
    const answer = await system.ask(list.request, { ...scope, page }, { ...extra, address });
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
    address = asAddress(next, answer.url);
    if (!address) page = next;
  }
}

/** So many empty pages in a row, and the list is taken for endless. */
const MOST_EMPTY = 100;

/** A URL is followed verbatim; anything else becomes `page`. */
export function asAddress(next: unknown, base: URL): URL | undefined {
  if (typeof next !== "string" || !/^(https?:\/\/|\/)/i.test(next)) return undefined;
  try {
    return new URL(next, base);
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
