/**
 * Values while an expression is evaluated. They are plain data, except that a list can carry marks: JSONata tells a list that a
 * path collected from one that somebody wrote, and unwraps the first when it has one member. No mark leaves an evaluation.
 */

/** A list that was collected: it is unwrapped where it has one member, and is nothing where it has none. */
export const SEQUENCE = 1;
/** A sequence that stays a list although it has one member: somebody wrote `[]`. */
export const KEEP = 2;
/** A list that somebody wrote as a step: a path does not take it apart. */
export const WRITTEN = 4;

const MARKS = Symbol("marks");

interface Marked {
  [MARKS]?: number;
}

/** The marks of a list. */
export function marksOf(list: readonly unknown[]): number {
  return (list as Marked)[MARKS] ?? 0;
}

/** Adds marks to a list that this evaluation has made. */
export function mark(list: unknown[], marks: number): unknown[] {
  (list as Marked)[MARKS] = marksOf(list) | marks;
  return list;
}

/** An empty sequence. */
export function sequence(): unknown[] {
  const list: unknown[] = [];
  (list as Marked)[MARKS] = SEQUENCE;
  return list;
}

/** A sequence of one. */
export function sequenceOf(value: unknown): unknown[] {
  const list: unknown[] = [value];
  (list as Marked)[MARKS] = SEQUENCE;
  return list;
}

export function isSequence(value: unknown): value is unknown[] {
  return Array.isArray(value) && (marksOf(value) & SEQUENCE) !== 0;
}

/** What a sequence stands for: nothing, its one member, or itself. */
export function unwrap(value: unknown): unknown {
  return Array.isArray(value) && value.length < 2 ? unwrapList(value) : value;
}

function unwrapList(list: unknown[]): unknown {
  const marks = marksOf(list);
  if ((marks & SEQUENCE) === 0) return list;
  if (list.length === 0) return undefined;
  return (marks & KEEP) !== 0 ? list : list[0];
}

/** The same behind `[]`: one member stays a list. */
export function unwrapKept(value: unknown): unknown {
  if (isSequence(value)) mark(value, KEEP);
  return unwrap(value);
}

/** Both, one behind the other; what is nothing adds nothing. */
export function append(one: unknown, two: unknown): unknown {
  if (one === undefined) return two;
  if (two === undefined) return one;
  const list: unknown[] = [];
  push(list, one);
  push(list, two);
  return list;
}

/** Puts a value into a list, member by member where it is a list. */
export function push(list: unknown[], value: unknown): void {
  if (!Array.isArray(value)) list.push(value);
  else for (let index = 0; index < value.length; index += 1) list.push(value[index]);
}

/** True for lists and objects without a class; files and functions are single values. */
export function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Sets a member of an object that this evaluation has made, whatever its name is. */
export function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
