/** What the update flow begins with: a profile of each candidate that says no more than the resume, so that every update changes it. */
import { type Candidate, profileOf } from "./candidate-profile.js";
import { parse, source_key, write } from "./hrflow.js";
import { candidates, resumeOf } from "./teamtailor.js";
import { sideBySide, timed } from "./work.js";

async function parseOnly(candidate: Candidate): Promise<void> {
  const file = await resumeOf(candidate);
  if (file === undefined) await write("POST", "/profile/indexing", { reference: candidate.id, source_key });
  else await parse({ ...profileOf(candidate), tags: [] }, file);
}

await timed(() => sideBySide(candidates(), parseOnly));
