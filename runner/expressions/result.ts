/**
 * What an expression gives in the end. The objects and lists that it writes are made for the result alone, so they are not copied;
 * what stands in them may be of the input, and is.
 */
import { TailCall } from "./apply.js";
import { compileBlock } from "./block.js";
import { compileResultCall } from "./call.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { compileCondition, signOf } from "./condition.js";
import { isShortScalar } from "./ending.js";
import { compileGroup, groupOf } from "./group.js";
import { compileInlined } from "./inline.js";
import type { CompileResult } from "./lambda.js";
import { compileList } from "./list.js";
import { compileResultPath } from "./path.js";
import type { Scope } from "./scope.js";
import { countText, type Settle } from "./settle.js";
import { isLiteral, type Node } from "./tree.js";
import { unwrap } from "./values.js";

/** Operators whose values are numbers and truth values. */
const SCALAR = new Set(["=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "+", "-", "*", "/", "%"]);

/** Where a node stands in the result. */
interface Place {
  readonly settle: Settle;
  /** In how many objects and lists. */
  readonly depth: number;
  /** In how many blocks and choices: each of them unwraps what it hands on. */
  readonly layers: number;
}

/** The closure of a whole expression. */
export const compileResult: CompileResult = (node, scope, compiler, settle) =>
  compileAt(node, scope, compiler, { settle, depth: 0, layers: 0 });

/** The closure of the body of a function that is called for the result; the call unwraps what it gives. */
export const compileFunctionResult: CompileResult = (node, scope, compiler, settle) =>
  compileAt(node, scope, compiler, { settle, depth: 0, layers: 1 });

function compileAt(node: Node, scope: Scope, compiler: Compiler, place: Place): Evaluate {
  const { settle, depth, layers } = place;
  const inside = (part: Node, scope: Scope) =>
    compileAt(part, scope, compiler, { settle, depth: depth + 1, layers: 0 });
  const instead = (part: Node, scope: Scope) =>
    compileAt(part, scope, compiler, { settle, depth, layers: layers + 1 });
  const finish = finisher(place);
  const { type, value, predicate, group, keepArray } = node;
  if (!predicate && !group && !keepArray) {
    if (type === "unary" && value === "{") return compileGroup(groupOf(node), scope, compiler, false, inside);
    if (type === "unary" && value === "[") return compileList(node, scope, inside);
    if (type === "block") return compileBlock(node, scope, compiler, instead);
    if (type === "condition")
      return (
        compileDefault(node, scope, compiler, { settle, depth, layers: layers + 1 }) ??
        compileCondition(node, scope, compiler, instead)
      );
    if (type === "function") {
      const general = compileResultCall(node, scope, compiler, { settle, depth, finish });
      return compileInlined(node, scope, compiler, general, (body) =>
        compileAt(body, scope, compiler, { settle, depth, layers: 1 }),
      );
    }
    const isScalar =
      type === "number" || type === "value" || (type === "binary" && SCALAR.has(String(value)));
    if (isScalar) return compiler.compile(node, scope);
  }
  if (type === "path") return compileResultPath(node, scope, compiler, { otherwise: undefined, finish });
  const evaluate = compiler.compile(node, scope);
  return (input, frame) => {
    const value = evaluate(input, frame);
    return isShortScalar(value) ? value : finish(value);
  };
}

/** `a.b ?? null`, of which formats mostly consist. */
function compileDefault(node: Node, scope: Scope, compiler: Compiler, place: Place): Evaluate | undefined {
  const { then, else: other } = node;
  if (signOf(node) !== "??" || then?.type !== "path" || !other || !isLiteral(other)) return undefined;
  return compileResultPath(then, scope, compiler, { otherwise: other.value, finish: finisher(place) });
}

/** Makes a value one of the result. */
function finisher({ settle, depth, layers }: Place): (found: unknown) => unknown {
  return (value) => {
    if (typeof value === "string") countText(value, depth);
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof TailCall) return value;
    let found: unknown = value;
    for (let left = layers; left > 0 && Array.isArray(found) && found.length < 2; left -= 1)
      found = unwrap(found);
    return typeof found === "object" && found !== null ? settle(found, depth + 1) : found;
  };
}
