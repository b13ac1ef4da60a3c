/**
 * What is known of a value before it exists. A type is a union of kinds; "may be missing" is a union with nothing, and "one,
 * many or nothing" of a path is a union of nothing, a value and a list of such values.
 *
 * A type says what is possible, never more: where little is known it is wider, and a mistake is told only where no value of the
 * type is right.
 */
import type { Definition } from "../expressions/functions/define.js";
import type { Signature } from "../expressions/signature.js";

/** A place in the text of an expression, in characters. */
export interface Spot {
  readonly index: number;
  readonly length: number;
  /** The function of the connector in whose text the place is; left out, it is in the expression itself. */
  readonly of?: string;
}

export interface Plain {
  readonly kind: "anything" | "nothing" | "null";
}

export interface Scalar {
  readonly kind: "boolean" | "number" | "string";
  /** The values that it can have, where there are few. */
  readonly values?: readonly (boolean | number | string)[];
  readonly isWhole?: boolean;
  /** What a schema says of a text, e.g. `date-time`. */
  readonly format?: string;
  /** The largest number that a schema allows. */
  readonly maximum?: number;
}

export interface ListType {
  readonly kind: "list";
  readonly of: Type;
  /** What each expression between the brackets adds, where the list is written out. */
  readonly parts?: readonly Type[];
}

export interface ObjectType {
  readonly kind: "object";
  readonly members: Readonly<Record<string, Type>>;
  /** The type of members that are not named; without it there are no others. */
  readonly rest?: Type;
  /** True where members may be left out of the type: a name that is nearly the one of a member is none of those. */
  readonly isSketch?: boolean;
  /** The members that a schema requires. */
  readonly required?: readonly string[];
  /** What the value is called in messages, e.g. `the profile record`. */
  readonly label?: string;
  /** Names that are not here on purpose, and what to say about each. */
  readonly absent?: Readonly<Record<string, { readonly message: string; readonly hint: string }>>;
  /** Where the object is written. */
  readonly at?: Spot;
  /** Where its members are written. */
  readonly written?: Readonly<Record<string, { readonly key: Spot; readonly value: Spot }>>;
}

export interface FunctionType {
  readonly kind: "function";
  /** A function of the language. */
  readonly native?: Definition;
  /** The signature that its author wrote; a transform has one, too. */
  readonly takes?: Signature;
  /** What a call with such values gives. */
  readonly call?: (given: readonly Type[]) => Type;
  /** The members that it reads of each of its parameters, where a call is judged by them. */
  readonly reads?: readonly (readonly string[])[];
  /** What is known of a value for which the function is true. */
  readonly keeps?: (value: Type) => Type;
}

/** What is no union. */
export type Part = Plain | Scalar | ListType | ObjectType | FunctionType;
export type Type = Part | { readonly kind: "union"; readonly of: readonly Part[] };

/** Nothing is known: every value is possible, also none. */
export const anything: Type = { kind: "anything" };
/** No value. */
export const nothing: Part = { kind: "nothing" };
export const nil: Part = { kind: "null" };
export const boolean: Scalar = { kind: "boolean" };
export const number: Scalar = { kind: "number" };
export const whole: Scalar = { kind: "number", isWhole: true };
export const text: Scalar = { kind: "string" };
/** What can never be: the value of an expression that always fails, a member of an empty list. */
export const never: Type = { kind: "union", of: [] };
/** A function of which nothing else is known. */
export const someFunction: Type = { kind: "function" };

/** One of a few values. @example oneOf("create", "update") */
export function oneOf(...values: readonly (string | number | boolean)[]): Type {
  return union(...values.map((value) => ({ kind: typeof value as Scalar["kind"], values: [value] })));
}

export function list(of: Type, parts?: readonly Type[]): ListType {
  return parts ? { kind: "list", of, parts } : { kind: "list", of };
}

/**
 * An object of which all members are known.
 *
 * @example object({ record: anything, auth: object({ api_key: text }) })
 */
