/** How an expression of a file becomes a function: it is parsed and looked through once, at load, and evaluated record by record. */
import { parse, tooLarge, treeOf } from "../expressions/parse.js";
import { compileProgram, type Program, type Surroundings, type Variables } from "../expressions/program.js";
import type { Node } from "../expressions/tree.js";
import { mayBeAllowed } from "../faults/findings/table.js";
import type { Path, Source } from "../load/source.js";
import { type Inspected, inspect, inspectCalls } from "../typing/inspect.js";
import type { CallLog, Remark, Scope } from "../typing/remark.js";
import { anything } from "../typing/type.js";
import { shadowsOf, wordsOf } from "./checks/expression-words.js";
import { failure, type Locate } from "./failure.js";
import { misread } from "./misread.js";

/** What every expression of a connector can use. */
export interface Library {
  /** Name without `$` → value, e.g. the tables. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Name without `$` → JSONata text of a function. */
  readonly functions: Readonly<Record<string, string>>;
  /** Where those functions stand. */
  readonly places?: Readonly<Record<string, { readonly source: Source; readonly path: Path }>>;
}

/** A library that holds nothing. */
export const emptyLibrary: Library = { values: {}, functions: {} };

export type { Variables } from "../expressions/program.js";

/** A compiled expression. */
export interface Expression {
  readonly text: string;
  /** Evaluates; the result is a promise only where the engine needs one. Faults: EXPRESSION_FAILED. */
  evaluate(input: unknown, variables?: Variables): unknown;
}

/** What is known of the value of an expression. */
export type Typed = Omit<Inspected, "remarks">;

/** What compiling comes to: an expression, or what is wrong with the text. */
export type Compiled =
  | { readonly expression: Expression; readonly typed: Typed; readonly remarks: Remark[] }
  | { readonly expression?: undefined; readonly typed?: Typed; readonly remarks: Remark[] };

/** What is wrong with the value of an expression at the place that it is for. */
export type Check = (typed: Typed) => Remark[];

/**
 * Compiles an expression.
 *
 * @param check looks at its value where nothing else is wrong
 * @example compile("attributes.email", { input: anything, variables: {} }, emptyLibrary)
 */
export function compile(
  text: string,
  scope: Scope,
  library: Library,
  locate?: Locate,
  check: Check = () => [],
): Compiled {
  let tree: Node;
  let typed: Typed;
  let told: Remark[];
  try {
    const large = tooLarge(text);
    if (large) return { remarks: [{ index: 0, length: 1, code: "expression-size", ...large }] };
    tree = parse(text);
    const functions = treesOf(library);
    const { remarks, ...found } = inspect(tree, text, {
      ...scope,
      functions,
      texts: library.functions,
      calls: callsOf(library),
    });
    typed = found;
    const misfits = remarks.length > 0 ? remarks : check(typed);
    const all = misfits.length > 0 ? [...shadowsOf(tree, text), ...misfits] : wordsOf(tree, text, functions);
    // What a comment may allow has to run all the same.
    told = all;
    if (all.some(({ code = "type-mismatch" }) => !mayBeAllowed(code))) return { typed, remarks: all };
  } catch (error) {
    return { remarks: [misread(error, text)] };
  }
  // Compiled when it is first evaluated: to check a file takes half as long so, and a run uses a part of its manifests alone.
  let program: Program | undefined;
  const refuse = (error: unknown): never => {
    throw failure(error, text, locate);
  };
  return {
    expression: {
      text,
      evaluate: (input, variables) => {
        try {
          program ??= compileProgram(tree, surroundings(library));
          const value = program.evaluate(input, variables);
          return value instanceof Promise ? value.catch(refuse) : value;
        } catch (error) {
          return refuse(error);
        }
      },
    },
    typed,
    remarks: told,
  };
}

const trees = new WeakMap<Library, Readonly<Record<string, Node>>>();

/** The syntax trees of the functions of a connector; a text that is no function is found where it stands. */
function treesOf(library: Library): Readonly<Record<string, Node>> {
  const found = trees.get(library);
  if (found) return found;
  const parsed = Object.entries(library.functions).flatMap(([name, text]) => {
    const tree = treeOf(text);
    return tree ? [[name, tree] as const] : [];
  });
  const all = Object.fromEntries(parsed);
  trees.set(library, all);
  return all;
}

const logs = new WeakMap<Library, CallLog>();

/** What the functions of a connector are called with, by all expressions that were looked through. */
function callsOf(library: Library): CallLog {
  const log = logs.get(library) ?? new Map();
  logs.set(library, log);
  return log;
}

/**
 * What is wrong with a function for all the values that it is called with; asked when all expressions were looked through.
 *
 * @param text what compiles
 */
export function remarksOfCalls(
  name: string,
  text: string,
  variables: Scope["variables"],
  library: Library,
): Remark[] {
  const tree = treeOf(text);
  const calls = callsOf(library).get(name) ?? [];
  if (!tree || calls.length === 0) return [];
  return inspectCalls(tree, text, { input: anything, variables, functions: treesOf(library) }, calls);
}

const known = new WeakMap<Library, Surroundings>();

/** What the expressions of a connector share: its functions are parsed once. No stage changes a record or an item, so results may share. */
function surroundings(library: Library): Surroundings {
  let around = known.get(library);
  if (!around) {
    const functions: Record<string, Node> = {};
    for (const [name, tree] of Object.entries(treesOf(library))) functions[name] = withoutPlaces(tree);
    around = { values: library.values, functions, shares: true };
    known.set(library, around);
  }
  return around;
}

/** What fails inside a function of the connector is told where it was called: its places are those of another text. */
function withoutPlaces<T>(tree: T): T {
  if (Array.isArray(tree)) return tree.map(withoutPlaces) as T;
  if (tree === null || typeof tree !== "object" || tree instanceof RegExp) return tree;
  const parts = Object.entries(tree).map(([name, part]) => [
    name,
    // What the parser wrote itself has no place, and is known by that.
    name === "position" && part !== undefined ? 0 : withoutPlaces(part),
  ]);
  return Object.fromEntries(parts) as T;
}
