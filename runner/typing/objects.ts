/** What becomes of objects that are put together. */
import { flat } from "./member.js";
import {
  anyObject,
  anything,
  mayBe,
  never,
  type ObjectType,
  optional,
  type Part,
  partsOf,
  type Type,
  union,
  without,
} from "./type.js";

/** What `$merge` makes of a list of objects: of members with one key the last one is taken. */
export function merged(given: Type): Type {
  const parts = partsOf(without(given, "nothing"));
  const [only] = parts;
  if (!only) return given;
  const made = parts.length === 1 ? mergedPart(only) : anyObject;
  return mayBe(given, "nothing") ? optional(made) : made;
}

function mergedPart(part: Part): Type {
  if (part.kind === "object") return part;
  if (part.kind !== "list") return anyObject;
  if (!part.parts) {
    const one = objectsOf(part.of);
    return one ? { ...loosened(one), ...(one.label ? { label: one.label } : {}) } : anyObject;
  }
  let all: ObjectType = { kind: "object", members: {} };
  for (const type of part.parts) {
    const one = objectsOf(flat(type)) ?? anyObject;
    const isSure = partsOf(type).length === 1 && type.kind !== "list";
    all = laidOver(all, isSure ? one : loosened(one));
  }
  return all;
}

/** The objects of a type as one; undefined where they may be any. */
function objectsOf(type: Type): ObjectType | undefined {
  const parts = partsOf(type);
  const objects = parts.filter((part) => part.kind === "object");
  if (parts.some(({ kind }) => kind === "anything")) return undefined;
  const [first, ...others] = objects;
  return first ? others.reduce(joined, first) : { kind: "object", members: {} };
}

/** An object that is one of two. */
export function joined(one: ObjectType, two: ObjectType): ObjectType {
  const names = new Set([...Object.keys(one.members), ...Object.keys(two.members)]);
  const of = ({ members, rest }: ObjectType, name: string): Type =>
    (Object.hasOwn(members, name) ? members[name] : rest && optional(rest)) ?? { kind: "nothing" };
  const members = [...names].map((name) => [name, union(of(one, name), of(two, name))] as const);
  const rest = one.rest || two.rest ? union(one.rest ?? never, two.rest ?? never) : undefined;
  return {
    kind: "object",
    members: Object.fromEntries(members),
    ...(rest ? { rest } : {}),
    written: { ...one.written, ...two.written },
  };
}

/** The same object, of which each member may be missing. */
function loosened({ members, ...more }: ObjectType): ObjectType {
  const all = Object.entries(members).map(([name, type]) => [name, optional(type)] as const);
  return { ...more, members: Object.fromEntries(all) };
}

function laidOver(below: ObjectType, above: ObjectType): ObjectType {
  const members = Object.entries(below.members).map(([name, type]) => {
    if (Object.hasOwn(above.members, name))
      return [name, over(type, above.members[name] ?? anything)] as const;
    return [name, above.rest ? union(type, without(above.rest, "nothing")) : type] as const;
  });
  const added = Object.entries(above.members)
    .filter(([name]) => !Object.hasOwn(below.members, name))
    .map(([name, type]) => [name, below.rest ? over(optional(below.rest), type) : type] as const);
  const rest = below.rest || above.rest ? union(below.rest ?? never, above.rest ?? never) : undefined;
  const at = above.at ?? below.at;
  return {
    kind: "object",
    members: Object.fromEntries([...members, ...added]),
    ...(rest ? { rest } : {}),
    ...(at ? { at } : {}),
    written: { ...below.written, ...above.written },
  };
}

/** A member that takes the place of another one where it is there. */
function over(below: Type, above: Type): Type {
  return mayBe(above, "nothing") ? union(below, without(above, "nothing")) : above;
}
