/** The door of the engine: an expression is compiled once, and then evaluated with one input after another. */
import { type Limits, meter, standardLimits } from "./bounds.js";
import { compilerWith } from "./compile.js";
import type { CompileNode, Evaluate } from "./compiler.js";
import { Frame, frameOf } from "./frame.js";
import { functions } from "./functions/table.js";
import { Later } from "./later.js";
import { describe } from "./messages.js";
import { Native } from "./native.js";
import { parse } from "./parse.js";
import { compileResult } from "./result.js";
import { boundNames, Scope } from "./scope.js";
import { copied, shared } from "./settle.js";
import type { Node } from "./tree.js";

/** Variables of one evaluation: name without `$` → value. */
export type Variables = Readonly<Record<string, unknown>>;

/** What expressions can use that they do not bind. */
export interface Surroundings {
  /** Name without `$` → value, such as tables. */
  readonly values?: Variables;
  /** Name without `$` → syntax tree of a function. It sees the input of the whole expression, and no variable of its caller. */
  readonly functions?: Readonly<Record<string, Node>>;
  readonly limits?: Limits;
  /** A result may hold lists and objects of the input: for callers that change neither. */
  readonly shares?: boolean;
}

/** A compiled expression. */
export interface Program {
  /**
   * Evaluates. The result is plain data of its own, and a promise only where a function had to wait.
   *
   * @throws ExpressionError for what is wrong, Overrun for what goes past a bound
   */
  evaluate(input: unknown, variables?: Variables): unknown;
}

/**
 * Compiles an expression.
 *
 * @param expression its text, or its syntax tree
 * @throws what the parser throws
 * @example compileProgram("a.b").evaluate({ a: { b: 1 } }) // 1
 */
export function compileProgram(expression: string | Node, around: Surroundings = {}): Program {
  const tree = typeof expression === "string" ? parse(expression) : expression;
  const limits = around.limits ?? standardLimits;
  const settle = around.shares ? shared : copied;
  const { evaluate, names } = compileWhole(tree, around, (node, scope, compiler) =>
    compileResult(node, scope, compiler, settle),
  );
  const attempt = (input: unknown, variables: Variables | undefined, time: number | undefined): unknown => {
    const before = meter.begin(input, variables, time, limits);
    try {
      return evaluate(meter.root, frameOf(ROOT, names, []));
    } catch (error) {
      describe(error);
      throw error;
    } finally {
      meter.end(before);
    }
  };
  return {
    evaluate: (input, variables) => {
      try {
        return attempt(input, variables, undefined);
      } catch (error) {
        if (!(error instanceof Later)) throw error;
        const time = Date.now();
        return error.retry(() => attempt(input, variables, time));
      }
    },
  };
}

const ROOT = new Frame(undefined, []);

/** A tree that stands alone, and how many names it binds outside of blocks. */
function compileWhole(
  tree: Node,
  around: Surroundings,
  compile: CompileNode = (node, scope, compiler) => compiler.compile(node, scope),
): { evaluate: Evaluate; names: number } {
  const compiler = compilerWith((name) => global(name, around));
  const scope = new Scope(undefined);
  for (const name of boundNames([tree]).keys()) scope.declare(name);
  return { evaluate: compile(tree, scope, compiler), names: scope.size };
}

const natives: ReadonlyMap<string, Native> = new Map(
  [...functions].map(([name, definition]) => [name, new Native(definition)]),
);

/** What a name stands for that an expression does not bind: a function of the surroundings, a variable, or one of the language. */
function global(name: string, around: Surroundings): Evaluate {
  if (name === "$") return () => meter.input;
  if (around.functions && Object.hasOwn(around.functions, name)) return libraryFunction(name, around);
  const { values = {} } = around;
  const fixed = Object.hasOwn(values, name) ? values[name] : natives.get(name);
  return () => {
    const { variables } = meter;
    return variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : fixed;
  };
}

const libraries = new WeakMap<Surroundings, Map<string, Evaluate>>();

/** A function of the surroundings. It is compiled when it is first called: such functions may call each other. */
function libraryFunction(name: string, around: Surroundings): Evaluate {
  const known = libraries.get(around) ?? new Map<string, Evaluate>();
  libraries.set(around, known);
  return () => {
    let value = known.get(name);
    if (!value) {
      const { evaluate, names } = compileWhole(around.functions?.[name] as Node, around);
      value = () => evaluate(meter.root, frameOf(ROOT, names, []));
      known.set(name, value);
    }
    return value(undefined, ROOT);
  };
}
