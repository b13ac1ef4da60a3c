/** Calls: of functions of the language, of those that are written in the expression, and of those of the connector. */
import type { Node } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { suggest } from "../validate/nearest.js";
import { misfit, nullGiven } from "./arguments.js";
import { describe } from "./describe.js";
import { element } from "./member.js";
import { type Around, Names, placeOf } from "./names.js";
import { applied, narrow } from "./narrow.js";
import { resultOf, signatureOf } from "./natives.js";
import { isNever } from "./operators.js";
import { declaredResult, parameterTypes, writtenSignature } from "./signature.js";
import { firstPosition, isQuoted, spotOf } from "./spot.js";
import { calledHere } from "./translations.js";
import {
  anything,
  type FunctionType,
  isScalar,
  never,
  nothing,
  optional,
  type Part,
  partsOf,
  type Type,
  union,
  without,
} from "./type.js";
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
      const name = nameOf(part, at(undefined));
      for (const index of takes ? nullGiven(takes, given, around.input) : [])
        walk.remark(
          spotOf(at(index), walk.text),
          `${name} fails where this is null, and it may be`,
          nullHint(name),
          "null-given",
        );
      const strange = part.native && notAmong(part.native.choices ?? {}, given);
      if (strange) {
        const { index, value, values } = strange;
        const told = tell("value-not-allowed", { name: `what ${name} is given here`, given: `"${value}"` });
        walk.remark(
          spotOf(at(index), walk.text),
          told.message,
          suggest(value, values, "It can be"),
          told.code,
        );
      }
      if (part.native) return resultOf(part.native, given, around.input);
      const stranger = strangerOf(part, given);
      if (stranger) {
        const message = `${name} reads ${stranger.reads} of this value, and ${stranger.has}`;
        walk.remark(spotOf(at(stranger.index), walk.text), message, "Give it the value that it is made for.");
        return anything;
      }
      return part.call?.(given) ?? anything;
    }),
  );
}

/** An argument that is none of those that a function knows. */
function notAmong(choices: Readonly<Record<number, readonly string[]>>, given: readonly Type[]) {
  for (const [place, values] of Object.entries(choices)) {
    const type = given[Number(place)];
    const [value, second] = type?.kind === "string" ? (type.values ?? []) : [];
    if (typeof value === "string" && second === undefined && !values.includes(value))
      return { index: Number(place), value, values };
  }
  return undefined;
}

/** An argument that has no member of all those that the function reads of it. */
function strangerOf(
  { reads = [] }: FunctionType,
  given: readonly Type[],
): { readonly index: number; readonly reads: string; readonly has: string } | undefined {
  for (const [index, names] of reads.entries()) {
    const value = element(without(given[index] ?? nothing, "null"));
    const parts = partsOf(value).filter(({ kind }) => kind !== "nothing" && kind !== "null");
    const lacks = (part: Part): boolean =>
      part.kind === "object"
        ? part.rest === undefined && names.every((name) => !Object.hasOwn(part.members, name))
        : isScalar(part);
    if (names.length === 0 || parts.length === 0 || !parts.every(lacks)) continue;
    const [first] = parts;
    const words = names.slice(0, 4).map((name) => `\`${name}\``);
    const has =
      first?.kind === "object" ? `${first.label ?? "it"} has no such member` : `it is ${describe(value)}`;
    return { index, reads: words.join(", "), has };
  }
  return undefined;
}

function nullHint(name: string): string {
  const call = name.startsWith("`$") ? name.slice(1, -1) : "f";
  return `Ask before: \`x ? ${call}(x) : null\`. What stands for null is written behind \`?:\`, and \`[$ != null]\` behind a list leaves null out.`;
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

/** What stands behind a function as if it grouped its values is an expression of its own. */
function lookBehind({ group, predicate }: Node, walk: Walk): void {
  const opened = group?.position ?? firstPosition(predicate);
  if (opened === undefined) return;
  const index = Math.max(0, walk.text.slice(0, opened - 1).trimEnd().length - 1);
  const message = "a `;` is missing behind this function";
  walk.remark(
    { index, length: 1 },
    message,
    "Expressions in round brackets are parted by `;`.",
    "expression-syntax",
  );
}

/** `function($x) { … }`: looked at once for any values, and once more for those of each call. */
export function lookLambda(node: Node, around: Around, walk: Walk): Type {
  lookBehind(node, walk);
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
  walk.lookForAny(() => walk.look(body, inside(parameters.map(() => anything))));
  const calls: Calls = [];
  walk.watch(calls);
  const { of } = walk;
  const lambda: FunctionType = {
    kind: "function",
    ...(takes ? { takes } : {}),
    call: (given) => {
      const type = walk.lookInCall({ node, calls, of }, () => walk.look(body, inside(given)));
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
