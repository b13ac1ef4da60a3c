/** Selects and orders the records of a list once for all of its pages: walking through a long list costs no more than its pages. */
import type { Member, Records } from "./records.js";
import { holds } from "./render.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";

/** Keys, in the order of the list. */
export type Selection = readonly string[];

export interface Selections {
  of(route: RoutePlan, records: Records, scope: Scope, order: readonly Order[]): Selection;
}

/** By what a list is sorted. */
export interface Order {
  readonly name: string;
  readonly isDescending: boolean;
}

const kept = 16;

/** @param version of what is held; it changes with every write */
export function createSelections(version: () => number): Selections {
  const selections = new Map<string, Selection>();
  let seen = version();
  return {
    of(route, records, scope, order) {
      if (seen !== version()) {
        selections.clear();
        seen = version();
      }
      const same = sameness(route, scope, order);
      let found = selections.get(same);
      if (!found) {
        found = select(route, records, scope, order);
        const [oldest] = selections.keys();
        if (selections.size >= kept && oldest !== undefined) selections.delete(oldest);
        selections.set(same, found);
      }
      return found;
    },
  };
}

/** The same text for requests that select the same: everything that an expression can see of them, but the page. */
function sameness({ name, data, lets, finds }: RoutePlan, scope: Scope, order: readonly Order[]): string {
  const { page, offset, cursor, size } = data.paging ?? {};
  const ofPage = new Set([page, offset, cursor, size]);
  const query = Object.entries(scope.query as Scope).filter(([parameter]) => !ofPage.has(parameter));
  const values = [...lets.keys(), ...finds.keys()].map((value) => scope[value]);
  return JSON.stringify([name, scope.address, scope.path, query, scope.body, values, order]);
}

interface Ranked {
  readonly key: string;
  readonly cells: readonly unknown[];
}

function select(route: RoutePlan, records: Records, scope: Scope, order: readonly Order[]): Selection {
  const { data, where, filters, sorts } = route;
  const given = ((data.filters_in === "body" ? scope.body : scope.query) ?? {}) as Scope;
  const wanted = [...filters].flatMap(([name, filter]) => {
    const value = given[name];
    return value === undefined || value === null || value === "" ? [] : [{ filter, value }];
  });
  const narrowing = meant(route.by, scope);
  if (!where && wanted.length === 0 && narrowing.length === 0 && order.length === 0)
    return [...records.keys()];
  const from = narrowing.length === 0 ? records.entries() : records.find(narrowing);
  const ranked: Ranked[] = [];
  for (const [at, record] of from) {
    const seen = { ...scope, record };
    if (where && !holds(where(seen))) continue;
    if (!wanted.every(({ filter, value }) => holds(filter({ ...seen, value })))) continue;
    ranked.push({ key: at, cells: order.map(({ name }) => sorts.get(name)?.(seen)) });
  }
  ranked.sort((a, b) => {
    for (const [at, { isDescending }] of order.entries()) {
      const difference = compare(a.cells[at], b.cells[at]);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
  return ranked.map(({ key: one }) => one);
}

/** What `by` says of the records that are meant; a list is narrowed by what has a value. */
export function meant(by: RoutePlan["by"], scope: Scope): Member[] {
  const members = [...by].map(([path, render]) => ({ path, value: render(scope) }));
  return members.filter(({ value }) => value !== undefined && value !== null && value !== "");
}

/** Nothing and null come first; texts by their code units, as databases of systems mostly do. */
function compare(a: unknown, b: unknown): number {
  const rank = (value: unknown) => (value === undefined || value === null ? 0 : 1);
  if (rank(a) !== rank(b) || rank(a) === 0) return rank(a) - rank(b);
  const [left, right] = typeof a === "number" && typeof b === "number" ? [a, b] : [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
