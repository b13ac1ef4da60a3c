/** Calls of a function that `$map` and its like are given, once for each member, with as many arguments as it takes. */
import { callBack } from "./apply.js";
import { meter } from "./bounds.js";
import { arityOf } from "./callable-type.js";

/** A function of a member, its place or name, and the whole. */
export type ForEach = (value: unknown, place: unknown, whole: unknown) => unknown;

export function forEachOf(called: unknown): ForEach {
  const arity = arityOf(called);
  if (arity >= 3)
    return (value, place, whole) => {
      meter.step(1);
      return callBack(called, [value, place, whole]);
    };
  if (arity === 2)
    return (value, place) => {
      meter.step(1);
      return callBack(called, [value, place]);
    };
  return (value) => {
    meter.step(1);
    return callBack(called, [value]);
  };
}
