/** What the values of `logics` and `format` have to be, where their types tell that they never are. */
import { tell } from "../faults/findings/finding.js";
import { describe } from "../typing/describe.js";
import { fit } from "../typing/fit.js";
import { isNever } from "../typing/operators.js";
import type { Remark } from "../typing/remark.js";
import { verdict } from "../typing/truth.js";
import {
  anything,
  type ObjectType,
  type Part,
  partsOf,
  type Type,
  typeOf,
  union,
  without,
} from "../typing/type.js";
import type { Check, Typed } from "./expression.js";

/**
 * A logic keeps, discards or replaces.
 *
 * @param record what it would replace
 */
export function checkLogic(record: Type): Check {
  return ({ type, start }): Remark[] => {
    const there = without(type, "null", "nothing");
    const wrong = (said: string) => [
      { ...start, message: `a logic yields true, false, nothing or an object, ${said}`, hint: KEEPS },
    ];
    if (isNever(there, "boolean", "object")) return wrong(`not ${describe(type)}`);
    if (partsOf(there).some(({ kind }) => kind === "list"))
      return wrong("and this is a list where there are several");
    if (partsOf(there).every((part) => part.kind === "object" && isOther(part, record)))
      return wrong("and this one would take the place of the record, most of whose members it lacks");
    return [];
  };
}

/** Whether hardly anything of a record is in an object. */
function isOther({ members, written }: ObjectType, record: Type): boolean {
  const names = Object.keys(members);
  // What is written out is meant.
  if (written || record.kind !== "object" || names.length === 0) return false;
  const all = Object.keys(record.members);
  return all.length > 0 && all.filter((name) => names.includes(name)).length * 2 < all.length;
}

const KEEPS = "Ask for what is to be kept, e.g. `$exists(…)` or `… = …`.";

/** A condition decides. */
export const checkCondition: Check = ({ type, start }) => {
  const always = verdict(type);
  const said = `this condition is always ${always}`;
  const hint =
    "Ask for something, or leave it out. A name stands without quotes, a value is compared: `x = …`.";
  return always === undefined ? [] : [{ ...start, ...tell("condition-constant", { said }), hint }];
};

/** A condition that judges an answer: a number is a status that was not compared. */
export const checkJudgement: Check = (typed) => {
  if (!isNever(typed.type, "boolean", "string", "list", "object", "null")) return checkCondition(typed);
  const message = "this has to be true or false, and a number that is not 0 is always true";
  return [{ ...typed.start, message, hint: "Compare it: `status = 200`." }];
};

/** As a judgement; that every answer is right, or none, may be said. */
export const checkAccept: Check = (typed) => (typed.type.kind === "boolean" ? [] : checkJudgement(typed));

/** What a record is behind a logic: itself, if the logic was true, or the object in its place. */
export function behindLogic({ type, inputIf }: Typed): Type {
  if (type.kind === "anything") return anything;
  const replaced = partsOf(type).filter((part): part is ObjectType => part.kind === "object");
  return union(
    ...(partsOf(type).some(isTrue) ? [inputIf(true)] : []),
    replaced.length === 0 ? { kind: "union", of: [] } : typeOf(replaced),
  );
}

function isTrue(part: Part): boolean {
  return part.kind === "boolean" && (part.values?.includes(true) ?? true);
}

/** What takes the place of a record. */
export const checkRecord: Check = ({ type, start }) =>
  isNever(type, "object")
    ? [
        {
          ...start,
          message: `a record is an object, not ${describe(type)}`,
          hint: partsOf(type).every(({ kind }) => kind === "list" || kind === "nothing")
            ? OF_EACH
            : undefined,
        },
      ]
    : [];

const OF_EACH =
  "A step makes one record of one. Where each record has several of these, read them with `list.for`, e.g. `for: { position: positions }`.";

/** Where a page holds its records. */
export const checkRecords: Check = ({ type, start }) => {
  const isNothing = partsOf(type).every(({ kind }) => kind === "nothing");
  if (!isNothing && !isNever(type, "list", "object")) return [];
  const hint = isNothing ? "An answer of which nothing is read has no `body`: leave out `read`." : undefined;
  return [{ ...start, message: `records are a list, not ${describe(type)}`, hint }];
};

/** What is gone through is a list; what may be one is taken as one. */
export const checkList: Check = ({ type, start }) =>
  isNever(without(type, "null"), "list", "object")
    ? [
        {
          ...start,
          message: `\`for\` goes through a list, and this is ${describe(without(type, "nothing"))}`,
        },
      ]
    : [];

/** A wait is a number: a text, as a header is, is no wait at all. */
export const checkSeconds: Check = ({ type, start }) =>
  isNever(type, "number", "null")
    ? [
        {
          ...start,
          message: `a wait is a number of seconds, not ${describe(without(type, "nothing"))}`,
          hint: "`$number(…)` reads the number in a text.",
        },
      ]
    : [];

/** Of several parts a text is joined: an object or a list in it would be written as JSON. */
export const checkJoined: Check = ({ type, start }) =>
  isNever(type, "string", "number", "boolean", "null")
    ? [
        {
          ...start,
          ...tell("object-in-text", { what: describe(without(type, "nothing")) }),
          hint: "Name the member that is meant; JSON on purpose is `$string(…)`, the values of a list are joined by `$join(…)`.",
        },
      ]
    : [];

/** What leads on is a number, a text, an address, or an object that holds several of them. */
export const checkNext: Check = ({ type, start }) =>
  isNever(without(type, "null"), "number", "string", "object")
    ? [
        {
          ...start,
          message: `\`next\` gives the next page or its address, not ${describe(without(type, "null"))}`,
          hint: "What is a condition says what it gives: `… ? page + 1`.",
        },
      ]
    : [];

/** A format gives the item. */
export function checkFormat(item: Type): Check {
  return ({ type, start }): Remark[] => {
    if (isNever(type, "object"))
      return [{ ...start, message: `a format gives the item, which is an object, not ${describe(type)}` }];
    return fit(type, item, "the item", start);
  };
}
