/** The invented vacancies of TalentSoft, whose dates have no time zone and which come in no useful order. */
import type { Json } from "../../types.js";
import { skills } from "../names.js";
import { type Draws, draws } from "../random.js";
import { htmlText, places, requirements, titles } from "../vacancy-words.js";
import type { ZipEntry } from "../zip.js";
import { coded, customFields } from "./candidates.js";
import type { Filterable, Kinds } from "./filter.js";

export const vacancyKinds: Kinds = {
  chronoNumber: "number",
  updateDate: "date",
  reference: "text",
  vacancyStatus: "text",
  clientVacancyStatus: "text",
  publicationMedia: "text",
  publishedOnTheMedia: "text",
};

const kind = 51;
const start = Date.UTC(2023, 0, 28, 10, 6, 10, 377);
const span = Date.UTC(2025, 11, 1) - start;

/** The status ids of the API, with their names in filters and their labels. */
const statuses = [
  ["Diffuse", "Published", "Diffusée"],
  ["Archive", "Archived", "Archivée"],
  ["Brouillon", "Draft", "Brouillon"],
  ["EnAttentePublication", "PendingPublication", "En attente de publication"],
  ["Finalise", "Closed", "Finalisée"],
  ["Suspendue", "Suspended", "Suspendue"],
  ["Valide", "Validated", "Validée"],
] as const;

/** All vacancies; the first one has the reference that is given. */
export interface TalentsoftVacancies {
  readonly size: number;
  referenceAt(position: number): string;
  fields(position: number): Filterable;
  /** What a full-text search looks through. */
  text(position: number): string;
  entries(position: number, baseUrl: string): ZipEntry[];
}

export function createVacanciesOf(seed: number, size: number, first: string): TalentsoftVacancies {
  const referenceAt = (position: number): string =>
    position === 0 ? first : `${2023 + (position % 3)}-${String(position + 1).padStart(3, "0")}`;
  return {
    size,
    referenceAt,
    fields(position) {
      const { status, modified, intranet } = headAt(seed, position);
      const media = ["Internet", ...(intranet ? ["Intranet"] : [])];
      return {
        chronoNumber: position + 1,
        updateDate: new Date(modified),
        reference: referenceAt(position),
        vacancyStatus: [status[1], statusId(status[0])],
        clientVacancyStatus: statusId(status[0]),
        publicationMedia: media,
        publishedOnTheMedia: status[0] === "Diffuse" ? media : [],
      };
    },
    text: (position) => `${headAt(seed, position).title} ${referenceAt(position)}`.toLowerCase(),
    entries(position, baseUrl) {
      const detail = offerDetail(seed, position, referenceAt(position), baseUrl);
      return [{ name: "offerdetail", bytes: Buffer.from(JSON.stringify({ offerDetail: detail })) }];
    },
  };
}

const statusId = (name: string): string => `_TS_CO_OfferStatus_${name}`;

function headAt(seed: number, position: number) {
  const draw = draws(seed, position, kind);
  const created = start + Math.floor(draw.next() * span);
  const modified = created + Math.floor(draw.next() ** 2 * (start + span - created));
  // The first one is always open, because pipelines name it.
  const status = position === 0 || draw.chance(0.6) ? statuses[0] : draw.one(statuses);
  return { draw, created, modified, status, title: draw.one(titles), intranet: draw.chance(0.3) };
}

/** An instant as vacancies show it. */
const zoneless = (instant: number): string => new Date(instant).toISOString().slice(0, -1);

function offerDetail(seed: number, position: number, reference: string, baseUrl: string): Json {
  const { draw, created, modified, status, title, intranet } = headAt(seed, position);
  const place = draw.one(places);
  const text = requirements(draw);
  const [known, view] = [draw.chance(0.3), `${baseUrl}/handlers/vacancy?reference=${reference}`];
  return {
    reference,
    languageId: 1036,
    status: coded(statusId(status[0]), status[2]),
    vacancyCategory: coded("_TS_CO_OfferCategory_Standard", "Standard"),
    creationDate: zoneless(created),
    modificationDate: zoneless(modified),
    organisation: coded("ORG1", "Acme"),
    vacancyView: view,
    candidateView: `${view}&view=candidate`,
    candidateRedirectionUrl: null,
    coverUrl: null,
    publishedOnInternet: status[0] === "Diffuse",
    publishedOnIntranet: intranet,
    languages: draw.chance(0.4)
      ? [{ language: coded("_TS_CO_Language_English", "Anglais"), languageLevel: coded("_TS_L3", "Courant") }]
      : [],
    referral: { bonusAmount: null, bonusType: null, currency: null },
    jobDescription: jobDescription(draw, title, text),
    location: {
      address: draw.chance(0.8) ? place.address : null,
      latitude: known ? Number(place.lat) : null,
      longitude: known ? Number(place.long) : null,
      geographicalArea: draw.chance(0.8) ? coded("_TS_CO_Area_Europe", "Europe") : null,
      country: coded("_TS_CO_Country_France", place.country),
      region: draw.chance(0.8) ? coded("_TS_CO_JobRegion_1", place.region) : null,
      department: draw.chance(0.6) ? coded("_TS_CO_Department_1", `${place.department} (01)`) : null,
      locationCustomFields: customFields(draw),
    },
    criteria: {
      experienceLevel: draw.chance(0.5) ? coded("_TS_86D9AB01", "de 3 à 6 ans") : null,
      educationLevel: null,
      diploma: null,
      specialisations: [],
      skills: skills.filter(() => draw.chance(0.15)).map((name) => coded(`_TS_CO_Skill_${name}`, name)),
      freeCriteria1: draw.chance(0.4) ? text : null,
      freeCriteria1HTML: null,
      freeCriteria2: null,
      freeCriteria2HTML: null,
      criteriaCustomFields: customFields(draw),
    },
    requestingParty: {
      beginningDate: draw.chance(0.3) ? zoneless(created + 90 * 86_400_000) : null,
      lineManager: draw.chance(0.5)
        ? { id: "_TS_U1", label: "Camille Dupré", email: "camille@example.org", uri: `${baseUrl}/u/1` }
        : null,
      EEO: null,
      numberOfVacancies: 1,
      commentForAgency: null,
      recruitingReason: null,
    },
    generalInformationCustomFields: customFields(draw),
    ...Object.fromEntries([1, 2, 3, 4].map((at) => [`customBlock${at}CustomFields`, customFields(draw)])),
  };
}

function jobDescription(draw: Draws, title: string, text: string): Json {
  return {
    title,
    description1: `${title}\r\n${text}`,
    description1HTML: htmlText(title, text),
    description2: draw.chance(0.6) ? text : null,
    description2HTML: draw.chance(0.6) ? `<p>${text}</p>` : null,
    contractType: draw.chance(0.8) ? coded("_TS_CO_Contract_CDI", "CDI") : null,
    contractLength: null,
    primaryProfile: draw.chance(0.7) ? coded("FEPAB709", "Informatique") : coded(null, null),
    secondaryProfiles: [],
    professionalCategory: null,
    country: coded("_TS_CO_Country_France", "France"),
    salaryRange: draw.chance(0.3) ? coded("_TS_SR_1", "35-45 k€") : null,
    jobTime: null,
    jobDescriptionCustomFields: customFields(draw),
  };
}
