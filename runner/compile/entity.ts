/** How an entity is pulled and pushed, compiled with the names that each slot can see. */
import type { Entity, Pull } from "../../schemas/connector.types.js";
import { Fault } from "../faults/fault.js";
import { locateKey, type Path } from "../load/source.js";
import { suggest } from "../validate/nearest.js";
import { type Connector, parameterShape } from "./connector.js";
import { milliseconds } from "./duration.js";
import type { CursorPlan, ListPlan, PullPlan, PushPlan } from "./plan.js";
import { anything, object } from "./shape.js";
import { compileRequest, compileSteps, methodOf, type Names, responseNames } from "./steps.js";

/** The entity of a connector, or a finding with the names there are. */
export function findEntity(
  connector: Connector,
  name: string,
  at: Fault["details"]["location"],
): Entity | undefined {
  const { entities } = connector.manifest;
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (!entity) {
    const hint = suggest(name, Object.keys(entities), `Entities of ${connector.name}`);
    connector.slots.findings.push(
      new Fault("INVALID", `${connector.name} has no entity \`${name}\``, { hint, location: at }),
    );
  }
  return entity;
}

export function compilePull(connector: Connector, name: string, entity: Entity, pull: Pull): PullPlan {
  const { slots } = connector;
  const path: Path = ["entities", name, "pull"];
  const auth = parameterShape(connector.manifest.auth);
  const shape = connector.shapes[name] ?? anything;
  const base: Names = { parameters: parameterShape(pull.parameters), mode: anything };
  const once = compileSteps(slots, [...path, "once"], pull.once, base, auth);
  const listNames: Names = { ...once.names, page: anything };
  const each = compileSteps(slots, [...path, "each"], pull.each, { ...once.names, record: shape }, auth);
  const one = pull.one && {
    request: compileRequest(slots, [...path, "one"], pull.one, { ...once.names, key: anything }, auth),
    record: slots.expression([...path, "one", "record"], pull.one.record, object(responseNames)),
  };
  return {
    key: slots.expression(["entities", name, "key"], entity.key, shape),
    once: once.steps,
    list: compileList(connector, [...path, "list"], pull, listNames),
    each: each.steps,
    one,
    cursor: compileCursor(connector, [...path, "cursor"], pull, { ...listNames, cursor: anything }, name),
  };
}

function compileList(connector: Connector, path: Path, pull: Pull, names: Names): ListPlan {
  const { slots } = connector;
  const { list } = pull;
  if (!methodOf(list)) {
    const location = locateKey(slots.source, path);
    slots.findings.push(
      new Fault("INVALID", "`list` names no request", {
        hint: "Write `get:` or `post:` and a path.",
        location,
      }),
    );
  }
  const answer = object({ ...names, ...responseNames });
  const optional = (key: "next" | "total", text: string | undefined) =>
    text === undefined ? undefined : slots.expression([...path, key], text, answer);
  return {
    request: compileRequest(slots, path, list, names, parameterShape(connector.manifest.auth)),
    records: slots.expression([...path, "records"], list.records, answer),
    first: list.first,
    next: optional("next", list.next),
    total: optional("total", list.total),
    filter:
      list.filter === undefined ? undefined : slots.expression([...path, "filter"], list.filter, anything),
    limit:
      list.limit === undefined ? undefined : slots.expression([...path, "limit"], list.limit, object(names)),
  };
}

function compileCursor(
  connector: Connector,
  path: Path,
  pull: Pull,
  names: Names,
  entity: string,
): CursorPlan | undefined {
  const { cursor } = pull;
  if (!cursor) return undefined;
  const { slots, shapes } = connector;
  return {
    value: slots.expression([...path, "value"], cursor.value, object({ record: shapes[entity] ?? anything })),
    query: slots.template([...path, "query"], cursor.query, object(names)),
    ascending: cursor.order === "ascending",
    overlapMs: cursor.overlap === undefined ? 0 : milliseconds(cursor.overlap),
  };
}

export function compilePush(
  connector: Connector,
  name: string,
  entity: Entity,
  operation: string,
): PushPlan | undefined {
  const push = Object.hasOwn(entity.push ?? {}, operation) ? entity.push?.[operation] : undefined;
  if (!push) return undefined;
  const { slots } = connector;
  const path: Path = ["entities", name, "push", operation];
  const auth = parameterShape(connector.manifest.auth);
  const base: Names = { parameters: parameterShape(push.parameters), mode: anything };
  const once = compileSteps(slots, [...path, "once"], push.once, base, auth);
  const item = connector.shapes[name] ?? anything;
  const each = compileSteps(
    slots,
    [...path, "each"],
    push.each,
    { ...once.names, item, interrupted: anything },
    auth,
  );
  return {
    key: slots.expression(["entities", name, "key"], entity.key, item),
    idempotent: push.idempotent ?? false,
    once: once.steps,
    each: each.steps,
  };
}
