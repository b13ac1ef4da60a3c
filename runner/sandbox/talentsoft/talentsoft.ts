/** The simulated TalentSoft: exports and reports for the back office, applications for the front office, tokens for both. */
import { type Answer, answered, type Call, isObject, jsonObject, type System } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import type { ZipEntry } from "../zip.js";
import { framed, talentsoftError, talentsoftJson, talentsoftRefusal } from "./answers.js";
import { takeApplication } from "./apply.js";
import { candidateEntries, candidateFields, candidateKinds } from "./candidates.js";
import { type Filterable, type Kinds, readFilter } from "./filter.js";
import type { Inbox } from "./inbox.js";
import type { Tokens } from "./tokens.js";
import { type TalentsoftVacancies, vacancyKinds } from "./vacancies.js";

/** What the simulation needs to know. */
export interface TalentsoftOptions {
  readonly host: string;
  readonly seed: number;
  /** How many candidates there are. */
  readonly candidates: number;
  readonly vacancies: TalentsoftVacancies;
  readonly tokens: Tokens;
  readonly inbox: Inbox;
  readonly dice: FaultDice;
}

const backOffice = "MatchingIndexation";
const frontOffice = "";
const maxLimit = 1000;
const reportTypes = ["Candidates", "Vacancies"];

export function createTalentsoft(options: TalentsoftOptions): System {
  const { host, seed, candidates, vacancies, tokens, inbox, dice } = options;

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
  const report = (call: Call): Answer => {
    const { reportType, items } = jsonObject(call.body.toString()) ?? {};
    if (typeof reportType !== "string" || !reportTypes.includes(reportType)) {
      throw talentsoftRefusal(400, `reportType must be one of: ${reportTypes.join(", ")}.`);
    }
    const isItem = (one: unknown) =>
      isObject(one) && typeof one.id === "string" && typeof one.status === "string";
    if (!Array.isArray(items) || items.length === 0 || !items.every(isItem)) {
      throw talentsoftRefusal(400, "items must be a list of objects with id and status.");
    }
    inbox.write({ report: { reportType, items } });
    return talentsoftJson(200, {});
  };
  const isVacancy = (reference: string) =>
    Array.from({ length: vacancies.size }, (_, at) => vacancies.referenceAt(at)).includes(reference);

  const guarded = (scope: string, act: (call: Call) => Answer) => (call: Call) => {
    tokens.check(call, scope);
    return act(call);
  };
  const routes: Readonly<Record<string, (call: Call) => Answer>> = {
    "POST /api/token": tokens.issue,
    "GET /api/exports/v1/candidates": guarded(backOffice, exportCandidates),
    "GET /api/exports/v1/vacancies": guarded(backOffice, exportVacancies),
    "POST /api/exports/v1/reports": guarded(backOffice, report),
    "POST /api/v2/applicants/applicationswithoutaccount": guarded(frontOffice, (call) =>
      takeApplication(call, inbox, isVacancy),
    ),
  };

  return {
    host,
    route(method, path) {
      const act = routes[`${method} ${path}`];
      if (act !== undefined) return { template: path, answer: (call) => answered(() => act(call)) };
      const hint = `The sandbox does not simulate ${method} ${path} of TalentSoft. It has: ${Object.keys(routes).join(", ")}`;
      return { template: "(unknown)", answer: () => talentsoftError(404, hint) };
    },
    refuse: (status) => talentsoftError(status),
    state: () => ({
      candidates,
      vacancies: vacancies.size,
      applications: inbox.applications.length,
      reports: inbox.reports.length,
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
      *reports() {
        for (const one of inbox.reports) yield JSON.stringify(one);
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
