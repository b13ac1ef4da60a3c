/** Which names an expression of a description can use, by the place where it stands. */
import type { Sandbox } from "../../../schemas/sandbox.types.js";
import { anything, object, type Type, text } from "../../typing/type.js";

/** The values that an expression sees. */
export type Scope = Readonly<Record<string, unknown>>;

type Names = Readonly<Record<string, Type>>;

/** Names of whose values nothing is known. */
export function known(...names: readonly string[]): Names {
  return Object.fromEntries(names.map((name) => [name, anything]));
}

/** What is in scope of one record. */
export const record = known("record");

/** Names that no collection can have. */
export const reserved: readonly string[] = [
  ...["account", "values", "path", "query", "headers", "body", "record", "records", "value", "position"],
  ...["links", "key", "shown", "existed", "total", "page", "pages", "size", "next", "previous", "cursor"],
];

/** What every expression can use, as far as the account is concerned with types. */
export function base({ account = {}, collections = {} }: Sandbox): Names {
  const names = Object.keys(account).map((name) => [name, text] as const);
  return {
    account: object(Object.fromEntries(names), "the account"),
    ...known("values", ...Object.keys(collections)),
  };
}

/** What is in scope of a request to a path with these variable parts. */
export function request(parts: readonly string[]): Names {
  const path = object(Object.fromEntries(parts.map((name) => [name, text])), "the path");
  return { path, ...known("query", "headers", "body") };
}
