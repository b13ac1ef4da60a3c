/** What an expression reads of its input, with the values that it finds there: why a logic dropped a record is seen in them. */
import { treeOf } from "../expressions/parse.js";
import { children, type Node } from "../expressions/tree.js";

/** A path of an expression, and what is there; undefined where nothing is. */
export interface ValueRead {
  /** As it is written in an expression: ``attributes.`first-name` ``. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * The plain paths that an expression reads of its input, each once. Where a path goes on with a filter or a function, it is given up
 * to there.
 *
 * @example valuesRead("a.b = 1 and $exists(c)", { a: { b: 2 } }) // [{ path: "a.b", value: 2 }, { path: "c", value: undefined }]
 */
export function valuesRead(text: string, input: unknown): ValueRead[] {
  const tree = treeOf(text);
  const found = new Map<string, ValueRead>();
  for (const names of tree ? pathsIn(tree) : []) {
    const path = names.map((name) => (/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``)).join(".");
    if (!found.has(path)) found.set(path, { path, value: valueAt(input, names) });
  }
  return [...found.values()];
}

function* pathsIn(node: Node): Generator<readonly string[]> {
  if (node.type !== "path") {
    for (const child of children(node)) yield* pathsIn(child);
    return;
  }
  const steps = node.steps ?? [];
  const names: string[] = [];
  for (const step of steps) {
    if (step.type !== "name") break;
    names.push(String(step.value));
    if (step.stages || step.predicate || step.group) break;
  }
  if (names.length > 0) yield names;
  // What stands behind another first step has its result as the input.
  else if (steps[0]) yield* pathsIn(steps[0]);
}

function valueAt(input: unknown, names: readonly string[]): unknown {
  let at = input;
  for (const [index, name] of names.entries()) {
    if (Array.isArray(at)) return at.map((one) => valueAt(one, names.slice(index)));
    const isObject = at !== null && typeof at === "object" && Object.hasOwn(at, name);
    at = isObject ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return at;
}
