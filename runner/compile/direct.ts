/**
 * Expressions answered without the engine: paths, literals, comparisons, objects, lists, variables and plain functions. Its
 * answers are those of JSONata, and a property test compares them; wherever a rule of JSONata is more than that (a list on the
 * way of a path, mixed types), the answer is `unable` and the whole expression is left to the engine. Expressions have no
 * effects, so asking twice is harmless.
 */
import { afford, begin, directFunctions, type Lambda, truth, unable } from "./direct-functions.js";
import { limits } from "./limits.js";
import { sizeOf } from "./size.js";
import type { Syntax } from "./syntax.js";

/** A short cut for one expression. */
export interface Direct {
  /** The value for this input, or `unable`: then the engine has to be asked. */
  answer(input: unknown): unknown;
  readonly unable: symbol;
}

/** The variables in sight while an expression is answered. */
interface Frame {
  readonly root: unknown;
  readonly values: Record<string, unknown>;
  readonly up: Frame | undefined;
}

type Answer = (input: unknown, frame: Frame) => unknown;

/** What is known of names while a short cut is made: which there are, and the functions of the connector. */
interface Names {
  readonly known: ReadonlySet<string>;
  readonly functions: Readonly<Record<string, Syntax>>;
  /** Nodes that may still be looked at: functions are followed wherever they are called, and may call each other. */
  readonly room: { left: number; shares: boolean };
}

/** What one answer may cost; what costs more is left to the engine, which stops in time. */
const EFFORT = 1_000_000;
const CALL = 100;
const ROOM = 20_000;

/**
 * The short cut for a syntax tree; undefined when there is none.
 *
 * @param functions syntax trees of the connector's own functions, by name
 */
export function direct(tree: Syntax, functions: Readonly<Record<string, Syntax>> = {}): Direct | undefined {
  const room = { left: ROOM, shares: false };
  const answer = of(tree, { known: new Set(), functions, room });
  if (!answer) return undefined;
  return {
    unable,
    answer: (input) => {
      if (Array.isArray(input)) return unable;
      begin(EFFORT);
      const value = answer(input, { root: input, values: {}, up: undefined });
      // With names, a value can hold another twice, and that one a third twice.
      return room.shares && sizeOf(value, limits.size).values > limits.size ? unable : value;
    },
  };
}

function of(node: Syntax | undefined, names: Names): Answer | undefined {
  names.room.left -= 1;
  if (names.room.left < 0) return undefined;
  if (node?.predicate || node?.stages || node?.group || node?.keepArray) return undefined;
  switch (node?.type) {
    case "string":
    case "number":
    case "value": {
      const { value } = node;
      return () => value;
    }
    case "variable":
      return variable(node, names);
    case "block":
      return block(node, names);
    case "path":
      return path(node, names);
    case "binary":
      return binary(node, names);
    case "condition":
      return condition(node, names);
    case "function":
      return call(node, names);
    case "lambda":
      // A call at the end of a function is wrapped by the parser, for the sake of deep recursion.
      return node.thunk ? of(node.body, names) : undefined;
    case "unary":
      return node.value === "[" ? list(node, names) : node.value === "{" ? mapping(node, names) : undefined;
    default:
      return undefined;
  }
}

function variable(node: Syntax, names: Names): Answer | undefined {
  const name = String(node.value);
  if (name === "") return (input) => input;
  if (name === "$") return (_, frame) => frame.root;
  if (!names.known.has(name)) return undefined;
  return (_, frame) => {
    const value = find(frame, name);
    return typeof value === "function" ? unable : value;
  };
}

function find(frame: Frame, name: string): unknown {
  for (let at: Frame | undefined = frame; at; at = at.up)
    if (Object.hasOwn(at.values, name)) return at.values[name];
  return undefined;
}

