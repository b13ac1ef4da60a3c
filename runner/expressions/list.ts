/** `[a, b]`: what is nothing is left out, and a list is taken up member by member unless it is written there. */
import { meter } from "./bounds.js";
import type { CompilePart, Evaluate } from "./compiler.js";
import type { Scope } from "./scope.js";
import type { Node } from "./tree.js";
import { mark, push, WRITTEN } from "./values.js";

export function compileList(node: Node, scope: Scope, compilePart: CompilePart): Evaluate {
  const nodes = node.expressions ?? [];
  const parts = nodes.map((part) => compilePart(part, scope));
  const isList = nodes.map(({ type, value }) => type === "unary" && value === "[");
  const isStep = node.consarray === true;
  const [only] = parts;
  // Most lists of one hold one value, and need no room for more.
  if (only && parts.length === 1 && !isStep)
    return (input, frame) => {
      const value = only(input, frame);
      if (value === undefined) return [];
      meter.list(1);
      if (isList[0] || !Array.isArray(value)) return [value];
      const list: unknown[] = [];
      push(list, value);
      meter.list(list.length);
      return list;
    };
  return (input, frame) => {
    const list: unknown[] = [];
    for (let index = 0; index < parts.length; index += 1) {
      const value = (parts[index] as Evaluate)(input, frame);
      if (value === undefined) continue;
      if (isList[index] || !Array.isArray(value)) list.push(value);
      else push(list, value);
    }
    meter.list(list.length);
    return isStep ? mark(list, WRITTEN) : list;
  };
}
