/**
 * Looks through an expression before it ever runs: names that are not in scope, functions that do not exist, paths that the
 * data cannot have, operators and functions that are given what they can never take, and the traps of the language.
 */
import type { Node } from "../expressions/tree.js";
import { connectorFunctions, nativeNames } from "./functions.js";
import { Inspection } from "./inspection.js";
import { type Around, INPUT, Names } from "./names.js";
import { applied, narrow } from "./narrow.js";
import type { Remark, Scope } from "./remark.js";
import { spotOf } from "./spot.js";
import type { Spot, Type } from "./type.js";

/** What was found out about an expression. */
export interface Inspected {
  readonly type: Type;
  readonly remarks: Remark[];
  /** Where it starts. */
  readonly start: Spot;
  /** What is known of the input where the expression is true, or false. */
  readonly inputIf: (isTrue: boolean) => Type;
}

/** Looks through a syntax tree. `text` is the expression it came from. */
export function inspect(tree: Node, text: string, scope: Scope): Inspected {
  const { walk, around } = begin(text, scope);
  const type = walk.look(tree, around);
  return {
    type,
    remarks: walk.close(),
    start: spotOf(tree, text),
    inputIf: (isTrue) =>
      applied(
        scope.input,
        INPUT,
        narrow(tree, isTrue, around, (node, at) => walk.peek(node, at)),
      ),
  };
}

/** Looks through a function for the values that it is called with: what is wrong in all calls is a mistake of the function. */
export function inspectCalls(
  tree: Node,
  text: string,
  scope: Scope,
  calls: readonly (readonly Type[])[],
): Remark[] {
  const { walk, around } = begin(text, scope);
  const type = walk.look(tree, around);
  if (type.kind !== "function") return [];
  for (const given of calls) type.call?.(given);
  return walk.close();
}

function begin(text: string, scope: Scope): { readonly walk: Inspection; readonly around: Around } {
  const walk = new Inspection(text, scope.input, scope.texts);
  const library = new Names(nativeNames);
  const around: Around = { input: scope.input, names: new Names(library), facts: new Map() };
  for (const [name, type] of Object.entries(scope.variables)) library.set(name, type);
  for (const [name, type] of connectorFunctions(scope.functions ?? {}, library, walk, scope.calls))
    library.set(name, type);
  return { walk, around };
}
