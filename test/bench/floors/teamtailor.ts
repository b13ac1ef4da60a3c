/** The requests to Teamtailor that the floors send. */
import type { Candidate } from "./candidate-profile.js";
import { jsonOf } from "./client.js";
import { atSandbox, send } from "./work.js";

const { TEAMTAILOR_API_KEY = "" } = process.env;
const headers = { Authorization: `Token token=${TEAMTAILOR_API_KEY}`, "X-Api-Version": "20240404" };

interface CandidatePage {
  readonly data: readonly Candidate[];
  readonly links: { readonly next?: string };
}

async function page(url: string): Promise<CandidatePage> {
  return jsonOf(await send({ method: "GET", path: atSandbox(url), headers })) as CandidatePage;
}

/** The candidates, one page read ahead. */
export async function* candidates(): AsyncGenerator<Candidate> {
  let ahead: Promise<CandidatePage> | undefined = page(
    `https://api.teamtailor.com/v1/candidates?${new URLSearchParams({ "page[size]": "30" })}`,
  );
  while (ahead !== undefined) {
    const { data, links }: CandidatePage = await ahead;
    ahead = links.next === undefined ? undefined : page(links.next);
    yield* data;
  }
}

/** The file behind the signed link of a candidate; undefined where there is none. */
export async function resumeOf({ attributes: { resume } }: Candidate): Promise<Buffer | undefined> {
  if (typeof resume !== "string") return undefined;
  return (await send({ method: "GET", path: atSandbox(resume), headers: {} })).body;
}
