/** What stands in brackets behind a value: a test of each member, or the numbers of the members that are wanted. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { type Frame, memberFrame } from "./frame.js";
import { type Member, Members } from "./members.js";
import { Scope } from "./scope.js";
import type { Node, Stage } from "./tree.js";
import { isNumber, truth } from "./truth.js";
import { sequence } from "./values.js";
import { weightOf } from "./weight.js";

/** Gives a list, or the members of a path with the names they are bound to. */
export type Filter = (value: unknown, frame: Frame) => unknown[] | Members;

/** @param isOfMembers the values may be bound to names that the test can see */
export function compileFilter(test: Node, scope: Scope, compiler: Compiler, isOfMembers = false): Filter {
  if (test.type === "number") return atNumber(Math.floor(Number(test.value)));
  const evaluate = compiler.compile(test, isOfMembers ? new Scope(scope, true) : scope);
  const weight = weightOf(test);
  return (value, frame) => {
    if (value instanceof Members) {
      const kept: Member[] = [];
      value.all.forEach((member, index) => {
        meter.step(weight);
        const answer = evaluate(member.item, memberFrame(frame, member.names));
        for (let left = isWanted(answer, index, value.all.length); left > 0; left -= 1) kept.push(member);
      });
      return new Members(kept);
    }
    const own = isOfMembers ? memberFrame(frame, {}) : frame;
    const kept = sequence();
    if (!Array.isArray(value)) {
      for (let left = isWanted(evaluate(value, own), 0, 1); left > 0; left -= 1) kept.push(value);
      return kept;
    }
    const { length } = value;
    for (let index = 0; index < length; index += 1) {
      meter.step(weight);
      const item: unknown = value[index];
      for (let left = isWanted(evaluate(item, own), index, length); left > 0; left -= 1) kept.push(item);
    }
    meter.list(kept.length);
    return kept;
  };
}

/** The filters of a node or of a step, one behind the other. */
export function compileFilters(
  stages: readonly Stage[],
  scope: Scope,
  compiler: Compiler,
  isOfMembers: boolean,
): Filter[] {
  return stages.flatMap(({ expr }) => (expr ? [compileFilter(expr, scope, compiler, isOfMembers)] : []));
}

export function filterAll(filters: readonly Filter[], value: unknown, frame: Frame): unknown {
  let kept = value;
  for (let index = 0; index < filters.length; index += 1) kept = (filters[index] as Filter)(kept, frame);
  return kept;
}

/** `[0]`, `[-1]` */
function atNumber(wanted: number): Filter {
  return (value) => {
    if (value instanceof Members) {
      const one = value.all[wanted < 0 ? value.all.length + wanted : wanted];
      return new Members(one ? [one] : []);
    }
    const list = Array.isArray(value) ? value : [value];
    const item: unknown = list[wanted < 0 ? list.length + wanted : wanted];
    if (Array.isArray(item)) return item;
    const kept = sequence();
    if (item !== undefined) kept.push(item);
    return kept;
  };
}

/** How often a member is wanted: a list of numbers can name it more than once. */
function isWanted(answer: unknown, index: number, length: number): number {
  if (typeof answer === "number") return isNumber(answer) && isAt(answer, index, length) ? 1 : 0;
  if (!Array.isArray(answer)) return truth(answer) ? 1 : 0;
  let times = 0;
  for (let at = 0; at < answer.length; at += 1) {
    const one: unknown = answer[at];
    if (!isNumber(one)) return truth(answer) ? 1 : 0;
    if (isAt(one, index, length)) times += 1;
  }
  return times;
}

function isAt(wanted: number, index: number, length: number): boolean {
  const whole = Math.floor(wanted);
  return (whole < 0 ? length + whole : whole) === index;
}

/** Filters behind a node that is no path. */
export function filtered(filters: readonly Filter[], evaluate: Evaluate): Evaluate {
  return (input, frame) => filterAll(filters, evaluate(input, frame), frame);
}
