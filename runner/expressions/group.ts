/** `{ key: value }`: an object from a value; behind a path one from all its values, grouped by the keys they give. */
import { meter } from "./bounds.js";
import type { CompilePart, Compiler, Evaluate } from "./compiler.js";
import { fail } from "./error.js";
import { type Frame, memberFrame } from "./frame.js";
import { type Member, Members } from "./members.js";
import { Scope } from "./scope.js";
import { shapeFor } from "./shape.js";
import { type Group, isLiteral, type Node, type Pair } from "./tree.js";
import { append, push, setMember } from "./values.js";
import { weightOf } from "./weight.js";

/** Names that stock JSONata gives to its functions. */
const RESERVED = new Set(["_jsonata_lambda", "_jsonata_function"]);

interface Compiled {
  readonly key: Evaluate;
  readonly value: Evaluate;
}

/** The values with one key, and the pair that gave it to them. */
interface Entry {
  readonly pair: number;
  context: unknown;
  /** The context, where it is a list that was made here. */
  list?: unknown[];
  members?: Member[];
}

/** The pairs of an object that stands alone. */
export function groupOf({ lhs, position }: Node): Group {
  return { lhs: lhs as readonly Pair[], ...(position === undefined ? {} : { position }) };
}

/** @param isOfMembers the values may be bound to names that keys and values can see */
export function compileGroup(
  group: Group,
  scope: Scope,
  compiler: Compiler,
  isOfMembers = false,
  compilePart: CompilePart = compiler.compile,
): Evaluate {
  const inner = isOfMembers ? new Scope(scope, true) : scope;
  const pairs = group.lhs.map(([key, value]): Compiled => {
    return { key: compiler.compile(key, inner), value: compilePart(value, inner) };
  });
  const weight = group.lhs.reduce((sum, [key, value]) => sum + weightOf(key) + weightOf(value), 0);
  const names = isOfMembers ? undefined : writtenKeys(group.lhs);
  const whole = (input: unknown, frame: Frame) =>
    grouped(input, frame, { pairs, position: group.position, isOfMembers, weight });
  if (!names) return whole;
  const literals = group.lhs.map(([, value]) => (isLiteral(value) ? value : undefined));
  if (literals.every((literal) => literal !== undefined)) {
    const constant = Object.fromEntries(literals.map(({ value }, at) => [names[at], value]));
    return (input, frame) => {
      if (Array.isArray(input)) return whole(input, frame);
      meter.list(names.length);
      return { ...constant };
    };
  }
  const members = pairs.map(({ value }, at): Written => {
    const literal = literals[at];
    return { name: names[at] as string, evaluate: literal ? undefined : value, literal: literal?.value };
  });
  return members.length === 2 ? pairOf(members as [Written, Written], whole) : objectOf(members, whole);
}

/** A member whose name is written out; what is a literal needs no call. */
interface Written {
  readonly name: string;
  readonly evaluate: Evaluate | undefined;
  readonly literal: unknown;
}

/** The keys where all are written out, and differ. */
function writtenKeys(pairs: readonly Pair[]): readonly string[] | undefined {
  const names = pairs.flatMap(([{ type, value, predicate, group }]) =>
    type === "string" && !predicate && !group ? [String(value)] : [],
  );
  const isPlain = names.length === pairs.length && new Set(names).size === names.length;
  return isPlain && !names.some((name) => name === "__proto__" || RESERVED.has(name)) ? names : undefined;
}

/** @param whole the same for a list, whose members it groups */
function objectOf(members: readonly Written[], whole: Evaluate): Evaluate {
  const { length } = members;
  const shape = shapeFor(length);
  const names = members.map(({ name }) => name);
  const values = members.map(({ evaluate }) => evaluate);
  const literals = members.map(({ literal }) => literal);
  return (input, frame) => {
    if (Array.isArray(input)) return whole(input, frame);
    const object: Record<string, unknown> = shape ? new shape() : {};
    for (let index = 0; index < length; index += 1) {
      const evaluate = values[index];
      const value = evaluate ? evaluate(input, frame) : literals[index];
      if (value !== undefined) object[names[index] as string] = value;
    }
    meter.list(length);
    return object;
  };
}

/** Two members, as a name and its value, are what most objects of a format have: they need no loop. */
function pairOf([one, two]: readonly [Written, Written], whole: Evaluate): Evaluate {
  const { name: firstName, evaluate: first, literal: firstLiteral } = one;
  const { name: secondName, evaluate: second, literal: secondLiteral } = two;
  return (input, frame) => {
    if (Array.isArray(input)) return whole(input, frame);
    const object: Record<string, unknown> = {};
    const value = first ? first(input, frame) : firstLiteral;
    if (value !== undefined) object[firstName] = value;
    const other = second ? second(input, frame) : secondLiteral;
    if (other !== undefined) object[secondName] = other;
    meter.list(2);
    return object;
  };
}

interface Plan {
  readonly pairs: readonly Compiled[];
  readonly position: number | undefined;
  readonly isOfMembers: boolean;
  readonly weight: number;
}

function grouped(input: unknown, frame: Frame, plan: Plan): unknown {
  const entries = new Map<string, Entry>();
  if (input instanceof Members) {
    for (const one of input.all) sortIn(entries, one.item, one, memberFrame(frame, one.names), plan);
  } else {
    const own = plan.isOfMembers ? memberFrame(frame, {}) : frame;
    const list: readonly unknown[] = Array.isArray(input) && input.length > 0 ? input : [singleOf(input)];
    for (let index = 0; index < list.length; index += 1) sortIn(entries, list[index], undefined, own, plan);
  }
  const object: Record<string, unknown> = {};
  for (const [key, { pair, context, members }] of entries) {
    const { value } = plan.pairs[pair] as Compiled;
    const own = plan.isOfMembers ? memberFrame(frame, members ? together(members) : {}) : frame;
    const found = value(context, own);
    if (found !== undefined) setMember(object, key, found);
  }
  meter.list(entries.size);
  return object;
}

/** An empty list gives an object as nothing does. */
function singleOf(input: unknown): unknown {
  return Array.isArray(input) ? undefined : input;
}

function sortIn(
  entries: Map<string, Entry>,
  item: unknown,
  member: Member | undefined,
  frame: Frame,
  { pairs, position, weight }: Plan,
): void {
  meter.step(weight);
  for (let pair = 0; pair < pairs.length; pair += 1) {
    const key = (pairs[pair] as Compiled).key(item, frame);
    if (key === undefined) continue;
    if (typeof key !== "string") fail("T1003", { position, value: key });
    if (RESERVED.has(key)) fail("D1013", { position, value: key });
    const entry = entries.get(key);
    if (!entry) entries.set(key, { pair, context: item, ...(member ? { members: [member] } : {}) });
    else if (entry.pair !== pair) fail("D1009", { position, value: key });
    else {
      if (!entry.list) {
        entry.list = [];
        push(entry.list, entry.context);
        entry.context = entry.list;
      }
      push(entry.list, item);
      if (member) entry.members?.push(member);
    }
  }
}

/** What the names of several members are bound to: the values of all of them. */
function together([first, ...others]: readonly Member[]): Record<string, unknown> {
  const names = { ...first?.names };
  for (const other of others)
    for (const [name, value] of Object.entries(other.names)) names[name] = append(names[name], value);
  return names;
}
