/** Calls: of functions of the language, of those that are written in the expression, and of those of the connector. */
import type { Node } from "../expressions/tree.js";
import { misfit } from "./arguments.js";
import { describe } from "./describe.js";
import { type Around, Names, placeOf } from "./names.js";
import { applied, narrow } from "./narrow.js";
import { resultOf, signatureOf } from "./natives.js";
import { isNever } from "./operators.js";
import { declaredResult, parameterTypes, writtenSignature } from "./signature.js";
import { isQuoted, spotOf } from "./spot.js";
import { calledHere } from "./translations.js";
import { anything, type FunctionType, never, nothing, optional, partsOf, type Type, union } from "./type.js";
import type { Calls, Walk } from "./walk.js";

export function lookCall(node: Node, around: Around, walk: Walk, first?: Type): Type {
  const called = lookCalled(node.procedure, around, walk);
  const written = (node.arguments ?? []).map((argument) => walk.look(argument, around));
  const given = first === undefined ? written : [first, ...written];
  const nodes = first === undefined ? (node.arguments ?? []) : [undefined, ...(node.arguments ?? [])];
  return callOf(called, given, around, walk, (index) => {
    const argument = index === undefined ? undefined : nodes[index];
    return argument ?? (node.procedure as Node);
  });
}

/** @param at the node of an argument, or of the whole call */
function callOf(
  called: Type,
  given: readonly Type[],
  around: Around,
  walk: Walk,
  at: (index: number | undefined) => Node,
): Type {
  if (isNever(called, "function")) {
    walk.remark(spotOf(at(undefined), walk.text), `${describe(called)} cannot be called`);
    return anything;
  }
  return union(
    never,
    ...partsOf(called).map((part): Type => {
      if (part.kind !== "function") return part.kind === "anything" ? anything : never;
      const takes = part.native ? signatureOf(part.native) : part.takes;
      const wrong = takes && misfit(nameOf(part, at(undefined)), takes, given, around.input);
      if (wrong) {
        walk.remark(spotOf(at(wrong.index), walk.text), wrong.message, wrong.hint);
        return anything;
      }
      if (part.native) return resultOf(part.native, given, around.input);
      return part.call?.(given) ?? anything;
    }),
  );
}

/** What is called, for messages. @param at its node */
function nameOf({ native }: FunctionType, at: Node): string {
  if (native) return `\`$${native.name}\``;
  return at.type === "variable"
    ? `\`$${at.value}\``
    : at.type === "transform"
      ? "a transform"
      : "this function";
}

/** No data is a function, so a name that is called lacks its `$`. */
function lookCalled(node: Node | undefined, around: Around, walk: Walk): Type {
  const [name] = node?.type === "path" ? (node.steps ?? []) : [];
  if (node?.steps?.length !== 1 || name?.type !== "name" || isQuoted(name, walk.text))
    return walk.look(node, around);
  const word = String(name.value);
  const hint = around.names.get(word)
    ? `Write \`$${word}(…)\`.`
    : (calledHere(word) ?? "The names of functions start with `$`.");
  walk.remark(spotOf(name, walk.text), `there is no function \`${word}\``, hint, "unknown-variable");
  return anything;
}

/** `value ~> function` */
export function lookApplied(node: Node, around: Around, walk: Walk): Type {
  const value = walk.look(node.lhs as Node, around);
  const right = node.rhs as Node;
  if (right.type === "function" && !right.predicate && !right.group)
    return lookCall(right, around, walk, value);
  const called = walk.look(right, around);
  // Of two functions a third is made.
  if (partsOf(value).some(({ kind }) => kind === "function" || kind === "anything")) return anything;
  return callOf(called, [value], around, walk, () => right);
}

/** `$f(?, 1)` */
export function lookPartial(node: Node, around: Around, walk: Walk): Type {
  const called = lookCalled(node.procedure, around, walk);
  const known = (node.arguments ?? []).map((argument) =>
    argument.type === "operator" && argument.value === "?" ? undefined : walk.look(argument, around),
  );
  const functions = partsOf(called);
  const call = (given: readonly Type[]): Type => {
    let next = 0;
    const all = known.map((type) => {
      if (type) return type;
      next += 1;
      return given[next - 1] ?? nothing;
    });
    return union(
      never,
      ...functions.map((part) => (part.kind === "function" ? (part.call?.(all) ?? anything) : anything)),
    );
  };
  return { kind: "function", call };
}

/** A literal stands for its kind in a function: the function is meant for others as well. */
function widened(type: Type): Type {
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "boolean") return type;
  if (type.values?.length !== 1) return type;
  const { values: _, ...kind } = type;
  return kind;
}

/** `function($x) { … }`: looked at once for any values, and once more for those of each call. */
export function lookLambda(node: Node, around: Around, walk: Walk): Type {
  const parameters = (node.arguments ?? []).map(({ value }) => String(value));
  const body = node.body as Node;
  const takes = writtenSignature(node);
  const result = takes ? optional(declaredResult(takes.definition)) : anything;
  const inside = (given: readonly Type[]): Around => {
    const names = new Names(around.names);
    const types = takes ? parameterTypes(takes, given) : given;
    for (const [index, name] of parameters.entries()) names.set(name, widened(types[index] ?? nothing));
    return { ...around, names };
  };
  walk.look(body, inside(parameters.map(() => anything)));
  const calls: Calls = [];
  walk.watch(calls);
  const { isHere } = walk;
  const lambda: FunctionType = {
    kind: "function",
    ...(takes ? { takes } : {}),
    call: (given) => {
      const type = walk.lookInCall({ node, calls, isHere }, () => walk.look(body, inside(given)));
      // The signature is not asked of what a function gives: as a schema, it is believed where nothing else is known.
      return type.kind === "anything" ? result : type;
    },
    keeps: (value) => {
      // A list that is made of a single value is no longer that value.
      if (takes?.parameters[0]?.isList) return value;
      const within = inside([value]);
      const binding = within.names.get(parameters[0] ?? "");
      if (!binding) return value;
      const facts = narrow(body.thunk ? body.body : body, true, within, (one, at) => walk.peek(one, at));
      return applied(value, placeOf(`$${binding.id}`, []), facts);
    },
  };
  return lambda;
}
