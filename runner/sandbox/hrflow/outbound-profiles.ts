/** The profiles that every sandbox holds, so that a pipeline that starts at HrFlow.ai has something to send. */
import { createHash } from "node:crypto";
import type { Json } from "../../types.js";
import { plainTime } from "../local-time.js";
import { writePdf } from "../pdf.js";
import { idAt } from "../people.js";
import type { Neighbour } from "./neighbours.js";
import { attachmentsOf, type Fields, keyOf, newProfile, type ProfileRecord, personNamed } from "./profile.js";

/** Who else knows these people. */
export interface Ties {
  readonly sourceKey: string;
  /** The key of the first profile. */
  readonly profileKey: string;
  /** The applicant that the first profile is; undefined when there is none. */
  readonly applicant: Neighbour | undefined;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

const day = "2024-03-18T11:39:32.000Z";

/**
 * Three profiles: one with everything, which is also a Teamtailor candidate and a Flatchr applicant; one without any file;
 * one whose name has no Latin letter and of whom little is known.
 */
export function outboundProfiles({ sourceKey, profileKey, applicant }: Ties): ProfileRecord[] {
  const make = (key: string, reference: string, fields: Fields) =>
    newProfile(sourceKey, key, reference, day, fields);
  const tags: Json[] = [
    { name: "applicant_id", value: text(applicant?.id) },
    { name: "vacancy_id", value: number(applicant?.vacancyNumber) },
    { name: "talentsoft_contract_type", value: "CDI" },
    { name: "talentsoft_education_level", value: "BAC+5" },
    { name: "talentsoft_salary", value: "45 000 €" },
  ];
  const second = "cand-200";
  const third = "cand-300";
  return [
    make(profileKey, idAt(0), { ...withResume(profileKey), tags }),
    make(keyOf(sourceKey, second), second, {
      info: personNamed("Juliette", "Martin", "juliette.martin@example.org", "+33637000000"),
      text: "Juliette Martin",
    }),
    make(keyOf(sourceKey, third), third, { info: personNamed("さくら", "高橋") }),
  ];
}

const lines = [
  "Zoé Lefèvre",
  "Chargée d'affaires",
  "Mail: zoe.lefevre@example.org",
  "Phone: +33612000000",
  "Experience",
  "2016-09 - 2021-01 Engineer, Harbour & Sons",
  "Education",
  "2013-09 - 2016-06 Master, Lycée des Glycines",
  "Skills: python, sql",
  "Languages: french, english",
];

function withResume(key: string): Fields {
  const file = writePdf(lines);
  const uid = createHash("sha1").update(file).digest("hex");
  const place = { text: "Lyon", lat: 45.764, lng: 4.835, gmaps: null, fields: [] };
  const none = { skills: [], certifications: [], courses: [], tasks: [], languages: [], interests: [] };
  const stay = (at: string, from: string, to: string, title: string): Record<string, Json> => ({
    key: keyOf(key, at),
    logo: null,
    title,
    description: null,
    location: place,
    date_start: `${from}-01T00:00:00`,
    date_end: `${to}-01T00:00:00`,
    ...none,
  });
  return {
    text: lines.join("\n"),
    text_language: "fr",
    info: {
      ...personNamed("Zoé", "Lefèvre", "zoe.lefevre@example.org", "+33612000000"),
      date_birth: "1990-08-09T00:00:00+0000",
      gender: "female",
      summary: "Chargée d'affaires",
      location: {
        ...place,
        text: "1 rue de l’Été, 69002 Lyon",
        fields: { city: "Lyon", country: "france", postcode: "69002", road: "rue de l’Été", state: null },
      },
      urls: [{ type: "linkedin", url: "https://www.linkedin.com/in/example-zoe" }],
    },
    experiences: [{ ...stay("experience", "2016-09", "2021-01", "Engineer"), company: "Harbour & Sons" }],
    educations: [{ ...stay("education", "2013-09", "2016-06", "Master"), school: "Lycée des Glycines" }],
    experiences_duration: 4.33,
    educations_duration: 2.75,
    skills: ["python", "sql"].map((name) => ({ name, type: "hard", value: null })),
    languages: ["french", "english"].map((name) => ({ name, value: null })),
    attachments: attachmentsOf(key, uid, file.length, ".pdf", plainTime(Date.parse(day))),
  };
}
