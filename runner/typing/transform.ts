/** `| pattern | update, delete |`: a function that gives a copy of a value in which the objects of the pattern are changed. */
import { Signature } from "../expressions/signature.js";
import type { Node } from "../expressions/tree.js";
import { describe } from "./describe.js";
import { element } from "./member.js";
import { type Around, onInput } from "./names.js";
import { joined, merged } from "./objects.js";
import { isNever } from "./operators.js";
import { spotOf } from "./spot.js";
import {
  anyObject,
  anything,
  type FunctionType,
  list,
  mayBe,
  never,
  nothing,
  type ObjectType,
  optional,
  type Part,
  partsOf,
  type Type,
  union,
} from "./type.js";
import type { Calls, Walk } from "./walk.js";

const takes = new Signature("<(oa):o>");

export function lookTransform(node: Node, around: Around, walk: Walk): FunctionType {
  walk.lookForAny(() => look(node, onInput(around, anything), walk));
  const calls: Calls = [];
  walk.watch(calls);
  const { of } = walk;
  const call = ([given = nothing]: readonly Type[]): Type => {
    const change = (): Type => look(node, onInput(around, given), walk);
    return walk.lookInCall({ node, calls, of }, change);
  };
  return { kind: "function", takes, call };
}

/** What comes of the input. */
function look(node: Node, around: Around, walk: Walk): Type {
  const found = onInput(around, element(walk.look(node.pattern, around)));
  const update = walk.look(node.update, found);
  if (isNever(update, "object"))
    walk.remark(
      spotOf(node.update as Node, walk.text),
      `what a transform changes is an object of members, not ${describe(update)}`,
    );
  const changed = (one: Type): Type => merged(list(anything, [one, update]));
  // It is asked what to delete when the members are changed.
  const removed = node.delete && walk.look(node.delete, onInput(around, changed(found.input)));
  if (node.delete && removed && isNever(removed, "string", "list"))
    walk.remark(
      spotOf(node.delete, walk.text),
      `what a transform deletes is a name or a list of names, not ${describe(removed)}`,
    );
  const place = placeOf(node.pattern as Node);
  if (!place) return union(never, ...partsOf(around.input).map(unknown));
  return changedAt(around.input, place.path, (part) => {
    const [after, ...others] = partsOf(removed ? lacking(changed(part), removed) : changed(part));
    if (after?.kind !== "object" || others.length > 0) return anyObject;
    return place.isAll ? after : joined(part, after);
  });
}

/** What a pattern finds that names alone lead to; `isAll` where nothing in brackets chooses among them. */
interface Place {
  readonly path: readonly string[];
  readonly isAll: boolean;
}

function placeOf(pattern: Node): Place | undefined {
  if (pattern.group || pattern.focus !== undefined || pattern.index !== undefined) return undefined;
  if (pattern.type === "variable")
    return pattern.value === "" ? { path: [], isAll: !pattern.predicate } : undefined;
  if (pattern.type !== "path") return undefined;
  const steps = pattern.steps ?? [];
  const names = steps.filter(({ type, value }, index) => index > 0 || type !== "variable" || value !== "");
  if (!names.every(({ type, focus, index }) => type === "name" && focus === undefined && index === undefined))
    return undefined;
  const isAll = !pattern.predicate && steps.every(({ stages, predicate }) => !stages && !predicate);
  return { path: names.map(({ value }) => String(value)), isAll };
}

/** The same value where the objects at the end of a path are changed. */
function changedAt(type: Type, path: readonly string[], change: (part: ObjectType) => Type): Type {
  return union(
    never,
    ...partsOf(type).map((part): Type => {
      // What lists of lists come to depends on their number.
      if (part.kind === "list")
        return mayBe(part.of, "list") ? unknown(part) : list(changedAt(part.of, path, change));
      if (part.kind !== "object") return part;
      const [name, ...rest] = path;
      if (name === undefined) return change(part);
      const member = Object.hasOwn(part.members, name) ? part.members[name] : part.rest;
      if (!member) return part;
      return { ...part, members: { ...part.members, [name]: changedAt(member, rest, change) } };
    }),
  );
}

/** What a value can be of which nobody knows what is changed. */
function unknown(part: Part): Type {
  return part.kind === "object" ? anyObject : part.kind === "list" ? list(anything) : part;
}

/** The same objects without some members. @param names of those that are deleted */
function lacking(type: Type, names: Type): Type {
  const sure = namesIn(names);
  return union(
    never,
    ...partsOf(type).map((part): Type => {
      if (part.kind !== "object") return part;
      const members = Object.entries(part.members).flatMap(([name, member]) =>
        sure?.includes(name) ? [] : [[name, sure ? member : optional(member)] as const],
      );
      return { ...part, members: Object.fromEntries(members) };
    }),
  );
}

/** The names that are deleted; undefined where they are not known. */
function namesIn(type: Type): readonly string[] | undefined {
  const parts = type.kind === "list" && type.parts ? type.parts : [type];
  const names = parts.flatMap((part) =>
    part.kind === "string" && part.values?.length === 1 ? part.values : [],
  );
  return names.length === parts.length ? names.map(String) : undefined;
}
