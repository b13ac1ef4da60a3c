/** Which way a pipeline goes: the connectors at both ends, and what is made of them there. */
import type { Action, Entity, Operation, Parameters, Pull } from "../../schemas/connector.types.js";
import type { Fault, Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { anything, type Type } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { openParameters, variantOf } from "./action.js";
import { type Connector, itemType, parameterType } from "./connector.js";
import { findEntity } from "./entity.js";
import { closedIn, pullIn } from "./modes.js";
import type { SidePlan } from "./plan.js";

type Mapping = Readonly<Record<string, unknown>>;

/** A block of a pipeline file that holds values, and what it may hold. */
export interface OpenBlock {
  /** The keys that lead to it: `["origin", "auth"]`. */
  readonly path: readonly string[];
  readonly parameters: Parameters | undefined;
}

/** One end of a flow. */
export interface End {
  readonly connector: Connector;
  readonly side: SidePlan;
  readonly entityName: string;
  readonly entity: Entity | undefined;
  readonly auth: OpenBlock;
  readonly parameters: OpenBlock;
  /** Parameters that an action gives, and a pipeline cannot. */
  readonly fixed: Mapping;
}

/** A default format: that of an action of a connector. */
export interface Preset {
  readonly connector: Connector;
  readonly name: string;
  readonly action: Action;
}

/** A flow between its two ends; what is missing was told as a finding. */
export interface Flow {
  /** What it is called in results: `acme.create_profiles`. */
  readonly title: string;
  /** The connector whose functions and tables the expressions of the pipeline see. */
  readonly own: End;
  readonly origin: End;
  readonly target: End;
  readonly pull: Pull | undefined;
  readonly mode: Action["mode"];
  /** Name of the push operation. */
  readonly operation: string;
  readonly push: Operation | undefined;
  /** The type of the records that are pulled. */
  readonly record: Type;
  /** The type of the items that are pushed. */
  readonly item: Type;
  /** The variables that logics and formats see. */
  readonly seen: Readonly<Record<string, Type>>;
  /** The action that the pipeline names. */
  readonly action: Preset | undefined;
}

/** What is said of one end before the flow is known. */
export interface EndText {
  readonly connector: Connector;
  readonly entity: string;
  readonly at: Location;
  /** Where the operation is named, if it is: an action brings its own. */
  readonly operationAt?: Location;
  readonly auth: readonly string[];
  readonly parameters: readonly string[];
  readonly fixed?: Mapping | undefined;
  readonly required?: readonly string[] | undefined;
}

/**
 * The flow of an action of a pipeline.
 *
 * @param at where the action is named
 */
export function flowOf(
  connector: Connector,
  name: string,
  action: Action,
  partner: Connector,
  at: Location,
  findings: Fault[],
): Flow {
  const own = {
    connector: variantOf(connector, name, action),
    auth: ["connector_auth"],
  };
  const other = { connector: partner, auth: [`${partner.name}_auth`] };
  const isInbound = action.direction === "inbound";
  const [origin, target] = isInbound ? [own, other] : [other, own];
  const common = { entity: action.entity, at, required: action.required_parameters };
  const flow = connect(
    { ...common, ...origin, parameters: ["pull_parameters"], fixed: action.pull_parameters },
    { ...common, ...target, parameters: ["push_parameters"], fixed: action.push_parameters },
    { mode: action.mode, operation: action.operation ?? action.mode },
    findings,
  );
  return {
    ...flow,
    title: `${connector.name}.${name}`,
    own: isInbound ? flow.origin : flow.target,
    action: { connector: own.connector, name, action },
  };
}

/** Puts two ends together. */
export function connect(
  from: EndText,
  to: EndText,
  { mode, operation }: Pick<Flow, "mode" | "operation">,
  findings: Fault[],
): Omit<Flow, "title" | "own" | "action"> {
  const [read, written] = [from, to].map(({ connector, entity, at }) => findEntity(connector, entity, at));
  const pull = pullIn(read?.pull, mode);
  const push = Object.hasOwn(written?.push ?? {}, operation) ? written?.push?.[operation] : undefined;
  const cannot = ({ connector, entity }: EndText, what: string, location: Location, known: string[]) => {
    const said = `${connector.manifest.title} cannot ${what} a ${entity}`;
    const hint = known.length > 0 ? suggest(operation, known, "It can") : undefined;
    findings.push(finding("missing-operation", { said }, { hint, location, fix: respelt(operation, known) }));
  };
  if (read && !pull) cannot(from, "be asked for", from.at, []);
  if (written && !push)
    cannot(to, operation, to.operationAt ?? to.at, to.operationAt ? Object.keys(written.push ?? {}) : []);
  return {
    ...{ pull, push, mode, operation },
    origin: endOf(
      { ...from, fixed: { ...closedIn(read?.pull, mode), ...from.fixed } },
      read,
      pull?.parameters,
    ),
    target: endOf(to, written, push?.parameters),
    record: from.connector.types[from.entity] ?? anything,
    item: itemType(to.connector, to.entity, operation),
    seen: {
      pull_parameters: parameterType(pull?.parameters),
      push_parameters: parameterType(push?.parameters),
    },
  };
}

function endOf(text: EndText, entity: Entity | undefined, parameters: Parameters | undefined): End {
  const { connector, fixed = {} } = text;
  const { name, manifest, http } = connector;
  return {
    ...{ connector, entity, entityName: text.entity, fixed },
    side: { connector: name, title: manifest.title, http, authKey: text.auth.join(".") },
    auth: { path: text.auth, parameters: manifest.auth },
    parameters: { path: text.parameters, parameters: openParameters(parameters, fixed, text.required) },
  };
}
