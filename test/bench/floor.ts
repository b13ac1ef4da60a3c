/**
 * The floor: the main job written by hand, with the same requests and the same concurrency but without manifest, expressions,
 * retries, limits, journal or report. What the runner is slower than this is the price of being general and safe.
 */
import { randomBytes } from "node:crypto";
import { createFloorClient, type FloorRequest, jsonOf } from "./floor-client.js";
import { type Candidate, completed, type Profile, profileOf } from "./floor-profile.js";

const concurrency = 16;
const { BENCH_SANDBOX = "", TEAMTAILOR_API_KEY = "", HRFLOW_SOURCE_KEY = "" } = process.env;
const { HRFLOW_API_SECRET = "", HRFLOW_API_USER = "" } = process.env;
const teamtailor = { Authorization: `Token token=${TEAMTAILOR_API_KEY}`, "X-Api-Version": "20240404" };
const hrflow = { "X-API-KEY": HRFLOW_API_SECRET, "X-USER-EMAIL": HRFLOW_API_USER };
const { send, close } = createFloorClient(BENCH_SANDBOX);

/** A URL of a real system as path and query at the sandbox. */
function atSandbox(url: string): string {
  return url.slice("https:/".length);
}

function toHrflow(method: string, path: string, type?: string, body?: Buffer): FloorRequest {
  const headers: Record<string, string> = type === undefined ? hrflow : { ...hrflow, "content-type": type };
  return { method, path: `/api.hrflow.ai/v1${path}`, headers, ...(body === undefined ? {} : { body }) };
}

function index(method: string, profile: object): FloorRequest {
  return toHrflow(method, "/profile/indexing", "application/json", Buffer.from(JSON.stringify(profile)));
}

interface CandidatePage {
  readonly data: readonly Candidate[];
  readonly links: { readonly next?: string };
}

async function page(url: string): Promise<CandidatePage> {
  return jsonOf(await send({ method: "GET", path: atSandbox(url), headers: teamtailor })) as CandidatePage;
}

/** The candidates, one page read ahead. */
async function* candidates(): AsyncGenerator<Candidate> {
  let ahead: Promise<CandidatePage> | undefined = page(
    `https://api.teamtailor.com/v1/candidates?${new URLSearchParams({ "page[size]": "30" })}`,
  );
  while (ahead !== undefined) {
    const { data, links }: CandidatePage = await ahead;
    ahead = links.next === undefined ? undefined : page(links.next);
    yield* data;
  }
}

function form(profile: Profile, file: Buffer): FloorRequest {
  const boundary = `floor-${randomBytes(18).toString("hex")}`;
  const fields: readonly (readonly [string, unknown])[] = [
    ["source_key", HRFLOW_SOURCE_KEY],
    ["reference", profile.reference],
    ["created_at", profile.created_at],
    ["labels", "[]"],
    ["tags", JSON.stringify(profile.tags)],
    ["metadatas", "{}"],
    ["sync_parsing", "0"],
    ["sync_parsing_indexing", "1"],
    ["webhook_parsing_sending", "0"],
  ];
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  const head = fields.map(([name, value]) => `${part(name)}\r\n\r\n${value}\r\n`).join("");
  const body = Buffer.concat([
    Buffer.from(`${head}${part("file")}; filename="resume.pdf"\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return toHrflow("POST", "/profile/parsing/file", `multipart/form-data; boundary=${boundary}`, body);
}

/** One candidate, from its resume to its profile. */
async function move(candidate: Candidate): Promise<void> {
  const { resume } = candidate.attributes;
  const file =
    typeof resume === "string"
      ? await send({ method: "GET", path: atSandbox(resume), headers: {} })
      : undefined;
  const profile = profileOf(candidate);
  const source_key = HRFLOW_SOURCE_KEY;
  const query = new URLSearchParams({ source_key, reference: candidate.id });
  const found = await send(toHrflow("GET", `/profile/indexing?${query}`));
  if (found.status === 200) return;
  if (!found.body.includes("Unable to find object")) jsonOf(found);
  if (file === undefined) {
    jsonOf(await send(index("POST", { ...profile, source_key })));
    return;
  }
  const parsed = jsonOf(await send(form(profile, file.body))) as { data: { profile: Profile } };
  jsonOf(await send(index("PUT", { ...completed(parsed.data.profile, profile), source_key })));
}

const startedAt = performance.now();
jsonOf(await send(toHrflow("GET", `/source?key=${HRFLOW_SOURCE_KEY}`)));
const source = candidates();
let records = 0;
await Promise.all(
  Array.from({ length: concurrency }, async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      await move(next.value);
      records += 1;
    }
  }),
);
close();
process.stdout.write(JSON.stringify({ records, duration_ms: performance.now() - startedAt }));
