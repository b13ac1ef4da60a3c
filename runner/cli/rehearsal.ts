/** A run against the sandbox: simulated systems in this process, and credentials for what the environment does not have. */
import type { Program } from "../compile/program.js";
import type { Environment } from "../compile/values.js";
import { defaultAccounts } from "../sandbox/accounts.js";
import { startSandbox } from "../sandbox/server.js";

/** A sandbox that is running, and what a run needs to be sent to it. */
export interface Rehearsal {
  readonly env: Environment;
  readonly endpoints: ReadonlyMap<string, URL>;
  /** Says what was simulated and filled in. */
  readonly note: string;
  close(): Promise<void>;
}

/**
 * Starts the sandbox for a pipeline. Names of the environment that are set stay as they are, and the sandbox takes them for
 * its own credentials.
 */
export async function rehearse(
  program: Program,
  env: Environment,
  options: { readonly directory: string; readonly rateLimit: boolean },
): Promise<Rehearsal> {
  const { origin, target } = program.plan;
  const filled: Record<string, string> = {};
  const accounts: Record<string, Record<string, string>> = {};
  for (const { name, key } of program.environment) {
    const [block = "", parameter = ""] = key.split(".");
    const sides = { pull_parameters: [origin], push_parameters: [target] }[block] ?? [origin, target];
    for (const { connector, authKey } of sides) {
      if (block.endsWith("_auth") && authKey !== block) continue;
      const account = accountOf(block, connector, parameter);
      const preset = defaultAccounts[connector]?.[account];
      if (preset === undefined) continue;
      const given = env[name];
      if (!given) filled[name] = preset;
      else accounts[connector] = { ...accounts[connector], [account]: given };
    }
  }
  const sandbox = await startSandbox({ ...options, accounts });
  const names = Object.keys(filled).sort();
  const systems = `sandbox: simulated systems at ${sandbox.url}; nothing leaves this machine`;
  const credentials = names.length > 0 ? `\nsandbox: credentials of its own for ${names.join(", ")}` : "";
  return {
    env: { ...env, ...filled },
    endpoints: new Map(Object.entries(sandbox.endpoints).map(([host, url]) => [host, new URL(url)])),
    note: `${systems}${credentials}`,
    close: () => sandbox.close(),
  };
}

/** What is read may stand elsewhere than what is written: then the account has a value of its own for it. */
function accountOf(block: string, connector: string, parameter: string): string {
  const own = `pull_${parameter}`;
  return block === "pull_parameters" && defaultAccounts[connector]?.[own] !== undefined ? own : parameter;
}
