/**
 * What an expression gives in the end. The objects and lists that it writes are made for the result alone, so they are not copied;
 * what stands in them may be of the input, and is.
 */
import { compileBlock } from "./block.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { compileCondition } from "./condition.js";
import { compileGroup, groupOf } from "./group.js";
import { compileList } from "./list.js";
import type { Scope } from "./scope.js";
import { countText, type Settle } from "./settle.js";
import type { Node } from "./tree.js";

/** Operators whose values are numbers and truth values. */
const SCALAR = new Set(["=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "+", "-", "*", "/", "%"]);

/** @param depth in how many objects and lists of the result the node stands */
export function compileResult(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  settle: Settle,
  depth = 0,
): Evaluate {
  const inside = (part: Node, scope: Scope) => compileResult(part, scope, compiler, settle, depth + 1);
  const instead = (part: Node, scope: Scope) => compileResult(part, scope, compiler, settle, depth);
  const { type, value, predicate, group, keepArray } = node;
  if (!predicate && !group && !keepArray) {
    if (type === "unary" && value === "{") return compileGroup(groupOf(node), scope, compiler, false, inside);
    if (type === "unary" && value === "[") return compileList(node, scope, inside);
    if (type === "block") return compileBlock(node, scope, compiler, instead);
    if (type === "condition") return compileCondition(node, scope, compiler, instead);
    const isScalar =
      type === "number" || type === "value" || (type === "binary" && SCALAR.has(String(value)));
    if (isScalar) return compiler.compile(node, scope);
  }
  const evaluate = compiler.compile(node, scope);
  return (input, frame) => {
    const found = evaluate(input, frame);
    if (typeof found === "string") countText(found, depth);
    return typeof found === "object" && found !== null ? settle(found, depth + 1) : found;
  };
}