/** `($x := …; …)`: names hold from where they are bound to the end of the block. */
function block(node: Syntax, names: Names): Answer | undefined {
  names.room.shares = true;
  let inside = names;
  const parts: { name?: string; answer: Answer }[] = [];
  for (const expression of node.expressions ?? []) {
    if (expression.type === "bind") {
      const name = String((expression.lhs as Syntax).value);
      // A function does not see its own name here: recursion needs the bounds that only the engine has.
      const answer =
        expression.rhs?.type === "lambda" ? lambda(expression.rhs, inside) : of(expression.rhs, inside);
      inside = { ...inside, known: new Set([...inside.known, name]) };
      if (!answer) return undefined;
      parts.push({ name, answer });
    } else {
      const answer = of(expression, inside);
      if (!answer) return undefined;
      parts.push({ answer });
    }
  }
  return (input, frame) => {
    const inner: Frame = { root: frame.root, values: {}, up: frame };
    let last: unknown;
    for (const { name, answer } of parts) {
      last = answer(input, inner);
      if (last === unable) return unable;
      if (name !== undefined) inner.values[name] = last;
    }
    return typeof last === "function" ? unable : last;
  };
}

/** A function of the expression; its value is never anything but called. */
function lambda(node: Syntax, names: Names): Answer | undefined {
  names.room.shares = true;
  const parameters = (node.arguments ?? []).map((parameter) => String(parameter.value));
  const body = of(node.body, { ...names, known: new Set([...names.known, ...parameters]) });
  if (!body) return undefined;
  return (input, frame): Lambda => {
    return (...given) => {
      if (!afford(CALL)) return unable;
      const values: Record<string, unknown> = {};
      for (const [index, parameter] of parameters.entries()) values[parameter] = given[index];
      return body(input, { root: frame.root, values, up: frame });
    };
  };
}

function path(node: Syntax, names: Names): Answer | undefined {
  if (node.keepSingletonArray) return undefined;
  const [first, ...rest] = node.steps ?? [];
  const fromVariable = first?.type === "variable";
  const start: Answer | undefined = fromVariable ? of(first, names) : (input) => input;
  const steps = fromVariable ? rest : (node.steps ?? []);
  const isPlain = steps.every(
    ({ type, stages, predicate, focus, index, keepArray }) =>
      type === "name" && !stages && !predicate && focus === undefined && index === undefined && !keepArray,
  );
  if (!start || !isPlain || first?.focus !== undefined || first?.index !== undefined) return undefined;
  const keys = steps.map((step) => String(step.value));
  return (input, frame) => {
    let value = start(input, frame);
    for (const key of keys) {
      if (value === unable || Array.isArray(value)) return unable;
      if (value === null || typeof value !== "object") return undefined;
      value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    }
    return value;
  };
}

function binary(node: Syntax, names: Names): Answer | undefined {
  const left = of(node.lhs as Syntax, names);
  const right = of(node.rhs, names);
  if (!left || !right) return undefined;
  if (node.value === "and" || node.value === "or") {
    const stop = node.value === "or";
    return (input, frame) => {
      const first = truth(left(input, frame));
      if (first === unable || first === stop) return first;
      return truth(right(input, frame));
    };
  }
  const decide = DECISIONS[String(node.value)];
  if (!decide) return undefined;
  return (input, frame) => {
    const a = left(input, frame);
    if (a === unable) return unable;
    const b = right(input, frame);
    return b === unable ? unable : decide(a, b);
  };
}

type Decision = (a: unknown, b: unknown) => unknown;

const scalar = (value: unknown) => value === null || typeof value !== "object";
const numeric =
  (decide: (a: number, b: number) => unknown): Decision =>
  (a, b) =>
    typeof a === "number" && typeof b === "number" ? decide(a, b) : unable;
const text = (value: unknown) => (value === undefined ? "" : typeof value === "string" ? value : unable);

/** What an operator makes of two values. */
const DECISIONS: Readonly<Record<string, Decision>> = {
  "=": (a, b) => (scalar(a) && scalar(b) ? a !== undefined && b !== undefined && a === b : unable),
  "!=": (a, b) => {
    if (a === null && b !== null && typeof b === "object" && !Array.isArray(b)) return true;
    if (b === null && a !== null && typeof a === "object" && !Array.isArray(a)) return true;
    return scalar(a) && scalar(b) ? a !== undefined && b !== undefined && a !== b : unable;
  },
  "<": numeric((a, b) => a < b),
  "<=": numeric((a, b) => a <= b),
  ">": numeric((a, b) => a > b),
  ">=": numeric((a, b) => a >= b),
  "&": (a, b) => {
    const [first, second] = [text(a), text(b)];
    if (first === unable || second === unable) return unable;
    const joined = `${String(first)}${String(second)}`;
    return afford(joined.length) ? joined : unable;
  },
  in: (a, b) => {
    if (a === undefined || b === undefined) return false;
    if (!scalar(a)) return unable;
    return Array.isArray(b) ? b.includes(a) : scalar(b) ? a === b : false;
  },
};

