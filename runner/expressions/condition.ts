/** `a ? b : c`, `a ?? b` and `a ?: b`. What stands on the left of the last two is evaluated once. */
import type { CompilePart, Compiler, Evaluate } from "./compiler.js";
import type { Scope } from "./scope.js";
import { isLiteral, type Node } from "./tree.js";
import { truth } from "./truth.js";
import { unwrap } from "./values.js";

export function compileCondition(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  compilePart: CompilePart = compiler.compile,
): Evaluate {
  const other = node.else ? compilePart(node.else, scope) : () => undefined;
  const isKnown = !node.else || isLiteral(node.else);
  const known = node.else?.value;
  const condition = node.condition as Node;
  const then = node.then as Node;
  const sign = signOf(node);
  if (sign === "??") return found(then);
  if (sign === "?:") return eitherOr(then, truth);
  const test = compiler.compile(condition, scope);
  const first = compilePart(then, scope);
  return (input, frame) => (truth(test(input, frame)) ? first(input, frame) : other(input, frame));

  /** `a ?? b`, mostly of a path and a literal. */
  function found(left: Node): Evaluate {
    if (left.thunk) return eitherOr(left, (value) => value !== undefined);
    const evaluate = compilePart(left, scope);
    if (isKnown)
      return (input, frame) => {
        const value = evaluate(input, frame);
        return value === undefined ? known : value;
      };
    return (input, frame) => {
      const value = evaluate(input, frame);
      return value === undefined ? other(input, frame) : value;
    };
  }

  function eitherOr(left: Node, isGood: (value: unknown) => boolean): Evaluate {
    if (!left.thunk) {
      const evaluate = compilePart(left, scope);
      return (input, frame) => {
        const value = evaluate(input, frame);
        return isGood(value) ? value : other(input, frame);
      };
    }
    // What a call at the end of a function gives is unwrapped by the caller of the function.
    const call = compiler.compileRaw(left.body as Node, scope);
    return (input, frame) => {
      const value = call(input, frame);
      return isGood(unwrap(value)) ? value : other(input, frame);
    };
  }
}

/** How a choice is written. The parser takes `a ?? b` for `$exists(a) ? a : b`, with a call that stands nowhere in the text. */
export function signOf({ condition, then }: Node): "??" | "?:" | "?" {
  const value = then?.thunk ? then.body : then;
  if (isSameSource(condition, value)) return "?:";
  const isWrittenByParser =
    condition?.type === "function" &&
    condition.position === undefined &&
    condition.procedure?.type === "variable" &&
    condition.procedure.value === "exists";
  const asked = condition?.arguments?.[0];
  return isWrittenByParser && asked && isSameSource(asked, value) ? "??" : "?";
}

/** Names that differ between a node and its copy, or that the parser adds to one of both. */
const OWN = new Set(["slot", "ancestor", "seekingParent", "tuple", "signature"]);

/** True for a node and the copy that the parser made of it: they stand at the same place. A copied regular expression is empty. */
function isSameSource(one: unknown, two: unknown): boolean {
  if (one === two) return true;
  if (one === null || two === null || typeof one !== "object" || typeof two !== "object") return false;
  if (one instanceof RegExp || two instanceof RegExp) return true;
  if (Array.isArray(one) !== Array.isArray(two)) return false;
  const keys = keysOf(one);
  if (keys.length === 0 && !Array.isArray(one)) return keysOf(two).length === 0;
  return (
    keys.length === keysOf(two).length &&
    keys.every((key) =>
      isSameSource((one as Record<string, unknown>)[key], (two as Record<string, unknown>)[key]),
    )
  );
}

function keysOf(node: object): string[] {
  return Object.keys(node).filter(
    (key) => !OWN.has(key) && (node as Record<string, unknown>)[key] !== undefined,
  );
}
