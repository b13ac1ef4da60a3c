/** `^(…)` puts values in order, and `$sort` does; both keep the order of those that are the same. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { fail } from "./error.js";
import { type Frame, memberFrame } from "./frame.js";
import { Members } from "./members.js";
import { Scope } from "./scope.js";
import type { Node } from "./tree.js";
import { weightOf } from "./weight.js";

/** Puts a list in order; one that needs none is handed on. */
export type Sort = (list: readonly unknown[], frame: Frame) => unknown;

interface Term {
  readonly evaluate: Evaluate;
  readonly isDescending: boolean;
}

/** A value with what it is ordered by, each worked out when it is first compared. */
interface Keyed<T> {
  readonly value: T;
  readonly keys: unknown[];
}

export function compileSort(node: Node, scope: Scope, compiler: Compiler): Sort {
  const compare = compileTerms(node, scope, compiler, (item: unknown, evaluate, frame) =>
    evaluate(item, frame),
  );
  return (list, frame) => {
    if (list.length <= 1) return list;
    return ordered(list, (one, two) => compare(one, two, frame));
  };
}

/** The same for values that are bound to names. */
export function compileMemberSort(
  node: Node,
  scope: Scope,
  compiler: Compiler,
): (all: Members, frame: Frame) => Members {
  const compare = compileTerms(
    node,
    new Scope(scope, true),
    compiler,
    ({ item, names }: Members["all"][number], evaluate, frame) => evaluate(item, memberFrame(frame, names)),
  );
  return ({ all }, frame) => new Members(ordered(all, (one, two) => compare(one, two, frame)));
}

function ordered<T>(list: readonly T[], isBehind: (one: Keyed<T>, two: Keyed<T>) => boolean): T[] {
  const keyed = list.map((value): Keyed<T> => ({ value, keys: [] }));
  return mergeSorted(keyed, isBehind).map(({ value }) => value);
}

function compileTerms<T>(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  keyOf: (value: T, evaluate: Evaluate, frame: Frame) => unknown,
): (one: Keyed<T>, two: Keyed<T>, frame: Frame) => boolean {
  const terms = (node.terms ?? []).map(({ expression, descending }): Term => {
    return { evaluate: compiler.compile(expression, scope), isDescending: descending === true };
  });
  const weight = weightOf(node);
  const key = ({ value, keys }: Keyed<T>, at: number, frame: Frame): unknown => {
    if (at >= keys.length) {
      meter.step(weight);
      keys.push(keyOf(value, (terms[at] as Term).evaluate, frame));
    }
    return keys[at];
  };
  return (one, two, frame) => {
    for (let at = 0; at < terms.length; at += 1) {
      const order = compareKeys(key(one, at, frame), key(two, at, frame), node.position, terms[at] as Term);
      if (order !== 0) return order > 0;
    }
    return false;
  };
}

function compareKeys(one: unknown, two: unknown, position: number | undefined, term: Term): number {
  // What is missing comes last, in either direction.
  if (one === undefined) return two === undefined ? 0 : 1;
  if (two === undefined) return -1;
  if (!isComparable(one) || !isComparable(two))
    return fail("T2008", { position, value: isComparable(one) ? two : one });
  if (typeof one !== typeof two) fail("T2007", { position, value: one, value2: two });
  if (one === two) return 0;
  const order = one < two ? -1 : 1;
  return term.isDescending ? -order : order;
}

function isComparable(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/**
 * Sorts by merging, and compares in the order in which JSONata does: so the first error is the same.
 *
 * @param isBehind true where the first belongs behind the second
 */
export function mergeSorted<T>(list: readonly T[], isBehind: (one: T, two: T) => boolean): T[] {
  meter.list(list.length);
  const sort = (from: number, to: number): T[] => {
    if (to - from <= 1) return list.slice(from, to);
    const middle = from + Math.floor((to - from) / 2);
    const left = sort(from, middle);
    const right = sort(middle, to);
    const merged: T[] = [];
    let l = 0;
    let r = 0;
    while (l < left.length && r < right.length) {
      meter.step(1);
      const one = left[l] as T;
      const two = right[r] as T;
      if (isBehind(one, two)) {
        merged.push(two);
        r += 1;
      } else {
        merged.push(one);
        l += 1;
      }
    }
    for (; l < left.length; l += 1) merged.push(left[l] as T);
    for (; r < right.length; r += 1) merged.push(right[r] as T);
    return merged;
  };
  return sort(0, list.length);
}
