/** A candidate as a profile in plain TypeScript: what somebody would write who needs this one mapping and nothing else. */

export interface Candidate {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Info {
  readonly urls: readonly { readonly type: unknown; readonly url: unknown }[];
  readonly location: unknown;
  readonly [field: string]: unknown;
}

export interface Profile {
  readonly info: Info;
  readonly tags: readonly unknown[];
  readonly [field: string]: unknown;
}

const tagNames = "sourced connected internal referred referring-url referring-site unsubscribed".split(" ");

/** A candidate as a profile. */
export function profileOf({ id, attributes }: Candidate): Profile {
  const first = attributes["first-name"] ?? null;
  const last = attributes["last-name"] ?? null;
  return {
    reference: id,
    info: {
      first_name: first,
      last_name: last,
      full_name: [first, last].filter(Boolean).join(" "),
      email: attributes.email ?? null,
      phone: attributes.phone ?? null,
      location: { text: "", lat: null, lng: null },
      picture: attributes.picture ?? null,
      urls: [{ type: "linkedin", url: attributes["linkedin-url"] ?? null }],
      summary: attributes.pitch ?? null,
    },
    created_at: attributes["created-at"] ?? null,
    updated_at: attributes["updated-at"] ?? null,
    experiences: [],
    educations: [],
    resume: null,
    tags: [
      ...tagNames.map((name) => ({ name: name.replace("-", "_"), value: attributes[name] ?? null })),
      { name: "teamtailor_tags", value: attributes.tags ?? null },
    ],
  };
}

/** What parsing made of the resume, completed by what the candidate says of themself. */
export function completed(parsed: Profile, { info, tags }: Profile): Profile {
  const merged: Record<string, unknown> = { ...parsed.info };
  for (const name in info) {
    const value = info[name];
    if (name !== "urls" && name !== "location" && value !== null && value !== "") merged[name] = value;
  }
  const urls = [...parsed.info.urls, ...info.urls];
  return { ...parsed, tags, info: { ...merged, urls, location: parsed.info.location } };
}

/** A known profile with what the candidate says of themself laid over it. */
export function overlaid<Known extends Profile>(current: Known, profile: Profile): Known {
  const { resume: _, experiences: _none, educations: _neither, info, ...given } = profile;
  const merged: Record<string, unknown> = { ...current.info };
  for (const name in info) {
    const value = info[name];
    if (name !== "urls" && name !== "location" && value !== null) merged[name] = value;
  }
  const urls = [...current.info.urls];
  for (const one of info.urls) {
    if (one.url && !urls.some(({ type, url }) => type === one.type && url === one.url)) urls.push(one);
  }
  return { ...current, ...given, info: { ...merged, urls, location: current.info.location } };
}
