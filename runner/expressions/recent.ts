/**
 * What the lookups of an evaluation have found out last. Most paths of an expression ask the same record, and many begin with the
 * same name. While an evaluation goes on nothing that it was given changes; all of this is forgotten at its end.
 */

type Plain = Readonly<Record<string, unknown>>;

/** Objects without a class, an input and a value in one: all that they answer to, but the names that every object has, is their own. */
let plainInput: object | undefined;
let plainInner: object | undefined;

/** An input, the number of the first name of a path, and what it has under this name. */
let input: object | undefined;
let first = -1;
let value: unknown;

/** The member of an input that is no list. The name must not be one that every object has. */
export function memberOf(object: object, name: string): unknown {
  if (object === plainInput) return (object as Plain)[name];
  if (!isPlain(object)) return ownMember(object, name);
  plainInput = object;
  return (object as Plain)[name];
}

/** The same for the first name of a path. @param number that of the name */
export function firstMember(object: object, name: string, number: number): unknown {
  if (object === input && number === first) return value;
  value = memberOf(object, name);
  input = object;
  first = number;
  return value;
}

/** The same for the names behind the first one. */
export function innerMember(object: object, name: string): unknown {
  if (object === plainInner) return (object as Plain)[name];
  if (!isPlain(object)) return ownMember(object, name);
  plainInner = object;
  return (object as Plain)[name];
}

/** An object is about to be changed, or the evaluation has ended. */
export function forgetMembers(): void {
  plainInput = undefined;
  plainInner = undefined;
  input = undefined;
  value = undefined;
}

const numbers = new Map<string, number>();

/** The number of a name: those are compared faster than texts. */
export function numberOf(name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

function ownMember(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Plain)[name] : undefined;
}
