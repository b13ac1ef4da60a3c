/** What a condition proves of the values that it asks about, where it is true and where it is false. */
import type { Node } from "../expressions/tree.js";
import { refined, truthy } from "./member.js";
import { type Around, type Facts, INPUT, placeOf, proving, ROOT } from "./names.js";
import {
  nil,
  nothing,
  oneOf,
  type Part,
  partsOf,
  type Scalar,
  type Type,
  typeOf as typeOfParts,
  union,
  without,
} from "./type.js";

const NONE: Facts = new Map();

/** The value of a part of a condition, without remarks. */
export type TypeOf = (node: Node, around: Around) => Type;

/** @param isTrue what the condition came to */
export function narrow(node: Node | undefined, isTrue: boolean, around: Around, typeOf: TypeOf): Facts {
  if (!node || node.predicate || node.group) return NONE;
  const inner = (one: Node | undefined, truth: boolean, within = around) =>
    narrow(one, truth, within, typeOf);
  switch (node.type) {
    case "block":
      return node.expressions?.length === 1 ? inner(node.expressions[0], isTrue) : NONE;
    case "path":
    case "variable":
      return isTrue ? about(node, truthy, around, typeOf) : NONE;
    case "function":
      return ofCall(node, isTrue, around, typeOf, inner);
    case "binary":
      break;
    default:
      return NONE;
  }
  const [left, right] = [node.lhs as Node, node.rhs as Node];
  if (node.value === (isTrue ? "and" : "or")) {
    const first = inner(left, isTrue);
    return new Map([...first, ...inner(right, isTrue, proving(around, first))]);
  }
  if (node.value !== "=" && node.value !== "!=") return NONE;
  const isSame = (node.value === "=") === isTrue;
  // Neither sign holds where a value is missing.
  const isThere = isTrue;
  return new Map([
    ...compared(left, right, isSame, isThere, around, typeOf),
    ...compared(right, left, isSame, isThere, around, typeOf),
  ]);
}

/** What a comparison with a literal proves. */
function compared(
  node: Node,
  literal: Node,
  isSame: boolean,
  isThere: boolean,
  around: Around,
  typeOf: TypeOf,
): Facts {
  const value = literalOf(literal);
  if (value === undefined) return NONE;
  if (node.type === "function" && node.procedure?.value === "type")
    return isThere === isSame ? ofKind(node, value, isSame, around, typeOf) : NONE;
  return about(
    node,
    (type) => {
      const there = isThere ? without(type, "nothing") : type;
      if (!isSame) return value === nil ? without(there, "null") : lacking(there, value);
      const only = partsOf(there).some(({ kind }) => kind === "anything" || kind === value.kind)
        ? value
        : there;
      return isThere ? only : union(only, nothing);
    },
    around,
    typeOf,
  );
}

/** `$type(x) = "string"` */
function ofKind(call: Node, value: Part, isSame: boolean, around: Around, typeOf: TypeOf): Facts {
  const [asked] = call.arguments ?? [];
  const [word] = (value as Scalar).values ?? [];
  const kind = KINDS[String(word)];
  if (!asked || !kind) return NONE;
  const better = (type: Type) =>
    isSame
      ? typeOfParts(partsOf(type).filter((part) => part.kind === kind || part.kind === "anything"))
      : without(type, kind);
  return about(asked, better, around, typeOf);
}

const KINDS: Readonly<Record<string, Part["kind"]>> = {
  array: "list",
  boolean: "boolean",
  function: "function",
  null: "null",
  number: "number",
  object: "object",
  string: "string",
};

function literalOf({ type, value }: Node): Part | undefined {
  if (type === "value" && value === null) return nil;
  if (type === "string" || type === "number" || (type === "value" && typeof value === "boolean"))
    return oneOf(value as string) as Part;
  return undefined;
}

/** The type without one of its values, where it has few. */
function lacking(type: Type, value: Part): Type {
  const [out] = (value as Scalar).values ?? [];
  return union(
    { kind: "union", of: [] },
    ...partsOf(type).flatMap((part): Part[] => {
      if (part.kind !== value.kind || !("values" in part) || !part.values) return [part];
      const values = part.values.filter((one) => one !== out);
      return values.length === 0 ? [] : [{ ...part, values }];
    }),
  );
}

function ofCall(
  node: Node,
  isTrue: boolean,
  around: Around,
  typeOf: TypeOf,
  inner: (node: Node | undefined, truth: boolean) => Facts,
): Facts {
  const name = node.procedure?.type === "variable" ? String(node.procedure.value) : "";
  const [first, ...others] = node.arguments ?? [];
  if (!first || others.length > 0) return NONE;
  if (name === "not") return inner(first, !isTrue);
  if (name === "boolean") return inner(first, isTrue);
  if (name !== "exists") return NONE;
  return about(first, (type) => (isTrue ? without(type, "nothing") : nothing), around, typeOf);
}

/** What is proved of a value, and of all that it is a member of: what has a member is an object. */
function about(node: Node, better: (type: Type) => Type, around: Around, typeOf: TypeOf): Facts {
  const place = placeIn(node, around);
  if (!place) return NONE;
  const facts = new Map<string, Type>();
  const found = better(typeOf(node, around));
  if (partsOf(found).length === 0) return NONE;
  const isThere = !partsOf(found).some(({ kind }) => kind === "nothing" || kind === "anything");
  if (isThere)
    for (let length = place.start === INPUT ? 0 : 1; length < place.path.length; length += 1) {
      const steps = (node.steps ?? []).slice(0, length + place.offset);
      if (steps.length === 0) continue;
      const above = without(typeOf({ ...node, steps }, around), "nothing", "null");
      if (partsOf(above).length > 0) facts.set(placeOf(place.start, place.path.slice(0, length)), above);
    }
  facts.set(placeOf(place.start, place.path), found);
  return facts;
}

/** A place that names alone lead to, from the input or a variable. */
export interface Place {
  readonly start: string;
  readonly path: readonly string[];
  /** The steps in front of the first name. */
  readonly offset: number;
}

export function placeIn(node: Node, around: Around): Place | undefined {
  if (node.type === "variable") return startAt(node, around, []);
  if (node.type !== "path" || node.group || node.keepSingletonArray || node.keepArray) return undefined;
  const [first, ...others] = node.steps ?? [];
  if (!first) return undefined;
  const names = first.type === "variable" ? others : [first, ...others];
  if (!names.every(isPlainName)) return undefined;
  const path = names.map(({ value }) => String(value));
  if (first.type !== "variable") return { start: INPUT, path, offset: 0 };
  return isPlain(first) ? startAt(first, around, path) : undefined;
}

function startAt({ value }: Node, { names }: Around, path: readonly string[]): Place | undefined {
  if (value === "") return { start: INPUT, path, offset: 1 };
  if (value === "$") return { start: ROOT, path, offset: 1 };
  const binding = names.get(String(value));
  return binding && { start: `$${binding.id}`, path, offset: 1 };
}

function isPlainName(node: Node): boolean {
  return node.type === "name" && isPlain(node);
}

function isPlain({ stages, predicate, group, keepArray, focus, index }: Node): boolean {
  return !stages && !predicate && !group && !keepArray && focus === undefined && index === undefined;
}

/** A value of which more is proved, by itself or by its members. */
export function applied(type: Type, start: string, facts: Facts): Type {
  const own = [...facts].filter(([place]) => place === start || place.startsWith(`${start}\u0000`));
  let better = type;
  for (const [place, known] of own.sort(([one], [two]) => one.length - two.length))
    better = refined(better, place.split("\u0000").slice(1), known);
  return better;
}
