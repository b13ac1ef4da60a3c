/** The simulated Flatchr: one company behind a key, with its columns, vacancies and applicants. */
import { type Answer, answered, type Call, jsonObject, type Route, type System } from "../exchange.js";
import { writePdf } from "../pdf.js";
import { createRateLimit } from "../rate-limit.js";
import { resumeLines, resumeOf } from "../resume-text.js";
import { flatchrError, flatchrJson, flatchrRefusal } from "./answers.js";
import type { Applicant, Applicants } from "./applicants.js";
import { foundObject, searchApplicants } from "./search.js";
import { columnObject, columns, vacancyObject } from "./vacancies.js";

/** What the simulation needs to know. */
export interface FlatchrOptions {
  readonly apiKey: string;
  readonly companyId: string;
  readonly applicants: Applicants;
  readonly seed: number;
  /** False: files may be fetched as fast as one likes. */
  readonly rateLimit: boolean;
}

export const flatchrHosts = ["api.flatchr.io", "api.demo.flatchr.io"] as const;

type Act = (call: Call, parts: Readonly<Record<string, string>>) => Answer;

/** The API under each of its hosts; they are doors to the same company. */
export function createFlatchr(options: FlatchrOptions): System[] {
  const { apiKey, companyId, applicants, rateLimit } = options;
  const fileQuota = createRateLimit(1, 1000, rateLimit);

  const search: Act = (call) => {
    const wish = call.body.length === 0 ? {} : jsonObject(call.body.toString());
    if (wish === undefined) throw flatchrRefusal(400, "Invalid request payload JSON format");
    const found = searchApplicants(applicants.all(), companyId, wish);
    return flatchrJson(200, JSON.stringify(found.map((one) => foundObject(one, applicants.vacancies))));
  };
  const listColumns: Act = () =>
    flatchrJson(200, JSON.stringify(columns.map((column) => columnObject(column, companyId))));
  const listVacancies: Act = ({ search }) => {
    const query = new URLSearchParams(search);
    const fields = (query.get("fields") ?? "").split(",");
    const status = query.get("status");
    const shown = applicants.vacancies.filter((one) => !status || String(one.status) === status);
    return flatchrJson(200, JSON.stringify(shown.map((one) => vacancyObject(one, fields))));
  };
  const oneVacancy: Act = ({ search }, { vacancy }) => {
    const found = applicants.vacancies.find(({ id }) => id === vacancy);
    if (found === undefined) throw flatchrRefusal(404, "Vacancy not found");
    const fields = (new URLSearchParams(search).get("fields") ?? "").split(",");
    return flatchrJson(200, JSON.stringify(vacancyObject(found, fields)));
  };
  const named = ({ vacancy, applicant = "" }: Readonly<Record<string, string>>): Applicant => {
    const found = applicants.get(applicant);
    if (found === undefined || found.vacancy !== vacancy) throw flatchrRefusal(404, "Applicant not found");
    return found;
  };
  const move: Act = (call, parts) => {
    const { column_id } = jsonObject(call.body.toString()) ?? {};
    const column = columns.find(({ id }) => id === column_id);
    if (column === undefined) throw flatchrRefusal(400, '"column_id" must be the id of a column');
    const moved = applicants.change(named(parts), { column_id: column.id });
    return flatchrJson(200, JSON.stringify(applicantObject(moved)));
  };
  const archive: Act = (_, parts) =>
    flatchrJson(200, JSON.stringify(applicantObject(applicants.change(named(parts), { status: 0 }))));
  const file: Act = ({ search, now }) => {
    if (!fileQuota.take(companyId, now).allowed) throw flatchrRefusal(429, "One file in a second");
    const query = new URLSearchParams(search);
    const key = query.get("key");
    const owner = [...applicants.all()].find(
      ({ candidate }) => candidate.file !== null && candidate.file === key,
    );
    if (owner === undefined || query.get("extension") !== "pdf") throw flatchrRefusal(404, "File not found");
    const headers = { "Content-Type": "application/pdf" };
    return { status: 200, headers, body: writePdf(resumeLines(resume(owner, options.seed))) };
  };
  const inform: Act = (call) => {
    const { reference, type, value, app_name } = jsonObject(call.body.toString()) ?? {};
    if (typeof reference !== "string" || reference === "")
      throw flatchrRefusal(400, '"reference" is required');
    if (type !== "applicants") throw flatchrRefusal(400, '"type" must be [applicants]');
    if (value === undefined || value === null) throw flatchrRefusal(400, '"value" is required');
    const name = typeof app_name === "string" ? app_name : null;
    const before = applicants.inform({ reference, app_name: name, type, value });
    const action = before ? "updated" : "created";
    const message = { resource_type: "attribute", action };
    return flatchrJson(200, JSON.stringify({ statusCode: 200, message }));
  };

  const routes: Readonly<Record<string, Act>> = {
    "POST /company/{company}/search/applicants": search,
    "POST /company/{company}/search/candidate": inform,
    "GET /company/{company}/columns": listColumns,
    "GET /company/{company}/vacancies": listVacancies,
    "GET /company/{company}/files/expire": file,
    "GET /vacancy/{vacancy}": oneVacancy,
    "PUT /company/{company}/vacancy/{vacancy}/applicant/{applicant}": move,
    "DELETE /company/{company}/vacancy/{vacancy}/applicant/{applicant}": archive,
  };
  const unknown: Act = ({ method, path }) =>
    flatchrError(
      404,
      `The sandbox does not simulate ${method} ${path} of Flatchr. It has: ${Object.keys(routes).join(", ")}`,
    );
  const guarded = (call: Call, act: Act): Answer => {
    if (!isAllowed(call, apiKey)) return flatchrError(401, "Invalid token");
    const parts = partsOf(call.path);
    if (parts.company !== undefined && parts.company !== companyId) {
      return flatchrError(403, "The key does not belong to this company");
    }
    return answered(() => act(call, parts));
  };
  const route = (method: string, path: string): Route => {
    const template = templateOf(path);
    const act = routes[`${method} ${template}`];
    if (act === undefined) return { template: "(unknown)", answer: (call) => guarded(call, unknown) };
    return { template, answer: (call) => guarded(call, act) };
  };
  return flatchrHosts.map((host, at) => ({
    host,
    route,
    refuse: (status) => flatchrError(status),
    state: () => applicants.counts,
    collections: {
      *applicants() {
        for (const one of applicants.all()) yield JSON.stringify(one);
      },
      *informations() {
        for (const one of applicants.informations()) yield JSON.stringify(one);
      },
      vacancies: () => applicants.vacancies.map((one) => JSON.stringify(vacancyObject(one, []))),
      columns: () => columns.map((one) => JSON.stringify(columnObject(one, companyId))),
    },
    close: () => (at === 0 ? applicants.close() : undefined),
  }));
}

