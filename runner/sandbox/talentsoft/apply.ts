/** TalentSoft's front office: an application without an account, in a form with files. */
import { type Answer, type Call, isObject, jsonObject } from "../exchange.js";
import { readForm } from "../multipart.js";
import { talentsoftJson, talentsoftRefusal } from "./answers.js";
import type { Inbox } from "./inbox.js";

const firstId = 5001;

/**
 * Takes an application in.
 *
 * @throws Refusal with 400 for a form that is not as it should be, 404 for a vacancy that there is not
 */
export function takeApplication(call: Call, inbox: Inbox, isVacancy: (reference: string) => boolean): Answer {
  const form = readForm(call.body, call.headers["content-type"] ?? "");
  if (form === undefined) throw talentsoftRefusal(400, "The body must be multipart/form-data.");
  const told = jsonObject(form.fields.get("applicantApplication") ?? "");
  if (told === undefined) throw talentsoftRefusal(400, "applicantApplication must be a JSON object.");
  const { applicant, application, uploadedFiles } = told;
  const person = isObject(applicant) ? applicant.personalInformation : undefined;
  for (const name of ["firstName", "lastName", "email"]) {
    if (!isObject(person) || typeof person[name] !== "string" || person[name] === "") {
      throw talentsoftRefusal(400, `applicant.personalInformation.${name} is required.`);
    }
  }
  const listed = Array.isArray(uploadedFiles) ? uploadedFiles.filter(isObject) : [];
  const files = listed.map(({ key, description, fileTypeId }) => {
    const file = form.files.get(String(key));
    if (file === undefined) throw talentsoftRefusal(400, `There is no file part named ${String(key)}.`);
    return {
      key: String(key),
      name: String(description ?? file.filename),
      fileTypeId,
      size: file.bytes.length,
    };
  });
  const unlisted = [...form.files.keys()].find((name) => !files.some(({ key }) => key === name));
  if (unlisted !== undefined) throw talentsoftRefusal(400, `The file ${unlisted} is not in uploadedFiles.`);
  const header = call.headers.jobadreference;
  const named = isObject(application) ? application.offerReference : undefined;
  const offerReference = typeof named === "string" && named !== "" ? named : null;
  for (const reference of [offerReference, header]) {
    if (typeof reference === "string" && !isVacancy(reference)) {
      throw talentsoftRefusal(404, `There is no vacancy ${reference}.`);
    }
  }
  const id = firstId + inbox.applications.length;
  inbox.write({ application: { id, offerReference, applicant, application, files } });
  return talentsoftJson(201, {
    id,
    type: "offer",
    offerReference,
    offerTitle: null,
    isOfferPublished: offerReference !== null,
    organisation: { code: 12, label: "Acme" },
    origin: null,
    motivation: null,
    referralCode: null,
    files: files.map(({ key, name }) => ({ guid: key, name, description: name, fileType: { code: 36 } })),
    applicationAnswers: [],
    date: new Date(call.now).toISOString().slice(0, -1),
    status: { code: 1, label: "Reçue" },
    personalDataConsentReceived: false,
  });
}
