/** The functions that every expression can call: those of the language, and those of the connector. */
import { functions as language } from "../expressions/functions/table.js";
import type { Node } from "../expressions/tree.js";
import { Names } from "./names.js";
import { arityOf, resultOf } from "./natives.js";
import type { CallLog } from "./remark.js";
import { writtenSignature } from "./signature.js";
import { anything, type FunctionType, partsOf, type Type } from "./type.js";

/** The functions of the language. */
export const nativeNames = new Names();
for (const [name, native] of language) {
  const type: FunctionType = {
    kind: "function",
    native,
    call: (given) => resultOf(native, given.slice(0, arityOf(native)), anything),
  };
  nativeNames.set(name, type);
}

/** What looks at functions of another text. */
export interface Elsewhere {
  /** The type of a tree of another text, whose mistakes are told where it stands. */
  lookElsewhere(name: string, tree: Node, names: Names): Type;
}

/**
 * The functions of a connector: what a call gives is found out by looking at the body.
 *
 * @param names the variables that their bodies see; the functions themselves are among them
 * @param log takes down the calls
 */
export function connectorFunctions(
  trees: Readonly<Record<string, Node>>,
  names: Names,
  walk: Elsewhere,
  log?: CallLog,
): (readonly [name: string, type: FunctionType])[] {
  return Object.entries(trees).map(([name, tree]) => {
    let found: Type | undefined;
    const call = (given: readonly Type[]): Type => {
      const before = log?.get(name) ?? [];
      // Of so many calls some are right, whatever the others are.
      if (before.length < MOST_CALLS) log?.set(name, [...before, given]);
      if (!found) {
        // Where it calls itself while it is looked at, nothing is known of it yet.
        found = anything;
        found = walk.lookElsewhere(name, tree, names);
      }
      const [only, ...others] = partsOf(found);
      if (only?.kind !== "function" || others.length > 0) return anything;
      return only.call?.(given) ?? anything;
    };
    const takes = writtenSignature(tree);
    const type: FunctionType = { kind: "function", call, ...(takes ? { takes } : {}), reads: readsOf(tree) };
    return [name, type] as const;
  });
}

const MOST_CALLS = 100;

type Reads = readonly (readonly string[])[];

/** Every expression of a connector sees all of its functions: each is read once. */
const knownReads = new WeakMap<Node, Reads>();

/** The members that the body of a function reads of each parameter. */
function readsOf(node: Node): Reads {
  const known = knownReads.get(node);
  if (known) return known;
  const reads = readReads(node);
  knownReads.set(node, reads);
  return reads;
}

function readReads({ type, arguments: parameters = [], body }: Node): Reads {
  if (type !== "lambda") return [];
  const found = new Map(parameters.map(({ value }) => [String(value), new Set<string>()] as const));
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) look(part);
    else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
      const node = value as Node;
      const [first, second] = node.type === "path" ? (node.steps ?? []) : [];
      if (first?.type === "variable" && second?.type === "name" && !first.predicate && !first.stages)
        found.get(String(first.value))?.add(String(second.value));
      for (const part of Object.values(node)) look(part);
    }
  };
  look(body);
  return [...found.values()].map((names) => [...names]);
}
