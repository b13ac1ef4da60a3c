/** A compiled pipeline before it knows its environment, and what the environment makes of it. */
import { createHash } from "node:crypto";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue } from "../load/source.js";
import { doubtfulValues } from "./checks/doubtful-values.js";
import { literalSecrets } from "./checks/literal-secrets.js";
import type { End, Flow, OpenBlock } from "./flow.js";
import { type Environment, environmentNames, type Help, missingNames } from "./missing.js";
import type { Plan, SidePlan } from "./plan.js";
import { asText, type Slots } from "./slots.js";
import { type Block, resolveBlock, secretsOf } from "./values.js";

type Mapping = Readonly<Record<string, unknown>>;

/** A compiled pipeline that does not know its environment yet. */
export interface Program {
  readonly plan: Plan;
  /** What stops no run and is wrong in files that are kept: secrets that stand there, things that are declared and not used. */
  secondLook(): readonly Fault[];
  /** What is found when another file has the same `workflow_id`: both would share a token and a lock. */
  sameFlow(file: string): Fault;
  /** The names of the environment that the pipeline uses. */
  readonly environment: readonly NamedValue[];
  /**
   * Puts the environment in, and the pull parameters of an event over those of the file. What is missing or wrong goes into
   * `findings`.
   *
   * @param help for names that are missing
   */
  resolve(env: Environment, findings: Fault[], event?: Mapping, help?: Help): Promise<Resolved>;
}

/** A value that the environment gives. */
export interface NamedValue {
  readonly name: string;
  /** Where the pipeline names it: `connector_auth.api_key`. */
  readonly key: string;
  /** The last part of it: `api_key`. */
  readonly parameter: string;
  readonly use: "callback" | { readonly end: "origin" | "target"; readonly kind: "auth" | "parameters" };
}

/** What tells one place that is read or written from another (I10). */
export interface Place {
  readonly baseUrl: string;
  /** The credentials that are not secret. */
  readonly account: Mapping;
  /** The filters of the origin; of the target, the parameters that say where. Without secrets. */
  readonly parameters: Mapping;
  /** A hash of the parameters that are secret; empty where there are none. */
  readonly hidden: string;
}

/** One side of a run. */
export interface Side {
  readonly auth: Mapping;
  readonly parameters: Mapping;
  readonly place: Place;
}

/** The values of one run, and which of them are secret. */
export interface Resolved {
  readonly origin: Side;
  readonly target: Side;
  /** Tells the `logics` and the `format` of this pipeline from others. */
  readonly mapping: string;
  /** The pull parameters that an event brought. */
  readonly event?: Readonly<Record<string, unknown>> | undefined;
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
  readonly origin: EndBlocks;
  readonly target: EndBlocks;
  readonly callback: Block;
}

interface EndBlocks {
  readonly auth: Block;
  readonly parameters: Block;
}

/** @param given the mapping at a place of the file; an empty one where there is none */
export function blocksOf({ origin, target }: Flow, given: (path: readonly string[]) => Mapping): Blocks {
  const block = (open: OpenBlock, connector: string): Block => ({
    ...open,
    connector,
    given: given(open.path),
  });
  const ofEnd = ({ connector: { name }, auth, parameters }: End) => ({
    auth: block(auth, name),
    parameters: block(parameters, name),
  });
  return {
    origin: ofEnd(origin),
    target: ofEnd(target),
    callback: block({ path: ["callback"], parameters: undefined }, ""),
  };
}

/** The program of a plan. */
export function createProgram(
  plan: Plan,
  flow: Flow,
  blocks: Blocks,
  slots: Slots,
  mapping: string,
): Program {
  const { origin, target, callback } = blocks;
  const values = [origin.auth, target.auth, origin.parameters, target.parameters];
  const all: readonly (readonly [NamedValue["use"], Block])[] = [
    [{ end: "origin", kind: "auth" }, origin.auth],
    [{ end: "target", kind: "auth" }, target.auth],
    [{ end: "origin", kind: "parameters" }, origin.parameters],
    [{ end: "target", kind: "parameters" }, target.parameters],
    ["callback", callback],
  ];
  const environment = all.flatMap(([use, { path, given }]) =>
    Object.entries(given).flatMap(([parameter, value]) =>
      environmentNames(value).map(
        (name): NamedValue => ({ name, key: [...path, parameter].join("."), parameter, use }),
      ),
    ),
  );
  return {
    plan,
    environment,
    sameFlow: (file) =>
      finding(
        "workflow-twice",
        { file },
        {
          hint: "Give each pipeline an identifier of its own.",
          location: locateValue(slots.source, ["workflow_id"]),
        },
      ),
    secondLook: () => [
      ...literalSecrets(slots.source, [...values, callback]),
      ...doubtfulValues(slots.source, values),
    ],
    resolve: async (given, findings, event, help = {}) => {
      // No name of the environment is there only because every object has it, as `constructor` is.
      const env: Environment = Object.assign(Object.create(null), given);
      const valuesOf = (block: Block) => resolveBlock(block, slots, env, findings, help);
      const from = await valuesOf(origin.auth);
      const to = await valuesOf(target.auth);
      const pulled = await valuesOf({
        ...origin.parameters,
        given: { ...origin.parameters.given, ...event },
      });
      const pushed = await valuesOf(target.parameters);
      findings.push(...(await missingNames(callback.path, callback.given, slots, env, help)));
      const credentials = [
        ...secretsOf(origin.auth.parameters, from),
        ...secretsOf(target.auth.parameters, to),
      ];
      const used = environment.map(({ name }) => [name, env[name] ?? ""] as const);
      const read = { ...pulled, ...flow.origin.fixed };
      const written = { ...pushed, ...flow.target.fixed };
      // What an event brings is a record that is asked for, not a filter of the flow.
      const filters = Object.fromEntries(
        Object.entries(read).filter(([name]) => !Object.hasOwn(event ?? {}, name)),
      );
      const where = Object.fromEntries(plan.push.scope.map((name) => [name, written[name]]));
      return {
        origin: {
          ...{ auth: from, parameters: read },
          place: await placeOf(plan.origin, origin, from, filters),
        },
        target: {
          ...{ auth: to, parameters: written },
          place: await placeOf(plan.target, target, to, where),
        },
        mapping,
        event,
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

async function placeOf(
  side: SidePlan,
  { auth: credentials, parameters: { parameters: known } }: EndBlocks,
  auth: Mapping,
  parameters: Mapping,
): Promise<Place> {
  const secret = (one: Block["parameters"], name: string) => one?.properties?.[name]?.writeOnly === true;
  const without = (values: Mapping, one: Block["parameters"]): Mapping =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !secret(one, name)));
  const hidden = Object.entries(parameters).filter(([name]) => secret(known, name));
  return {
    baseUrl: await baseUrlOf(side, auth),
    account: without(auth, credentials.parameters),
    parameters: without(parameters, known),
    hidden: hidden.length === 0 ? "" : createHash("sha256").update(JSON.stringify(hidden)).digest("hex"),
  };
}

/** The address of a system; what is wrong with it is said when the run opens it. */
async function baseUrlOf({ http }: SidePlan, auth: Mapping): Promise<string> {
  try {
    return asText(await http.baseUrl.render({ auth }));
  } catch {
    return "";
  }
}
