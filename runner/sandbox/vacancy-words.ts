/** Titles, texts and places of invented vacancies, shared by all systems that advertise them. */
import { certificates, languages, skills } from "./names.js";
import type { Draws } from "./random.js";

export interface Place {
  readonly city: string;
  readonly postcode: string;
  readonly region: string;
  readonly department: string;
  readonly country: string;
  readonly address: string;
  /** Degrees, as text, because that is how the systems send them. */
  readonly lat: string;
  readonly long: string;
}

export const titles: readonly string[] = [
  "Développeur H/F",
  "Backend developer",
  "Ingénieur réseau (H/F)",
  "Comptable – Lyon & région",
  "Nurse, night shift",
  "Chargé d’affaires H/F",
  "Data analyst",
  "Vertriebsmitarbeiter (m/w/d)",
  "営業マネージャー",
  "Chef de projet <bâtiment>",
  "Office manager",
  "Technicien·ne de maintenance",
];

export const places: readonly Place[] = [
  {
    city: "Lyon",
    postcode: "69002",
    region: "Auvergne-Rhône-Alpes",
    department: "Rhône",
    country: "France",
    address: "1 rue de l’Été",
    lat: "45.7578137",
    long: "4.8320114",
  },
  {
    city: "Paris",
    postcode: "75011",
    region: "Île-de-France",
    department: "Paris",
    country: "France",
    address: "12 bis, passage des Glycines",
    lat: "48.859",
    long: "2.379",
  },
  {
    city: "Göteborg",
    postcode: "411 03",
    region: "Västra Götaland",
    department: "Västra Götaland",
    country: "Sweden",
    address: "Norra Hamngatan 4",
    lat: "57.70716",
    long: "11.96679",
  },
  {
    city: "Montréal",
    postcode: "H2X 1Y6",
    region: "Québec",
    department: "Montréal",
    country: "Canada",
    address: "7, avenue de l'Exemple",
    lat: "45.5088",
    long: "-73.554",
  },
];

/** A text that a parser finds something in: skills, a language, sometimes a certificate. */
export function requirements(draw: Draws): string {
  const wanted = skills.filter(() => draw.chance(0.2));
  const certificate = draw.chance(0.3) ? ` ${draw.one(certificates)} is a plus.` : "";
  return `You know ${wanted.join(", ") || "your trade"} and speak ${draw.one(languages)}.${certificate}`;
}

/** HTML as editors leave it: entities, line ends, empty paragraphs. */
export function htmlText(title: string, text: string): string {
  const safe = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("é", "&eacute;");
  return `<p>${safe}</p>\r\n<p>&nbsp;</p><ul><li>${text}</li></ul>`;
}
