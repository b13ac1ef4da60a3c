/** Follows paths: a member of an object, or of each object of a list; and what brackets behind a value leave of it. */
import { isSlip, slipOf } from "../validate/nearest.js";
import {
  anything,
  list,
  mayBe,
  never,
  nothing,
  type ObjectType,
  optional,
  type Part,
  partsOf,
  some,
  type Type,
  typeOf,
  union,
  without,
} from "./type.js";

/** A member that was looked for. */
export interface Found {
  readonly type: Type;
  /** Why it cannot be there: none of these objects has it, or the value is none and has no members. */
  readonly missing?: readonly ObjectType[] | undefined;
}

/**
 * The member of a value with a name.
 *
 * @example member(list(object({ a: text })), "a").type // nothing, a text or a list of texts
 */
export function member(type: Type, name: string): Found {
  const parts = partsOf(type);
  const types: Type[] = [];
  const lacking: ObjectType[] = [];
  let canHave = false;
  let hasValue = false;
  const sketched = namesOfSketches(type);
  const look = (part: Part): Type => {
    switch (part.kind) {
      case "anything":
        canHave = true;
        return anything;
      case "object": {
        const found = memberOf(part, name, sketched);
        if (found) canHave = true;
        else lacking.push(part);
        return found ?? nothing;
      }
      case "list":
        return some(flat(union(...partsOf(part.of).map(look))));
      case "string":
      case "number":
      case "boolean":
        hasValue = true;
        return nothing;
      default:
        return nothing;
    }
  };
  for (const part of parts) types.push(look(part));
  const isMissing = !canHave && (lacking.length > 0 || hasValue);
  return { type: types.length === 0 ? nothing : union(...types), missing: isMissing ? lacking : undefined };
}

function memberOf(
  { members, rest, isSketch }: ObjectType,
  name: string,
  sketched: readonly string[] = Object.keys(members),
): Type | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  return isSketch && slipOf(name, sketched) !== undefined ? undefined : rest;
}

/** The members of all objects, also of those in lists, of which not every member is described. */
function namesOfSketches(type: Type): string[] {
  return partsOf(type).flatMap((part): string[] => {
    if (part.kind === "list") return namesOfSketches(part.of);
    return part.kind === "object" && part.isSketch ? Object.keys(part.members) : [];
  });
}

/**
 * The member that a name was very likely meant to be, where all that is known of the value is that it may have others; undefined where
 * some object has it, or where none is near.
 *
 * @example nearMember({ kind: "object", members: { email: text }, rest: anything }, "emial") // "email"
 */
export function nearMember(type: Type, name: string): string | undefined {
  const parts = partsOf(element(type)).filter(({ kind }) => kind !== "null");
  const objects = parts.filter((part): part is ObjectType => part.kind === "object");
  if (objects.length < parts.length || objects.some(({ members }) => Object.hasOwn(members, name)))
    return undefined;
  return nearOf(
    name,
    objects.flatMap(({ members }) => Object.keys(members)),
  );
}

/** The only one of some names that a name is a slip of. */
export function nearOf(name: string, names: readonly string[]): string | undefined {
  const [near, second] = [...new Set(names)].filter((one) => one.length > 3 && isSlip(name, one));
  return second === undefined ? near : undefined;
}

/** The members of lists, in place of the lists, one level deep. */
export function flat(type: Type): Type {
  return union(never, ...partsOf(type).map((part) => (part.kind === "list" ? part.of : part)));
}

/** What a step of a path is taken from: the members of lists, and single values. */
export function element(type: Type): Type {
  const each = flat(without(type, "nothing"));
  return partsOf(each).length === 0 ? nothing : each;
}

/** What a path collects where a step is taken from each of `from`: a list of what it gives where those are a list. */
export function collected(from: Type, given: Type): Type {
  const parts = partsOf(from);
  if (parts.some(({ kind }) => kind === "anything" || kind === "list")) return some(flat(given));
  return parts.some(({ kind }) => kind === "nothing") ? optional(given) : given;
}

/** What brackets behind a value leave of it. @param isOne whether they name a single place: `[0]` */
export function selected(type: Type, isOne: boolean): Type {
  return union(
    nothing,
    ...partsOf(type).map((part): Type => {
      if (part.kind !== "list") return part;
      return isOne ? part.of : some(part.of);
    }),
  );
}

/** What `[]` behind a path makes of it: a list, if there is anything. */
export function kept(type: Type): Type {
  if (type === anything) return optional(list(anything));
  return union(
    ...partsOf(type).map((part) => (part.kind === "list" || part.kind === "nothing" ? part : list(part))),
  );
}

/** The same type where the member at the end of a path is known better. */
export function refined(type: Type, path: readonly string[], better: Type): Type {
  const [name, ...rest] = path;
  if (name === undefined) return better;
  // What has such a member is an object.
  const left = mayBe(better, "nothing") ? type : without(type, "nothing", "null");
  const parts = partsOf(left).map((part): Part => {
    if (part.kind !== "object") return part;
    const before = memberOf(part, name);
    if (!before) return part;
    return { ...part, members: { ...part.members, [name]: refined(before, rest, better) } };
  });
  return typeOf(parts);
}

/** The values for which a test can be true. */
export function truthy(type: Type): Type {
  const left = without(type, "nothing", "null", "function");
  return union(
    never,
    ...partsOf(left).flatMap((part): Part[] => {
      if (part.kind === "boolean")
        return part.values?.includes(false) && part.values.length === 1 ? [] : [{ ...part, values: [true] }];
      if ((part.kind !== "string" && part.kind !== "number") || !part.values) return [part];
      const values = part.values.filter((value) => value !== "" && value !== 0);
      return values.length === 0 ? [] : [{ ...part, values }];
    }),
  );
}