export function object(members: Readonly<Record<string, Type>>, label?: string): ObjectType {
  return { kind: "object", members, ...(label ? { label } : {}) };
}

/** An object with whatever members. */
export const anyObject: ObjectType = { kind: "object", members: {}, rest: anything };

/** The same object, which says of these names why it does not have them. */
export function absent(
  type: ObjectType,
  names: readonly string[],
  why: { readonly message: string; readonly hint: string },
): ObjectType {
  return { ...type, absent: Object.fromEntries(names.map((name) => [name, why])) };
}

/** The kinds that a value of the type can be of. */
export function partsOf(type: Type): readonly Part[] {
  return type.kind === "union" ? type.of : [type];
}

/** The same type without some kinds of values. */
export function without(type: Type, ...kinds: readonly Part["kind"][]): Type {
  const parts = partsOf(type);
  const left = parts.filter(({ kind }) => !kinds.includes(kind));
  return left.length === parts.length ? type : typeOf(left);
}

/** Whether some value of the type may be of a kind; a type that may be anything may. */
export function mayBe(type: Type, ...kinds: readonly Part["kind"][]): boolean {
  return partsOf(type).some(({ kind }) => kind === "anything" || kinds.includes(kind));
}

/** A value that may be missing. */
export function optional(type: Type): Type {
  return union(type, nothing);
}

/** What a path collects of several values: one, many or nothing. */
export function some(type: Type): Type {
  const of = without(type, "nothing");
  return union(nothing, of, list(of));
}

export function typeOf(parts: readonly Part[]): Type {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: "union", of: parts };
}

/** So many values of a scalar, and so many objects, are told apart in a union. */
const MOST_VALUES = 100;
const MOST_OBJECTS = 8;

/** A value of any of these types. */
export function union(...types: readonly Type[]): Type {
  const parts: Part[] = [];
  for (const type of types)
    for (const part of partsOf(type)) {
      if (part.kind === "anything") return anything;
      const same = parts.findIndex(
        (one) => one.kind === part.kind && (part.kind !== "object" || isSame(one, part)),
      );
      if (same < 0) parts.push(part);
      else parts[same] = merged(parts[same] as Part, part);
    }
  const objects = parts.filter(({ kind }) => kind === "object");
  if (objects.length <= MOST_OBJECTS) return typeOf(parts);
  return typeOf([...parts.filter(({ kind }) => kind !== "object"), anyObject]);
}

function isSame(one: Part, two: Part): boolean {
  return (
    one === two ||
    (one.kind === "object" && two.kind === "object" && one.members === two.members && one.rest === two.rest)
  );
}

function merged(one: Part, two: Part): Part {
  if (one === two) return one;
  if (one.kind === "list" && two.kind === "list") return list(union(one.of, two.of));
  if (one.kind === "function") return { kind: "function" };
  if (!isScalar(one) || !isScalar(two)) return one;
  const values = one.values && two.values && [...new Set([...one.values, ...two.values])];
  return {
    kind: one.kind,
    ...(values && values.length <= MOST_VALUES ? { values } : {}),
    ...(one.isWhole && two.isWhole ? { isWhole: true } : {}),
    ...(one.format !== undefined && one.format === two.format ? { format: one.format } : {}),
    ...(one.maximum !== undefined && one.maximum === two.maximum ? { maximum: one.maximum } : {}),
  };
}

export function isScalar(part: Part): part is Scalar {
  return part.kind === "boolean" || part.kind === "number" || part.kind === "string";
}

/** The same type, called by `name` in messages where it has no name of its own. */
export function called(type: Type, name: string): Type {
  if (type.kind === "union") return typeOf(type.of.map((part) => called(part, name) as Part));
  if (type.kind === "list") {
    const of = called(type.of, name);
    return of === type.of ? type : { ...type, of };
  }
  return type.kind === "object" && type.label === undefined ? { ...type, label: name } : type;
}
