/** What `sandbox.yaml` of TalentSoft leaves to code: exports, which are archives, and applications, which are forms with files. */
import type { Code } from "../described/world.js";
import type { Answer, Call } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import type { ZipEntry } from "../zip.js";
import { framed, talentsoftRefusal } from "./answers.js";
import { takeApplication } from "./apply.js";
import { candidateEntries, candidateFields, candidateKinds } from "./candidates.js";
import { type Filterable, type Kinds, readFilter } from "./filter.js";
import type { Inbox } from "./inbox.js";
import { type TalentsoftVacancies, vacancyKinds } from "./vacancies.js";

/** What the simulation needs to know. */
export interface TalentsoftOptions {
  readonly host: string;
  readonly seed: number;
  /** How many candidates there are. */
  readonly candidates: number;
  readonly vacancies: TalentsoftVacancies;
  readonly inbox: Inbox;
  readonly dice: FaultDice;
}

const maxLimit = 1000;

export function createTalentsoft(options: TalentsoftOptions): Code {
  const { host, seed, candidates, vacancies, inbox, dice } = options;

  /** The positions on the page that a request asks for; walking through pages must not filter anew for each. */
  const createPages = (size: number, kinds: Kinds, fields: (position: number) => Filterable) => {
    let last: { readonly key: string; readonly found: readonly number[] } | undefined;
    return (query: URLSearchParams, alike: (position: number) => boolean): readonly number[] => {
      const [offset, limit] = [whole(query, "offset", 0), Math.min(whole(query, "limit", 100), maxLimit)];
      if (offset > 0 && dice.strikes("late-page", `${host} ${query}`)) {
        throw talentsoftRefusal(500, "An error has occurred.");
      }
      const passes = readFilter(query.get("filter"), kinds);
      const key = `${query.get("filter")} ${query.get("q")}`;
      if (last?.key !== key) {
        const all = Array.from({ length: size }, (_, position) => position);
        last = { key, found: all.filter((position) => passes(fields(position)) && alike(position)) };
      }
      return last.found.slice(offset, offset + limit);
    };
  };
  const candidatePages = createPages(candidates, candidateKinds, (at) => candidateFields(seed, at));
  const vacancyPages = createPages(vacancies.size, vacancyKinds, vacancies.fields);

  const reference = (number: number) => vacancies.referenceAt(number % Math.max(1, vacancies.size));
  const exportCandidates = ({ search }: Call): Answer => {
    const query = new URLSearchParams(search);
    const resumesOnly = query.get("attachmenttype") === "resume";
    return framed(
      candidatePages(query, () => true).map((at) => candidateEntries(seed, at, reference, resumesOnly)),
    );
  };
  const exportVacancies = ({ search }: Call): Answer => {
    const query = new URLSearchParams(search);
    const words = (query.get("q") ?? "").toLowerCase().split(/\s+/);
    const alike = (at: number) => words.every((word) => vacancies.text(at).includes(word));
    return framed(vacancyPages(query, alike).map((at) => vacancies.entries(at, `https://${host}`)));
  };
  const isVacancy = (reference: string) =>
    Array.from({ length: vacancies.size }, (_, at) => vacancies.referenceAt(at)).includes(reference);

  return {
    routes: {
      candidates: exportCandidates,
      vacancies: exportVacancies,
      application: (call) => takeApplication(call, inbox, isVacancy),
    },
    state: () => ({
      candidates,
      vacancies: vacancies.size,
      applications: inbox.applications.length,
    }),
    collections: {
      *candidates() {
        for (let at = 0; at < candidates; at += 1)
          yield detailOf(candidateEntries(seed, at, reference, true));
      },
      *vacancies() {
        for (let at = 0; at < vacancies.size; at += 1)
          yield detailOf(vacancies.entries(at, `https://${host}`));
      },
      *applications() {
        for (const one of inbox.applications) yield JSON.stringify(one);
      },
    },
    close: () => inbox.close(),
  };
}

/** The object of an export; the files beside it are left out. */
function detailOf([detail]: readonly ZipEntry[]): string {
  return detail?.bytes.toString() ?? "null";
}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw talentsoftRefusal(400, `${name} must be a whole number.`);
  return Number(text);
}
