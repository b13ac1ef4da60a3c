/** A run against the sandbox: simulated systems in this process, and credentials for what the environment does not have. */
import { addressOf } from "../compile/callback-address.js";
import type { Environment } from "../compile/missing.js";
import type { NamedValue, Program } from "../compile/program.js";
import { variableOf } from "../load/variable.js";
import type { Accounts } from "../sandbox/accounts.js";
import { callbackHost } from "../sandbox/callbacks.js";
import { accountsOf } from "../sandbox/described/accounts.js";
import type { Description } from "../sandbox/described/description.js";
import { startSandbox } from "../sandbox/server.js";
import { fillCallback } from "./rehearsed-callback.js";

/** A sandbox that is running, and what a run needs to be sent to it. */
export interface Rehearsal {
  readonly env: Environment;
  readonly endpoints: ReadonlyMap<string, URL>;
  /** Says what was simulated and filled in. */
  readonly note: string;
  /** What requests asked that the descriptions of the systems do not know, each thing once. */
  unknown(): readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the sandbox for a pipeline. Names of the environment that are set stay as they are, and the sandbox takes them for
 * its own credentials.
 */
export async function rehearse(
  program: Program,
  env: Environment,
  options: {
    /** Left out, the systems keep nothing. */
    readonly directory?: string;
    readonly rateLimit: boolean;
    /** Hosts that an endpoint was named for. */
    readonly beside?: readonly string[];
  },
  descriptions: readonly Description[],
): Promise<Rehearsal> {
  const presets = accountsOf(descriptions);
  const filled: Record<string, string> = {};
  const accounts: Record<string, Record<string, string>> = {};
  for (const named of program.environment) {
    if (named.use === "callback") continue;
    const { connector } = program.plan[named.use.end];
    const account = accountOf(presets, program.plan, connector, named);
    const preset = presets[connector]?.[account];
    if (preset === undefined) continue;
    const given = env[named.name];
    if (!given) filled[named.name] = preset;
    else accounts[connector] = { ...accounts[connector], [account]: given };
  }
  Object.assign(filled, fillCallback(program, { ...filled, ...env }));
  const complete = { ...env, ...filled };
  const address = await addressOf(program.plan.callback, complete);
  // What is updated or archived has to be there: whom no run has created yet, the target knows from elsewhere.
  const known = ["update", "archive"].includes(program.plan.mode);
  const unknown = new Set<string>();
  const onUnknown = (host: string, what: string) => unknown.add(`sandbox: ${host} does not know ${what}`);
  const { beside = [], ...served } = options;
  const sandbox = await startSandbox({ ...served, accounts, known, descriptions, onUnknown });
  const endpoints = new Map(Object.entries(sandbox.endpoints).map(([host, url]) => [host, new URL(url)]));
  const callbacks = endpoints.get(callbackHost);
  if (address?.host && callbacks && !endpoints.has(address.host)) endpoints.set(address.host, callbacks);
  const names = Object.keys(filled).sort();
  const others =
    beside.length === 0 ? "nothing leaves this machine" : `of others only ${beside.join(", ")} is asked`;
  const systems = `sandbox: simulated systems at ${sandbox.url}; ${others}`;
  const credentials = names.length > 0 ? `\nsandbox: credentials of its own for ${names.join(", ")}` : "";
  const note = `${systems}${credentials}`;
  return { env: complete, endpoints, note, unknown: () => [...unknown], close: () => sandbox.close() };
}

/** As `rehearse`, for a connector alone: its parameters are names of the environment, `ACME_TOKEN`. */
export async function rehearseConnector(
  connector: string,
  parameters: readonly string[],
  env: Environment,
  options: { readonly directory: string; readonly rateLimit: boolean },
  descriptions: readonly Description[],
): Promise<Rehearsal> {
  const presets = accountsOf(descriptions)[connector];
  const filled: Record<string, string> = {};
  const account: Record<string, string> = {};
  for (const parameter of parameters) {
    const name = variableOf(connector, parameter);
    const [given, preset] = [env[name], presets?.[parameter]];
    if (given) account[parameter] = given;
    else if (preset !== undefined) filled[name] = preset;
  }
  const accounts = presets ? { [connector]: account } : {};
  const sandbox = await startSandbox({ ...options, accounts, descriptions });
  const endpoints = new Map(Object.entries(sandbox.endpoints).map(([host, url]) => [host, new URL(url)]));
  return {
    env: { ...env, ...filled },
    endpoints,
    note: `sandbox: simulated systems at ${sandbox.url}`,
    unknown: () => [],
    close: () => sandbox.close(),
  };
}

/**
 * The value that an account has for a parameter. What is read may stand elsewhere than what is written, and what one origin writes may
 * have a place for it alone: then the account has a value of its own for that.
 */
function accountOf(
  presets: Accounts,
  { origin }: Program["plan"],
  connector: string,
  { parameter, use }: NamedValue,
): string {
  if (use === "callback" || use.kind === "auth") return parameter;
  const own = `${use.end === "origin" ? "pull" : origin.connector}_${parameter}`;
  return presets[connector]?.[own] === undefined ? parameter : own;
}
