/** Flatchr's search: dates come in month first and go out day first, and whoever is found has no candidate id. */
import { flatchrRefusal } from "./answers.js";
import type { Applicant } from "./applicants.js";
import { columns, type Vacancy } from "./vacancies.js";

const day = 86_400_000;

/**
 * The applicants that a search asks for; nothing and "" ask for nothing.
 *
 * @throws Refusal with 400 for a date that is not MM/DD/YY
 */
export function searchApplicants(
  applicants: Iterable<Applicant>,
  company: string,
  wish: Readonly<Record<string, unknown>>,
): Applicant[] {
  const text = (name: string): string | undefined => {
    const value = wish[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const same = (wanted: string | undefined, value: string | null) =>
    wanted === undefined || wanted.toLowerCase() === value?.toLowerCase();
  const within = (from: string, to: string) => {
    const [first, last] = [readDay(from, text(from)), readDay(to, text(to))];
    return (instant: number) =>
      (first === undefined || instant >= first) && (last === undefined || instant < last + day);
  };
  const isCreated = within("start", "end");
  const isUpdated = within("start_update", "end_update");
  const [hired, column, vacancy, status] = [text("hired"), text("column"), text("vacancy"), text("status")];
  if (text("company") !== undefined && text("company") !== company) return [];
  return [...applicants].filter((one) => {
    const at = columns.find(({ id }) => id === one.column_id);
    return (
      same(text("firstname"), one.candidate.firstname) &&
      same(text("lastname"), one.candidate.lastname) &&
      same(text("email"), one.candidate.email) &&
      same(text("phone"), one.candidate.phone) &&
      (hired === undefined || hired === String(at?.hired)) &&
      (column === undefined || column === at?.title) &&
      (vacancy === undefined || vacancy === one.vacancy) &&
      (status === undefined ||
        status === String(one.status) ||
        (status === "archived" && one.status === 0)) &&
      isCreated(one.created) &&
      isUpdated(one.updated)
    );
  });
}

/** An applicant as the search shows it. */
export function foundObject(one: Applicant, vacancies: readonly Vacancy[]): object {
  const vacancy = vacancies.find(({ id }) => id === one.vacancy);
  const column = columns.find(({ id }) => id === one.column_id);
  const { firstname, lastname, email, phone } = one.candidate;
  return {
    applicant: one.id,
    vacancy: vacancy?.title,
    vacancy_id: vacancy?.vacancy_id,
    column: column?.title,
    external_id: "",
    status: one.status,
    score: one.score,
    hired: column?.hired,
    firstname,
    lastname,
    email,
    phone,
    created_at: shortDate(one.created),
    updated_at: shortDate(one.updated),
    source: one.source,
  };
}

/** DD/MM/YY. */
function shortDate(instant: number): string {
  const [year, month, date] = new Date(instant).toISOString().slice(2, 10).split("-");
  return `${date}/${month}/${year}`;
}

/** The beginning of a day that is written MM/DD/YY. */
function readDay(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, month, date, year] = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(text) ?? [];
  const iso = `20${year}-${month}-${date}`;
  const instant = Date.parse(`${iso}T00:00:00Z`);
  // A 31st of June would silently be another day.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== iso) {
    throw flatchrRefusal(400, `"${name}" must be a date in the form MM/DD/YY`);
  }
  return instant;
}
