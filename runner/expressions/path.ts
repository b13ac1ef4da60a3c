/** Paths, such as `a.b[0].c`: each step is taken from every value that the one before gave, and what comes is one flat list. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { type Ending, finished } from "./ending.js";
import { compileFilter, filterAll } from "./filter.js";
import type { Frame } from "./frame.js";
import { compileGroup } from "./group.js";
import { member } from "./lookup.js";
import { compileMemberPath } from "./member-path.js";
import { Members } from "./members.js";
import { compileNamePath, namesOf } from "./name-path.js";
import type { Scope } from "./scope.js";
import { compileSort, type Sort } from "./sort.js";
import type { Node } from "./tree.js";
import {
  KEEP,
  mark,
  marksOf,
  push,
  SEQUENCE,
  sequence,
  sequenceOf,
  unwrap,
  unwrapKept,
  WRITTEN,
} from "./values.js";
import { weightOf } from "./weight.js";

/** One step: how it is taken from a value, or how all values are put in order. */
interface Step {
  readonly take: Evaluate;
  readonly sort: Sort | undefined;
  readonly weight: number;
}

export function compilePath(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const isBare = !node.group && !node.keepSingletonArray && !node.keepArray;
  return (isBare && compilePlain(node, scope, compiler)) || compileAny(node, scope, compiler);
}

function compileAny(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const steps = node.steps ?? [];
  const firstBound = steps.findIndex(({ tuple }) => tuple);
  const group = node.group && compileGroup(node.group, scope, compiler, firstBound >= 0);
  const walk =
    firstBound >= 0
      ? compileMemberPath(node, firstBound, scope, compiler, compileSteps)
      : compileSteps(node, steps, scope, compiler);
  if (group) return (input, frame) => unwrap(group(kept(node, walk(input, frame)), frame));
  if (node.keepSingletonArray || node.keepArray)
    return (input, frame) => unwrap(kept(node, walk(input, frame)));
  return (input, frame) => unwrap(walk(input, frame));
}

/** The same where the value becomes part of the result. */
export function compileResultPath(node: Node, scope: Scope, compiler: Compiler, ending: Ending): Evaluate {
  const isBare = !node.group && !node.keepSingletonArray && !node.keepArray && !node.predicate;
  const plain = isBare ? compilePlain(node, scope, compiler, ending) : undefined;
  if (plain) return plain;
  const evaluate = compiler.compile(node, scope);
  return (input, frame) => finished(evaluate(input, frame), ending);
}

/** Where the path is names alone, or a variable and names. */
function compilePlain(node: Node, scope: Scope, compiler: Compiler, ending?: Ending): Evaluate | undefined {
  const steps = node.steps ?? [];
  const [first] = steps;
  const start = first?.type === "variable" && !first.stages ? first : undefined;
  const names = namesOf(start ? steps.slice(1) : steps);
  if (!names || steps.some(({ tuple }) => tuple)) return undefined;
  // Most of these paths never come to a list.
  let compiled: Evaluate | undefined;
  const walk: Evaluate = (input, frame) => {
    compiled ??= compileSteps(node, steps, scope, compiler);
    return compiled(input, frame);
  };
  return compileNamePath(names, start && compiler.compile(start, scope), walk, ending);
}

/** What a path gives where somebody wrote `[]` behind a step of it: a list in any case. */
function kept({ keepSingletonArray, keepArray }: Node, value: unknown): unknown {
  if (value === undefined || value instanceof Members || !(keepSingletonArray || keepArray)) return value;
  if (!Array.isArray(value)) return mark(sequenceOf(value), KEEP);
  const marks = marksOf(value);
  if ((marks & SEQUENCE) !== 0) return mark(value, KEEP);
  return keepSingletonArray && (marks & WRITTEN) !== 0 ? mark(sequenceOf(value), KEEP) : value;
}

