/** Which names an expression of a description can use, by the place where it stands. */
import type { Sandbox } from "../../../schemas/sandbox.types.js";
import { anything, list, object, type Type, text } from "../../typing/type.js";
import { recordType, writtenType } from "./record-types.js";

/** The values that an expression sees. */
export type Scope = Readonly<Record<string, unknown>>;

type Names = Readonly<Record<string, Type>>;

/** Names of whose values nothing is known. */
export function known(...names: readonly string[]): Names {
  return Object.fromEntries(names.map((name) => [name, anything]));
}

/** Names that no collection can have. */
export const reserved: readonly string[] = [
  ...[
    "account",
    "values",
    "method",
    "address",
    "path",
    "query",
    "headers",
    "body",
    "record",
    "records",
    "value",
    "position",
  ],
  ...[
    "links",
    "key",
    "shown",
    "existed",
    "total",
    "page",
    "pages",
    "size",
    "first",
    "last",
    "next",
    "previous",
  ],
  ...["cursor", "name", "now"],
];

/** What every expression can use, as far as names are known. */
export function base(data: Sandbox): Names {
  const { account = {}, collections = {}, values = {} } = data;
  const names = Object.keys(account).map((name) => [name, text] as const);
  const lists = Object.keys(collections).filter((name) => collections[name]?.code === undefined);
  const records = lists.map((name) => [name, list(recordType(name, data))] as const);
  return {
    account: object(Object.fromEntries(names), "the account"),
    values: writtenType(values),
    ...Object.fromEntries(records),
  };
}
