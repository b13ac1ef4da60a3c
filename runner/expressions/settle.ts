/** What leaves an evaluation: plain data that is not larger than it may be. */
import { meter, partsOfText } from "./bounds.js";
import { Members } from "./members.js";
import { isPlainObject, marksOf } from "./values.js";

/** A result that shares no list and no object with what was given; functions and files are what they are. */
export function settle(value: unknown): unknown {
  if (typeof value === "string") meter.size(partsOfText(value.length), 0);
  if (typeof value !== "object" || value === null) return value;
  values = 0;
  return copy(value instanceof Members ? value.all.map(({ item }) => item) : value, 1);
}

/** The values of the result so far. Results are settled one at a time. */
let values = 0;

function copy(value: object, depth: number): object {
  if (Array.isArray(value)) {
    count(value.length, depth);
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const member: unknown = value[index];
      if (typeof member === "string") values += partsOfText(member.length);
      list.push(typeof member === "object" && member !== null ? copy(member, depth + 1) : member);
    }
    return list;
  }
  if (!isPlainObject(value)) return value;
  // A copy that is made at once keeps the shape of the object; only what it holds is then put in its place.
  const object = { ...value };
  let members = 0;
  for (const key in object) {
    const member = object[key];
    members += 1;
    if (typeof member === "string") values += partsOfText(member.length);
    else if (typeof member === "object" && member !== null) object[key] = copy(member, depth + 1);
  }
  count(members, depth);
  return object;
}

function count(members: number, depth: number): void {
  values += members;
  meter.size(values, depth);
}

/** A result that may share lists and objects with what was given, for those that change neither. */
export function share(value: unknown): unknown {
  if (typeof value === "string") meter.size(partsOfText(value.length), 0);
  if (typeof value !== "object" || value === null) return value;
  values = 0;
  return bare(value instanceof Members ? value.all.map(({ item }) => item) : value, 1);
}

/** The value without the marks of lists. What was given has none, so only what this evaluation made is changed. */
function bare(value: object, depth: number): object {
  if (Array.isArray(value)) {
    count(value.length, depth);
    const list: unknown[] = marksOf(value) === 0 ? value : [...(value as unknown[])];
    for (let index = 0; index < list.length; index += 1) {
      const member = list[index];
      if (typeof member === "string") values += partsOfText(member.length);
      if (typeof member !== "object" || member === null) continue;
      const plain = bare(member, depth + 1);
      if (plain !== member) list[index] = plain;
    }
    return list;
  }
  if (!isPlainObject(value)) return value;
  let members = 0;
  for (const key in value) {
    const member = value[key];
    members += 1;
    if (typeof member === "string") values += partsOfText(member.length);
    if (typeof member !== "object" || member === null) continue;
    const plain = bare(member, depth + 1);
    if (plain !== member) value[key] = plain;
  }
  count(members, depth);
  return value;
}
