/** Which way an action goes: the connectors at both ends, with what the action makes of them. */
import type { Action, Entity, Operation, Pull } from "../../schemas/connector.types.js";
import type { Fault, Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { anything, type Type } from "../typing/type.js";
import { variantOf } from "./action.js";
import { type Connector, itemType, parameterType } from "./connector.js";
import { findEntity } from "./entity.js";
import type { SidePlan } from "./plan.js";

/** One end of an action. */
export interface End {
  readonly connector: Connector;
  readonly side: SidePlan;
  readonly entity: Entity | undefined;
}

/** An action between its two ends; what is missing was told as a finding. */
export interface Flow {
  readonly name: string;
  readonly action: Action;
  /** The connector of the action, as this action uses it. */
  readonly own: End;
  readonly other: End;
  readonly origin: End;
  readonly target: End;
  readonly pull: Pull | undefined;
  /** Name of the push operation. */
  readonly operation: string;
  readonly push: Operation | undefined;
  /** The type of the records that are pulled. */
  readonly record: Type;
  /** The type of the items that are pushed. */
  readonly item: Type;
  /** The variables that logics and formats see. */
  readonly seen: Readonly<Record<string, Type>>;
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
  const end = (one: Connector, authKey: string): End => ({
    connector: one,
    side: { connector: one.name, title: one.manifest.title, http: one.http, authKey },
    entity: findEntity(one, action.entity, at),
  });
  const own = end(variantOf(connector, name, action), "connector_auth");
  const other = end(partner, `${partner.name}_auth`);
  const [origin, target] = action.direction === "inbound" ? [own, other] : [other, own];
  const operation = action.operation ?? action.mode;
  const pull = origin.entity?.pull;
  const push = Object.hasOwn(target.entity?.push ?? {}, operation)
    ? target.entity?.push?.[operation]
    : undefined;
  const cannot = (title: string, what: string) =>
    findings.push(
      finding("missing-operation", { said: `${title} cannot ${what} a ${action.entity}` }, { location: at }),
    );
  if (origin.entity && !pull) cannot(origin.side.title, "be asked for");
  if (target.entity && !push) cannot(target.side.title, operation);
  return {
    ...{ name, action, own, other, origin, target, pull, operation, push },
    record: origin.connector.types[action.entity] ?? anything,
    item: itemType(target.connector, action.entity, operation),
    seen: {
      pull_parameters: parameterType(pull?.parameters),
      push_parameters: parameterType(push?.parameters),
    },
  };
}
