/** Teamtailor's jobs and their places as JSON:API. */
import type { Opening } from "./openings.js";

export const jobsBase = "https://api.teamtailor.com/v1/jobs";
const relationNames =
  "department role location locations user questions candidates stages custom-field-values".split(" ");

export function openingResource({ id, attributes }: Opening): object {
  const page = `https://sandbox.teamtailor.com/jobs/${id}`;
  const self = `${jobsBase}/${id}`;
  return {
    id,
    type: "jobs",
    links: {
      "careersite-job-url": page,
      "careersite-job-apply-url": `${page}/applications/new`,
      "careersite-job-apply-iframe-url": `${page}/applications/new?iframe=true`,
      "careersite-job-internal-url": `${page}/internal`,
      self,
    },
    attributes,
    relationships: Object.fromEntries(
      relationNames.map((name) => [
        name,
        { links: { self: `${self}/relationships/${name}`, related: `${self}/${name}` } },
      ]),
    ),
  };
}

/** The place of a job; null when it has none. */
export function locationResource({ location }: Opening): object | null {
  if (location === undefined) return null;
  const self = `https://api.teamtailor.com/v1/locations/${location.id}`;
  return { id: location.id, type: "locations", links: { self }, attributes: location.attributes };
}
