/** Makes a pipeline ready for whatever is done with it: compiled, with the values of the environment, and with the systems that it meets. */
import { resolve } from "node:path";
import { assertEndpoints } from "../compile/endpoints.js";
import { compilePipeline } from "../compile/pipeline.js";
import type { Program, Resolved } from "../compile/program.js";
import { openWorkspace } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { Proxies } from "../http/proxies.js";
import type { RunOptions } from "../run-options.js";
import { findDescriptions } from "../sandbox/described/find.js";
import { readEvent } from "./event.js";
import { openFolder, type RunFolder, valuesIn } from "./folder.js";
import { type Rehearsal, rehearse } from "./rehearsal.js";
import { learnSecrets } from "./secrets.js";
import {
  changes,
  endpoints,
  environment,
  projectFolder,
  stateDirectory,
  storeUrl,
  unusedFiles,
} from "./settings.js";
import type { Shell } from "./shell.js";

/** The options of every command that asks the systems of a pipeline. */
export interface PipelineOptions {
  readonly event?: string;
  readonly incremental?: boolean;
  readonly concurrency: number;
  readonly retries: number;
  readonly rateLimit: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly set?: readonly string[];
  readonly envFile?: string;
  readonly store?: string;
  /** Seconds. */
  readonly lease?: number;
  readonly sandbox?: boolean;
  readonly endpoint?: readonly string[];
  readonly files?: string;
  readonly allowHost?: readonly string[];
  readonly json?: boolean;
}

/** A pipeline that is ready. */
export interface Prepared {
  readonly program: Program;
  readonly values: Resolved;
  /** To be closed by whoever prepared, as is the folder. */
  readonly rehearsal: Rehearsal | undefined;
  readonly folder: RunFolder | undefined;
}

/**
 * Compiles a pipeline and puts in the values of the environment.
 *
 * @param adapt changes the data of the file before it is checked
 * @throws Fault INVALID with all findings, USAGE
 */
export async function prepare(
  shell: Shell,
  pipeline: string,
  options: PipelineOptions,
  adapt: (data: Record<string, unknown>) => void = () => {},
): Promise<Prepared> {
  const findings: Fault[] = [];
  const path = resolve(shell.cwd, pipeline);
  await learnSecrets(shell, path);
  const change = changes(options.set ?? []);
  if (options.event !== undefined && options.incremental)
    throw new Fault("USAGE", "--event and --incremental exclude each other", {
      hint: "An event asks for records of its own: it neither begins at the token nor moves it.",
    });
  const program = await compilePipeline(path, openWorkspace(shell.cwd, undefined, true), findings, (data) => {
    adapt(data);
    if (options.incremental !== undefined) data.incremental = options.incremental;
    // What an event asks for is no part of the list that the token is about.
    if (options.event !== undefined) data.incremental = false;
    return change(data);
  });
  throwFindings(findings);
  if (!program) throw new Error("a pipeline without findings was not compiled");
  const given = endpoints(options.endpoint ?? []);
  const env = await environment(shell, options.envFile);
  const directory = stateDirectory(shell, true, pipeline);
  const rehearsal = options.sandbox
    ? await rehearse(
        program,
        env,
        { directory, rateLimit: options.rateLimit, beside: [...given.keys()] },
        await findDescriptions(projectFolder(shell, pipeline), shell.cwd),
      )
    : undefined;
  try {
    const event =
      options.event === undefined ? undefined : await readEvent(options.event, program.plan, shell.cwd);
    const resolved = await program.resolve(rehearsal?.env ?? env, findings, event, {
      isRehearsed: rehearsal !== undefined,
      files: () => unusedFiles(shell, path, options.envFile),
    });
    throwFindings(findings);
    await assertEndpoints(given, program, resolved);
    const addresses = [resolved.origin, resolved.target].map(({ place }) => place.baseUrl);
    const folder = await openFolder(shell, pipeline, options, addresses);
    return { program, values: valuesIn(folder, resolved), rehearsal, folder };
  } catch (error) {
    await rehearsal?.close();
    throw error;
  }
}

type Surroundings = Pick<
  RunOptions,
  | "directory"
  | "store"
  | "key"
  | "leaseMs"
  | "concurrency"
  | "retries"
  | "rateLimits"
  | "timeoutMs"
  | "random"
  | "endpoints"
  | "onlyEndpoints"
  | "allowHosts"
  | "proxies"
>;

/** What the options of a command say of the state and of the network. */
export function surroundings(
  shell: Shell,
  pipeline: string | undefined,
  options: PipelineOptions,
  { rehearsal, folder }: Pick<Prepared, "rehearsal" | "folder">,
): Surroundings {
  return {
    directory: stateDirectory(shell, options.sandbox, pipeline),
    store: storeUrl(shell, options.store, options.sandbox, pipeline),
    key: shell.env.SYNC_RUNNER_KEY,
    leaseMs: options.lease === undefined ? undefined : options.lease * 1000,
    concurrency: options.concurrency,
    retries: options.retries,
    rateLimits: options.rateLimit,
    timeoutMs: options.timeout * 1000,
    random: shell.random,
    endpoints: new Map([
      ...(rehearsal?.endpoints ?? []),
      ...(folder?.endpoints ?? []),
      ...endpoints(options.endpoint ?? []),
    ]),
    onlyEndpoints: options.sandbox,
    allowHosts: new Set(options.allowHost?.map((host) => host.toLowerCase())),
    proxies: new Proxies(shell.env),
  };
}
