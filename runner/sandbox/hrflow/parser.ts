/** What the simulated HrFlow.ai makes of a file: real reading of plain PDFs, so that two different resumes give two profiles. */
import { createHash } from "node:crypto";
import { extname } from "node:path/posix";
import { readPdf } from "../pdf.js";
import { hex, mix } from "../random.js";
import { readResume, type Stay } from "../resume-text.js";
import { attachmentsOf, type Fields } from "./profile.js";

/** A parsed file. */
export interface Parsed {
  readonly fields: Fields;
  /** The `parsing` object of the answer. */
  readonly parsing: object;
  /** Seconds that it would have taken. */
  readonly seconds: string;
}

/**
 * Parses a file for the profile with that key; `now` is the date of its attachments, in the form of the wire. A file that is no plain PDF gives a
 * profile that knows nothing but its attachment.
 */
export function parseResume(bytes: Buffer, filename: string, key: string, now: string): Parsed {
  const lines = readPdf(bytes);
  const resume = readResume(lines);
  const uid = createHash("sha1").update(bytes).digest("hex");
  const [first = null, ...rest] = resume.name === "" ? [] : resume.name.split(" ");
  const experiences = resume.experiences.map((stay, at) => ({
    ...place(uid, at, stay),
    company: stay.place,
  }));
  const educations = resume.educations.map((stay, at) => ({
    ...place(uid, at + 50, stay),
    school: stay.place,
  }));
  const text = lines.join("\n");
  const common = {
    text_language: lines.length === 0 ? null : "en",
    text,
    experiences,
    educations,
    experiences_duration: years(resume.experiences),
    educations_duration: years(resume.educations),
    skills: resume.skills.map((name) => ({ name, type: "hard", value: null })),
    languages: resume.languages.map((name) => ({ name, value: null })),
  };
  const info = {
    full_name: resume.name || null,
    first_name: first,
    last_name: rest.join(" ") || null,
    email: resume.email,
    phone: resume.phone,
    summary: resume.headline,
  };
  const parsing = {
    content_uid: uid,
    key: uid,
    file_name: filename,
    file_size: bytes.length,
    persons: resume.name === "" ? [] : [resume.name],
    emails: resume.email === null ? [] : [resume.email],
    phones: resume.phone === null ? [] : [resume.phone],
    ...common,
    urls: [],
    summary: resume.headline,
    total_pages: 1,
    processed_pages: 1,
  };
  const attachments = attachmentsOf(key, uid, bytes.length, extname(filename), now);
  const seconds = (1 + (mix(Number.parseInt(uid.slice(0, 8), 16)) % 30_000) / 10_000).toFixed(4);
  return { fields: { ...common, info, attachments }, parsing, seconds };
}

function place(uid: string, at: number, { from, to, title }: Stay) {
  return {
    key: hex(40, Number.parseInt(uid.slice(0, 8), 16), at),
    logo: null,
    title,
    description: null,
    location: { text: null, lat: null, lng: null, gmaps: null, fields: [] },
    date_start: `${from}-01T00:00:00`,
    date_end: `${to}-01T00:00:00`,
    skills: [],
    certifications: [],
    courses: [],
    tasks: [],
    languages: [],
    interests: [],
  };
}

function years(stays: readonly Stay[]): number {
  const days = stays.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 86_400_000, 0);
  return Math.round((days / 365.25) * 100) / 100;
}
