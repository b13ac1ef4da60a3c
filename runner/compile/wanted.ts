/** What the values of a mapping in a file have to be, as far as they are written out; its expressions are looked at elsewhere. */
import type { Fault, Location } from "../faults/fault.js";

import { locateKey, locateValue, type Path, type Source } from "../load/source.js";
import { fit, missingMembers, unknownMember } from "../typing/fit.js";
import type { Remark } from "../typing/remark.js";
import { typeOfValue } from "../typing/schema.js";
import {
  anyObject,
  anything,
  called,
  list,
  type ObjectType,
  partsOf,
  type Type,
  text,
  union,
} from "../typing/type.js";
import { remarked } from "./remarked.js";
import { cut, isTemplate } from "./text.js";

/** A type, and what the place is called in messages. */
export interface Wanted {
  readonly type: Type;
  readonly name: string;
}

/** Every value is right. */
export const whatever: Wanted = { type: anything, name: "" };

/** What the member of a mapping has to be. */
export function wantedAt({ type }: Wanted, name: string): Wanted {
  const object = objectOf(type);
  const member = object && Object.hasOwn(object.members, name) ? object.members[name] : undefined;
  return member ? { type: called(member, `\`${name}\``), name: `\`${name}\`` } : whatever;
}

/** What each value of a list has to be. */
export function memberWanted({ type, name }: Wanted): Wanted {
  const lists = partsOf(type).filter((part) => part.kind === "list");
  const [only] = lists;
  return only && lists.length === 1 ? { type: only.of, name: `a member of ${name}` } : whatever;
}

function objectOf(type: Type): ObjectType | undefined {
  const objects = partsOf(type).filter((part): part is ObjectType => part.kind === "object");
  return objects.length === 1 ? objects[0] : undefined;
}

/** What is wrong with a value itself, not with what is in it. */
export function misfits(source: Source, path: Path, value: unknown, wanted: Wanted): Fault[] {
  if (wanted.type === anything) return [];
  const at = (location: Location) => (wrong: Pick<Remark, "code" | "message" | "hint" | "fix">) =>
    remarked(wrong, { location });
  const here = locateValue(source, path);
  const type = kindOf(value);
  const wrong = type ? fit(type, wanted.type, wanted.name, { index: 0, length: 1 }) : [];
  const object = objectOf(wanted.type);
  if (wrong.length > 0 || !object || !isMapping(value)) return wrong.map(at(here));
  const unknown = Object.keys(value).flatMap((name) => {
    const found = unknownMember(name, object);
    return found ? [at(locateKey(source, [...path, name]))(found)] : [];
  });
  return [...missingMembers((name) => Object.hasOwn(value, name), object).map(at(here)), ...unknown];
}

/** The kind of a value; nothing of one that an expression gives. */
function kindOf(value: unknown): Type | undefined {
  if (typeof value === "string" && isTemplate(value)) return cut(value).parts.length > 1 ? text : undefined;
  if (Array.isArray(value)) return list(union({ kind: "union", of: [] }));
  return isMapping(value) ? anyObject : typeOfValue(value, true);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
