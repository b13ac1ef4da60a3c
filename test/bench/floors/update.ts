/** The floor of the update flow: each profile is looked up, overlaid with what the candidate says, and written back. */
import { type Candidate, completed, overlaid, type Profile, profileOf } from "./candidate-profile.js";
import { look, parse, read, source_key, write } from "./hrflow.js";
import { candidates, resumeOf } from "./teamtailor.js";
import { sideBySide, timed } from "./work.js";

interface KnownProfile extends Profile {
  readonly key: string;
  readonly attachments: readonly unknown[];
}

async function update(candidate: Candidate): Promise<void> {
  const file = await resumeOf(candidate);
  const profile = profileOf(candidate);
  const current = await look<KnownProfile>("/profile/indexing", { source_key, reference: candidate.id });
  if (current === undefined) throw new Error(`there is no profile of candidate ${candidate.id}`);
  const overlay = overlaid(current, profile);
  const isUnparsed = file !== undefined && current.attachments.length === 0;
  const written = isUnparsed ? completed(await parse(profile, file), overlay) : overlay;
  await write("PUT", "/profile/indexing", { ...written, key: current.key, source_key });
}

await timed(async () => {
  await read("/source", { key: source_key });
  return sideBySide(candidates(), update);
});
