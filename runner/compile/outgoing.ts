/** What the values of `logics` and `format` have to be, where their types tell that they never are. */
import { describe } from "../typing/describe.js";
import { fit } from "../typing/fit.js";
import { isNever } from "../typing/operators.js";
import type { Remark } from "../typing/remark.js";
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

/** A logic keeps, discards or replaces. */
export const checkLogic: Check = ({ type, start }) =>
  isNever(type, "boolean", "object") && isNever(without(type, "null"), "boolean", "object")
    ? [
        {
          ...start,
          message: `a logic yields true, false, nothing or an object, not ${describe(type)}`,
          hint: KEEPS,
        },
      ]
    : [];

const KEEPS = "Ask for what is to be kept, e.g. `$exists(…)` or `… = …`.";

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

/** A format gives the item. */
export function checkFormat(item: Type): Check {
  return ({ type, start }): Remark[] => {
    if (isNever(type, "object"))
      return [{ ...start, message: `a format gives the item, which is an object, not ${describe(type)}` }];
    return fit(type, item, "the item", start);
  };
}
