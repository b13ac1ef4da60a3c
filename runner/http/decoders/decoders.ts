/** Bodies that are more than JSON or a file: a decoder is one file in this folder, one line here, and one word in the schema. */
import { type FileHandle, isFile } from "../files.js";
import type { Decoder } from "./decoder.js";
import { unframe } from "./framed-zip.js";
import { unzip } from "./zip.js";

/** By the word that `read` says. */
export const decoders = {
  zip: async (body, keep) => unzip(await body.bytes(), keep),
  framed_zip: unframe,
} as const satisfies Record<string, Decoder>;

/** The decoder of a word; undefined for one that needs none. @example decoderOf("json") // undefined */
export function decoderOf(read: string): Decoder | undefined {
  return Object.hasOwn(decoders, read) ? decoders[read as keyof typeof decoders] : undefined;
}

/** The files in a decoded value. */
export function filesIn(value: unknown): FileHandle[] {
  if (isFile(value)) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(filesIn);
}
