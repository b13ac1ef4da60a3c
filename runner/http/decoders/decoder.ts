/** What a decoder is. */
import type { FileFacts, FileHandle } from "../files.js";

/** Keeps bytes as a file: in memory when they are few, else on disk. */
export type Keep = (bytes: Buffer | AsyncIterable<Buffer>, facts: FileFacts) => Promise<FileHandle>;

/** What a manifest says of the form of a body, besides its kind. */
export interface Form {
  /** XML: the elements that are lists, however many of them there are. */
  readonly lists?: readonly string[] | undefined;
  /** CSV: the sign between two values. */
  readonly delimiter?: string | undefined;
  /** CSV without a head: the names of its columns. */
  readonly columns?: readonly string[] | undefined;
  /** CSV: in what its texts are written, where they are not in UTF-8. */
  readonly charset?: string | undefined;
}

/** What is known of a body when it is read. */
export interface Reading {
  readonly keep: Keep;
  /** Whose body it is, for messages: `the answer of api.acme.example`. */
  readonly what: string;
  /** What the answer says of its texts. */
  readonly charset?: string | undefined;
  readonly form: Form;
}

/** From the body, as it arrived, to a value for expressions. */
export type Decoder = (body: FileHandle, reading: Reading) => Promise<unknown>;
