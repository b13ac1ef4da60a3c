/** What a decoder is. */
import type { FileFacts, FileHandle } from "../files.js";

/** Keeps bytes as a file: in memory when they are few, else on disk. */
export type Keep = (bytes: Buffer, facts: FileFacts) => Promise<FileHandle>;

/** From the body, as it arrived, to a value for expressions. */
export type Decoder = (body: FileHandle, keep: Keep) => Promise<unknown>;
