/**
 * A pipeline with an `origin` and a `target`, any system to any system. Without a `format` of its own a record becomes what the origin's
 * action makes of it for a third system, is taken as if that system had been read, and becomes what the target's action makes of it.
 */
import type { Action } from "../../schemas/connector.types.js";
import type { Pipeline } from "../../schemas/pipeline.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Source } from "../load/source.js";
import { anything, type Type } from "../typing/type.js";
import { partnerOf } from "./action.js";
import { type Connector, itemType, loadConnector } from "./connector.js";
import { connect, type Flow, type Preset } from "./flow.js";
import { compilePreset, type Format, type Wants } from "./mapping.js";
import { expressionText } from "./named-file.js";
import { checkRecord } from "./outgoing.js";
import type { Evaluate } from "./slots.js";
import type { Project } from "./workspace.js";

type Between = Required<Pick<Pipeline, "origin" | "target">>;

const MODES = ["create", "update", "archive", "upsert"] as const;

/** The flow between the two ends that a pipeline names; undefined where one cannot be read. */
export async function flowBetween(
  { origin, target }: Between,
  source: Source,
  around: Project,
  findings: Fault[],
): Promise<Flow | undefined> {
  const load = (end: "origin" | "target") => {
    const { connector } = { origin, target }[end];
    return loadConnector(connector, around, findings, locateValue(source, [end, "connector"]));
  };
  const [from, to] = [await load("origin"), await load("target")];
  if (!from || !to) return undefined;
  const end = (connector: Connector, key: "origin" | "target", entity: string) => ({
    ...{ connector, entity, auth: [key, "auth"], parameters: [key, "parameters"] },
    at: locateValue(source, [key, "entity"]),
  });
  const { operation } = target;
  const mode = origin.mode ?? MODES.find((one) => one === operation) ?? "create";
  const flow = connect(
    end(from, "origin", origin.entity),
    { ...end(to, "target", target.entity), operationAt: locateValue(source, ["target", "operation"]) },
    { mode, operation },
    findings,
  );
  const title = `${from.name}.${origin.entity} to ${to.name}.${target.entity}`;
  return { ...flow, title, own: flow.origin, action: undefined };
}

/** The format that a record goes through where the pipeline has none. */
export async function joinedFormat(
  flow: Flow,
  source: Source,
  wants: Wants,
  around: Project,
  findings: Fault[],
): Promise<Format> {
  const { origin, target, pull, push, mode, operation, record, seen } = flow;
  // What cannot be read or written is told by itself.
  if (!pull || !push) return { evaluate: () => undefined, text: undefined };
  const written = (action: Action) => (action.operation ?? action.mode) === operation;
  const inbound = presets(origin.connector, "inbound", origin.entityName);
  const outbound = presets(target.connector, "outbound", target.entityName).filter(({ action }) =>
    written(action),
  );
  // Of what is archived a format tells the key alone.
  const first =
    inbound.find(({ action }) => action.mode === mode) ??
    (mode === "archive" ? undefined : inbound.find(({ action }) => action.mode !== "archive"));
  // What the target makes of records of the origin's own system needs nothing before it.
  const direct = outbound.find(({ action }) => partnerOf(action) === origin.connector.name);
  if (direct) return compilePreset(direct, record, wants, seen, around);
  const own = inbound.find(({ action }) => partnerOf(action) === target.connector.name && written(action));
  if (own) return compilePreset(own, record, wants, seen, around);
  const last = first && outbound.find(({ action }) => partnerOf(action) === partnerOf(first.action));
  const isSame = origin.entityName === target.entityName;
  const through = first && last && isSame && (await modelOf(first, origin.entityName, around, findings));
  if (!first || !last || !through) {
    const said = isSame
      ? "the two systems have no default formats that could be joined"
      : `a ${origin.entityName} is no ${target.entityName}`;
    const location = locateKey(source, ["target"]);
    findings.push(
      finding("no-default-format", { said }, { hint: "Give the pipeline a `format`.", location }),
    );
    return { evaluate: () => undefined, text: undefined };
  }
  const before = await compilePreset(first, record, { item: through.item, key: undefined }, seen, around);
  const behind = await compilePreset(last, through.record, wants, seen, around);
  return {
    evaluate: inTurn([before.evaluate, through.evaluate, behind.evaluate]),
    text: [before.text, through.text, behind.text],
  };
}

/** The actions of a connector whose formats could be used. */
function presets(connector: Connector, direction: Action["direction"], entity: string): readonly Preset[] {
  return Object.entries(connector.manifest.actions ?? {})
    .filter(
      ([, action]) =>
        action.direction === direction &&
        action.entity === entity &&
        action.format !== undefined &&
        action.event === undefined,
    )
    .map(([name, action]) => ({ connector, name, action }));
}

/** The system between the two: what it takes, and what that looks like when it is read. */
async function modelOf({ action }: Preset, entity: string, around: Project, findings: Fault[]) {
  const model = await loadConnector(partnerOf(action), around, findings);
  const text = model?.manifest.entities[entity]?.as_read;
  if (!model || text === undefined) return undefined;
  const item = itemType(model, entity, action.operation ?? action.mode);
  const record = model.types[entity] ?? anything;
  const read = await compileAsRead(model, entity, text, item, around);
  return read && { item, record, ...read };
}

/** What an item looks like when it is read; undefined where that cannot be read itself. */
export async function compileAsRead(
  { slots }: Connector,
  entity: string,
  text: string,
  item: Type,
  around: Project,
): Promise<Format | undefined> {
  const place = await expressionText(text, { slots, path: ["entities", entity, "as_read"] }, around);
  if (!place) return undefined;
  const { evaluate } = place.slots.typed(place.path, place.text, item, checkRecord);
  return { evaluate, text: place.text };
}

/** Each on the result of the one before. */
function inTurn(all: readonly Evaluate[]): Evaluate {
  return (scope, variables) => {
    let value: unknown = scope;
    for (const evaluate of all) {
      const input = value;
      value =
        input instanceof Promise ? input.then((one) => evaluate(one, variables)) : evaluate(input, variables);
    }
    return value;
  };
}
