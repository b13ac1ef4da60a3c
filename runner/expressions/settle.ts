/** What leaves an evaluation: plain data that is not larger than it may be. */
import { meter, partsOfText } from "./bounds.js";
import { Members } from "./members.js";
import { SHORT } from "./tree.js";
import { isPlainObject, marksOf } from "./values.js";

/** Makes a list or an object of the evaluation one of the result, so deep in it. */
export type Settle = (value: object, depth: number) => unknown;

/** One that shares no list and no object with what was given; functions and files are what they are. */
export const copied: Settle = (value, depth) => copy(itemsOf(value), depth);

/** One that may share lists and objects with what was given, for those who change neither. */
export const shared: Settle = (value, depth) => bare(itemsOf(value), depth);

const itemsOf = (value: object): object =>
  value instanceof Members ? value.all.map(({ item }) => item) : value;

/** A text of the result. */
export function countText(text: string, depth: number): void {
  if (text.length > SHORT) meter.result(partsOfText(text.length), depth);
}

function copy(value: object, depth: number): object {
  if (Array.isArray(value)) {
    meter.result(value.length, depth);
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const member: unknown = value[index];
      if (typeof member === "string") countText(member, depth);
      list.push(typeof member === "object" && member !== null ? copy(member, depth + 1) : member);
    }
    return list;
  }
  if (!isPlainObject(value)) return value;
  // Looked at before what it holds: a value that holds itself has no end.
  meter.result(1, depth);
  // A copy that is made at once keeps the shape of the object; only what it holds is then put in its place.
  const object = { ...value };
  let members = 0;
  for (const key in object) {
    const member = object[key];
    members += 1;
    if (typeof member === "string") countText(member, depth);
    else if (typeof member === "object" && member !== null) object[key] = copy(member, depth + 1);
  }
  meter.result(members, depth);
  return object;
}

/** The value without the marks of lists. What was given has none, so only what this evaluation made is changed. */
function bare(value: object, depth: number): object {
  if (Array.isArray(value)) {
    meter.result(value.length, depth);
    const list: unknown[] = marksOf(value) === 0 ? value : [...(value as unknown[])];
    for (let index = 0; index < list.length; index += 1) {
      const member = list[index];
      if (typeof member === "string") countText(member, depth);
      if (typeof member !== "object" || member === null) continue;
      const plain = bare(member, depth + 1);
      if (plain !== member) list[index] = plain;
    }
    return list;
  }
  if (!isPlainObject(value)) return value;
  meter.result(1, depth);
  let members = 0;
  for (const key in value) {
    const member = value[key];
    members += 1;
    if (typeof member === "string") countText(member, depth);
    if (typeof member !== "object" || member === null) continue;
    const plain = bare(member, depth + 1);
    if (plain !== member) value[key] = plain;
  }
  meter.result(members, depth);
  return value;
}
