/** The profiles of the beginning, as records that code invents: a few to send, and those of people whom HrFlow.ai knows already. */
import type { Invented } from "../described/records.js";
import { knownProfiles, type People } from "./known-profiles.js";
import { outboundProfiles } from "./outbound-profiles.js";
import type { ProfileRecord } from "./profile.js";

/** Who else knows these people, and where they are. */
export interface Origins extends People {
  readonly account: Readonly<Record<string, string>>;
  /** Whether the source has a profile of everybody in the other systems. */
  readonly known: boolean;
}

export function beginning(origins: Origins): Invented {
  const { account, known, neighbours } = origins;
  const { pull_source_key = "", profile_key = "", source_key = "" } = account;
  const ties = { sourceKey: pull_source_key, profileKey: profile_key, applicant: neighbours[0] };
  const given = [...outboundProfiles(ties), ...(known ? knownProfiles(source_key, origins) : [])];
  // Two applicants can be one candidate.
  const all = [...new Map(given.map((one) => [one.key, one])).values()];
  const places = (of: (one: ProfileRecord) => string | null): ReadonlyMap<unknown, readonly number[]> => {
    const found = new Map<unknown, number[]>();
    for (const [at, one] of all.entries()) found.set(of(one), [...(found.get(of(one)) ?? []), at]);
    return found;
  };
  const byKey = places(({ key }) => key);
  const indexes: Readonly<Record<string, ReadonlyMap<unknown, readonly number[]>>> = {
    key: byKey,
    reference: places(({ reference }) => reference),
    source_key: places((one) => one.source_key),
  };
  return {
    size: all.length,
    keyAt: (position) => all[position]?.key ?? "",
    at: (position) => all[position] ?? {},
    position: (key) => byKey.get(key)?.[0],
    likely: (path, value) => indexes[path] && (indexes[path].get(value) ?? []),
  };
}
