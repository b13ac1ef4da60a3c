/** Flatchr's career site: the door through which candidates come in. */
import { type Answer, answered, type Call, isObject, jsonObject, type System } from "../exchange.js";
import { opaqueId } from "../random.js";
import { flatchrError, flatchrJson, flatchrRefusal } from "./answers.js";
import type { Applicants } from "./applicants.js";
import { isAllowed } from "./flatchr.js";

export interface CareersOptions {
  readonly apiKey: string;
  readonly applicants: Applicants;
}

const createPath = "/vacancy/candidate/json";
const testPath = "/vacancy/candidate/test";

export function createCareers({ apiKey, applicants }: CareersOptions): System {
  const apply = (call: Call, dry: boolean): Answer => {
    const body = jsonObject(call.body.toString());
    if (body === undefined) throw flatchrRefusal(400, "Invalid request payload JSON format");
    if (!isAllowed(call, apiKey) && body.token !== apiKey) throw flatchrRefusal(401, "Invalid token");
    const vacancy = applicants.vacancies.find(({ slug }) => slug === body.vacancy);
    const [firstname, lastname] = [readName(body, "firstname"), readName(body, "lastname")];
    checkResume(body);
    if (typeof body.vacancy !== "string") throw flatchrRefusal(400, '"vacancy" is required');
    if (vacancy === undefined) throw flatchrRefusal(404, "Vacancy not found");
    if (!dry) {
      const { email, phone, comment } = body;
      const file = `candidates/2026/01/${opaqueId(39, applicants.counts.created ?? 0)}/cv`;
      const urls = isObject(body.urls) || Array.isArray(body.urls) ? body.urls : {};
      const person = { firstname, lastname, email: text(email), phone: text(phone), urls, file };
      applicants.apply(vacancy.id, person, text(comment) ?? "");
    }
    return flatchrJson(200, JSON.stringify({ status: "success", response: "applicant created" }));
  };

  return {
    host: "careers.flatchr.io",
    route(method, path) {
      const template = path.replace(/\/{2,}/g, "/");
      if (method === "POST" && (template === createPath || template === testPath)) {
        return { template, answer: (call) => answered(() => apply(call, template === testPath)) };
      }
      const hint = `The sandbox does not simulate ${method} ${path} of Flatchr's career site. It has: POST ${createPath}, POST ${testPath}`;
      return { template: "(unknown)", answer: () => flatchrError(404, hint) };
    },
    refuse: (status) => flatchrError(status),
    state: () => applicants.counts,
    close: () => undefined,
  };
}

/** A name must contain a letter of the Latin alphabet without accents; names of other scripts are refused. */
function readName(body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (typeof value !== "string" || value === "") throw flatchrRefusal(400, `"${field}" is required`);
  if (!/[a-zA-Z]/.test(value)) {
    throw flatchrRefusal(
      400,
      `"${field}" with value "${value}" fails to match the required pattern: /[a-zA-Z]/`,
    );
  }
  return value;
}

/** A resume is required; it is a link or a document, as `type` says. */
function checkResume({ type, resume }: Readonly<Record<string, unknown>>): void {
  if (type === "link") {
    if (typeof resume === "string" && /^https?:\/\/[^\s/]+/.test(resume)) return;
    throw flatchrRefusal(400, '"resume" must be a valid uri');
  }
  if (type !== "document") throw flatchrRefusal(400, '"type" must be one of [link, document]');
  const { data, fileName, contentType } = isObject(resume) ? resume : {};
  if (typeof data !== "string" || data === "" || Buffer.from(data, "base64").toString("base64") !== data) {
    throw flatchrRefusal(400, '"resume.data" must be a valid base64 string');
  }
  if (typeof fileName !== "string" || typeof contentType !== "string") {
    throw flatchrRefusal(400, '"resume.fileName" and "resume.contentType" are required');
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
