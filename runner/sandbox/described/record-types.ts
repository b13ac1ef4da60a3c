/** Which members the records and the values of a description have: expressions are checked against their names. */
import type { Collection, Sandbox, Shape } from "../../../schemas/sandbox.types.js";
import { anything, list, type ObjectType, object, optional, type Type } from "../../typing/type.js";

/** Names alone are known: what is laid over a record, or written later, may be of another kind. */
export function named(shape: Shape): Type {
  const { properties, items, enum: values, examples } = shape;
  if (values ?? examples) return anything;
  if (properties) {
    const members = Object.entries(properties).map(([name, one]) => [name, named(one)] as const);
    return optional(object(Object.fromEntries(members)));
  }
  return items ? optional(list(named(items))) : anything;
}

/** Members of whose values nothing is known. */
export const someOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, anything]));

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The type of the records of a collection; anything where only a run can tell what they hold. */
export function recordType(name: string, { collections = {}, routes }: Sandbox): Type {
  const { key = "id", code, schema, record, records = [], created, updated } = collections[name] ?? {};
  if (code !== undefined) return anything;
  const writes = Object.values(routes).filter(
    (route) => route.create === name || route.upsert === name || route.change === name,
  );
  const written = writes.flatMap(({ set, body }) => [set ?? body?.properties ?? {}]);
  const whole = [record ?? {}, ...(Array.isArray(records) ? records : [records]), ...written];
  const isBare = writes.some(({ set, body }) => set === undefined && body?.properties === undefined);
  // Whatever is sent is a record, where nothing says how one looks.
  if (!whole.every(isMapping) || (isBare && schema?.properties === undefined)) return anything;
  const invented = Object.entries(schema?.properties ?? {}).map(([member, one]) => [member, named(one)]);
  const others = [key, created, updated].filter((one) => typeof one === "string");
  const members = {
    ...Object.fromEntries(invented),
    ...someOf([...whole.flatMap((one) => Object.keys(one)), ...others]),
  };
  return object(members, `a record of \`${name}\``);
}

/** The names of the members of such a record; undefined where any can be there. */
export function membersOf(name: string, data: Sandbox): string[] | undefined {
  const type = recordType(name, data);
  return type.kind === "object" ? Object.keys(type.members) : undefined;
}

/** The type of a value that is written out: what `${ }` gives may be anything. */
export function writtenType(value: unknown): Type {
  if (!isMapping(value)) return anything;
  const members = Object.entries(value).map(([name, one]) => [name, writtenType(one)] as const);
  return object(Object.fromEntries(members));
}

/** The type of the links of a collection. */
export function linksType({ links = {} }: Collection): ObjectType {
  return object(someOf(Object.keys(links)));
}
