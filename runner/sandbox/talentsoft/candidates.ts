/** The invented candidates of TalentSoft: zips full of nulls, codes and custom fields. */
import type { Json } from "../../types.js";
import { writePdf } from "../pdf.js";
import { type Attributes, candidateAt } from "../people.js";
import { type Draws, draws, hex } from "../random.js";
import { resumeLines, resumeOf } from "../resume-text.js";
import { places } from "../vacancy-words.js";
import type { ZipEntry } from "../zip.js";
import type { Filterable, Kinds } from "./filter.js";

export const candidateKinds: Kinds = {
  id: "text",
  email: "text",
  updateDate: "date",
  chronoNumber: "number",
};

const kind = 41;
/** Their names are those of people far behind Teamtailor's, so that the two systems have nobody in common. */
const offset = 5_000_000;
const start = Date.UTC(2023, 0, 9, 13, 56, 59, 353);
const span = Date.UTC(2025, 11, 1) - start;

export const talentsoftIdAt = (position: number): string => `_TS-${String(position + 1).padStart(5, "0")}`;

/** What the filters see of the candidate at a position. */
export function candidateFields(seed: number, position: number): Filterable {
  const { email, updated } = personAt(seed, position);
  return {
    id: talentsoftIdAt(position),
    email: email === null ? [] : email,
    updateDate: new Date(updated),
    chronoNumber: position + 1,
  };
}

/** The entries of the zip of a candidate; `resumesOnly` leaves out all other attachments. */
export function candidateEntries(
  seed: number,
  position: number,
  reference: (number: number) => string,
  resumesOnly: boolean,
): ZipEntry[] {
  const { draw, person, created } = personAt(seed, position);
  const files = filesAt(draw, seed, position).filter((file) => !resumesOnly || file.isResume);
  const applications = Array.from({ length: draw.below(3) }, () => ({
    vacancyReference: reference(draw.below(40)),
  }));
  const detail = {
    isEmployee: draw.chance(0.1),
    isInProgress: draw.chance(0.5),
    applications,
    attachments: files.map(({ id, filename, isResume }) => ({
      id,
      filename,
      mimeType: "application/pdf",
      isResume,
    })),
    candidateDetail: candidateDetail(draw, talentsoftIdAt(position), person, created),
  };
  const lines = resumeLines(resumeOf({ id: String(position + 1), attributes: person }, seed));
  return [
    { name: "applicantdetail", bytes: Buffer.from(JSON.stringify(detail)) },
    ...files.map(({ id, isResume }) => {
      const page = isResume ? lines : ["Cover letter", lines[0] ?? ""];
      return { name: id, bytes: writePdf(page), stored: true };
    }),
  ];
}

/** Who the candidate at a position is, and the draws that make the rest of it. */
export function personAt(seed: number, position: number) {
  const draw = draws(seed, position, kind);
  const { attributes } = candidateAt(seed, offset + position);
  const created = start + Math.floor(draw.next() * span);
  const updated = created + Math.floor(draw.next() ** 2 * (start + span - created));
  const last = attributes["last-name"];
  const person: Attributes = {
    ...attributes,
    "last-name": typeof last === "string" ? last.toUpperCase() : "",
  };
  const email = typeof attributes.email === "string" ? attributes.email : null;
  return { draw, person, email, created, updated };
}

function filesAt(draw: Draws, seed: number, position: number) {
  const file = (number: number, filename: string, isResume: boolean) => ({
    id: hex(32, seed, position, kind + number),
    filename,
    isResume,
  });
  return [
    ...(draw.chance(0.25) ? [file(1, "Lettre de motivation – été.pdf", false)] : []),
    ...(draw.chance(0.8) || position === 0 ? [file(2, "cv.pdf", true)] : []),
  ];
}

/** A code with its label; without an id it is the object of two nulls that the API knows as well as null itself. */
export const coded = (id: string | null, label: string | null): Json => ({ id, label });

const civilities = [coded("_TS_CO_Civility_Monsieur", "Monsieur"), coded("_TS_CO_Civility_Madame", "Madame")];

