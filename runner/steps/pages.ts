/** The pages of a list, one after the other, however the system leads from one to the next. */
import type { PagingPlan, RequestPlan } from "../compile/plan.js";
import type { Evaluate } from "../compile/slots.js";
import { isTrue } from "../compile/truth.js";
import { Fault } from "../faults/fault.js";
import { kindOf } from "../faults/kind-of.js";
import { digestOf, Laps } from "./laps.js";
import { type Extra, type Link, type Scope, type System, seenOf } from "./system.js";
import { Track } from "./track.js";

/** A list: the request of a page, and the way to the next one. */
export interface PagedList extends PagingPlan {
  readonly request: RequestPlan;
  readonly total?: Evaluate | undefined;
  /** The token that an answer holds for the next run. */
  readonly token?: Evaluate | undefined;
  /** When an answer says that the cursor it was asked with is too old. */
  readonly expired?: Evaluate | undefined;
}

/** The system does not take the cursor that it was asked with any more. */
export class CursorExpired extends Fault {
  constructor(connector: string, status: number) {
    super("HTTP_REFUSED", `${connector} does not take the token of the last run any more (status ${status})`);
  }
}

/** One page. */
export interface Page {
  /** Whatever the list holds: a member that is no object is for the caller to judge. */
  readonly records: readonly unknown[];
  /** True where the answer held one object in the place of a list. */
  readonly isSingle: boolean;
  /** What leads to the next page; undefined, null, false or an empty text where there is none. */
  readonly next: () => Promise<unknown>;
  /** The address that gave the page. */
  readonly url: URL | undefined;
  /** How many records there are in all, where the system says so. */
  readonly total: number | undefined;
  /** The clock of the system when it answered, in ms since 1970; undefined without a Date header. */
  readonly clock: number | undefined;
  /** The token that the answer holds for the next run. */
  readonly token: unknown;
}

/**
 * Reads page by page. The next page is only asked for when it is taken.
 *
 * @param extra what each request brings besides its plan, e.g. the query of an incremental run
 * @param from the number of the first page, in messages
 * @throws Fault PAGING_CYCLE when the list leads back to where it was; whatever else goes wrong says on which page
 */
export async function* pages(
  list: PagedList,
  scope: Scope,
  system: System,
  extra: Extra = {},
  from = 1,
): AsyncGenerator<Page> {
  const expired = extra.cursor === undefined ? undefined : list.expired;
  const request = expired ? letting(list.request, expired) : list.request;
  const track = new Track();
  const laps = new Laps();
  let page: unknown = await list.first?.render(scope);
  let link: Link | undefined;
  let empty = 0;
  /** The records of the page before, as a digest, where this page has the same value of `page`. */
  let repeated: string | undefined;
  for (let ordinal = from; ; ordinal += 1) {
    const here = link ? link.to.href : `page ${JSON.stringify(page) ?? "first"}`;
    const before = track.visit(here, ordinal);
    if (before !== undefined && repeated === undefined) {
      throw leadsBack(system, ordinal - 1, before, link ? `${link.to.host}${link.to.pathname}` : here);
    }
    try {
      const answer = await system.ask(request, { ...scope, page }, { ...extra, link });
      const slots = { ...scope, page, ...seenOf(answer) };
      if (expired && isTrue(await expired(slots))) throw new CursorExpired(system.connector, answer.status);
      const total = asTotal(await list.total?.(slots), system);
      const { records, isSingle } = asRecords(await list.records(slots), system, answer.status);
      // A scroll has one id for all of its pages: it has ended when it gives nothing more, and goes round when it gives the same.
      if (repeated !== undefined && repeated === digestOf(records)) {
        if (records.length === 0) return;
        throw leadsBack(system, ordinal - 1, ordinal - 1, here);
      }
      empty = records.length === 0 ? empty + 1 : 0;
      if (empty > MOST_EMPTY) {
        throw new Fault("PAGING_CYCLE", `the list of ${system.connector} goes on and on with empty pages`);
      }
      let leads: Promise<unknown> | undefined;
      const next = async () => {
        leads ??= Promise.resolve(list.next?.(slots));
        try {
          return await leads;
        } catch (error) {
          throw onPage(error, ordinal, list);
        }
      };
      if (system.watch) {
        const { connector } = system;
        const asked = { url: answer.url, page: link ? undefined : page, cursor: extra.cursor };
        const read = { records: records.length, total };
        const leads = await next().catch(() => undefined);
        system.watch({ type: "page", connector, ...asked, ...read, next: leads });
      }
      yield {
        records,
        isSingle,
        next,
        url: answer.url,
        total,
        clock: clockOf(answer.headers.date),
        token: await list.token?.(slots),
      };
      const to = await next();
      if (!hasNext(to)) return;
      const digest = records.length === 0 ? undefined : digestOf(records);
      const same = digest === undefined ? undefined : laps.visit(digest, ordinal);
      if (same !== undefined) throw goesRound(system, ordinal, same);
      repeated = undefined;
      if (list.nextIs === "address") link = asLink(to, answer.url);
      else {
        if (JSON.stringify(to) === JSON.stringify(page)) repeated = digest ?? digestOf(records);
        page = to;
      }
    } catch (error) {
      throw onPage(error, ordinal, list);
    }
  }
}