function condition(node: Syntax, names: Names): Answer | undefined {
  const test = of(node.condition, names);
  const then = of(node.then, names);
  const other = node.else ? of(node.else, names) : () => undefined;
  if (!test || !then || !other) return undefined;
  return (input, frame) => {
    const passed = truth(test(input, frame));
    if (passed === unable) return unable;
    return passed ? then(input, frame) : other(input, frame);
  };
}

/** `[a, b]`: nothing is left out, and a list among the elements is taken up element by element unless it is written as one. */
function list(node: Syntax, names: Names): Answer | undefined {
  const parts: { answer: Answer; isList: boolean }[] = [];
  for (const expression of node.expressions ?? []) {
    const answer = of(expression, names);
    if (!answer) return undefined;
    parts.push({ answer, isList: expression.value === "[" && expression.type === "unary" });
  }
  return (input, frame) => {
    const values: unknown[] = [];
    for (const { answer, isList } of parts) {
      const value = answer(input, frame);
      if (value === unable) return unable;
      if (value === undefined) continue;
      if (!afford(Array.isArray(value) ? value.length : 1)) return unable;
      if (Array.isArray(value) && !isList) for (const one of value) values.push(one);
      else values.push(value);
    }
    return values;
  };
}

/** `{ "a": b }` with keys that are written out. */
function mapping(node: Syntax, names: Names): Answer | undefined {
  const pairs: [string, Answer][] = [];
  for (const [key, value] of (node.lhs ?? []) as readonly (readonly [Syntax, Syntax])[]) {
    const answer = of(value, names);
    if (key.type !== "string" || !answer || pairs.some(([name]) => name === key.value)) return undefined;
    pairs.push([String(key.value), answer]);
  }
  return (input, frame) => {
    const values: Record<string, unknown> = {};
    for (const [name, answer] of pairs) {
      const value = answer(input, frame);
      if (value === unable) return unable;
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** A call of a name that the expression bound, of a function of the connector, or of one of the plain functions of JSONata. */
function call(node: Syntax, names: Names): Answer | undefined {
  if (node.procedure?.type !== "variable") return undefined;
  const name = String(node.procedure.value);
  const parameters = (node.arguments ?? []).map((argument) =>
    argument.type === "lambda" ? lambda(argument, names) : of(argument, names),
  );
  if (parameters.some((parameter) => parameter === undefined)) return undefined;
  const given = (input: unknown, frame: Frame) => parameters.map((parameter) => parameter?.(input, frame));
  if (names.known.has(name)) {
    return (input, frame) => {
      const called = find(frame, name);
      const values = given(input, frame);
      if (typeof called !== "function" || values.includes(unable)) return unable;
      return (called as Lambda)(...values);
    };
  }
  const own = names.functions[name];
  if (own?.type === "lambda") {
    // A function of the connector sees the input of the whole expression and no variable of its caller.
    const { [name]: _, ...others } = names.functions;
    const called = lambda(own, { ...names, known: new Set(), functions: others });
    return (
      called &&
      ((input, frame) => {
        const values = given(input, frame);
        if (values.includes(unable)) return unable;
        const root: Frame = { root: frame.root, values: {}, up: undefined };
        return (called(frame.root, root) as Lambda)(...values);
      })
    );
  }
  const plain = directFunctions[name];
  if (!plain || node.arguments?.length !== plain.parameters) return undefined;
  if (plain.unlessVariable && node.arguments[0]?.type === "variable") return undefined;
  return (input, frame) => {
    const values = given(input, frame);
    return values.includes(unable) ? unable : plain.call(...values);
  };
}
