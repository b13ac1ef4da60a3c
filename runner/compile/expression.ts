/**
 * The one door to JSONata: an expression is parsed and looked through once, at load, and evaluated record by record. Nothing
 * else in the runner knows which engine is behind it.
 */
import jsonata from "jsonata";
import { Fault, type Location } from "../faults/fault.js";
import { builtins } from "./builtins.js";
import { type Direct, direct } from "./direct.js";
import { inspect, type Remark, type Scope } from "./inspect.js";
import { misread } from "./misread.js";
import { type Syntax, syntaxOf } from "./syntax.js";

/** The bounds of one evaluation (I7): depth of calls, milliseconds, members of a sequence. */
const BOUNDS = { stack: 1000, timeout: 5000, sequence: 1_000_000 };

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
    parsed = jsonata(text, BOUNDS);
    tree = syntaxOf(parsed);
    const remarks = inspect(tree, text, scope);
    if (remarks.length > 0) return { remarks };
  } catch (error) {
    return { remarks: [misread(error, text)] };
  }
  const { engine, before } = withFunctions(parsed, text, library.functions);
  engine.assign("eval", undefined);
  for (const [name, call] of Object.entries(builtins)) engine.assign(name, call);
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
      if (body === undefined || used.has(name)) continue;
      used.add(name);
      collect(body);
    }
  };
  collect(text);
  if (used.size === 0) return { engine: parsed, before: 0 };
  const definitions = `(${[...used].map((name) => `$${name} := ${functions[name]};\n`).join("")}`;
  return { engine: jsonata(`${definitions}${text}\n)`, BOUNDS), before: definitions.length };
}

/** The syntax trees of functions, parsed once for each library. */
function trees(functions: Library["functions"]): Readonly<Record<string, Syntax>> {
  const known = parsedFunctions.get(functions);
  if (known) return known;
  const made: Record<string, Syntax> = {};
  for (const [name, text] of Object.entries(functions)) {
    try {
      made[name] = syntaxOf(jsonata(text));
    } catch {
      // A text that is no function is found where it stands; here it only has no short cut.
    }
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
    try {
      return plain(await parsed.evaluate(input, variables));
    } catch (error) {
      throw failed(error);
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

/** Lists of the engine carry a hidden mark; what leaves this door is plain data. */
function plain(value: unknown): unknown {
  return Array.isArray(value) && "sequence" in value ? [...value] : value;
}

/** What the engine says, with the place of the expression; `before` characters stand in front of its text. */
function failure(error: unknown, text: string, before: number, locate?: Locate): Fault {
  const {
    message = "the expression failed",
    code,
    position,
  } = error as { message?: string; code?: string; position?: number };
  const index = Math.max(0, Math.min((position ?? 1) - 1 - before, text.length - 1));
  const location = locate?.(index);
  const where = location ? ` at ${location.file}:${location.line}:${location.column}` : "";
  return new Fault("EXPRESSION_FAILED", `${message}${code ? ` (${code})` : ""}${where}`, { cause: error });
}
