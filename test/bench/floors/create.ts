/**
 * The floor of the main job: written by hand, with the same requests and the same concurrency but without manifest, expressions,
 * retries, limits, journal or report. What the runner is slower than this is the price of being general and safe.
 */
import { type Candidate, completed, profileOf } from "./candidate-profile.js";
import { look, parse, read, source_key, write } from "./hrflow.js";
import { candidates, resumeOf } from "./teamtailor.js";
import { sideBySide, timed } from "./work.js";

/** One candidate, from its resume to its profile. */
async function create(candidate: Candidate): Promise<void> {
  const file = await resumeOf(candidate);
  const profile = profileOf(candidate);
  if (await look("/profile/indexing", { source_key, reference: candidate.id })) return;
  if (file === undefined) {
    await write("POST", "/profile/indexing", { ...profile, source_key });
    return;
  }
  const parsed = await parse(profile, file);
  await write("PUT", "/profile/indexing", { ...completed(parsed, profile), source_key });
}

await timed(async () => {
  await read("/source", { key: source_key });
  return sideBySide(candidates(), create);
});
