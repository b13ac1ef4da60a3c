/** The sandbox in a process of its own, fresh for every measured run: what one run wrote would change the next. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Sandbox, SandboxOptions } from "../../runner/sandbox/server.js";
import { shippedAccounts } from "../../runner/sandbox/shipped-accounts.js";

/** Without `rateLimit`, quotas are not enforced. */
export type SandboxSettings = Pick<SandboxOptions, "candidates" | "jobs" | "latency" | "rateLimit">;

/** Numbers by host, then by name. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What arrived at the sandbox. */
export interface Arrivals {
  /** Requests by host, then by method and path. */
  readonly requests: Counts;
  /** Answers by host, then by status. */
  readonly answers: Counts;
  /** What is stored at HrFlow.ai. */
  readonly hrflow: { readonly profiles: number; readonly jobs: number };
}

export interface RunningSandbox extends Pick<Sandbox, "url" | "endpoints"> {
  arrivals(): Promise<Arrivals>;
  /** CPU time of the process so far. */
  cpuSeconds(): Promise<number>;
  /** The stored profiles or jobs as JSON text, without what differs from run to run. */
  stored(what: "profiles" | "jobs"): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const { teamtailor, hrflow, talentsoft } = shippedAccounts;

/** The names of the environment that the pipelines read, with the credentials of the sandbox. */
export const credentials: Readonly<Record<string, string>> = {
  TEAMTAILOR_API_KEY: teamtailor?.api_key ?? "",
  TALENTSOFT_CLIENT_ID: talentsoft?.client_id ?? "",
  TALENTSOFT_CLIENT_SECRET: talentsoft?.client_secret ?? "",
  TALENTSOFT_CLIENT_URL: talentsoft?.client_url ?? "",
  HRFLOW_API_SECRET: hrflow?.api_secret ?? "",
  HRFLOW_API_USER: hrflow?.api_user ?? "",
  HRFLOW_SOURCE_KEY: hrflow?.source_key ?? "",
  HRFLOW_TALENTSOFT_BOARD_KEY: hrflow?.talentsoft_board_key ?? "",
};

/** The arguments of a run that goes to the sandbox. */
export function endpointsOf({ endpoints }: Pick<Sandbox, "endpoints">): string[] {
  return Object.entries(endpoints).flatMap(([host, url]) => ["--endpoint", `${host}=${url}`]);
}

export async function startSandboxProcess(settings: SandboxSettings): Promise<RunningSandbox> {
  const script = fileURLToPath(new URL("./sandbox-process.js", import.meta.url));
  const options: SandboxOptions = { rateLimit: false, ...settings };
  const child = fork(script, [JSON.stringify(options)], {
    env: {},
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const message = async (): Promise<unknown> => {
    const [first] = await Promise.race([once(child, "message"), ended.then(() => [])]);
    if (first === undefined) throw new Error("the sandbox ended");
    return first;
  };
  const { url, endpoints } = (await message()) as Pick<Sandbox, "url" | "endpoints">;
  const read = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  return {
    url,
    endpoints,
    arrivals: async () => (await read("/__state")) as Arrivals,
    async cpuSeconds() {
      child.send("cpu");
      return (await message()) as number;
    },
    async stored(what) {
      const things = (await read(`/__state/hrflow/${what}`)) as unknown[];
      return things.map((thing) => JSON.stringify(thing, withoutClock)).sort();
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Leaves out the moments of writing: of a profile or job, and of the attachments that parsing makes. */
function withoutClock(this: unknown, key: string, value: unknown): unknown {
  if (key === "updated_at") return undefined;
  const isAttachment = this !== null && typeof this === "object" && "original_file_name" in this;
  return key === "created_at" && isAttachment ? undefined : value;
}
