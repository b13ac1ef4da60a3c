/** Where the nodes of a syntax tree stand in its text: the tree tells where their first token ends. */
import type { Node } from "../expressions/tree.js";
import type { Spot } from "./type.js";

/** A name in backticks or quotes. */
export function isQuoted(node: Node, text: string): boolean {
  return /[`"']$/.test(text.slice(0, node.position ?? 0));
}

/** The place of the first token of a node. */
export function spotOf(node: Node, text: string): Spot {
  const end = node.position ?? 1;
  switch (node.type) {
    case "path":
      return node.steps?.[0] ? spotOf(node.steps[0], text) : ending(end, 1);
    case "binary":
    case "apply":
      return spotOf(node.lhs as Node, text);
    case "bind":
      return spotOf(node.lhs as Node, text);
    case "condition":
      return node.condition?.position === undefined && node.then
        ? spotOf(node.then, text)
        : spotOf(node.condition as Node, text);
    case "function":
    case "partial":
      return node.procedure ? spotOf(node.procedure, text) : ending(end, 1);
    case "lambda":
      return node.thunk && node.body ? spotOf(node.body, text) : ending(end, "function".length);
    case "name":
      return ending(end, String(node.value).length + (isQuoted(node, text) ? 2 : 0));
    case "variable":
      return ending(end, String(node.value).length + 1);
    case "value":
      return ending(end, String(node.value).length);
    case "number":
      return ending(end, /[\w.+-]*$/.exec(text.slice(0, end))?.[0].length ?? 1);
    case "string":
      return ending(end, quotedLength(text, end));
    default:
      return ending(end, 1);
  }
}

function ending(end: number, length: number): Spot {
  return { index: Math.max(0, end - length), length: Math.max(1, length) };
}

/** How long a text in quotes is that ends at `end`. */
function quotedLength(text: string, end: number): number {
  const quote = text[end - 1];
  for (let at = end - 2; at >= 0; at -= 1) {
    if (text[at] !== quote) continue;
    const slashes = /\\*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    if (slashes % 2 === 0) return end - at;
  }
  return 1;
}

/** The first place in the text that a node speaks of. */
export function firstPosition(node: unknown): number | undefined {
  if (node === null || typeof node !== "object") return undefined;
  const { position } = node as Node;
  if (typeof position === "number") return position;
  for (const part of Object.values(node)) {
    const place = firstPosition(part);
    if (place !== undefined) return place;
  }
  return undefined;
}
