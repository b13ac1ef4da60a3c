/**
 * The one door to JSONata: an expression is parsed and looked through once, at load, and evaluated record by record. Nothing
 * else in the runner knows which engine is behind it.
 */
import type jsonata from "jsonata";
import type { Fault, Location } from "../faults/fault.js";
import { BUDGET, BUILDING, Budget } from "./budget.js";
import { type Direct, direct } from "./direct.js";
import { failure } from "./failure.js";
import { guards } from "./guards.js";
import { inspect, type Remark, type Scope } from "./inspect.js";
import { limits } from "./limits.js";
import { misread } from "./misread.js";
import { parse, tooLarge, treeOf } from "./parse.js";
import { isData } from "./size.js";
import { type Syntax, syntaxOf } from "./syntax.js";

/** What every expression of a connector can use. */
export interface Library {
  /** Name without `$` → value, e.g. the tables. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Name without `$` → JSONata text of a function. */
  readonly functions: Readonly<Record<string, string>>;
}

/** Where a character of an expression stands in its file. */
export type Locate = (index: number) => Location;

/** A library that holds nothing. */
export const emptyLibrary: Library = { values: {}, functions: {} };

/** Variables of one evaluation: name without `$` → value. */
export type Variables = Readonly<Record<string, unknown>>;

/** A compiled expression. */
export interface Expression {
  readonly text: string;
  /** Evaluates; the result is a promise only where the engine needs one. Faults: EXPRESSION_FAILED. */
  evaluate(input: unknown, variables?: Variables): unknown;
}

/** What compiling comes to: an expression, or what is wrong with the text. */
export type Compiled =
  | { readonly expression: Expression; readonly remarks: [] }
  | { readonly expression?: undefined; readonly remarks: Remark[] };

/**
 * Compiles an expression.
 *
 * @example compile("attributes.email", { input: anything, variables: {} }, emptyLibrary)
 */
export function compile(text: string, scope: Scope, library: Library, locate?: Locate): Compiled {
  let parsed: jsonata.Expression;
  let tree: Syntax;
  try {
    const large = tooLarge(text);
    if (large) return { remarks: [large] };
    parsed = parse(text);
    tree = syntaxOf(parsed);
    const remarks = inspect(tree, text, scope);
    if (remarks.length > 0) return { remarks };
  } catch (error) {
    return { remarks: [misread(error, text)] };
  }
  const { engine, before } = withFunctions(parsed, text, library.functions);
  guard(engine);
  for (const [name, value] of Object.entries(library.values)) engine.assign(name, value);
  return {
    expression: {
      text,
      evaluate: evaluator(engine, direct(tree, trees(library.functions)), (error) =>
        failure(error, text, before, locate),
      ),
    },
    remarks: [],
  };
}

/**
 * Puts the functions that a text calls in front of it. They are not bound as values, because a function keeps the time limit
 * of the evaluation that made it.
 */
function withFunctions(
  parsed: jsonata.Expression,
  text: string,
  functions: Library["functions"],
): { readonly engine: jsonata.Expression; readonly before: number } {
  const used = new Set<string>();
  const collect = (from: string): void => {
    for (const [, name = ""] of from.matchAll(/\$([A-Za-z]\w*)/g)) {
      const body = functions[name];
      if (body === undefined || used.has(name) || !trees(functions)[name]) continue;
      used.add(name);
      collect(body);
    }
  };
  collect(text);
  if (used.size === 0) return { engine: parsed, before: 0 };
  const definitions = `(${[...used].map((name) => `$${name} := ${functions[name]};\n`).join("")}`;
  return { engine: parse(`${definitions}${text}\n)`), before: definitions.length };
}

/** The syntax trees of functions, parsed once for each library. */
function trees(functions: Library["functions"]): Readonly<Record<string, Syntax>> {
  const known = parsedFunctions.get(functions);
  if (known) return known;
  const made: Record<string, Syntax> = {};
  for (const [name, text] of Object.entries(functions)) {
    const tree = treeOf(text);
    // A text that is no function is found where it stands.
    if (tree) made[name] = tree;
  }
  parsedFunctions.set(functions, made);
  return made;
}

const parsedFunctions = new WeakMap<object, Readonly<Record<string, Syntax>>>();

/** Most expressions of a manifest are plain paths and comparisons: those are answered directly, the rest by the engine. */
function evaluator(
  parsed: jsonata.Expression,
  short: Direct | undefined,
  failed: (error: unknown) => Fault,
): Expression["evaluate"] {
  const engine = async (input: unknown, variables?: Variables): Promise<unknown> => {
    const budget = new Budget(input, variables);
    try {
      const value: unknown = await parsed.evaluate(input, { ...variables, [BUDGET]: budget });
      if (value !== null && typeof value === "object") budget.whole(value);
      return plain(value);
    } catch (error) {
      throw failed(error);
    } finally {
      budget.end();
    }
  };
  if (!short) return engine;
  return (input, variables) => {
    let answer: unknown = short.unable;
    try {
      answer = short.answer(input);
    } catch {
      // The engine says what is wrong in its own words.
    }
    return answer === short.unable ? engine(input, variables) : answer;
  };
}

/**
 * Lists of the engine carry marks, and through them all that their evaluation saw; what leaves this door is plain data, so that
 * an item which is kept keeps nothing but itself.
 */
function plain(value: unknown): unknown {
  if (!isData(value)) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = "sequence" in value ? [...value] : value;
    for (let index = 0; index < list.length; index += 1) {
      const made = plain(list[index]);
      if (made !== list[index]) list[index] = made;
    }
    return list;
  }
  const parts = value as Record<string, unknown>;
  for (const key in parts) {
    const made = plain(parts[key]);
    // Only what the engine has made holds such a list; what was given is left as it is.
    if (made !== parts[key]) parts[key] = made;
  }
  return value;
}

/** Puts the bounds into an engine, and takes out what runs code that nobody reviewed (I7). */
function guard(engine: jsonata.Expression): void {
  engine.assign("eval", undefined);
  for (const [name, definition] of Object.entries(guards)) engine.assign(name, definition);
  engine.assign(STEP as unknown as string, step);
}

/** The engine calls what is bound to it with every value that it comes to. */
const STEP = Symbol.for("jsonata.__evaluate_exit");

interface Surroundings {
  lookup(name: string): unknown;
}

/** The clock is looked at now and then; what could be large always. */
const SELDOM = 16;
let steps = 0;

function step(node: Syntax, _input: unknown, { lookup }: Surroundings, result: unknown): void {
  steps = (steps + 1) % SELDOM;
  const isLarge = typeof result === "string" ? result.length > limits.largeText : isList(node, result);
  if (steps !== 0 && !isLarge) return;
  const budget = lookup(BUDGET) as Budget;
  budget.turn(steps === 0 ? SELDOM : 0);
  if (isLarge) budget.step(node, result);
}

function isList(node: Syntax, result: unknown): boolean {
  if (result === null || typeof result !== "object") return false;
  // A path to a list that was there hands it on; one that collects makes a new one.
  return node.type === "path" ? "sequence" in result : node.tuple === true || BUILDING.has(node.type);
}