function candidateDetail(
  draw: Draws,
  id: string,
  person: Readonly<Record<string, Json>>,
  created: number,
): Json {
  const place = draw.one(places);
  const civility = draw.one(civilities);
  const recruited = draw.chance(0.2);
  const iso = new Date(created).toISOString();
  const maybe = (share: number, code: string, label: string): Json =>
    draw.chance(share) ? coded(code, label) : draw.chance(0.5) ? coded(null, null) : null;
  return {
    id,
    lastName: person["last-name"] ?? null,
    firstName: person["first-name"] ?? null,
    middleName: null,
    email: person.email ?? null,
    phoneNumber: person.phone ?? null,
    title: person.pitch ?? null,
    civility: draw.chance(0.8) ? civility : null,
    status: recruited
      ? coded("_TS_CO_ApplicantStatus_Recrut", "Recruté")
      : coded("_TS_CO_ApplicantStatus_Nouveau", "Nouveau"),
    languages: [],
    creationDate: iso,
    isAnonymized: false,
    agencyUser: null,
    consents: [],
    recruiterData: {
      comment: null,
      recommenderName: null,
      recommenderEmail: null,
      recruiterDataCustomFields: customFields(draw),
    },
    personalInformation: {
      address: draw.chance(0.5) ? place.address : null,
      city: draw.chance(0.8) ? place.city : null,
      postalCode: draw.chance(0.8) ? place.postcode : null,
      residentCountry: draw.chance(0.7) ? coded("_TS_CO_Country_France", "France") : null,
      birthDate: draw.chance(0.4) ? "1990-08-09T00:00:00Z" : null,
      nationalities: [],
      otherPhoneNumber: null,
      professionalEmail: null,
      personalInformationCustomFields: customFields(draw),
    },
    additionalInformation: { skills: [], additionalInformationCustomFields: customFields(draw) },
    educations: Array.from({ length: draw.below(3) }, () => ({
      school: draw.chance(0.6) ? "Lycée des Glycines" : null,
      schoolCity: null,
      diploma: maybe(0.7, "_TS_737B1042", "Master"),
      speciality: null,
      educationLevel: maybe(0.3, "_TS_etude_min_BAC5", "Bac+5"),
      yearOfGraduation: draw.chance(0.5) ? 2000 + draw.below(24) : null,
      educationCustomFields: customFields(draw),
    })),
    experiences: Array.from({ length: draw.below(3) }, () => ({
      experience: {
        company: draw.chance(0.7) ? "Harbour & Sons" : null,
        function: draw.chance(0.7) ? "Chargée d’affaires" : null,
        duration: null,
        experienceLevel: null,
        typeOfContract: maybe(0.3, "_TS_CO_Contract_CDI", "CDI"),
        profile: null,
      },
      experienceCustomFields: customFields(draw),
    })),
    globalExperience: {
      globalExperienceLevel: maybe(0.6, "_TS_86D9AB01", "de 3 à 6 ans"),
      globalExperienceLevelCustomFields: customFields(draw),
    },
    positionSought: {
      salaryExpectations: draw.chance(0.3) ? "45 000 €" : null,
      mobility: { regions: [], countries: [], zipCodes: [], geographicalAreas: [], departments: [] },
      totalMobility: null,
      dateOfAvailability: draw.chance(0.5) ? iso : null,
      trainingStartDate: null,
      trainingEndDate: null,
      mobilityDelay: null,
      contractLenght: null,
      jobTime: maybe(0.3, "_TS_CO_JobTime_Full", "Temps plein"),
      primaryProfile: maybe(0.4, "FEPAB709", "Informatique"),
      secondaryProfiles: [],
      contractType: maybe(0.5, "_TS_CO_Contract_CDI", "CDI"),
      jobPreferencesCustomFields: customFields(draw),
    },
    referral: { referralStatus: null },
    ...Object.fromEntries([1, 2, 3, 4].map((at) => [`customBlock${at}CustomFields`, customFields(draw)])),
  };
}

/** Twelve fields, or none at all where a tenant has no such block. */
export function customFields(draw: Draws): Json {
  if (draw.chance(0.3)) return {};
  const names = ["date", "shortText", "longText", "customCodeTable"].flatMap((name) =>
    [1, 2, 3].map((at) => `${name}${at}`),
  );
  const fields = Object.fromEntries(names.map((name): [string, Json] => [name, null]));
  if (draw.chance(0.1)) fields.shortText1 = "à vérifier";
  if (draw.chance(0.1)) fields.customCodeTable1 = coded("_TS_LIST_1", "Oui");
  return fields;
}
