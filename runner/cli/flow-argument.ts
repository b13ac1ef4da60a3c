/** The argument of commands that look at the state: a workflow_id, or the pipeline file that has it. */
import { resolve } from "node:path";
import { compilePipeline } from "../compile/pipeline.js";
import { openWorkspace } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { Redactor } from "../report/redact.js";
import { openStore, openStoreToRead, type Store } from "../store/store.js";
import { learnSecrets } from "./secrets.js";
import { environment, stateDirectory, storeUrl } from "./settings.js";
import type { Shell } from "./shell.js";

export interface FlowOptions {
  readonly store?: string;
  readonly sandbox?: boolean;
  readonly envFile?: string;
}

/** As the schema of a pipeline has it. */
const WORKFLOW_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** What such an argument means. */
export interface FlowArgument {
  /** Undefined for all. */
  readonly workflowId: string | undefined;
  /** Keeps the credentials of the pipeline out of what is shown. */
  readonly mask: Redactor;
  /** The pipeline file, where it is one: the state is that of its project. */
  readonly pipeline: string | undefined;
}

/** @throws Fault INVALID when the file cannot be compiled */
export async function flowOf(
  shell: Shell,
  flow: string | undefined,
  options: FlowOptions,
): Promise<FlowArgument> {
  if (flow === undefined || !/\.ya?ml$/.test(flow)) {
    if (flow !== undefined && !WORKFLOW_ID.test(flow)) {
      throw new Fault("USAGE", `${flow} is neither a workflow_id nor a pipeline file`);
    }
    return { workflowId: flow, mask: shell.redactor, pipeline: undefined };
  }
  await learnSecrets(shell, resolve(shell.cwd, flow));
  const findings: Fault[] = [];
  const program = await compilePipeline(
    resolve(shell.cwd, flow),
    openWorkspace(shell.cwd, undefined, true),
    findings,
  );
  throwFindings(findings);
  // What is missing in the environment is no secret of this pipeline, either.
  const values = await program?.resolve(await environment(shell, options.envFile), []);
  return { workflowId: program?.plan.workflowId, mask: new Redactor(values?.secrets), pipeline: flow };
}

/**
 * As `withStore`, for a command that changes nothing: where there is no store it stays so, and one that was emptied is not taken for one
 * that holds nothing (I3).
 */
export async function withStoreToRead<T>(
  shell: Shell,
  argument: FlowArgument,
  options: FlowOptions,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const confirmed = async (store: Store) => {
    if (argument.workflowId !== undefined) await store.confirm(argument.workflowId);
    return use(store);
  };
  return withStore(shell, argument, options, confirmed, openStoreToRead);
}

/** Opens the store of the state for a command, and closes it behind it. */
export async function withStore<T>(
  shell: Shell,
  { pipeline }: FlowArgument,
  { store: given, sandbox }: FlowOptions,
  use: (store: Store) => Promise<T>,
  open: typeof openStoreToRead = openStore,
): Promise<T> {
  const witness = `${stateDirectory(shell, sandbox, pipeline)}/witness`;
  const store = await open(storeUrl(shell, given, sandbox, pipeline), { witness });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
