/** Operators between two values. An error of one is told at the sign of the operator. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { isEqual } from "./equality.js";
import { fail, type Placed } from "./error.js";
import type { Scope } from "./scope.js";
import { textOf } from "./text.js";
import { isLiteral, type Node } from "./tree.js";
import { isNumber, truth } from "./truth.js";
import { mark, SEQUENCE } from "./values.js";

export function compileBinary(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const left = compiler.compile(node.lhs as Node, scope);
  const sign = String(node.value);
  const known = node.rhs as Node;
  if ((sign === "=" || sign === "!=") && isLiteral(known)) return compareWith(known.value, sign, left);
  const right = compiler.compile(node.rhs as Node, scope);
  const failed = (error: unknown): never => {
    const placed = error as Placed;
    placed.position = node.position;
    placed.token = sign;
    throw error;
  };
  if (sign === "and" || sign === "or") {
    const stop = sign === "or";
    return (input, frame) => {
      const first = left(input, frame);
      try {
        return truth(first) === stop ? stop : truth(right(input, frame));
      } catch (error) {
        return failed(error);
      }
    };
  }
  const operate = OPERATORS[sign];
  if (!operate) throw new Error(`no operator ${sign}`);
  return (input, frame) => {
    const one = left(input, frame);
    const two = right(input, frame);
    try {
      return operate(one, two);
    } catch (error) {
      return failed(error);
    }
  };
}

/** A comparison with a text, a number, a truth value or null: those are equal to nothing but themselves, and it cannot fail. */
function compareWith(known: unknown, sign: "=" | "!=", evaluate: Evaluate): Evaluate {
  if (sign === "!=" && known === null)
    return (input, frame) => {
      const value = evaluate(input, frame);
      return value !== undefined && value !== null;
    };
  if (sign === "=") return (input, frame) => evaluate(input, frame) === known;
  return (input, frame) => {
    const value = evaluate(input, frame);
    return value !== undefined && value !== known;
  };
}

export function compileMinus(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const operand = compiler.compile(node.expression as Node, scope);
  return (input, frame) => {
    const value = operand(input, frame);
    if (value === undefined) return undefined;
    if (isNumber(value)) return -value;
    return fail("D1002", { position: node.position, token: node.value, value });
  };
}

type Operate = (one: unknown, two: unknown) => unknown;

const OPERATORS: Readonly<Record<string, Operate>> = {
  "+": numeric((one, two) => one + two),
  "-": numeric((one, two) => one - two),
  "*": numeric((one, two) => one * two),
  "/": numeric((one, two) => one / two),
  "%": numeric((one, two) => one % two),
  "=": (one, two) => one !== undefined && two !== undefined && isEqual(one, two),
  "!=": (one, two) => one !== undefined && two !== undefined && !isEqual(one, two),
  "<": ordered((one, two) => one < two),
  "<=": ordered((one, two) => one <= two),
  ">": ordered((one, two) => one > two),
  ">=": ordered((one, two) => one >= two),
  "&": (one, two) => {
    const first = one === undefined ? "" : textOf(one);
    const second = two === undefined ? "" : textOf(two);
    meter.text(first.length + second.length);
    return first + second;
  },
  "..": range,
  in: (one, two) => {
    if (one === undefined || two === undefined) return false;
    if (!Array.isArray(two)) return one === two;
    if (two.length > 8) meter.step(two.length / 8);
    for (let index = 0; index < two.length; index += 1) if (two[index] === one) return true;
    return false;
  },
};

function numeric(calculate: (one: number, two: number) => number): Operate {
  return (one, two) => {
    if (one !== undefined && !isNumber(one)) fail("T2001", { value: one });
    if (two !== undefined && !isNumber(two)) fail("T2002", { value: two });
    return one === undefined || two === undefined ? undefined : calculate(one, two);
  };
}

function ordered(compare: (one: number | string, two: number | string) => boolean): Operate {
  return (one, two) => {
    if (one !== undefined && typeof one !== "string" && typeof one !== "number")
      fail("T2010", { value: one });
    if (two !== undefined && typeof two !== "string" && typeof two !== "number")
      fail("T2010", { value: one === undefined ? one : two });
    if (one === undefined || two === undefined) return undefined;
    if (typeof one !== typeof two) fail("T2009", { value: one, value2: two });
    return compare(one, two);
  };
}

/** What a range may have in the language, whatever the bounds here are. */
const LARGEST_RANGE = 1e7;

function range(from: unknown, to: unknown): unknown {
  if (from !== undefined && !Number.isInteger(from)) fail("T2003", { value: from });
  if (to !== undefined && !Number.isInteger(to)) fail("T2004", { value: to });
  if (from === undefined || to === undefined) return undefined;
  const first = from as number;
  const length = (to as number) - first + 1;
  if (length <= 0) return undefined;
  if (length > LARGEST_RANGE && meter.limits.members >= LARGEST_RANGE) fail("D2014", { value: length });
  meter.list(length);
  const list: unknown[] = [];
  for (let index = 0; index < length; index += 1) list.push(first + index);
  return mark(list, SEQUENCE);
}
