/** How an entity is pulled and pushed, compiled with the names that each slot can see. */
import type { Entity, Operation, Pull } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import { anything, boolean, list, object, oneOf, type Type } from "../typing/type.js";
import { nearest, respelt, suggest } from "../validate/nearest.js";
import { compileBatch } from "./batch.js";
import { checkNamesAsTexts } from "./checks/names-as-texts.js";
import { type Connector, itemType, parameterType, reporting } from "./connector.js";
import { checkSteady } from "./determinism.js";
import { milliseconds } from "./duration.js";
import { fixedKind } from "./fixed-kind.js";
import type { Names } from "./known-names.js";
import type { CursorPlan, ListPlan, PullPlan, PushPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { cursorType, pageType } from "./scope-types.js";
import { sessionsOf } from "./session.js";
import type { Evaluate, Slots } from "./slots.js";
import { compilePaging, compileRequest, compileSteps, methodOf } from "./steps.js";

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
export function compilePull(connector: Connector, name: string, entity: Entity, pull: Pull): PullPlan {
  const { parts, slots } = connector;
  return parts.get(`pull ${name}`, slots.findings, (found) =>
    makePull(reporting(connector, found), name, entity, pull),
  );
}

function makePull(connector: Connector, name: string, entity: Entity, pull: Pull): PullPlan {
  const { slots } = connector;
  const path: Path = ["entities", name, "pull"];
  const { sessions, hidden } = sessionsOf(connector, path, pull.session);
  const record = connector.types[name] ?? anything;
  const base: Names = {
    parameters: parameterType(pull.parameters),
    mode: modes,
    incremental: boolean,
  };
  const once = compileSteps(slots, [...path, "once"], pull.once, base, hidden);
  const lookups = compileSteps(slots, [...path, "lookups"], pull.lookups, once.names, hidden);
  const each = compileSteps(slots, [...path, "each"], pull.each, { ...lookups.names, record }, hidden);
  const page = pageType(slots, pull.list, { ...once.names, ...answerNames(pull.list) });
  const listNames: Names = { ...once.names, page };
  const oneNames: Names = { ...once.names, key: anything };
  return {
    sessions,
    key: keyOf(slots, name, entity, record),
    once: once.steps,
    list: compileList(connector, [...path, "list"], pull, listNames, hidden),
    lookups: lookups.steps,
    each: each.steps,
    one: pull.one && {
      request: compileRequest(slots, [...path, "one"], pull.one, oneNames, hidden),
      record: slots.expression([...path, "one", "record"], pull.one.record, object(answerNames(pull.one))),
    },
    cursor: compileCursor(connector, [...path, "cursor"], pull, listNames, name),
  };
}

function keyOf(slots: Slots, name: string, { key }: Entity, input: Type): Evaluate {
  const path: Path = ["entities", name, "key"];
  checkSteady(slots, path, key, "a key");
  return slots.expression(path, key, input);
}

function compileList(connector: Connector, path: Path, pull: Pull, names: Names, hidden: Names): ListPlan {
  const { slots } = connector;
  const { list } = pull;
  if (!methodOf(list)) {
    const location = locateKey(slots.source, path);
    const hint = "Write `get:` or `post:` and a path.";
    slots.findings.push(finding("no-request", {}, { hint, location }));
  }
  // Pages that are counted on are counted; a cursor or a link may be anything, and only its author knows.
  if (isCounted(list.next ?? "") && !list.may_shift) {
    const location = locateValue(slots.source, [...path, "next"]);
    const hint =
      "Add `may_shift: true` to the list, so that its users are told; better, give `cursor` an ascending `order` and `seek: true`.";
    slots.findings.push(finding("counted-pages", {}, { hint, location }));
  }
  const optional = (key: "total" | "filter" | "limit", input: Type) => {
    const text = list[key];
    return text === undefined ? undefined : slots.expression([...path, key], text, input);
  };
  return {
    ...compilePaging(slots, path, list, names, pull.cursor?.query),
    request: compileRequest(slots, path, list, names, hidden),
    total: optional("total", object({ ...names, ...answerNames(list) })),
    filter: optional("filter", anything),
    limit: optional("limit", object(names)),
    mayShift: list.may_shift ?? false,
  };
}

/** Whether `next` adds something to `page`. */
function isCounted(next: string): boolean {
  const page = String.raw`(?:(?<![\w.$])page(?![\w.])|\$number\(\s*page\s*\))`;
  return new RegExp(`${page}\\s*\\+|\\+\\s*${page}|\\$sum\\(\\s*\\[\\s*page\\b`).test(next);
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
  const { slots, types } = connector;
  if (cursor.seek && cursor.order !== "ascending") {
    const location = locateKey(slots.source, [...path, "seek"]);
    slots.findings.push(
      finding("seek-without-order", {}, { hint: "Add `order: ascending`, or remove `seek`.", location }),
    );
  }
  const isSteady = checkSteady(slots, [...path, "value"], cursor.value, "a cursor");
  const fixed = cursor.overlap !== undefined && fixedKind(cursor.value, types[entity] ?? anything);
  if (fixed) {
    const location = locateKey(slots.source, [...path, "overlap"]);
    const hint = "Remove `overlap`, or have `cursor.value` give an instant.";
    slots.findings.push(finding("overlap-without-instant", { kind: fixed }, { hint, location }));
  }
  const record = (isSteady && types[entity]) || anything;
  const value = slots.typed([...path, "value"], cursor.value, object({ record }));
  const stored = cursorType(value.typed?.type ?? anything);
  checkNamesAsTexts(slots, [...path, "query"], cursor.query, [...Object.keys(names), "cursor"]);
  return {
    value: value.evaluate,
    query: slots.template([...path, "query"], cursor.query, object({ ...names, cursor: stored })),
    ascending: cursor.order === "ascending",
    seek: cursor.seek ?? false,
    overlapMs: cursor.overlap === undefined ? 0 : milliseconds(cursor.overlap),
    at: { cursor: locateKey(slots.source, path), overlap: locateKey(slots.source, [...path, "overlap"]) },
  };
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
  const { sessions, hidden } = sessionsOf(connector, path, push.session);
  const record = connector.types[name] ?? anything;
  const item = itemType(connector, name, operation);
  const base: Names = { parameters: parameterType(push.parameters), mode: modes };
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
