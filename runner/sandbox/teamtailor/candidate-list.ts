/** Selects and orders candidates once per query, so that a page of a long list costs no more than a page. */
import type { CandidateQuery } from "./candidate-query.js";
import type { Roster } from "./roster.js";

/** Positions in the roster, in the order of the list. */
export type Positions = Uint32Array;

export interface CandidateList {
  positions(query: CandidateQuery): Positions;
}

const kept = 16;

/** Remembers the last few selections until the roster changes. */
export function createCandidateList(roster: Roster): CandidateList {
  const selections = new Map<string, Positions>();
  let version = roster.version;
  return {
    positions(query) {
      if (version !== roster.version) {
        selections.clear();
        version = roster.version;
      }
      let found = selections.get(query.selection);
      if (found === undefined) {
        found = order(roster, query, select(roster, query));
        const oldest = selections.keys().next().value;
        if (selections.size >= kept && oldest !== undefined) selections.delete(oldest);
        selections.set(query.selection, found);
      }
      return found;
    },
  };
}

function select(roster: Roster, { bounds, tests, email }: CandidateQuery): Positions {
  const from = email === undefined ? Uint32Array.from({ length: roster.size }, (_, at) => at) : undefined;
  const all = from ?? Uint32Array.from(roster.positionsOfEmail(email ?? ""));
  if (bounds.length === 0 && tests.length === 0) return all;
  return all.filter((position) => {
    const times = roster.times(position);
    const within = bounds.every(
      ({ time, from = -Infinity, to = Infinity }) => times[time] >= from && times[time] <= to,
    );
    if (!within || tests.length === 0) return within;
    const candidate = roster.candidate(position);
    return tests.every((test) => test(candidate));
  });
}

type Cell = number | string | null;

/** Ties keep the order of the ids; what has no value comes last, or first when descending. */
function order(roster: Roster, { sort }: CandidateQuery, positions: Positions): Positions {
  const columns = sort.map(({ attribute, descending }) => ({
    cells: attribute === "id" ? undefined : column(roster, attribute, positions),
    sign: descending ? -1 : 1,
  }));
  if (columns.every(({ cells, sign }) => cells === undefined && sign === 1)) return positions;
  const ranks = Uint32Array.from(positions, (_, rank) => rank);
  ranks.sort((a, b) => {
    for (const { cells, sign } of columns) {
      const difference = cells === undefined ? a - b : compare(cells[a] ?? null, cells[b] ?? null);
      if (difference !== 0) return difference * sign;
    }
    return a - b;
  });
  return ranks.map((rank) => positions[rank] ?? 0);
}

function column(roster: Roster, attribute: string, positions: Positions): ArrayLike<Cell> {
  if (attribute === "created-at") return Float64Array.from(positions, (at) => roster.times(at).createdAt);
  if (attribute === "updated-at") return Float64Array.from(positions, (at) => roster.times(at).updatedAt);
  return Array.from(positions, (position) => {
    const value = roster.candidate(position).attributes[attribute];
    return value === undefined || value === null
      ? null
      : typeof value === "boolean"
        ? Number(value)
        : String(value);
  });
}

function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
