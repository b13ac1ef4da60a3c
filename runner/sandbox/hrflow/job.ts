/** The shape of a job in the simulated HrFlow.ai: what a write may set, and what an answer always has. */
import type { Json } from "../../types.js";

const defaults = {
  name: null,
  location: { text: null, lat: null, lng: null, gmaps: null, fields: [] },
  url: null,
  picture: null,
  summary: null,
  sections: [],
  culture: null,
  benefits: null,
  responsibilities: null,
  requirements: null,
  interviews: null,
  skills: [],
  languages: [],
  certifications: [],
  courses: [],
  tasks: [],
  interests: [],
  tags: [],
  metadatas: [],
  ranges_float: [],
  ranges_date: [],
} as const;

/** The fields a client can set, in the order of the wire; everything else in a body is ignored. */
export type JobFields = { -readonly [name in keyof typeof defaults]?: Json };

/** A job as it is kept: without its board, which is the same for all of a board. */
export interface StoredJob extends Required<JobFields> {
  readonly id: number;
  readonly key: string;
  readonly reference: string | null;
  readonly board_key: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly archived_at: string | null;
}

/** What is settled when a job is stored for the first time; dates in the form of the wire. */
export type JobHead = Pick<StoredJob, "board_key" | "key" | "reference" | "created_at" | "updated_at">;

/** The fields of a write that HrFlow.ai takes. */
export function writtenJobFields(body: Readonly<Record<string, unknown>>): JobFields {
  const given = Object.keys(defaults).filter((name) => body[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, body[name]])) as JobFields;
}

export function newJob(head: JobHead, fields: JobFields): StoredJob {
  const id = 1_000 + (Number.parseInt(head.key.slice(0, 7), 16) % 900_000);
  return { id, ...head, archived_at: null, ...defaults, ...fields } as StoredJob;
}
