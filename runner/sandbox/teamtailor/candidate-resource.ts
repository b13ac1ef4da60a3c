/** A candidate as JSON:API text; text and not an object, because lists of it are all that a busy sandbox does. */
import type { Candidate } from "../people.js";
import type { ResumeLinks } from "./resume-links.js";

const base = "https://api.teamtailor.com/v1/candidates";
const relationNames =
  "activities department role regions locations job-applications questions answers uploads custom-field-values partner-results";

/** The relationships are the same for everybody but for the id: this is the text between the ids. */
const relationshipPieces = JSON.stringify(
  Object.fromEntries(
    relationNames.split(" ").map((name) => {
      const links = { self: `${base}/{id}/relationships/${name}`, related: `${base}/{id}/${name}` };
      return [name, { links }];
    }),
  ),
).split("{id}");

/** The resource object of a candidate; `links` undefined: its resume is not there (yet). */
export function candidateResource(candidate: Candidate, links: ResumeLinks | undefined): string {
  const { id } = candidate;
  const attributes = JSON.stringify({
    ...candidate.attributes,
    resume: links?.resume ?? null,
    "original-resume": links?.original ?? null,
  });
  const relationships = relationshipPieces.join(id);
  return `{"id":"${id}","type":"candidates","links":{"self":"${base}/${id}"},"attributes":${attributes},"relationships":${relationships}}`;
}
