/** A compiled pipeline before it knows its environment, and what the environment makes of it. */
import { Fault } from "../faults/fault.js";
import { locateKey } from "../load/source.js";
import { openParameters } from "./connector.js";
import type { Flow } from "./flow.js";
import type { Plan } from "./plan.js";
import type { Slots } from "./slots.js";
import { type Block, type Environment, environmentNames, resolveBlock, secretsOf } from "./values.js";

type Mapping = Readonly<Record<string, unknown>>;

/** A compiled pipeline that does not know its environment yet. */
export interface Program {
  readonly plan: Plan;
  /** The names of the environment that the pipeline uses, with the key under which each is given: `connector_auth.api_key`. */
  readonly environment: readonly { readonly name: string; readonly key: string }[];
  /**
   * Puts the environment in, and the pull parameters of an event over those of the file. What is missing or wrong goes into
   * `findings`.
   */
  resolve(env: Environment, findings: Fault[], event?: Mapping): Promise<Resolved>;
}

/** The values of one run, and which of them are secret. */
export interface Resolved {
  readonly origin: { readonly auth: Mapping; readonly parameters: Mapping };
  readonly target: { readonly auth: Mapping; readonly parameters: Mapping };
  /** The part of the environment that the pipeline names; nothing else of it is ever looked at. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The credentials among them: these are masked in records, too. */
  readonly credentials: readonly string[];
}

/** From this length on a value of the environment is masked although nothing says that it is secret. */
const TELLING = 8;

/** The blocks of a pipeline file that hold values. */
export interface Blocks {
  readonly own: Block;
  readonly other: Block;
  readonly pull: Block;
  readonly push: Block;
  readonly callback: Block;
}

/** @param given the mapping under a key of the file; an empty one where there is none */
export function blocksOf({ own, other, action, pull, push }: Flow, given: (key: string) => Mapping): Blocks {
  const block = (key: string, parameters: Block["parameters"]): Block => ({
    key,
    given: given(key),
    parameters,
  });
  const open = (parameters: Block["parameters"], fixed: Mapping | undefined) =>
    openParameters(parameters, fixed, action.required_parameters);
  return {
    own: block(own.side.authKey, own.connector.manifest.auth),
    other: block(other.side.authKey, other.connector.manifest.auth),
    pull: block("pull_parameters", open(pull?.parameters, action.pull_parameters)),
    push: block("push_parameters", open(push?.parameters, action.push_parameters)),
    callback: block("callback", undefined),
  };
}

/** The program of a plan. */
export function createProgram(plan: Plan, { action }: Flow, blocks: Blocks, slots: Slots): Program {
  const environment = Object.values(blocks).flatMap(({ key, given }) =>
    Object.entries(given).flatMap(([name, value]) =>
      environmentNames(value).map((one) => ({ name: one, key: `${key}.${name}` })),
    ),
  );
  return {
    plan,
    environment,
    resolve: async (given, findings, event = {}) => {
      // No name of the environment is there only because every object has it, as `constructor` is.
      const env: Environment = Object.assign(Object.create(null), given);
      const values = (block: Block) => resolveBlock(block, slots, env, findings);
      const own = await values(blocks.own);
      const other = await values(blocks.other);
      const pulled = await values({ ...blocks.pull, given: { ...blocks.pull.given, ...event } });
      const pushed = await values(blocks.push);
      checkCallback(blocks.callback, slots, env, findings);
      const credentials = [
        ...secretsOf(blocks.own.parameters, own),
        ...secretsOf(blocks.other.parameters, other),
      ];
      const used = environment.map(({ name }) => [name, env[name] ?? ""] as const);
      const [originAuth, targetAuth] = action.direction === "inbound" ? [own, other] : [other, own];
      return {
        origin: { auth: originAuth, parameters: { ...pulled, ...action.pull_parameters } },
        target: { auth: targetAuth, parameters: { ...pushed, ...action.push_parameters } },
        env: Object.fromEntries(used),
        credentials,
        secrets: [
          ...credentials,
          ...used.map(([, value]) => value).filter(({ length }) => length >= TELLING),
        ],
      };
    },
  };
}

function checkCallback(block: Block, slots: Slots, env: Environment, findings: Fault[]): void {
  for (const name of environmentNames(block.given)) {
    if (env[name]) continue;
    const location = locateKey(slots.source, [block.key]);
    const hint = `Set it: export ${name}=…`;
    findings.push(new Fault("INVALID", `the environment has no ${name}`, { hint, location }));
  }
}
