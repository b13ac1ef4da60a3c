/** What `sandbox.yaml` of Teamtailor leaves to code: its candidates, who are people that other systems know too, and very many. */
import type { Invented } from "../described/records.js";
import { candidateAt, idAt, positionOfEmail, positionOfId, timesAt } from "../people.js";

/** @param size how many there are */
export function createCandidates(seed: number, size: number): Invented {
  return {
    size,
    keyAt: idAt,
    at(position) {
      const { id, attributes, relations, hasResume } = candidateAt(seed, position);
      const { createdAt, updatedAt } = timesAt(seed, position);
      return {
        id,
        attributes,
        relations,
        has_resume: hasResume,
        created: new Date(createdAt).toISOString(),
        updated: new Date(updatedAt).toISOString(),
      };
    },
    position(key) {
      const position = positionOfId(key);
      return position !== undefined && position < size ? position : undefined;
    },
    likely(path, value) {
      const known = { id: positionOfId, "attributes.email": positionOfEmail }[path];
      const position = known?.(String(value));
      return known && (position === undefined ? [] : [position]);
    },
  };
}
