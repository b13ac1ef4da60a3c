/** How many nodes an evaluation of a part of an expression visits at most, so that a pass of a loop is counted with one addition. */
import { children, type Node } from "./tree.js";

const known = new WeakMap<Node, number>();

/** Functions count when they are called, and the parts of loops by their own passes. */
export function weightOf(node: Node): number {
  let weight = known.get(node);
  if (weight === undefined) {
    weight = 1;
    if (node.type === "condition") {
      weight += weightOf(node.condition as Node);
      const other = node.else ? weightOf(node.else) : 0;
      weight += Math.max(weightOf(node.then as Node), other);
    } else if (node.type !== "lambda" || node.thunk) {
      for (const child of children(node)) weight += weightOf(child);
    }
    known.set(node, weight);
  }
  return weight;
}
