/** The sandbox in a process of its own, fresh for every measured run: profiles that one run wrote would change the next. */
import { join } from "node:path";
import { packageRoot } from "../../runner/load/folders.js";
import { defaultAccounts } from "../../runner/sandbox/accounts.js";
import { startChild, type Usage } from "./child.js";

export interface SandboxSettings {
  readonly candidates: number;
  /** Milliseconds before every answer; 0 when left out. */
  readonly latency?: number;
  /** True: the quota of Teamtailor is enforced. */
  readonly rateLimit?: boolean;
}

/** What arrived at the sandbox. */
export interface Arrivals {
  /** Requests by host, then by method and path. */
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Answers by host, then by status. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly hrflow: { readonly profiles: number };
}

export interface RunningSandbox {
  readonly url: string;
  arrivals(): Promise<Arrivals>;
  /** The stored profiles as JSON text, without what differs from run to run. */
  profiles(): Promise<readonly string[]>;
  stop(): Promise<Usage>;
}

/** The hosts it stands for. */
export const hosts = ["api.teamtailor.com", "api.hrflow.ai", "tt-eu.s3.eu-west-1.amazonaws.com"];

/** The names of the environment that the pipeline reads, with the credentials of the sandbox. */
export const credentials: Readonly<Record<string, string>> = {
  TEAMTAILOR_API_KEY: defaultAccounts.teamtailor?.api_key ?? "",
  HRFLOW_API_SECRET: defaultAccounts.hrflow?.api_secret ?? "",
  HRFLOW_API_USER: defaultAccounts.hrflow?.api_user ?? "",
  HRFLOW_SOURCE_KEY: defaultAccounts.hrflow?.source_key ?? "",
};

export async function startSandboxProcess(settings: SandboxSettings): Promise<RunningSandbox> {
  const { candidates, latency = 0, rateLimit = false } = settings;
  const child = startChild([
    join(packageRoot, "runner", "bin.mjs"),
    ...["sandbox", "--port", "0", "--memory", "--candidates", String(candidates)],
    ...["--latency", String(latency), ...(rateLimit ? [] : ["--no-rate-limit"])],
  ]);
  const listening = new Promise<string>((resolve) => {
    child.process.stdout?.once("data", (text: string) => resolve(text.trim()));
  });
  const url = await Promise.race([listening, child.ended.then(() => "")]);
  if (url === "") throw new Error("the sandbox ended before it listened");
  const read = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  return {
    url,
    arrivals: async () => (await read("/__state")) as Arrivals,
    async profiles() {
      const profiles = (await read("/__state/hrflow/profiles")) as unknown[];
      return profiles.map((profile) => JSON.stringify(profile, withoutClock)).sort();
    },
    async stop() {
      child.process.kill("SIGTERM");
      return (await child.ended).usage;
    },
  };
}

/** Leaves out the moments of writing: of a profile, and of the attachments that parsing makes. */
function withoutClock(this: unknown, key: string, value: unknown): unknown {
  if (key === "updated_at") return undefined;
  const isAttachment = this !== null && typeof this === "object" && "original_file_name" in this;
  return key === "created_at" && isAttachment ? undefined : value;
}
