/**
 * How large a document is once its aliases are written out: whatever walks the data (validators, templates) walks what an alias
 * repeats each time anew, and 25 lines can so stand for 33 million values (I7).
 */
import { type Alias, type Document, isAlias, isCollection, isPair, isScalar, type Node, visit } from "yaml";

/** The most values, keys counted too, that a file may hold with its aliases written out. */
export const MOST_VALUES = 20_000;

/** What is too much, and where. */
export interface TooMuch {
  readonly node: Node;
  readonly why: "values" | "depth";
}

interface Size {
  readonly values: number;
  readonly depth: number;
}

/** The first node with which a document becomes too large or, by an alias, too deep. Each node is visited once. */
export function tooMuch(document: Document, deepest: number): TooMuch | undefined {
  const sizes = new Map<string, Size>();
  let values = 0;
  let over: TooMuch | undefined;
  const measure = (node: unknown, depth: number): number => {
    if (isPair(node)) return Math.max(measure(node.key, depth), measure(node.value, depth));
    if (over || !(isAlias(node) || isScalar(node) || isCollection(node))) return 0;
    const before = values;
    let inside = 0;
    if (isAlias(node)) {
      // An alias of nothing, or of what it stands in, is found elsewhere.
      const size = sizes.get(node.source) ?? { values: 1, depth: 0 };
      values += size.values;
      inside = size.depth;
      if (depth + inside > deepest) over = { node, why: "depth" };
    } else {
      values += 1;
      if (isCollection(node)) {
        for (const item of node.items) inside = Math.max(inside, measure(item, depth + 1));
        inside += 1;
      }
      if (node.anchor !== undefined) sizes.set(node.anchor, { values: values - before, depth: inside });
    }
    if (values > MOST_VALUES) over ??= { node, why: "values" };
    return inside;
  };
  measure(document.contents, 0);
  return over;
}

const known = new WeakMap<Document, ReadonlyMap<Alias, Node>>();

/**
 * What an alias stands for: the node above it that has its name. The library looks through the whole document for each
 * alias; here one look is enough for all.
 */
export function targetOf(document: Document, alias: Alias): Node | undefined {
  const found = known.get(document) ?? targets(document);
  known.set(document, found);
  return found.get(alias);
}

function targets(document: Document): ReadonlyMap<Alias, Node> {
  const named = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      const target = isAlias(node) ? named.get(node.source) : undefined;
      if (isAlias(node) && target) found.set(node, target);
      else if (!isAlias(node) && node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  return found;
}
