/** One line of a reject file: a record that ended badly, why, and all that is needed to try it again. */
import type { FileHandle } from "../http/files.js";
import { isFile } from "../http/files.js";
import type { Bucket } from "../types.js";

/** What a stage knows of a reject. */
export interface NewReject {
  readonly bucket: Bucket;
  /** The natural key of the record. */
  readonly key?: string | undefined;
  /** Position in the pull, from 0. */
  readonly index: number;
  readonly cursor?: string | number | undefined;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly status?: number;
    readonly host?: string;
  };
  /** The write may have been carried out. */
  readonly outcome_unknown?: boolean;
  readonly record?: unknown;
  readonly item?: unknown;
}

/** A reject as it is kept. */
export interface Reject extends NewReject {
  readonly version: 1;
  readonly run_id: string;
  readonly workflow_id: string;
  readonly action: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A file that was saved beside the reject file, as the line names it. */
export interface SavedFile {
  /** Relative to the reject file. */
  readonly path: string;
  readonly name?: string | undefined;
  readonly content_type?: string | undefined;
  readonly size: number;
  readonly sha256: string;
}

/**
 * The value as JSON can hold it: files are replaced by `{"$file": …}`, and a property that is called `$file` (or `$$file`, …)
 * gets one more `$`, so that no record can pass for a file.
 *
 * @param save names the place of a file
 * @param mask applied to every text and every property name
 */
export function encodeValue(
  value: unknown,
  save: (file: FileHandle) => SavedFile,
  mask: (text: string) => string,
): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isFile(value)) return { $file: save(value) };
  if (Array.isArray(value)) return value.map((element) => encodeValue(element, save, mask));
  if (value instanceof Date) return value.toJSON();
  return Object.fromEntries(
    Object.entries(value).map(([name, property]) => [
      mask(name).replace(/^(?=\$+file$)/, "$$"),
      encodeValue(property, save, mask),
    ]),
  );
}

/** What {@link encodeValue} was given, as far as JSON holds it. */
export async function decodeValue(
  value: unknown,
  restore: (saved: unknown) => Promise<FileHandle>,
): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const elements: unknown[] = [];
    for (const element of value) elements.push(await decodeValue(element, restore));
    return elements;
  }
  if ("$file" in value) return restore(value.$file);
  const properties: [string, unknown][] = [];
  for (const [name, property] of Object.entries(value)) {
    properties.push([name.replace(/^\$(?=\$+file$)/, ""), await decodeValue(property, restore)]);
  }
  return Object.fromEntries(properties);
}
