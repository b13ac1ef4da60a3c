/** Tells from the schema of a record that a cursor cannot be moved in time, where the schema says enough. */
import { member, type Shape } from "./shape.js";

/** What of a schema says that a value is no instant. */
interface Told extends Shape {
  readonly format?: string;
  readonly maximum?: number;
}

const PATH = /^\s*record((?:\.[A-Za-z_]\w*)+)\s*$/;
const INSTANTS: ReadonlySet<string> = new Set(["date-time", "date"]);
/** Smaller numbers are no epoch of this century. */
const FIRST_EPOCH = Date.UTC(2001, 0, 1) / 1000;

/**
 * What a cursor is that can be no instant, for messages; undefined where it may be one, or where nothing is known.
 *
 * @param value the expression of the cursor: only a plain path is followed
 * @example fixedKind("record.id", { properties: { id: { type: "string", format: "uuid" } } }) // "a text of the format `uuid`"
 */
export function fixedKind(value: string, record: Shape): string | undefined {
  const names = PATH.exec(value)?.[1]?.slice(1).split(".") ?? [];
  const shape: Told | undefined = names.reduce<Shape | undefined>(
    (inside, name) => inside && member(inside, name),
    names.length > 0 ? record : undefined,
  );
  if (!shape?.type) return undefined;
  const types = [shape.type].flat().filter((type) => type !== "null");
  const kinds = types.map((type) => kindOf(type, shape));
  return kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined;
}

function kindOf(type: string, { format, maximum }: Told): string | undefined {
  if (type === "string") {
    return format === undefined || INSTANTS.has(format) ? undefined : `a text of the format \`${format}\``;
  }
  if (type !== "integer" && type !== "number") return `of the type \`${type}\``;
  return maximum === undefined || maximum >= FIRST_EPOCH ? undefined : `a number up to ${maximum}`;
}
