/** A profile as `sandbox.yaml` of HrFlow.ai keeps it; what its fields do not say is as it is where nobody has said it. */
import { createHash } from "node:crypto";
import type { Json } from "../../types.js";
import type { Stored } from "../described/records.js";

export interface ProfileRecord extends Stored {
  readonly key: string;
  readonly reference: string | null;
  readonly source_key: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly archived_at: string | null;
  readonly fields: Fields;
}

export type Fields = Readonly<Record<string, Json>>;

/** A new profile; `at` is the time of its creation. */
export function newProfile(
  source_key: string,
  key: string,
  reference: string | null,
  at: string,
  fields: Fields,
): ProfileRecord {
  return { key, reference, source_key, created_at: at, updated_at: at, archived_at: null, fields };
}

/** The key of what has this reference, as the description makes it too: 40 hexadecimal digits that follow from source and reference. */
export function keyOf(source: string, reference: string): string {
  return createHash("sha256").update(`${source}\n${reference}`).digest("hex").slice(0, 40);
}

/** The `info` of a person of whom no more is known. */
export function personNamed(
  first_name: string,
  last_name: string,
  email: string | null = null,
  phone: string | null = null,
) {
  return { full_name: `${first_name} ${last_name}`, first_name, last_name, email, phone };
}

/** The two attachments of a parsed profile: the page as it was parsed, and the file as it came. `now` in the form of the wire. */
export function attachmentsOf(
  key: string,
  uid: string,
  size: number,
  extension: string,
  now: string,
): Json[] {
  return ["resume", "original"].map((type) => {
    const ending = type === "resume" ? ".pdf" : extension;
    return {
      type,
      alt: uid,
      file_size: size,
      file_name: type,
      original_file_name: type,
      extension: ending,
      public_url: `https://hrflow-documents.s3.eu-west-1.amazonaws.com/profiles/${key}/${type}${ending}`,
      updated_at: now,
      created_at: now,
    };
  });
}
