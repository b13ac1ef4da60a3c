/** The layout of an invented resume, written by Teamtailor's side and read back by HrFlow.ai's parser. */
import { companies, languages, schools, skills } from "./names.js";
import type { Candidate } from "./people.js";
import { draws } from "./random.js";

/** Time spent somewhere; months are `YYYY-MM`. */
export interface Stay {
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly place: string;
}

/** What a resume says about a person. */
export interface Resume {
  readonly name: string;
  readonly headline: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly experiences: readonly Stay[];
  readonly educations: readonly Stay[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** The resume of a candidate, always the same for the same seed; the id is a number. */
export function resumeOf(candidate: Pick<Candidate, "id" | "attributes">, seed: number): Resume {
  const draw = draws(seed, Number(candidate.id), 3);
  const { attributes } = candidate;
  const study = 2004 + draw.below(12);
  let year = study + 3;
  const experiences = Array.from({ length: 1 + draw.below(3) }, () => {
    const from = `${year}-09`;
    year += 1 + draw.below(3);
    return { from, to: `${year}-0${1 + draw.below(8)}`, title: draw.one(titles), place: draw.one(companies) };
  });
  return {
    name: [text(attributes["first-name"]), text(attributes["last-name"])]
      .filter((part) => part !== null)
      .join(" "),
    headline: text(attributes.pitch)?.replace(/\s+/g, " ") ?? null,
    email: text(attributes.email),
    phone: text(attributes.phone),
    experiences,
    educations: [
      { from: `${study}-09`, to: `${study + 3}-06`, title: draw.one(degrees), place: draw.one(schools) },
    ],
    skills: skills.filter(() => draw.chance(0.25)),
    languages: languages.filter(() => draw.chance(0.3)),
  };
}

const titles = ["Engineer", "Team lead", "Analyst", "Consultant", "Technician"];
const degrees = ["Master", "Bachelor", "Apprenticeship"];

/** The lines of the page. */
export function resumeLines(resume: Resume): readonly string[] {
  const stay = ({ from, to, title, place }: Stay) => `${from} - ${to} ${title}, ${place}`;
  return [
    resume.name,
    resume.headline ?? "",
    `Mail: ${resume.email ?? ""}`,
    `Phone: ${resume.phone ?? ""}`,
    "Experience",
    ...resume.experiences.map(stay),
    "Education",
    ...resume.educations.map(stay),
    `Skills: ${resume.skills.join(", ")}`,
    `Languages: ${resume.languages.join(", ")}`,
  ];
}

/** What can be told from the lines of a page; a page of another layout gives its first line as the name and little else. */
export function readResume(lines: readonly string[]): Resume {
  const after = (prefix: string) => text(lines.find((line) => line.startsWith(prefix))?.slice(prefix.length));
  const list = (prefix: string) => after(prefix)?.split(", ") ?? [];
  const heading = (name: string) => lines.indexOf(name);
  const stays = (from: number, to: number) =>
    from < 0 ? [] : lines.slice(from + 1, to < 0 ? undefined : to);
  return {
    name: lines[0] ?? "",
    headline: heading("Experience") > 0 ? text(lines[1]) : null,
    email: after("Mail: "),
    phone: after("Phone: "),
    experiences: stays(heading("Experience"), heading("Education")).flatMap(readStay),
    educations: stays(heading("Education"), -1).flatMap(readStay),
    skills: list("Skills: "),
    languages: list("Languages: "),
  };
}

function readStay(line: string): readonly Stay[] {
  const [, from, to, title, place] = /^(\d{4}-\d{2}) - (\d{4}-\d{2}) ([^,]*), (.*)$/.exec(line) ?? [];
  return from && to && title && place ? [{ from, to, title, place }] : [];
}
