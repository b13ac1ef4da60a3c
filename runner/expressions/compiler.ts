/** What the parts of the compiler know of each other: each makes a closure of one kind of node, and asks for those of its parts. */
import type { Frame } from "./frame.js";
import type { Scope } from "./scope.js";
import type { Node } from "./tree.js";

/** A part of an expression, ready to be evaluated. */
export type Evaluate = (input: unknown, frame: Frame) => unknown;

export interface Compiler {
  /** The closure of a node, with all that stands behind it in brackets and braces. */
  compile(node: Node, scope: Scope): Evaluate;
  /** The same for a call whose value is taken as the function gave it, not unwrapped. */
  compileRaw(node: Node, scope: Scope): Evaluate;
  /** What a name stands for that the expression does not bind. */
  global(name: string): Evaluate;
  /** How deep the node that is being compiled stands in its function. */
  readonly depth: number;
  /** Compiles the body of a function, in which depths are counted anew. */
  inFunction<T>(compile: () => T): T;
}

/** How a part is compiled whose value becomes part of another value. */
export type CompilePart = (node: Node, scope: Scope) => Evaluate;

/** A kind of node. */
export type CompileNode = (node: Node, scope: Scope, compiler: Compiler) => Evaluate;
