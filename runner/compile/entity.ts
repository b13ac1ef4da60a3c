/** How an entity is pulled and pushed, compiled with the names that each slot can see. */
import type { Entity, Operation, Pull } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import { element } from "../typing/member.js";
import { anything, boolean, list, object, oneOf, type Type } from "../typing/type.js";
import { nearest, respelt, suggest } from "../validate/nearest.js";
import { compileBatch } from "./batch.js";
import { checkKey } from "./checks/key-type.js";
import { type Connector, itemType, parameterType, reporting } from "./connector.js";
import { compileCursor, compileCursorValue } from "./cursor.js";
import { compileDeleted } from "./deleted.js";
import { checkSteady } from "./determinism.js";
import type { Names } from "./known-names.js";
import { compileList, compileParts } from "./list.js";
import { modeOf, placeIn, pullIn, seenIn } from "./modes.js";
import type { PullPlan, PushPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { sessionsOf } from "./session.js";
import type { Evaluate, Slots } from "./slots.js";
import { compileRequest, compileSteps } from "./steps.js";
import { compileWindow } from "./window.js";

const modes = oneOf("create", "update", "archive", "upsert");

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
    const given = { connector: connector.name, name };
    connector.slots.findings.push(
      finding("unknown-entity", given, { hint, location: at, fix: respelt(name, Object.keys(entities)) }),
    );
  }
  return entity;
}

/** How an entity is pulled. */
export function compilePull(
  connector: Connector,
  name: string,
  entity: Entity,
  pull: Pull,
  mode?: string,
): PullPlan {
  const { parts, slots } = connector;
  const own = modeOf(pull, mode) && mode;
  const plan = parts.get(`pull ${name} ${own ?? ""}`, slots.findings, (found) =>
    makePull(reporting(connector, found), name, entity, pull, own),
  );
  return mode === "archive" && plan.deleted ? { ...plan.deleted, living: plan } : plan;
}

function makePull(
  connector: Connector,
  name: string,
  entity: Entity,
  all: Pull,
  mode: string | undefined,
): PullPlan {
  const { list: whole, ...rest } = mode === undefined ? all : (pullIn(all, mode) ?? all);
  const { deleted, ...list } = whole;
  const pull = { ...rest, list };
  const { slots } = connector;
  const path: Path = ["entities", name, "pull"];
  const { sessions, hidden, account } = sessionsOf(connector, path, pull.session);
  const record = connector.types[name] ?? anything;
  const base: Names = {
    ...account,
    parameters: parameterType(seenIn(all, mode)),
    mode: modes,
    incremental: boolean,
  };
  const once = compileSteps(slots, [...path, "once"], pull.once, base, hidden);
  const lookups = compileSteps(slots, [...path, "lookups"], pull.lookups, once.names, hidden);
  const at = placeIn(path, all, mode, "list");
  const cursorAt = placeIn(path, all, mode, "cursor");
  const window = compileWindow(slots, { list: at, cursor: cursorAt }, pull, once.names);
  const parts = compileParts(slots, at, pull.list, once.names, window.bound);
  const listed = listedType(slots, pull, record);
  const cursor = compileCursorValue(slots, cursorAt, pull, listed);
  const listNames: Names = { ...once.names, ...parts.names, ...(cursor ? { cursor: cursor.stored } : {}) };
  const seen: Names = { ...lookups.names, ...parts.names, record };
  const each = compileSteps(slots, [...path, "each"], pull.each, seen, hidden);
  const oneNames: Names = { ...once.names, ...parts.names, key: anything };
  const made = {
    sessions,
    key: keyOf(slots, name, entity, record),
    once: once.steps,
    list: { ...compileList(slots, at, pull, listed, listNames, parts, hidden), window: window.plan },
    lookups: lookups.steps,
    each: each.steps,
    one: pull.one && {
      request: compileRequest(slots, [...path, "one"], pull.one, oneNames, hidden),
      record: slots.expression(
        [...path, "one", "record"],
        pull.one.record,
        object(answerNames(pull.one, slots.own)),
      ),
    },
    cursor: compileCursor(slots, cursorAt, pull, cursor, listNames, listed, window.start),
  };
  const own = { names: once.names, hidden, entity: { path: ["entities", name, "key"], key: entity.key } };
  return { ...made, deleted: compileDeleted(slots, [...at, "deleted"], { list, deleted }, made, own) };
}

/** What a record is as it is listed: without a schema the columns of a table may tell. */
function listedType(slots: Slots, { list }: Pull, record: Type): Type {
  if (record.kind !== "anything") return record;
  const each = element(slots.typeOf(list.records, object(answerNames(list, slots.own))));
  return each.kind === "object" && each.rest === undefined ? each : record;
}

function keyOf(slots: Slots, name: string, { key }: Entity, input: Type): Evaluate {
  const path: Path = ["entities", name, "key"];
  checkSteady(slots, path, key, "a key");
  return slots.typed(path, key, input, checkKey(key, input)).evaluate;
}

/** How items are written by an operation; undefined where the entity has no such operation. */
export function compilePush(
  connector: Connector,
  name: string,
  entity: Entity,
  operation: string,
): PushPlan | undefined {
  const { parts, slots } = connector;
  return parts.get(`push ${name} ${operation}`, slots.findings, (found) =>
    makePush(reporting(connector, found), name, entity, operation),
  );
}

function makePush(
  connector: Connector,
  name: string,
  entity: Entity,
  operation: string,
): PushPlan | undefined {
  const push = Object.hasOwn(entity.push ?? {}, operation) ? entity.push?.[operation] : undefined;
  if (!push) return undefined;
  const { slots } = connector;
  const path: Path = ["entities", name, "push", operation];
  checkScope(slots, path, push);
  const { sessions, hidden, account } = sessionsOf(connector, path, push.session);
  const record = connector.types[name] ?? anything;
  const item = itemType(connector, name, operation);
  const base: Names = { ...account, parameters: parameterType(push.parameters), mode: modes };
  const once = compileSteps(slots, [...path, "once"], push.once, base, hidden);
  const eachNames: Names = { ...once.names, item, interrupted: boolean };
  const afterNames: Names = { ...once.names, keys: list(anything) };
  if (!push.each && !push.batch) {
    const given = { key: "each", where: `\`${operation}\`` };
    const hint = "each: Steps taken for each item; or `batch`.";
    slots.findings.push(finding("missing-key", given, { hint, location: locateKey(slots.source, path) }));
  }
  const each = compileSteps(slots, [...path, "each"], push.each, eachNames, hidden);
  const batched = { once: once.names, each: each.names, item };
  return {
    sessions,
    key: keyOf(slots, name, entity, record),
    idempotent: push.idempotent ?? false,
    scope: push.scope ?? push.parameters?.required ?? [],
    once: once.steps,
    each: each.steps,
    batch: push.batch && compileBatch(slots, [...path, "batch"], push.batch, batched, hidden),
    after: compileSteps(slots, [...path, "after"], push.after, afterNames, hidden).steps,
  };
}

/** `scope` names parameters of the operation. */
function checkScope(slots: Slots, path: Path, { scope, parameters }: Operation): void {
  const known = Object.keys(parameters?.properties ?? {});
  for (const [index, name] of (scope ?? []).entries()) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const hint = near ? `Did you mean \`${near}\`?` : "Name parameters of this operation.";
    const location = locateValue(slots.source, [...path, "scope", index]);
    slots.findings.push(
      finding("unknown-parameter", { name }, { hint, location, fix: respelt(name, known) }),
    );
  }
}
