/** `(…; …)` and `$name := …`. A block that binds names has a frame of its own, so that a function keeps those it saw. */
import type { CompilePart, Compiler, Evaluate } from "./compiler.js";
import { type Frame, frameOf } from "./frame.js";
import { boundNames, Scope } from "./scope.js";
import type { Node } from "./tree.js";
import { setMember } from "./values.js";

export function compileBlock(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  compileLast: CompilePart = compiler.compile,
): Evaluate {
  const parts = node.expressions ?? [];
  const names = boundNames(parts);
  const inner = names.size > 0 ? new Scope(scope) : scope;
  for (const name of names.keys()) inner.declare(name);
  const end = parts.at(-1);
  if (!end) return () => undefined;
  const before = parts.slice(0, -1).map((part) => {
    const evaluate = compiler.compile(part, inner);
    const name = String((part.lhs as Node | undefined)?.value);
    if (part.type === "bind" && part.rhs?.type === "lambda" && names.get(name) === 1)
      inner.declareFunction(name, part.rhs);
    return evaluate;
  });
  const last = compileLast(end, inner);
  if (before.length === 0 && inner === scope) return last;
  const { size } = inner;
  return (input, frame) => {
    const own = inner === scope ? frame : frameOf(frame, size, []);
    for (let index = 0; index < before.length; index += 1) (before[index] as Evaluate)(input, own);
    return last(input, own);
  };
}

export function compileBind(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const name = String((node.lhs as Node).value);
  const value = compiler.compile(node.rhs as Node, scope);
  if (scope.isOfMembers)
    return (input, frame) => {
      const bound = value(input, frame);
      setMember(frame.named as Record<string, unknown>, name, bound);
      return bound;
    };
  // Every scope was told the names that are bound in it before its parts were compiled.
  const place = scope.placeOf(name) as number;
  return (input, frame: Frame) => {
    const bound = value(input, frame);
    frame.values[place] = bound;
    return bound;
  };
}
