/** The filters of TalentSoft's exports: `field:operator:value`, where no operator means equal to one of a list. */
import { talentsoftRefusal } from "./answers.js";

/** What a filter sees of a record; texts are compared as they are, numbers by size, dates by instant. */
export interface Filterable {
  readonly [field: string]: FieldValue | readonly FieldValue[];
}

type FieldValue = string | number | Date;

export type Kinds = Readonly<Record<string, "text" | "number" | "date">>;

/**
 * Reads a filter; no filter lets everything through. `kinds` says which fields there are.
 *
 * @throws Refusal with 400 for another form, an unknown field, or a value that is no number or no date
 * @example readFilter("id::_TS-00001,_TS-00002", { id: "text" })({ id: "_TS-00002" }) // true
 */
export function readFilter(text: string | null, kinds: Kinds): (record: Filterable) => boolean {
  if (text === null || text === "") return () => true;
  const [, field = "", operator, value = ""] = /^(\w+):(lt|gt|):(.+)$/.exec(text) ?? [];
  if (operator === undefined)
    throw talentsoftRefusal(400, `The filter "${text}" is not field:operator:value.`);
  const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined;
  if (kind === undefined) {
    const known = Object.keys(kinds).join(", ");
    throw talentsoftRefusal(400, `There is no filter on "${field}". There are: ${known}.`);
  }
  if (operator === "") {
    const wanted = value.split(",").map((one) => key(kind, one.trim()));
    return (record) => values(record, field).some((one) => wanted.includes(size(one)));
  }
  if (kind === "text") throw talentsoftRefusal(400, `"${operator}" does not go with ${field}.`);
  const bound = Number(key(kind, value));
  return (record) =>
    values(record, field).some((one) =>
      operator === "lt" ? Number(size(one)) < bound : Number(size(one)) > bound,
    );
}

function key(kind: "text" | "number" | "date", text: string): string | number {
  if (kind === "text") return text;
  // A date without a zone is read as UTC, whatever the zone of this machine.
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes("T") ? text : `${text}Z`;
  const form = kind === "number" ? /^\d+$/ : /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
  const value = kind === "number" ? Number(text) : Date.parse(zoned);
  if (!form.test(text) || Number.isNaN(value)) throw talentsoftRefusal(400, `"${text}" is not a ${kind}.`);
  return value;
}

function values(record: Filterable, field: string): readonly FieldValue[] {
  const value = record[field];
  return value === undefined ? [] : Array.isArray(value) ? value : [value as FieldValue];
}

function size(value: FieldValue): string | number {
  return value instanceof Date ? value.getTime() : value;
}