/** The key comes in a header or in the query. */
export function isAllowed({ headers, search }: Call, apiKey: string): boolean {
  const [, bearer] = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? "") ?? [];
  return bearer === apiKey || new URLSearchParams(search).get("token") === apiKey;
}

/** Clients write a slash too many, and are answered. */
function segments(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

const named = ["company", "vacancy", "applicant"];

function templateOf(path: string): string {
  const all = segments(path);
  return `/${all.map((part, at) => (named.includes(all[at - 1] ?? "") ? `{${all[at - 1]}}` : part)).join("/")}`;
}

function partsOf(path: string): Readonly<Record<string, string>> {
  const all = segments(path);
  return Object.fromEntries(
    all.flatMap((part, at) => (named.includes(part) ? [[part, all[at + 1] ?? ""]] : [])),
  );
}

/** Three ways of writing a date in one object, as in reality: seconds here, ISO 8601 in the candidate, DD/MM/YY in the search. */
function applicantObject(one: Applicant): object {
  const { id, vacancy: vacancy_id, column_id, score, comment, status, candidate } = one;
  const { email, firstname, lastname, urls, phone, file } = candidate;
  const iso = new Date(one.created).toISOString();
  const bucket = "https://s3.eu-west-1.amazonaws.com/sandbox-flatchr";
  return {
    id,
    vacancy_id,
    column_id,
    score,
    comment,
    created_at: Math.floor(one.created / 1000),
    updated_at: Math.floor(one.updated / 1000),
    status,
    view: true,
    anonym: false,
    external_id: null,
    candidate: {
      id: candidate.id,
      email,
      firstname,
      lastname,
      urls,
      created_at: iso,
      phone,
      consent: true,
      cv: file === null ? null : `${bucket}/${file}.pdf`,
      aws:
        file === null
          ? null
          : { key: file, extension: "pdf", signature: `${bucket}/${file}.pdf?X-Amz-Expires=86400` },
    },
    column: {},
    vacancy: {},
    foreigner: false,
    applies: [{ id: `${id}-1`, created_at: iso, vacancy_id, offerer_id: "ZmbMq2Xo8eAaKr75", import: false }],
  };
}

function resume({ id, candidate }: Applicant, seed: number) {
  const { firstname, lastname, email, phone } = candidate;
  const number = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  const attributes = { "first-name": firstname, "last-name": lastname, email, phone, pitch: null };
  return resumeOf({ id: String(number), attributes }, seed);
}
