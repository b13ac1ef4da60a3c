/** The vacancies and the columns of the simulated Flatchr company: few and always the same, because pipelines name them. */
import type { Json } from "../../types.js";
import { draws, opaqueId } from "../random.js";
import { htmlText, places, requirements, titles } from "../vacancy-words.js";

/** A vacancy; it has two ids and a slug, and every call wants another one. */
export interface Vacancy {
  readonly id: string;
  readonly vacancy_id: number;
  readonly slug: string;
  readonly title: string;
  /** 1 open, 0 closed. */
  readonly status: number;
  /** Everything else, in the order of the wire, without the parts that must be asked for. */
  readonly rest: Readonly<Record<string, Json>>;
  readonly address: Readonly<Record<string, Json>>;
}

export interface Column {
  readonly id: number;
  readonly title: string;
  readonly hired: boolean;
}

const kind = 31;
const count = 12;

export type VacancyNames = Pick<Vacancy, "id" | "slug">;

/** All vacancies; the first one has the names that are given. */
export function createVacancies(first: VacancyNames): readonly Vacancy[] {
  return Array.from({ length: count }, (_, position) =>
    vacancy(position, position === 0 ? first : undefined),
  );
}

function vacancy(position: number, given: VacancyNames | undefined): Vacancy {
  const draw = draws(0, position, kind);
  const title = titles[position % titles.length] ?? "";
  const number = 48_213 + position * 7;
  const created = new Date(Date.UTC(2024, position, 25, 8, 11, 2)).toISOString();
  const text = requirements(draw);
  const place = draw.one(places);
  return {
    id: given?.id ?? opaqueId(kind, position),
    vacancy_id: number,
    slug: given?.slug ?? `${opaqueId(kind + 1, position).toLowerCase()}-${slugOf(title)}`,
    title,
    status: position === count - 1 ? 0 : 1,
    rest: {
      reference: draw.chance(0.7) ? `REF-${position + 1}` : "",
      description: htmlText(title, "Acme builds bridges between people."),
      mission: htmlText(title, text),
      profile: draw.chance(0.8) ? `<p>${text}</p>` : null,
      experience: draw.one([1, 2, 4, 6, 11]),
      salary: draw.chance(0.5) ? "0" : "35000",
      salary_max: draw.chance(0.5) ? "0" : "45000",
      mensuality: draw.one(["y", "m", "d", "h"]),
      currency: "EUR",
      language: "fr_FR",
      contract_type_id: 1 + draw.below(4),
      education_level_id: 1 + draw.below(6),
      activity_id: 12,
      channel_id: 7,
      metier_id: 101 + draw.below(9),
      company_id: 955,
      apply_url: null,
      created_at: created,
      updated_at: new Date(Date.parse(created) + 86_400_000 * draw.below(200)).toISOString(),
      start_date: null,
      end_date: null,
      driver_license: draw.chance(0.3),
      remote: draw.one(["notime", "parttime", "fulltime"]),
      handicap: false,
      partial: draw.chance(0.2),
      kanban: true,
      meta_title: null,
      meta_description: null,
      meta_tags: null,
      options: draw.chance(0.3)
        ? null
        : { indeed: "", linkedin: "", optionals: [], motivation: "", social_links: "" },
      video_url: null,
      show_address: true,
      show_contract_date: true,
      show_contract_type: true,
      show_salary: false,
      worker_status: null,
      skills: draw.chance(0.7) ? "python;sql" : null,
      slug_mail: `job-${number}`,
    },
    address: {
      locality: place.city,
      location_lat: place.lat,
      location_lng: place.long,
      postal_code: place.postcode,
      route: place.address,
      street_number: "",
      administrative_area_level_1: place.region,
      administrative_area_level_2: place.department,
      formatted_address: `${place.address}, ${place.postcode} ${place.city}, ${place.country}`,
      country: place.country,
    },
  };
}

/** The vacancy as an answer shows it; `fields` names the parts that were asked for. */
export function vacancyObject(vacancy: Vacancy, fields: readonly string[]): object {
  const { id, vacancy_id, slug, title, status, rest, address } = vacancy;
  const { reference = "", ...others } = rest;
  const lists = ["tags", "items", "questions", "faqs", "benefits"].filter((name) => fields.includes(name));
  return {
    id,
    vacancy_id,
    slug,
    reference,
    title,
    status,
    ...others,
    ...(fields.includes("address") ? { address } : {}),
    ...Object.fromEntries(lists.map((name) => [name, []])),
  };
}

export const columns: readonly Column[] = [
  "Nouveau",
  "À contacter",
  "Entretien téléphonique",
  "Entretien RH",
  "Recruté",
].map((title, at) => ({ id: 1309 + at, title, hired: title === "Recruté" }));

export function columnObject({ id, title, hired }: Column, company_id: string): object {
  const position = columns.findIndex((one) => one.id === id);
  const [created_at, updated_at] = ["2021-09-01T08:12:03.000Z", "2021-09-02T08:12:03.000Z"];
  return { id, title, company_id, position, created_at, updated_at, visible: true, hired };
}

function slugOf(title: string): string {
  return title
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
