/** What those functions give whose result depends on their arguments in a way that no signature says. */
import { element, flat, member } from "./member.js";
import { merged } from "./objects.js";
import { verdict } from "./truth.js";
import {
  anyObject,
  anything,
  called,
  list,
  mayBe,
  never,
  nothing,
  number,
  type ObjectType,
  object,
  oneOf,
  optional,
  partsOf,
  some,
  type Type,
  text,
  union,
  whole,
  without,
} from "./type.js";

/** @returns undefined where the signature says enough */
type Result = (given: readonly Type[], context: Type) => Type | undefined;

/** What a parameter that takes a list makes of its argument: a single value is a list of one. */
const members = (type: Type = anything): Type => flat(without(type, "nothing"));

/** The list in another order. A list of one that holds what a function collected may be taken for that. */
const inOrder: Result = ([given = anything]) => {
  const each = members(given);
  return mayBe(each, "list") ? union(list(each), each) : list(each);
};

const ofList =
  (made: (each: Type) => Type): Result =>
  ([given]) =>
    made(members(given));

/** The object of `$each` and `$sift`, which is the input where it is left out, and the function. */
function objectAnd(given: readonly Type[], context: Type): readonly [Type, Type] {
  const [first = anything, second] = given;
  return second === undefined ? [context, first] : [first, second];
}

/** The type of any member of an object. */
function anyMember(type: Type): Type {
  return union(
    never,
    ...partsOf(type).map((part): Type => {
      if (part.kind === "object")
        return without(union(never, ...Object.values(part.members), part.rest ?? never), "nothing");
      return part.kind === "anything" ? anything : never;
    }),
  );
}

/** What a function gives that is called for each member. */
function callEach(called: Type, given: readonly Type[]): Type {
  return union(
    never,
    ...partsOf(called).map((part): Type => {
      if (part.kind === "function") return part.call?.(given) ?? anything;
      return part.kind === "anything" ? anything : never;
    }),
  );
}

function keeping(called: Type): ((value: Type) => Type) | undefined {
  return called.kind === "function" ? called.keeps : undefined;
}

const MATCH: ObjectType = { ...object({ match: text, index: whole, groups: anything }), rest: anything };
const TYPES = ["null", "number", "string", "boolean", "array", "object", "function"];

export const results: Readonly<Record<string, Result>> = {
  map: ([given = anything, called = anything]) => {
    const each = members(given);
    return some(callEach(called, [each, whole, list(each)]));
  },
  filter: ([given = anything, called = anything]) => {
    const each = members(given);
    callEach(called, [each, whole, list(each)]);
    const keeps = keeping(called);
    return some(keeps ? keeps(each) : each);
  },
  reduce: ([given = anything, called = anything, first]) => {
    const each = members(given);
    // What a call gave goes into the next one.
    const made = callEach(called, [anything, each, whole, list(each)]);
    return optional(union(first ?? each, made));
  },
  each: (given, context) => {
    const [of, called] = objectAnd(given, context);
    return some(callEach(called, [anyMember(of), text, of]));
  },
  sift: (given, context) => {
    const [of, called] = objectAnd(given, context);
    callEach(called, [anyMember(of), text, of]);
    const keeps = keeping(called);
    return union(
      nothing,
      ...partsOf(of).map((part): Type => {
        if (part.kind !== "object") return part.kind === "anything" ? anyObject : nothing;
        const left = Object.entries(part.members).map(
          ([name, type]) => [name, optional(keeps ? keeps(type) : type)] as const,
        );
        const sifted: ObjectType = { ...part, members: Object.fromEntries(left) };
        return sifted;
      }),
    );
  },
  merge: ([given = anything]) => merged(given),
  lookup: (given, context) => {
    const [of, key] = given.length > 1 ? [given[0] ?? anything, given[1]] : [context, given[0]];
    const names = key?.kind === "string" ? key.values : undefined;
    if (names?.length === 1) return optional(called(member(of, String(names[0])).type, `\`${names[0]}\``));
    return some(flat(union(anyMember(element(of)))));
  },
  append: ([one = anything, two = anything]) => {
    const both = list(union(members(one), members(two)));
    return union(both, mayBe(one, "nothing") ? two : never, mayBe(two, "nothing") ? one : never);
  },
  sort: (given, context) => {
    const each = members(given[0]);
    callEach(given[1] ?? never, [each, each]);
    return inOrder(given, context);
  },
  reverse: inOrder,
  shuffle: inOrder,
  distinct: ofList(some),
  single: ([given, called = never]) => {
    const each = members(given);
    callEach(called, [each, whole, list(each)]);
    return each;
  },
  zip: (given) => list(list(union(never, ...given.map(members)))),
  spread: ([given], context) => {
    const others = without(flat(given ?? context), "object", "nothing");
    return partsOf(others).length === 0 ? some(anyObject) : anything;
  },
  clone: ([given], context) => given ?? context,
  max: () => optional(number),
  min: () => optional(number),
  average: () => optional(number),
  match: () => some(MATCH),
  split: ([given = anything]) => (mayBe(given, "nothing") ? optional(list(text)) : list(text)),
  type: ([given = anything]) => (mayBe(given, "nothing") ? optional(oneOf(...TYPES)) : oneOf(...TYPES)),
  not: ([given = anything]) => {
    const always = verdict(given);
    return always === undefined ? undefined : oneOf(!always);
  },
  // That something is true or false says that it is there.
  exists: ([given = anything]) => (given.kind === "boolean" ? oneOf(true) : undefined),
  error: () => never,
  assert: () => nothing,
  unescapeHtml: () => optional(text),
  mediaTypeOf: () => optional(text),
  toNumber: () => optional(number),
  xml: () => optional(text),
  link: () => optional(text),
  sniff: () => optional(text),
};
