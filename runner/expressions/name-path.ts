/** Paths that are names alone, such as `a.b`, or names behind a variable. Most are, and most values on their way are objects. */
import type { Evaluate } from "./compiler.js";
import { type Ending, finished } from "./ending.js";
import { firstMember, innerMember, memberOf, numberOf } from "./recent.js";
import { type Node, SHORT } from "./tree.js";
import { marksOf, SEQUENCE, unwrap } from "./values.js";

/** The names of steps that are nothing but names, and none that every object has. */
export function namesOf(steps: readonly Node[]): readonly string[] | undefined {
  const isPlain = steps.every(
    ({ type, value, stages, predicate, keepArray, group }) =>
      type === "name" &&
      !stages &&
      !predicate &&
      !keepArray &&
      !group &&
      !(String(value) in Object.prototype),
  );
  return isPlain && steps.length > 0 ? steps.map(({ value }) => String(value)) : undefined;
}

/**
 * The closure of such a path.
 *
 * @param start what the names are looked up in; the input where it is left out
 * @param walk the same path for all values, lists on its way included
 * @param ending where the value becomes part of the result
 * @returns what is unwrapped already
 */
export function compileNamePath(
  names: readonly string[],
  start: Evaluate | undefined,
  walk: Evaluate,
  ending: Ending | undefined,
): Evaluate {
  const { length } = names;
  const [only = "", next = ""] = names;
  const number = numberOf(only);
  const nothing = ending?.otherwise;
  const end = (value: unknown) => {
    const whole = Array.isArray(value) ? found(value) : value;
    return ending ? finished(whole, ending) : whole;
  };
  const walked: Evaluate = (input, frame) => {
    const value = unwrap(walk(input, frame));
    return ending ? finished(value, ending) : value;
  };
  if (length === 1 && !start)
    return (input, frame) => {
      if (typeof input !== "object" || input === null) return nothing;
      if (Array.isArray(input)) return walked(input, frame);
      const value = memberOf(input, only);
      if (value === undefined) return nothing;
      if (typeof value === "string") return ending && value.length > SHORT ? ending.finish(value) : value;
      return typeof value === "object" && value !== null ? end(value) : value;
    };
  if (length === 2 && !start)
    return (input, frame) => {
      if (typeof input !== "object" || input === null) return nothing;
      if (Array.isArray(input)) return walked(input, frame);
      const first = firstMember(input, only, number);
      if (typeof first !== "object" || first === null) return nothing;
      if (Array.isArray(first)) return walked(input, frame);
      const value = innerMember(first, next);
      if (value === undefined) return nothing;
      if (typeof value === "string") return ending && value.length > SHORT ? ending.finish(value) : value;
      return typeof value === "object" && value !== null ? end(value) : value;
    };
  return (input, frame) => {
    let value = start ? start(input, frame) : input;
    for (let index = 0; index < length; index += 1) {
      if (typeof value !== "object" || value === null) return nothing;
      if (Array.isArray(value)) return walked(input, frame);
      value = innerMember(value, names[index] as string);
    }
    return end(value);
  };
}

/** What a list stands for that the last name has: a sequence that is kept a list elsewhere is collected anew. */
function found(list: unknown[]): unknown {
  return list.length === 1 && (marksOf(list) & SEQUENCE) !== 0 ? list[0] : unwrap(list);
}
