/** What a record or an item is by its content: for those without a key, and to tell whether one of a known key has changed. */
import { createHash } from "node:crypto";
import { isFile } from "../http/files.js";

/** Hexadecimal digits that are kept: 128 bits, so that no two contents are taken for one another. */
const DIGITS = 32;

/**
 * The hash of a JSON value that may hold files. The order of properties makes no difference.
 *
 * @example contentId({ a: 1, b: 2 }) === contentId({ b: 2, a: 1 }) // true
 */
export function contentId(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, DIGITS);
}

/** A JSON value as text: the same for the same content, whatever the order of its properties. */
export function canonical(value: unknown): string {
  if (isFile(value)) return `file:${value.sha256}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "nothing";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
