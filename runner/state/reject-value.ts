/** A record as a reject keeps it: the JSON of it, unmasked, because it will be sent again, with its files beside it. */
import type { FileHandle } from "../http/files.js";
import { isFile } from "../http/files.js";

/** A file that is kept with a reject. */
export interface KeptFile {
  /** The numbers of its pieces: the first, and how many there are. */
  readonly first: number;
  readonly pieces: number;
  readonly name?: string | undefined;
  readonly content_type?: string | undefined;
  /** In what signs it is written inside JSON. */
  readonly encoding?: "base64" | undefined;
  /** Where anybody may read it, if it is there still. */
  readonly url?: string | undefined;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/**
 * The value as JSON can hold it: files are replaced by `{"$file": …}`, and a property that is called `$file` (or `$$file`, …)
 * gets one more `$`, so that no record can pass for a file.
 *
 * @param keep keeps a file and says where
 */
export async function encodeValue(
  value: unknown,
  keep: (file: FileHandle) => Promise<KeptFile>,
): Promise<unknown> {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isFile(value)) return { $file: await keep(value) };
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return inTurn(value, (element) => encodeValue(element, keep));
  const properties = await inTurn(Object.entries(value), async ([name, property]) => [
    name.replace(/^(?=\$+file$)/, "$$"),
    await encodeValue(property, keep),
  ]);
  return Object.fromEntries(properties as [string, unknown][]);
}

/** What {@link encodeValue} was given, as far as JSON holds it. */
export async function decodeValue(
  value: unknown,
  restore: (kept: KeptFile) => Promise<FileHandle>,
): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return inTurn(value, (element) => decodeValue(element, restore));
  if (Object.hasOwn(value, "$file")) return restore((value as { $file: KeptFile }).$file);
  const properties = await inTurn(Object.entries(value), async ([name, property]) => [
    name.replace(/^\$(?=\$+file$)/, ""),
    await decodeValue(property, restore),
  ]);
  return Object.fromEntries(properties as [string, unknown][]);
}

/** One after the other, so that the pieces of files keep their order. */
async function inTurn<T>(values: readonly T[], change: (value: T) => Promise<unknown>): Promise<unknown[]> {
  const changed: unknown[] = [];
  for (const value of values) changed.push(await change(value));
  return changed;
}