/** A request whose answer comes through, too, when it says that the cursor is too old. */
function letting(request: RequestPlan, expired: Evaluate): RequestPlan {
  const usual = (seen: Scope) => (request.accept ? request.accept(seen) : seen.accepted);
  const accept = async (seen: unknown) => isTrue(await expired(seen)) || usual(seen as Scope);
  return { ...request, accept };
}

/**
 * The one page of a list without a request: its records are what is known already.
 *
 * @throws Fault HTTP_BAD_BODY where they are not
 */
export async function* onePage(
  { records }: Pick<PagedList, "records">,
  scope: Scope,
  system: System,
): AsyncGenerator<Page> {
  const nothing = {
    next: async () => undefined,
    url: undefined,
    total: undefined,
    clock: undefined,
    token: undefined,
  };
  const value = await records(scope);
  if (value === undefined)
    throw new Fault("HTTP_BAD_BODY", `\`records\` of the list of ${system.connector} gives nothing`, {
      hint: "Where that means that there are no records, it has to say so: `… ?? []`.",
    });
  yield { ...asRecords(value, system), ...nothing };
}

/** The same fault with the page it was met on, for whoever wants to look at it; where there is one page it needs no number. */
function onPage(error: unknown, ordinal: number, list: PagedList): unknown {
  if (error instanceof CursorExpired) return error;
  if (!(error instanceof Fault) || !list.next || error.code === "STOPPED" || error.code === "BUG")
    return error;
  const where = ` (page ${ordinal} of the list)`;
  if (error.message.endsWith(where)) return error;
  return new Fault(error.code, `${error.message}${where}`, error.details);
}

/** Whether what leads to a next page leads anywhere. */
export function hasNext(next: unknown): boolean {
  return next !== undefined && next !== null && next !== "" && next !== false;
}

/** So many empty pages in a row, and the list is taken for endless. */
const MOST_EMPTY = 100;

function leadsBack(system: System, from: number, to: number, shown: string): Fault {
  const message = `page ${from} of the list of ${system.connector} leads back to page ${to} (${shown})`;
  return new Fault("PAGING_CYCLE", message);
}

function goesRound(system: System, from: number, to: number): Fault {
  const message = `page ${from} of the list of ${system.connector} holds what page ${to} held, and so did the pages before it: the list leads on, and gives nothing new`;
  return new Fault("PAGING_CYCLE", message, {
    hint: "See that the request sends `page` under the name and in the form that the system knows, and that `next` ends with the last page.",
  });
}

/**
 * The address of the next page, absolute or relative to the one just asked.
 *
 * @throws {Fault} HTTP_BAD_BODY for what is no address
 */
export function asLink(next: unknown, from: URL): Link {
  if (typeof next !== "string") {
    throw new Fault("HTTP_BAD_BODY", "`next` gives no address, and the request of the list names no `page`", {
      hint: 'Where `next` gives a number or a cursor, name it in the request, e.g. `query: { page: "${ page }" }`.',
    });
  }
  let to: URL;
  try {
    to = new URL(next.trim(), from);
  } catch (cause) {
    throw new Fault("HTTP_BAD_BODY", "the link to the next page is not a URL", { cause });
  }
  if (/^https?:$/.test(to.protocol)) return { to, from };
  throw new Fault("HTTP_BAD_BODY", `the link to the next page begins with ${to.protocol}`);
}

function asRecords(value: unknown, system: System, status?: number): Pick<Page, "records" | "isSingle"> {
  if (value === undefined && status === 204) {
    throw new Fault("HTTP_BAD_BODY", `an answer of ${system.connector} is empty (status 204)`, {
      hint: "Where an empty answer means that there is nothing, `records` has to say so: `… ?? []`.",
    });
  }
  if (value === undefined) {
    throw new Fault("HTTP_BAD_BODY", `an answer of ${system.connector} holds no list where one should be`, {
      hint: "Where an answer without a list means that there is nothing, `records` has to say so: `… ?? []`.",
    });
  }
  // What an answer says that holds an error, as well as one that holds nothing: read as an empty page, it would lose records in silence.
  if (value === null) {
    throw new Fault("HTTP_BAD_BODY", `an answer of ${system.connector} holds null where a list should be`, {
      hint: "Where null means that there is nothing, `records` has to say so, e.g. `records: body.people ?: []`.",
    });
  }
  if (Array.isArray(value)) return { records: value, isSingle: false };
  return { records: assertRecords([value], system), isSingle: true };
}

/** @throws Fault HTTP_BAD_BODY for a record that is no object */
export function assertRecords(records: readonly unknown[], { connector }: System): readonly unknown[] {
  if (records.every((record) => record !== null && typeof record === "object")) return records;
  throw new Fault("HTTP_BAD_BODY", `a page of ${connector} holds records that are no objects`);
}

/** A number, also one that is written as a text of digits. What is none is told: nobody would notice records that are missing (I9). */
function asTotal(total: unknown, { connector, tellOnce }: System): number | undefined {
  if (total === undefined || total === null) return undefined;
  const value = typeof total === "string" && /^\d+$/.test(total) ? Number(total) : total;
  if (typeof value === "number") return value;
  tellOnce("total", {
    message: `\`total\` of the list of ${connector} gives ${kindOf(value)} in the place of a number: it is passed over`,
    hint: "Whether the list gave all records is not known then. Look at `total` of the manifest.",
  });
  return undefined;
}

function clockOf(date: string | undefined): number | undefined {
  const clock = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(clock) ? undefined : clock;
}
