/** Tells from the schema of a record that a cursor cannot be moved in time, where the schema says enough. */
import { member } from "../typing/member.js";
import { anything, type Part, partsOf, type Type, without } from "../typing/type.js";

const PATH = /^\s*record((?:\.[A-Za-z_]\w*)+)\s*$/;
const INSTANTS: ReadonlySet<string> = new Set(["date-time", "date"]);
/** Smaller numbers are no epoch of this century. */
const FIRST_EPOCH = Date.UTC(2001, 0, 1) / 1000;

/**
 * What a cursor is that can be no instant, for messages; undefined where it may be one, or where nothing is known.
 *
 * @param value the expression of the cursor: only a plain path is followed
 * @example fixedKind("record.id", object({ id: { ...text, format: "uuid" } })) // "a text of the format `uuid`"
 */
export function fixedKind(value: string, record: Type): string | undefined {
  const names = PATH.exec(value)?.[1]?.slice(1).split(".") ?? [];
  const type = names.reduce(
    (inside, name) => member(inside, name).type,
    names.length > 0 ? record : anything,
  );
  const kinds = partsOf(without(type, "nothing", "null")).map(kindOf);
  return kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined;
}

/** The words of JSON Schema. */
const WORDS: Readonly<Partial<Record<Part["kind"], string>>> = {
  boolean: "boolean",
  list: "array",
  object: "object",
};

function kindOf(part: Part): string | undefined {
  if (part.kind === "string")
    return part.format === undefined || INSTANTS.has(part.format)
      ? undefined
      : `a text of the format \`${part.format}\``;
  if (part.kind === "number")
    return part.maximum === undefined || part.maximum >= FIRST_EPOCH
      ? undefined
      : `a number up to ${part.maximum}`;
  const word = WORDS[part.kind];
  return word === undefined ? undefined : `of the type \`${word}\``;
}
