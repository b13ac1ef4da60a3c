/** A key that many records share, or that changes: by the schema it is a list, one of a few values, or an instant. */
import { tell } from "../../faults/findings/finding.js";
import { describe } from "../../typing/describe.js";
import { isNever } from "../../typing/operators.js";
import { partsOf, type Scalar, type Type, without } from "../../typing/type.js";
import type { Check } from "../expression.js";

/** More values than a schema lists of what tells records apart. */
const FEW = 50;

/**
 * @param key its text
 * @param record what it is taken from
 */
export const checkKey =
  (key: string, record: Type): Check =>
  ({ type, start }) => {
    const why = unfit(without(type, "nothing", "null")) ?? unnamed(key, record);
    return why === undefined
      ? []
      : [{ ...start, ...tell("key-unfit", { why }), hint: "Take what identifies a record, e.g. `key: id`." }];
  };

/** What every record has, its schema names, also where it lets others be. */
function unnamed(key: string, record: Type): string | undefined {
  const name = /^\s*([A-Za-z_]\w*)\s*$/.exec(key)?.[1];
  if (name === undefined || record.kind !== "object" || Object.keys(record.members).length === 0)
    return undefined;
  return Object.hasOwn(record.members, name) ? undefined : `the schema of the record names no \`${name}\``;
}

function unfit(type: Type): string | undefined {
  const parts = partsOf(type);
  if (parts.length === 0) return undefined;
  if (isNever(type, "string", "number")) return `a key is a text or a number, not ${describe(type)}`;
  if (parts.some((part) => part.kind === "list")) return "a key is one value, and this can be a list of them";
  const scalars = parts.filter((part): part is Scalar => part.kind === "string" || part.kind === "number");
  if (scalars.length < parts.length) return undefined;
  if (scalars.every(({ values }) => values?.length === 1) && scalars.length === 1)
    return "every record has the same key";
  if (scalars.every(({ values }) => values !== undefined && values.length < FEW))
    return "many records share a key that is one of a few values";
  if (scalars.every((part) => part.kind === "string" && /^(?:date|time)/.test(part.format ?? "")))
    return "an instant identifies no record, and changes with it";
  return undefined;
}
