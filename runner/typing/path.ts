/** Paths: names from step to step, what stands in brackets behind them, and what is made of all their values. */
import type { Node, Pair, Stage } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { respelt, suggest } from "../validate/nearest.js";
import { describe } from "./describe.js";
import { lookKey } from "./literal.js";
import { collected, element, kept, member, nearMember, selected } from "./member.js";
import { type Around, INPUT, onInput, placeOf } from "./names.js";
import { applied, narrow, placeIn } from "./narrow.js";
import { isNever } from "./operators.js";
import { isQuoted, spotOf } from "./spot.js";
import { meantBy, wordMeant } from "./translations.js";
import {
  anything,
  called,
  mayBe,
  type ObjectType,
  optional,
  partsOf,
  some,
  type Type,
  union,
  whole,
  without,
} from "./type.js";
import type { Walk } from "./walk.js";

export function lookPath(node: Node, around: Around, walk: Walk): Type {
  const steps = node.steps ?? [];
  if (steps.length === 1 && around.input.kind === "anything") lookWord(steps[0], walk);
  let current = around.input;
  for (const [position, step] of steps.entries()) {
    if (step.type === "sort") {
      lookSort(step, current, around, walk);
      const sorted = mayBe(current, "list") ? some(element(current)) : current;
      if (step.index !== undefined) around.names.set(step.index, whole);
      current = lookStages(step.stages ?? [], sorted, around, walk);
      continue;
    }
    // What stands in brackets behind a step is asked of what each of the values before it gives.
    const isOfEach = position > 0 || (step.type !== "variable" && mayBe(current, "list"));
    const stages = step.stages ?? [];
    const from = isOfEach && stages.length > 0 ? element(current) : current;
    if (position > 0 && position === steps.length - 1) lookLength(step, from, walk);
    let given = lookStep(step, position, from, around, walk);
    given = provedAt(node, position, around) ?? given;
    if (step.focus !== undefined) {
      around.names.set(step.focus, element(given));
      given = anything;
    }
    if (step.index !== undefined) around.names.set(step.index, whole);
    given = lookStages(stages, given, around, walk);
    current = from === current ? given : collected(current, given);
    if (step.keepArray) current = kept(current);
  }
  if (node.predicate) current = lookStages(node.predicate, current, around, walk);
  if (node.keepSingletonArray || node.keepArray) current = kept(current);
  return node.group ? lookGroup(node.group.lhs, current, around, walk) : current;
}

/** Where nothing is known of the input, a word of another language would give nothing, for every record. */
function lookWord(step: Node | undefined, walk: Walk): void {
  if (step?.type !== "name" || isQuoted(step, walk.text)) return;
  const word = wordMeant(String(step.value));
  if (word)
    walk.remark(
      spotOf(step, walk.text),
      `\`${step.value}\` is the name of a member here`,
      word,
      "unknown-member",
    );
}

/** `.length` of what nothing is known of: a member of that name is possible, and nearly never meant. */
function lookLength(step: Node, from: Type, walk: Walk): void {
  if (step.type !== "name" || step.value !== "length" || isQuoted(step, walk.text)) return;
  if (element(from).kind !== "anything") return;
  walk.remark(
    spotOf(step, walk.text),
    "`.length` counts nothing here: it reads a member of that name",
    "Write `$count(…)` for a list, `$length(…)` for a text; a member of that name in backticks.",
    "other-language",
  );
}

function lookStep(step: Node, position: number, current: Type, around: Around, walk: Walk): Type {
  if (step.type === "name") return lookName(step, current, walk);
  const isSingle = !mayBe(current, "list") || step.type === "variable";
  if (position === 0 && isSingle) return walk.look(step, around);
  const given = walk.look(step, onInput(around, element(current)));
  // A list that is written out is not always taken apart.
  const isList = step.type === "unary" && step.value === "[" && mayBe(current, "list");
  const all = isList ? union(collected(current, given), some(given)) : collected(current, given);
  // The input of the whole expression is one value, also where it is a list.
  return position === 0 && partsOf(current).some(({ kind }) => kind === "list") ? anything : all;
}

