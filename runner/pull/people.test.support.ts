/** An origin of people behind a real server, as a test describes it, and a pull from it. */
import type { RequestListener } from "node:http";
import type { TestContext } from "node:test";
import type { CursorPlan, PullPlan } from "../compile/plan.js";
import type { Cursor } from "../cursors/forms.js";
import { acme, expression, list, request, template } from "../steps/acme.test.support.js";
import type { Entry } from "../types.js";
import { startPull } from "./pull.js";

export interface Person {
  readonly id?: number;
  readonly at?: Cursor | null;
}

/** Pages of three. */
export interface Origin {
  people: readonly Person[];
  readonly filter?: (at: Cursor, from: string) => boolean;
  /** How the people of one answer are ordered; by their cursor when left out. */
  readonly sort?: (people: readonly Person[]) => readonly Person[];
  readonly hasTotal?: boolean;
  /** What happens before the answer of this number. */
  readonly before?: (count: number, origin: Origin) => void;
  readonly date?: string;
}

export const SIZE = 3;
const byCursor = (people: readonly Person[]) =>
  [...people].sort((a, b) => (String(a.at) < String(b.at) ? -1 : String(a.at) > String(b.at) ? 1 : 0));

export function answers(origin: Origin): RequestListener {
  let count = 0;
  return ({ url = "" }, response) => {
    count += 1;
    origin.before?.(count, origin);
    const { searchParams } = new URL(url, "http://acme");
    const [from, page] = [searchParams.get("from"), Number(searchParams.get("page") ?? 0)];
    const filter = origin.filter ?? ((at, since) => String(at) >= since);
    const left = origin.people.filter(({ at }) => from === null || filter(at ?? "", from));
    const sorted = (origin.sort ?? byCursor)(left);
    const more = sorted.length > (page + 1) * SIZE;
    if (origin.date !== undefined) response.setHeader("date", origin.date);
    response.end(
      JSON.stringify({
        records: sorted.slice(page * SIZE, (page + 1) * SIZE),
        next: more ? page + 1 : null,
        ...(origin.hasTotal ? { total: String(sorted.length) } : {}),
      }),
    );
  };
}

export interface Reading {
  readonly cursor?: Partial<CursorPlan>;
  readonly from?: Cursor;
  readonly limit?: number;
}

/** Pulls to the end. */
export async function read(t: TestContext, origin: Origin, { cursor, from, limit }: Reading = {}) {
  const { system, events, asked } = await acme(t, answers(origin));
  const plan: PullPlan = {
    sessions: [],
    once: [],
    lookups: [],
    each: [],
    one: undefined,
    key: expression("id"),
    list: {
      ...list({ request: request("/people", { query: template({ page: "${ page }" }) }) }),
      total: expression("body.total"),
      filter: undefined,
      limit: undefined,
    },
    cursor: {
      value: expression("record.at"),
      query: template({ from: "${ cursor }" }),
      order: "ascending",
      overlapMs: 0,
      seek: true,
      ...cursor,
    },
  };
  const signal = new AbortController().signal;
  const run = { parameters: {}, mode: "create", incremental: true, concurrency: 2, onDown: () => {} };
  const pull = startPull({
    ...{
      plan,
      system,
      from,
      limit,
      ...run,
      emit: (event) => events.push(event),
      stop: signal,
      leave: signal,
    },
  });
  const entries: Entry[] = [];
  /** The mark of each entry at the moment at which it is given. */
  const live: (Cursor | undefined)[] = [];
  for await (const entry of pull.entries) {
    entries.push(entry);
    live.push(entry.mark);
  }
  const ids = entries.map(({ record }) => (record as Person).id);
  return { pull, entries, live, ids, events, asked };
}
