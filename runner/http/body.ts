/** What a body of a request is: bytes that are known before they are sent, in pieces that come from memory or from files. */
import { Readable } from "node:stream";
import { type FileHandle, isFile } from "./files.js";

/** A body that can be sent again, for another attempt. */
export interface RequestBody {
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** The body from its beginning, anew for each attempt. */
  create(): Buffer | Readable;
  /** The parts of a multipart form, for who shows it. */
  readonly parts?: readonly BodyPart[] | undefined;
  /** The body as text in which files are named and not written, for who shows it. */
  readonly shown?: string | undefined;
}

/** One part of a multipart form: a value, or a file, of which the bytes are shown to nobody. */
export type BodyPart =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly filename: string;
      readonly content_type: string | undefined;
      readonly size: number;
    };

/** Bytes, or a file whose bytes are read when they are sent: as they are, or in base64. */
export type Piece = Buffer | FileHandle | { readonly inBase64: FileHandle };

export function bodyOf(contentType: string, bytes: Buffer): RequestBody {
  return { contentType, size: bytes.length, create: () => bytes };
}

/** How many bytes pieces have together. */
export function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => {
    if ("inBase64" in piece) return sum + 4 * Math.ceil(piece.inBase64.size / 3);
    return sum + (isFile(piece) ? piece.size : piece.length);
  }, 0);
}

/** The pieces as one: in memory where all of them are, else a stream. */
export function joined(pieces: readonly Piece[]): Buffer | Readable {
  const inMemory = pieces.map((piece) => {
    if ("inBase64" in piece) return undefined;
    return isFile(piece) ? piece.inMemory : piece;
  });
  if (inMemory.every((piece) => piece !== undefined)) return Buffer.concat(inMemory);
  return Readable.from(streamed(pieces), { objectMode: false });
}

async function* streamed(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if ("inBase64" in piece) yield* encoded(piece.inBase64);
    else if (isFile(piece)) yield* piece.stream();
    else yield piece;
  }
}

/** So much of a file in memory is encoded at a time. */
const AT_A_TIME = 3 * 64 * 1024;

/** A file in base64, piece by piece: three bytes become four signs, so what is left of three waits for the next piece. */
async function* encoded(file: FileHandle): AsyncGenerator<Buffer> {
  let left: Buffer = Buffer.alloc(0);
  for await (const chunk of file.stream() as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += AT_A_TIME) {
      const bytes = Buffer.concat([left, chunk.subarray(at, at + AT_A_TIME)]);
      const whole = bytes.length - (bytes.length % 3);
      if (whole > 0) yield Buffer.from(bytes.toString("base64", 0, whole), "latin1");
      left = bytes.subarray(whole);
    }
  }
  if (left.length > 0) yield Buffer.from(left.toString("base64"), "latin1");
}