/** What conditions around the path have proved of the place that its first steps lead to. */
function provedAt(node: Node, position: number, around: Around): Type | undefined {
  if (around.facts.size === 0) return undefined;
  const place = placeIn({ type: "path", steps: (node.steps ?? []).slice(0, position + 1) }, around);
  return place && around.facts.get(placeOf(place.start, place.path));
}

function lookSort(step: Node, current: Type, around: Around, walk: Walk): void {
  const inside = onInput(around, element(current));
  for (const { expression } of step.terms ?? []) {
    const type = walk.look(expression, inside);
    if (isNever(type, "number", "string"))
      walk.remark(
        spotOf(expression, walk.text),
        `values are put in order by texts or numbers, not by ${describe(type)}`,
      );
  }
}

/** What stands in brackets: what it asks is known of those that are left. */
export function lookStages(stages: readonly Stage[], before: Type, around: Around, walk: Walk): Type {
  let current = before;
  for (const stage of stages) {
    if (stage.type === "index" || !stage.expr) {
      around.names.set(String(stage.value), whole);
      continue;
    }
    const each = element(current);
    const inside = onInput(around, each);
    const type = walk.look(stage.expr, inside);
    const facts = narrow(stage.expr, true, inside, (one, at) => walk.peek(one, at));
    if (facts.size === 0) current = selected(current, type.kind === "number");
    else {
      const left = applied(each, INPUT, facts);
      current = mayBe(current, "list") ? some(left) : optional(left);
    }
  }
  return current;
}

/** `path{ key: value }`: an object of all values, grouped by the keys they give. */
export function lookGroup(pairs: readonly Pair[], current: Type, around: Around, walk: Walk): ObjectType {
  const each = element(current);
  const members: [string, Type][] = [];
  const others: Type[] = [];
  for (const [key, value] of pairs) {
    lookKey(key, onInput(around, each), walk);
    const type = optional(walk.look(value, onInput(around, some(each))));
    if (key.type === "string") members.push([String(key.value), type]);
    else others.push(type);
  }
  const rest = others.length > 0 ? { rest: union(...others) } : {};
  return { kind: "object", members: Object.fromEntries(members), ...rest };
}

export function lookName(node: Node, input: Type, walk: Walk): Type {
  const name = String(node.value);
  const { type, missing } = member(input, name);
  if (!missing) {
    // In backticks that it does not need a name is taken as it stands.
    const isMeant = isQuoted(node, walk.text) && /^[A-Za-z_]\w*$/.test(name);
    const near = isMeant ? undefined : nearMember(input, name);
    if (near !== undefined) lookNear(node, near, walk);
    return called(type, `\`${name}\``);
  }
  const spot = spotOf(node, walk.text);
  const [first] = missing;
  if (!first) {
    const inside = describe(without(element(input), "null"));
    walk.remark(spot, `there is no \`${name}\` in ${inside}`, meantBy(name), "unknown-member");
    return anything;
  }
  const why = missing.find(({ absent }) => absent?.[name])?.absent?.[name];
  if (why) {
    walk.remark(spot, why.message, why.hint, "credentials-elsewhere");
    return anything;
  }
  const what = first.label ? `${first.label} has no \`${name}\`` : `there is no \`${name}\` here`;
  const names = missing.flatMap(({ members }) => Object.keys(members));
  if (names.includes("env") && /^[A-Z][A-Z0-9_]+$/.test(name) && name !== "ENV") {
    const meant = `env.${name}`;
    walk.remark(spot, what, `Write \`${meant}\`.`, "unknown-member", { from: name, to: meant });
    return anything;
  }
  walk.remark(
    spot,
    what,
    meantBy(name) ?? suggest(name, new Set(names)),
    "unknown-member",
    respelt(name, new Set(names)),
  );
  return anything;
}

/** A name that a schema does not know and lets be, one slip of the fingers from one that it knows. */
function lookNear(node: Node, near: string, walk: Walk): void {
  const name = String(node.value);
  const { code, message } = tell("near-member", { name, near });
  walk.remark(spotOf(node, walk.text), message, `Did you mean \`${near}\`?`, code, {
    from: name,
    to: near,
  });
}
