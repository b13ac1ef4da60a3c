/** The systems that the command meets: the sandbox, seen from behind, where everything that arrived can be counted. */
import type { TestContext } from "node:test";
import type { Accounts } from "../../runner/sandbox/accounts.js";
import { type SandboxOptions, startSandbox } from "../../runner/sandbox/server.js";
import { shippedAccounts } from "../../runner/sandbox/shipped-accounts.js";

/** A profile as the target holds it. */
export type Profile = Readonly<Record<string, unknown>> & { readonly reference: string };

export interface Systems {
  /** Where they are, e.g. `http://127.0.0.1:4411`. */
  readonly url: string;
  /** Options of the command that send its requests here. */
  readonly endpoints: readonly string[];
  /** The environment that `pipeline()` of the workplace asks for. */
  readonly env: Readonly<Record<string, string>>;
  /** What the target holds, in the order of arrival. */
  profiles(): Promise<Profile[]>;
  /** How many requests of each kind arrived, e.g. `"GET /v1/candidates"`. */
  requests(host: string): Promise<Readonly<Record<string, number>>>;
  /** Changes candidates behind the scenes; gives their ids. */
  touch(count: number): Promise<string[]>;
}

export const teamtailorHost = "api.teamtailor.com";
export const hrflowHost = "api.hrflow.ai";
export const resumeHost = "tt-eu.s3.eu-west-1.amazonaws.com";

/** Starts a sandbox in this process; it keeps nothing and holds nobody back. */
export async function startSystems(t: TestContext, options: SandboxOptions = {}): Promise<Systems> {
  const sandbox = await startSandbox({ rateLimit: false, ...options });
  t.after(() => sandbox.close());
  return systemsAt(sandbox.url, sandbox.accounts);
}

/** The systems of a sandbox that runs already. */
export function systemsAt(url: string, accounts: Accounts = shippedAccounts): Systems {
  const hosts = [teamtailorHost, hrflowHost, resumeHost];
  const { api_secret = "", api_user = "", source_key = "" } = accounts.hrflow ?? {};
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${url}/__state${path}`, init);
    if (!answer.ok) throw new Error(`/__state${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    endpoints: hosts.flatMap((host) => ["--endpoint", `${host}=${url}/${host}`]),
    env: {
      TEAMTAILOR_API_KEY: accounts.teamtailor?.api_key ?? "",
      HRFLOW_API_SECRET: api_secret,
      HRFLOW_API_USER: api_user,
      HRFLOW_SOURCE_KEY: source_key,
    },
    profiles: async () => (await ask("/hrflow/profiles")) as Profile[],
    requests: async (host) => {
      const { requests } = (await ask("")) as { requests: Record<string, Record<string, number>> };
      return requests[host] ?? {};
    },
    touch: async (count) => {
      const body = JSON.stringify({ count });
      return ((await ask("/teamtailor/touch", { method: "POST", body })) as { ids: string[] }).ids;
    },
  };
}

/** What profiles say, by reference: without what only tells when they were written. A reference that comes twice is an error. */
export function contents(profiles: readonly Profile[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const profile of profiles) {
    if (found.has(profile.reference)) throw new Error(`${profile.reference} is in the target twice`);
    found.set(profile.reference, timeless(profile));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `created_at` of the profile itself comes from the origin and stays. */
function timeless(profile: Profile): unknown {
  const { key: _, id: __, updated_at: ___, attachments, ...content } = profile;
  const files = (attachments as Record<string, unknown>[]).map(
    ({ created_at: _, updated_at: __, ...file }) => file,
  );
  return { ...content, attachments: files };
}
