/** Operators between two values: what they give, and which operands make them fail or hold never. */
import type { FindingCode } from "../faults/findings/table.js";
import { nearest } from "../validate/nearest.js";
import { describe } from "./describe.js";
import { element } from "./member.js";
import {
  anything,
  boolean,
  isScalar,
  list,
  mayBe,
  number,
  optional,
  type Part,
  partsOf,
  type Scalar,
  type Type,
  text,
  union,
  whole,
  without,
} from "./type.js";

/** What an operator makes of its operands, and what is wrong with them. */
export interface Operated {
  readonly type: Type;
  readonly problem?: Problem | undefined;
}

export interface Problem {
  readonly code?: FindingCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** @param sign of the operator, as it is written */
export function operate(sign: string, left: Type, right: Type): Operated {
  switch (sign) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return { type: missingWith(number, left, right), problem: calculated(sign, left, right) };
    case "..":
      return { type: optional(list(whole)), problem: calculated(sign, left, right) };
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { type: missingWith(boolean, left, right), problem: ordered(sign, left, right) };
    case "=":
    case "!=":
      return { type: boolean, problem: compared(sign, left, right) };
    case "in":
      return { type: boolean, problem: contained(left, right) };
    case "and":
    case "or":
      return { type: boolean };
    case "&":
      return { type: text };
    default:
      return { type: anything };
  }
}

function missingWith(type: Type, left: Type, right: Type): Type {
  return mayBe(left, "nothing") || mayBe(right, "nothing") ? optional(type) : type;
}

/** Whether every value that the type has, where it has one at all, is of other kinds than these. */
export function isNever(type: Type, ...kinds: readonly Part["kind"][]): boolean {
  const there = without(type, "nothing");
  return partsOf(there).length > 0 && !mayBe(there, ...kinds);
}

function calculated(sign: string, left: Type, right: Type): Problem | undefined {
  const wrong = [left, right].find((side) => isNever(side, "number"));
  if (!wrong)
    return [left, right].some(namesNull)
      ? { ...nullFails(sign, "Give another value for null: `(x ?: 0)`."), code: "null-given" }
      : undefined;
  const hint =
    sign === "+" && [left, right].some((side) => !isNever(side, "string") && side !== anything)
      ? "Texts are joined with `&`."
      : isNever(wrong, "string")
        ? undefined
        : "`$number(…)` reads the number in a text.";
  return { message: `\`${sign}\` takes numbers, not ${describe(wrong)}`, hint };
}

function ordered(sign: string, left: Type, right: Type): Problem | undefined {
  const wrong = [left, right].find((side) => isNever(side, "number", "string"));
  if (wrong) return { message: `\`${sign}\` compares numbers or texts, not ${describe(wrong)}` };
  const isMixed =
    (isNever(left, "number") && isNever(right, "string")) ||
    (isNever(left, "string") && isNever(right, "number"));
  if (isMixed)
    return {
      message: `\`${sign}\` cannot compare ${describe(without(left, "null"))} with ${describe(without(right, "null"))}`,
    };
  // A schema that names null means it, and the comparison fails for it.
  return [left, right].some(namesNull)
    ? { ...nullFails(sign, "Ask before: `x != null and x …`."), code: "null-compared" }
    : undefined;
}

function namesNull(side: Type): boolean {
  return partsOf(side).some(({ kind }) => kind === "null");
}

function nullFails(sign: string, hint: string): Problem {
  return {
    hint,
    message: `\`${sign}\` fails where this is null, and by its schema it may be`,
  };
}

/** Null is asked for on purpose, also where a schema does not name it. */
function isNull(type: Type): boolean {
  return partsOf(type).every(({ kind }) => kind === "null" || kind === "nothing");
}

function compared(sign: string, left: Type, right: Type): Problem | undefined {
  if (isNull(left) || isNull(right) || canBeSame(left, right)) return undefined;
  const always = sign === "=" ? "never true" : "always true";
  const values = beyond(left, right) ?? strangers(left, right);
  if (values)
    return { ...values, code: "never-true", message: `\`${sign}\` is ${always} here: ${values.message}` };
  const hint = [left, right].some((side) =>
    isNever(side, "boolean", "null", "number", "string", "object", "function"),
  )
    ? "Whether a list holds a value is asked with `in`."
    : undefined;
  return {
    code: "never-true",
    message: `\`${sign}\` is ${always} between ${describe(left)} and ${describe(right)}`,
    hint,
  };
}

function contained(value: Type, of: Type): Problem | undefined {
  const members = union(
    ...partsOf(without(of, "nothing")).map((part) => (part.kind === "list" ? part.of : part)),
  );
  if (isNull(value) || isNull(members) || canBeSame(value, members)) return undefined;
  const values = strangers(value, members);
  if (values)
    return { ...values, code: "never-true", message: `\`in\` is never true here: ${values.message}` };
  return {
    code: "never-true",
    message: `\`in\` is never true: ${describe(value)} is sought among values that are ${describe(element(members))}`,
  };
}

/** Whether a value can be of both types. */
export function canBeSame(left: Type, right: Type): boolean {
  return partsOf(left).some(
    (one) =>
      one.kind !== "nothing" && partsOf(right).some((two) => two.kind !== "nothing" && areAlike(one, two)),
  );
}

function areAlike(one: Part, two: Part): boolean {
  if (one.kind === "anything" || two.kind === "anything") return true;
  if (one.kind !== two.kind) return false;
  if (!isScalar(one) || !isScalar(two)) return true;
  if (isBeyond(one, two) || isBeyond(two, one)) return false;
  if (!one.values || !two.values) return true;
  return one.values.some((value) => two.values?.includes(value));
}

/** Whether every value of the one is greater than any of the other. */
function isBeyond({ values }: Scalar, { maximum }: Scalar): boolean {
  if (maximum === undefined || values === undefined) return false;
  return values.every((value) => Number(value) > maximum);
}

/** A number that is greater than any that is possible. */
function beyond(left: Type, right: Type): Problem | undefined {
  const [one, two] = [scalar(left), scalar(right)];
  if (!one || !two || !(isBeyond(one, two) || isBeyond(two, one))) return undefined;
  return { message: `it is at most ${one.maximum ?? two.maximum}` };
}

/** A value that is none of those that are possible. */
function strangers(left: Type, right: Type): Problem | undefined {
  const [one, two] = [scalar(left), scalar(right)];
  if (!one?.values || !two?.values || one.kind !== two.kind) return undefined;
  const [value, possible] =
    one.values.length === 1 ? [one.values[0], two.values] : [two.values[0], one.values];
  const words = possible.map(String);
  const near = nearest(String(value), words);
  const hint = near
    ? `Did you mean \`${near}\`?`
    : `It can be: ${words
        .slice(0, 12)
        .map((word) => `\`${word}\``)
        .join(", ")}.`;
  return { message: `it cannot be ${JSON.stringify(value)}`, hint };
}

function scalar(type: Type): Scalar | undefined {
  return partsOf(type).find(isScalar);
}
