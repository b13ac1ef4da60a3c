/**
 * Calls of small functions that are known where the expression is compiled, such as `$tag("source", source)` behind
 * `$tag := function($name, $value) { { "name": $name, "value": $value } }`: what the function writes is compiled at the place of
 * the call, with the arguments in the place of its parameters. So a call needs no frame and no list of arguments.
 */
import { tellPlace } from "./apply.js";
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { signOf } from "./condition.js";
import { namesOf } from "./name-path.js";
import type { Scope } from "./scope.js";
import { isLiteral, type Node, type Pair } from "./tree.js";
import { weightOf } from "./weight.js";

/** What is written again for each call must be small. */
const LARGEST = 40;

/**
 * A call, with the function at its place where that can be.
 *
 * @param general the same call for any function
 * @param compileBody makes the closure of the body
 */
export function compileInlined(
  call: Node,
  scope: Scope,
  compiler: Compiler,
  general: Evaluate,
  compileBody: (body: Node) => Evaluate,
): Evaluate {
  const { procedure, position } = call;
  const isName = procedure?.type === "variable" && !procedure.predicate && !procedure.group;
  const called = isName ? scope.functionOf(String(procedure.value)) : undefined;
  const written = called && bodyFor(call, called);
  if (!written) return general;
  const site = { token: procedure?.value, position, nesting: compiler.depth };
  const weight = weightOf(called.body as Node);
  const body = compileBody(written);
  return (input, frame) => {
    // An object that stands alone is another thing where the input is a list, but the function does not see this input.
    if (Array.isArray(input)) return general(input, frame);
    meter.step(weight);
    try {
      return body(input, frame);
    } catch (error) {
      throw tellPlace(error, site);
    }
  };
}

/** The body for a call, where the function is known and neither it nor the arguments need a frame, a context or an order. */
function bodyFor({ arguments: given = [] }: Node, called: Node): Node | undefined {
  if (!called.body || called.signature) return undefined;
  const names = (called.arguments ?? []).map(({ value }) => String(value));
  if (names.length !== given.length || new Set(names).size !== names.length) return undefined;
  if (weightOf(called.body) > LARGEST || !given.every((node) => isLiteral(node) || isNamePath(node)))
    return undefined;
  const known = new Map(given.map((node, index) => [names[index] as string, { node, uses: 0 }]));
  const body = replaced(called.body, known);
  // What is looked up twice in the function is looked up once in the call.
  const isTwice = [...known.values()].some(({ node, uses }) => uses > 1 && !isLiteral(node));
  return isTwice ? undefined : body;
}

/** Names alone, which neither fail nor take long. */
function isNamePath({ type, steps = [], group, keepArray, keepSingletonArray, predicate }: Node): boolean {
  return (
    type === "path" &&
    !group &&
    !keepArray &&
    !keepSingletonArray &&
    !predicate &&
    namesOf(steps) !== undefined
  );
}

type Known = ReadonlyMap<string, { readonly node: Node; uses: number }>;

/** A part of the function with the arguments in place; undefined where it has something that needs more than those. */
function replaced(node: Node, known: Known): Node | undefined {
  const { type, value, predicate, group, keepArray, thunk } = node;
  if (predicate || group || keepArray || thunk) return undefined;
  if (isLiteral(node) || type === "string") return node;
  if (type === "variable") {
    const argument = known.get(String(value));
    if (!argument) return undefined;
    argument.uses += 1;
    return argument.node;
  }
  if (type === "condition") return replacedCondition(node, known);
  if (type === "binary") return withParts(node, ["lhs", "rhs"], known);
  if (type !== "unary") return undefined;
  if (value === "-") return withParts(node, ["expression"], known);
  if (value === "[") {
    const expressions = allReplaced(node.expressions ?? [], known);
    return expressions && { ...node, expressions };
  }
  const pairs = node.lhs as readonly Pair[];
  const parts = allReplaced(pairs.flat(), known);
  return (
    parts && { ...node, lhs: pairs.map((_, at): Pair => [parts[2 * at] as Node, parts[2 * at + 1] as Node]) }
  );
}

/** The parser writes what stands on the left of `??` and `?:` twice; it is evaluated once. */
function replacedCondition(node: Node, known: Known): Node | undefined {
  const sign = signOf(node);
  if (sign === "?") return withParts(node, ["condition", "then", "else"], known);
  const whole = withParts(node, ["then", "else"], known);
  const left = whole?.then;
  if (!left) return undefined;
  return { ...whole, condition: sign === "?:" ? left : { ...(node.condition as Node), arguments: [left] } };
}

type PartName = "lhs" | "rhs" | "expression" | "condition" | "then" | "else";

function withParts(node: Node, names: readonly PartName[], known: Known): Node | undefined {
  const parts: Partial<Record<PartName, Node>> = {};
  for (const name of names) {
    const part = node[name] as Node | undefined;
    if (!part) continue;
    const made = replaced(part, known);
    if (!made) return undefined;
    parts[name] = made;
  }
  return { ...node, ...parts };
}

function allReplaced(nodes: readonly Node[], known: Known): readonly Node[] | undefined {
  const all = nodes.flatMap((node) => replaced(node, known) ?? []);
  return all.length === nodes.length ? all : undefined;
}
