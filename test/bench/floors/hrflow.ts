/** The requests to HrFlow.ai that the floors send. */
import { randomBytes } from "node:crypto";
import type { Profile } from "./candidate-profile.js";
import { type FloorAnswer, jsonOf } from "./client.js";
import { send } from "./work.js";

const { HRFLOW_API_SECRET = "", HRFLOW_API_USER = "", HRFLOW_SOURCE_KEY = "" } = process.env;
const credentials = { "X-API-KEY": HRFLOW_API_SECRET, "X-USER-EMAIL": HRFLOW_API_USER };

export const source_key = HRFLOW_SOURCE_KEY;

function request(method: string, path: string, type?: string, body?: Buffer): Promise<FloorAnswer> {
  const headers = type === undefined ? credentials : { ...credentials, "content-type": type };
  const sent = body === undefined ? {} : { body };
  return send({ method, path: `/api.hrflow.ai/v1${path}`, headers, ...sent });
}

/** The JSON of a GET. */
export async function read(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
  return jsonOf(await request("GET", `${path}?${new URLSearchParams(query)}`));
}

/** The profile or job of a GET; undefined where HrFlow.ai has none. */
export async function look<Thing>(
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Thing | undefined> {
  const found = await request("GET", `${path}?${new URLSearchParams(query)}`);
  if (found.body.includes("Unable to find object")) return undefined;
  return (jsonOf(found) as { data: Thing }).data;
}

/** Writes JSON, which must be taken. */
export async function write(method: string, path: string, value: object): Promise<void> {
  jsonOf(await request(method, path, "application/json", Buffer.from(JSON.stringify(value))));
}

/** The profile that parsing makes of a resume. */
export async function parse(profile: Profile, file: Buffer): Promise<Profile> {
  const boundary = `floor-${randomBytes(18).toString("hex")}`;
  const fields: readonly (readonly [string, unknown])[] = [
    ["source_key", source_key],
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
  const type = `multipart/form-data; boundary=${boundary}`;
  const parsed = jsonOf(await request("POST", "/profile/parsing/file", type, body));
  return (parsed as { data: { profile: Profile } }).data.profile;
}
