/** What is known of the names in scope behind a step. */
import type { Step } from "../../schemas/connector.types.js";
import { element } from "../typing/member.js";
import { anything, nothing, type Type, union } from "../typing/type.js";
import type { Compiled as Slot } from "./slots.js";

/** The names in scope: name → type. */
export type Names = Readonly<Record<string, Type>>;

/** The names of which a condition says more. */
export function knowing(names: Names, condition: Slot | undefined, isTrue: boolean): Names {
  const input = condition?.typed?.inputIf(isTrue);
  return input?.kind === "object" ? input.members : names;
}

/** What is named by a step that may not have been taken may be missing, or be what it was before. */
export function namedBy(step: Step, before: Names, given: Names): Names {
  const isSure = step.if === undefined && (step.on_error ?? "fail") === "fail";
  const named = Object.entries(given).map(([name, type]) => {
    if (step.for) return [name, anything] as const;
    return [name, isSure ? type : union(type, before[name] ?? nothing)] as const;
  });
  return { ...before, ...Object.fromEntries(named) };
}

/** The names of `after` of which something else is known than before. */
export function changed(before: Names, after: Names): Names {
  return Object.fromEntries(Object.entries(after).filter(([name, type]) => before[name] !== type));
}

/** What a name of `for` stands for, of the list that it goes through; a name that is taken is told, and nothing of what it stands for. */
export function eachOf(name: string, list: Slot | undefined, before: Names): Type {
  const each = Object.hasOwn(before, name) ? anything : element(list?.typed?.type ?? anything);
  return each.kind === "nothing" ? anything : each;
}

/** The names that are not among others. */
export function besides(names: Names, others: Names): Names {
  return Object.fromEntries(Object.entries(names).filter(([name]) => !Object.hasOwn(others, name)));
}
