/**
 * Plain expressions, answered without the engine: paths, literals, comparisons, conditions. The answers are those of
 * JSONata; wherever its rules are more than a look-up (lists on the way, mixed types), the expression is left to the engine.
 */
import type { Syntax } from "./syntax.js";

/** A short cut for one expression. */
export interface Direct {
  /** The value for this input, or `unable`: then the engine has to be asked. */
  answer(input: unknown): unknown;
  readonly unable: symbol;
}

type Answer = (input: unknown, root: unknown) => unknown;

const unable = Symbol("unable");

/** The short cut for a syntax tree; undefined when there is none. */
export function direct(tree: Syntax): Direct | undefined {
  const answer = of(tree);
  return answer && { answer: (input) => (Array.isArray(input) ? unable : answer(input, input)), unable };
}

function of(node: Syntax | undefined): Answer | undefined {
  if (node?.predicate || node?.stages || node?.group || node?.keepArray) return undefined;
  switch (node?.type) {
    case "string":
    case "number":
    case "value": {
      const { value } = node;
      return () => value;
    }
    case "block":
      return node.expressions?.length === 1 ? of(node.expressions[0]) : undefined;
    case "path":
      return path(node);
    case "binary":
      return binary(node);
    case "condition":
      return condition(node);
    case "function":
      return call(node);
    case "unary":
      return node.value === "[" ? list(node) : node.value === "{" ? mapping(node) : undefined;
    default:
      return undefined;
  }
}

function path(node: Syntax): Answer | undefined {
  if (node.group || node.keepSingletonArray) return undefined;
  const names: string[] = [];
  let fromRoot = false;
  for (const [position, step] of (node.steps ?? []).entries()) {
    if (
      step.stages ||
      step.predicate ||
      step.focus !== undefined ||
      step.index !== undefined ||
      step.keepArray
    )
      return undefined;
    if (position === 0 && step.type === "variable" && step.value === "$") fromRoot = true;
    else if (step.type === "name") names.push(String(step.value));
    else return undefined;
  }
  const last = names.length - 1;
  return (input, root) => {
    let value: unknown = fromRoot ? root : input;
    for (let at = 0; at <= last; at += 1) {
      if (Array.isArray(value)) return unable;
      if (value === null || typeof value !== "object") return undefined;
      const name = names[at] as string;
      value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    }
    return value;
  };
}

function binary(node: Syntax): Answer | undefined {
  const left = of(node.lhs as Syntax);
  const right = of(node.rhs);
  if (!left || !right) return undefined;
  const both =
    (decide: (a: unknown, b: unknown) => unknown): Answer =>
    (input, root) => {
      const a = left(input, root);
      if (a === unable) return unable;
      const b = right(input, root);
      return b === unable ? unable : decide(a, b);
    };
  switch (node.value) {
    case "and":
    case "or": {
      const stop = node.value === "or";
      return (input, root) => {
        const a = truth(left(input, root));
        if (a === unable || a === stop) return a;
        return truth(right(input, root));
      };
    }
    case "=":
      return both((a, b) =>
        scalar(a) && scalar(b) ? a !== undefined && b !== undefined && a === b : unable,
      );
    case "!=":
      return both((a, b) =>
        scalar(a) && scalar(b) ? a !== undefined && b !== undefined && a !== b : unable,
      );
    case "<":
      return both((a, b) => (numbers(a, b) ? (a as number) < (b as number) : unable));
    case "<=":
      return both((a, b) => (numbers(a, b) ? (a as number) <= (b as number) : unable));
    case ">":
      return both((a, b) => (numbers(a, b) ? (a as number) > (b as number) : unable));
    case ">=":
      return both((a, b) => (numbers(a, b) ? (a as number) >= (b as number) : unable));
    default:
      return undefined;
  }
}

function condition(node: Syntax): Answer | undefined {
  const test = of(node.condition);
  const then = of(node.then);
  const other = node.else ? of(node.else) : () => undefined;
  if (!test || !then || !other) return undefined;
  return (input, root) => {
    const passed = truth(test(input, root));
    if (passed === unable) return unable;
    return passed ? then(input, root) : other(input, root);
  };
}

/** `[a, b]`: nothing is left out, a list among the elements is taken up element by element unless it is written as a list. */
function list(node: Syntax): Answer | undefined {
  const parts = (node.expressions ?? []).map((expression) => ({
    answer: of(expression),
    whole: expression.value === "[",
  }));
  if (parts.some(({ answer }) => answer === undefined)) return undefined;
  return (input, root) => {
    const values: unknown[] = [];
    for (const { answer, whole } of parts) {
      const value = answer?.(input, root);
      if (value === unable) return unable;
      if (value === undefined) continue;
      if (Array.isArray(value) && !whole) values.push(...value);
      else values.push(value);
    }
    return values;
  };
}

/** `{ "a": b }` with keys that are written out. */
function mapping(node: Syntax): Answer | undefined {
  const pairs: [string, Answer][] = [];
  for (const [key, value] of (node.lhs ?? []) as readonly (readonly [Syntax, Syntax])[]) {
    const answer = of(value);
    if (key.type !== "string" || !answer || pairs.some(([name]) => name === key.value)) return undefined;
    pairs.push([String(key.value), answer]);
  }
  return (input, root) => {
    const values: Record<string, unknown> = {};
    for (const [name, answer] of pairs) {
      const value = answer(input, root);
      if (value === unable) return unable;
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** `$merge` of a list of plain objects. */
function merged(values: unknown): unknown {
  if (!Array.isArray(values) || values.length === 0) return unable;
  const all: Record<string, unknown> = {};
  for (const value of values) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return unable;
    Object.assign(all, value);
  }
  return all;
}

function call(node: Syntax): Answer | undefined {
  const argument = node.arguments?.length === 1 ? of(node.arguments[0]) : undefined;
  if (!argument || node.procedure?.type !== "variable") return undefined;
  if (node.procedure.value === "exists") {
    return (input, root) => {
      const value = argument(input, root);
      return value === unable ? unable : value !== undefined;
    };
  }
  if (node.procedure.value === "merge" || node.procedure.value === "string") {
    const one =
      node.procedure.value === "merge"
        ? merged
        : (value: unknown) => (typeof value === "string" ? value : unable);
    return (input, root) => {
      const value = argument(input, root);
      return value === undefined || value === unable ? value : one(value);
    };
  }
  if (node.procedure.value === "not" || node.procedure.value === "boolean") {
    const negate = node.procedure.value === "not";
    return (input, root) => {
      const value = argument(input, root);
      if (value === undefined || value === unable) return value;
      const passed = truth(value);
      return passed === unable ? unable : negate ? !passed : passed;
    };
  }
  return undefined;
}

/** The truth of a value as `$boolean` has it, a missing value being false. */
function truth(value: unknown): boolean | typeof unable {
  if (value === unable || Array.isArray(value) || typeof value === "function") return unable;
  if (value === undefined || value === null) return false;
  if (typeof value === "object") return Object.keys(value).length > 0 ? true : unable;
  return Boolean(value);
}

function scalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function numbers(a: unknown, b: unknown): boolean {
  return typeof a === "number" && typeof b === "number";
}
