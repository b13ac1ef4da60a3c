/** The shape of a profile in the simulated HrFlow.ai: what a write may set, and what an answer always has. */
import type { Json } from "../../types.js";
import { isObject } from "../exchange.js";

/** The fields a client can set, in the order of the wire; everything else in a body is ignored. */
export interface ProfileFields {
  text_language?: Json;
  text?: Json;
  info?: Json;
  experiences_duration?: Json;
  educations_duration?: Json;
  experiences?: Json;
  educations?: Json;
  attachments?: Json;
  skills?: Json;
  languages?: Json;
  certifications?: Json;
  courses?: Json;
  tasks?: Json;
  interests?: Json;
  tags?: Json;
  metadatas?: Json;
  labels?: Json;
}

/** A profile as it is kept: without its source and its consents, which are the same for all of a source. */
export interface StoredProfile extends Required<ProfileFields> {
  readonly id: number;
  readonly key: string;
  reference: string | null;
  readonly source_key: string;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

const defaults: Required<ProfileFields> = {
  text_language: null,
  text: null,
  info: null,
  experiences_duration: 0,
  educations_duration: 0,
  experiences: [],
  educations: [],
  attachments: [],
  skills: [],
  languages: [],
  certifications: [],
  courses: [],
  tasks: [],
  interests: [],
  tags: [],
  metadatas: [],
  labels: [],
};

const noInfo = {
  full_name: null,
  first_name: null,
  last_name: null,
  email: null,
  phone: null,
  driving_license: null,
  date_birth: null,
  gender: null,
  picture: null,
  summary: null,
  location: { text: null, lat: null, lng: null, gmaps: null, fields: [] },
  urls: [],
};

/** The fields of a write that HrFlow.ai takes; attachments are its own and are left out. */
export function writtenFields(body: Readonly<Record<string, unknown>>): ProfileFields {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(defaults)) {
    if (name !== "attachments" && body[name] !== undefined) fields[name] = body[name];
  }
  if (isObject(fields.info)) fields.info = { ...noInfo, ...fields.info };
  return fields as ProfileFields;
}

/** A new profile; `now` is its date in the form of the wire. */
export function newProfile(
  source: string,
  key: string,
  reference: string | null,
  created: string,
  now: string,
  fields: ProfileFields,
): StoredProfile {
  const id = 10_000 + (Number.parseInt(key.slice(0, 7), 16) % 90_000_000);
  const head = { id, key, reference, source_key: source };
  const dates = { created_at: created, updated_at: now, archived_at: null };
  return { ...head, ...dates, ...defaults, info: noInfo, ...fields };
}

const flags = {
  parsing: true,
  revealing: true,
  embedding: true,
  searching: true,
  scoring: true,
  reasoning: true,
};

/** What is added to every profile of a source when it is shown: JSON text without its opening brace. */
export function shownWith(brief: object): string {
  return JSON.stringify({ source: brief, consent_algorithmic: { owner: flags, controller: flags } }).slice(1);
}
