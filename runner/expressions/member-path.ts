/** Paths that bind names on their way (`@$x`, `#$i`) or look back (`%`): every member carries what was bound for it. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { compileFilter } from "./filter.js";
import { type Frame, memberFrame } from "./frame.js";
import { type Member, Members } from "./members.js";
import { Scope } from "./scope.js";
import { compileMemberSort, compileSort } from "./sort.js";
import type { Node, Stage } from "./tree.js";
import { sequence, sequenceOf } from "./values.js";
import { weightOf } from "./weight.js";

type CompileSteps = (node: Node, steps: readonly Node[], scope: Scope, compiler: Compiler) => Evaluate;
/** Takes a step from members; from the values before them where no step has bound a name yet. */
type TakeStep = (all: Members | undefined, values: readonly unknown[], frame: Frame) => Members;

/** @param first the first step that binds a name; those before it are plain */
export function compileMemberPath(
  node: Node,
  first: number,
  scope: Scope,
  compiler: Compiler,
  compileSteps: CompileSteps,
): Evaluate {
  const steps = node.steps ?? [];
  const before = first > 0 ? compileSteps(node, steps.slice(0, first), scope, compiler) : undefined;
  const isAbsolute = first === 0 && steps[0]?.type === "variable";
  const bound = steps.slice(first).map((step) => compileMemberStep(step, scope, compiler));
  return (input, frame) => {
    const value = before ? before(input, frame) : input;
    if (before && value === undefined) return undefined;
    const values = Array.isArray(value) && !isAbsolute ? value : sequenceOf(value);
    if (before && values.length === 0) return undefined;
    let all: Members | undefined;
    for (const take of bound) all = take(all, values, frame);
    if (!all || node.tuple || node.group) return all;
    const items = sequence();
    for (const { item } of all.all) items.push(item);
    return items;
  };
}

function compileMemberStep(node: Node, scope: Scope, compiler: Compiler): TakeStep {
  const stages = compileStages(node.stages ?? [], scope, compiler);
  const take =
    node.type === "sort" ? compileOrder(node, scope, compiler) : compileTake(node, scope, compiler);
  return (all, values, frame) => {
    const taken = take(all, values, frame);
    return stages.reduce((kept, stage) => stage(kept, frame), taken);
  };
}

function compileTake(node: Node, scope: Scope, compiler: Compiler): TakeStep {
  // The stages of the step are applied to the members, not to the value of the step.
  const { stages, ...bare } = node;
  const evaluate = compiler.compile(bare, new Scope(scope, true));
  const weight = weightOf(node);
  return (all, values, frame) => {
    const before = all?.all ?? values.map((item): Member => ({ item, names: {} }));
    const taken: Member[] = [];
    for (const one of before) {
      meter.step(weight);
      const value = evaluate(one.item, memberFrame(frame, one.names));
      if (value instanceof Members) {
        for (const { item, names } of value.all) taken.push({ item, names: { ...one.names, ...names } });
      } else if (value !== undefined) {
        const items: readonly unknown[] = Array.isArray(value) ? value : [value];
        // Each has an object of its own for the names: a join of two long lists is large.
        meter.put(NAMES * items.length);
        items.forEach((item, index) => {
          taken.push(bind(node, one, item, index));
        });
      }
    }
    return new Members(taken);
  };
}

/** What the names of a member count as. */
const NAMES = 4;

/** The member that a step comes to from another. */
function bind({ focus, index: counter, ancestor }: Node, from: Member, item: unknown, index: number): Member {
  const names = { ...from.names };
  if (focus !== undefined) names[focus] = item;
  if (counter !== undefined) names[counter] = index;
  if (ancestor !== undefined) names[ancestor.label] = from.item;
  return { item: focus === undefined ? item : from.item, names };
}

function compileOrder(node: Node, scope: Scope, compiler: Compiler): TakeStep {
  const sortMembers = compileMemberSort(node, scope, compiler);
  const sortValues = compileSort(node, scope, compiler);
  return (all, values, frame) => {
    if (all) return sortMembers(all, frame);
    const sorted = sortValues(values, frame) as readonly unknown[];
    return new Members(
      sorted.map((item, place) => ({ item, names: node.index === undefined ? {} : { [node.index]: place } })),
    );
  };
}

function compileStages(
  stages: readonly Stage[],
  scope: Scope,
  compiler: Compiler,
): ((all: Members, frame: Frame) => Members)[] {
  return stages.map(({ type, expr, value }) => {
    if (type === "filter" && expr) {
      const filter = compileFilter(expr, scope, compiler, true);
      return (all, frame) => filter(all, frame) as Members;
    }
    const name = String(value);
    return ({ all }) =>
      new Members(all.map(({ item, names }, place) => ({ item, names: { ...names, [name]: place } })));
  });
}