/** Steps one behind the other; `steps` may be the first ones of a path. */
function compileSteps(node: Node, steps: readonly Node[], scope: Scope, compiler: Compiler): Evaluate {
  const [first] = steps;
  const last = node.steps?.length ?? 0;
  const compiled = steps.map((step) => compileStep(step, scope, compiler));
  const isAbsolute = first?.type === "variable";
  if (first?.consarray) {
    const [{ take }, ...rest] = compiled as [Step, ...Step[]];
    return (input, frame) => {
      const list = take(Array.isArray(input) ? input : sequenceOf(input), frame);
      if (rest.length === 0 || list === undefined) return list;
      // Brackets behind the list can leave one value of it.
      if (!Array.isArray(list)) return along(rest, frame, list, undefined, 0, last - 1);
      return list.length === 0 ? list : along(rest, frame, undefined, list, 0, last - 1);
    };
  }
  if (isAbsolute) return (input, frame) => along(compiled, frame, input, undefined, 0, last);
  return (input, frame) =>
    Array.isArray(input)
      ? along(compiled, frame, undefined, input, 0, last)
      : along(compiled, frame, input, undefined, 0, last);
}

/** What the last step gives from a single value: a sequence is collected anew, any other list is the value. */
function collected(list: unknown[]): unknown {
  return list.length === 1 && (marksOf(list) & SEQUENCE) !== 0 ? sequenceOf(list[0]) : list;
}

/**
 * Takes steps from one value, or from each of a list.
 *
 * @param length how many steps the path has: the last one hands on a list that it comes to as it is
 */
function along(
  steps: readonly Step[],
  frame: Frame,
  value: unknown,
  values: readonly unknown[] | undefined,
  from: number,
  length: number,
): unknown {
  let single = value;
  let list = values;
  for (let at = from; at < steps.length; at += 1) {
    const { take, sort, weight } = steps[at] as Step;
    const isLast = at === length - 1;
    if (sort) {
      const before = list === undefined ? [single] : list;
      const sorted = sort(before.length === 1 ? sequenceOf(before[0]) : before, frame);
      if (isLast || (Array.isArray(sorted) && sorted.length === 0)) return sorted;
      if (Array.isArray(sorted)) list = sorted;
      else {
        single = sorted;
        list = undefined;
      }
    } else if (list === undefined) {
      const taken = take(single, frame);
      if (taken === undefined) return undefined;
      if (!Array.isArray(taken)) {
        single = taken;
        continue;
      }
      if (isLast) return collected(taken);
      if ((marksOf(taken) & WRITTEN) !== 0) single = taken;
      else if (taken.length === 0) return undefined;
      else list = taken;
    } else {
      const taken = fromEach(take, list, frame, weight, isLast);
      if (isLast) return taken;
      if (taken.length === 0) return undefined;
      list = taken;
    }
  }
  return list ?? single;
}

function fromEach(
  take: Evaluate,
  list: readonly unknown[],
  frame: Frame,
  weight: number,
  isLast: boolean,
): unknown[] {
  const all = sequence();
  let count = 0;
  let first: unknown;
  for (let index = 0; index < list.length; index += 1) {
    meter.step(weight);
    const taken = take(list[index], frame);
    if (taken === undefined) continue;
    if (count === 0) first = taken;
    count += 1;
    if (!Array.isArray(taken)) all.push(taken);
    else if ((marksOf(taken) & WRITTEN) !== 0) all.push(taken);
    else {
      push(all, taken);
      meter.list(taken.length);
    }
  }
  if (isLast && count === 1 && Array.isArray(first) && (marksOf(first) & SEQUENCE) === 0) return first;
  meter.list(all.length);
  return all;
}

function compileStep(node: Node, scope: Scope, compiler: Compiler): Step {
  const filters = (node.stages ?? []).flatMap(({ expr }) =>
    expr ? [compileFilter(expr, scope, compiler)] : [],
  );
  const weight = weightOf(node);
  if (node.type === "sort") {
    const sort = compileSort(node, scope, compiler);
    return {
      take: () => undefined,
      sort: filters.length === 0 ? sort : (list, frame) => filterAll(filters, sort(list, frame), frame),
      weight,
    };
  }
  const take = node.type === "name" ? compileName(node) : compiler.compile(node, scope);
  if (filters.length === 0) return { take, sort: undefined, weight };
  return { take: (input, frame) => filterAll(filters, take(input, frame), frame), sort: undefined, weight };
}

/** A name, where it is a step. */
export function compileName(node: Node): Evaluate {
  const name = String(node.value);
  if (node.keepArray) return (input) => unwrapKept(member(input, name));
  return (input) => unwrap(member(input, name));
}
