/** The profiles of people whom HrFlow.ai knows already, so that a pipeline that updates or archives finds somebody out of the box. */
import { candidateAt, idAt } from "../people.js";
import { personAt, talentsoftIdAt } from "../talentsoft/candidates.js";
import type { Neighbour } from "./neighbours.js";
import { keyOf, newProfile, type ProfileRecord, personNamed } from "./profile.js";

/** Of the systems with many candidates only the first are known: a sandbox of a hundred thousand starts as fast as a small one. */
const most = 300;
/** Before any change that the other systems tell of. */
const day = "2023-01-02T08:00:00.000Z";

export interface People {
  readonly seed: number;
  /** How many candidates Teamtailor and TalentSoft have each. */
  readonly candidates: number;
  readonly neighbours: readonly Neighbour[];
}

/** Yields a profile with little more than a name, once for each person; its reference is the id of the candidate. */
export function* knownProfiles(
  sourceKey: string,
  { seed, candidates, neighbours }: People,
): Iterable<ProfileRecord> {
  const make = (reference: string, first: unknown, last: unknown) =>
    newProfile(sourceKey, keyOf(sourceKey, reference), reference, day, {
      info: personNamed(String(first ?? ""), String(last ?? "")),
    });
  for (let position = 0; position < Math.min(candidates, most); position++) {
    const { "first-name": first, "last-name": last } = candidateAt(seed, position).attributes;
    yield make(idAt(position), first, last);
    const { "first-name": other, "last-name": name } = personAt(seed, position).person;
    yield make(talentsoftIdAt(position), other, name);
  }
  for (const { candidate } of neighbours) {
    yield make(String(candidate.id), candidate.firstname, candidate.lastname);
  }
}
