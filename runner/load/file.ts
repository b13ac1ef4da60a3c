/**
 * Reads a file that somebody named, and no more of it than can be used: what is named may be a device without an end, a pipe
 * that nobody writes to, or a gigabyte (I7).
 */
import { isUtf8 } from "node:buffer";
import { constants, createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { Fault } from "../faults/fault.js";

const PIECE = 256 * 1024;

/**
 * The text of a regular file in UTF-8, without its byte order mark.
 *
 * @param shown what the file is called in messages
 * @param most how many bytes it may have
 * @throws {Fault} FILE_NOT_FOUND, INVALID
 */
export async function readBounded(path: string, shown: string, most: number): Promise<string> {
  return textOf(await readBytes(path, shown, most), shown);
}

/**
 * The bytes of a regular file.
 *
 * @throws {Fault} as readBounded
 */
export async function readBytes(path: string, shown: string, most: number): Promise<Buffer> {
  try {
    // Opening a pipe waits for a writer, unless one says not to.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await content(file, shown, most);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("FILE_NOT_FOUND", `${shown} ${whyNot(cause as NodeJS.ErrnoException)}`, { cause });
  }
}

/**
 * The text of a file that the operator named on the command line: a pipe, too, as the shell makes one of `<(…)`.
 *
 * @throws {Fault} as readBounded
 */
export async function readGiven(path: string, shown: string, most: number): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFIFO()) return readBounded(path, shown, most);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) throw new Fault("INVALID", `${shown} has more than ${most} bytes`);
  }
  return textOf(Buffer.concat(pieces), shown);
}

function textOf(bytes: Buffer, shown: string): string {
  if (!isUtf8(bytes)) throw new Fault("INVALID", `${shown} is not UTF-8 text`, { hint: "Save it as UTF-8." });
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

async function content(file: FileHandle, shown: string, most: number): Promise<Buffer> {
  const facts = await file.stat();
  if (facts.isDirectory()) throw new Fault("FILE_NOT_FOUND", `${shown} is a folder, not a file`);
  if (!facts.isFile()) throw new Fault("FILE_NOT_FOUND", `${shown} is a pipe or a device, not a file`);
  const tooLarge = (size: string) =>
    new Fault("INVALID", `${shown} has ${size} bytes; the most that is read is ${most}`);
  if (facts.size > most) throw tooLarge(String(facts.size));
  // The size is not taken at its word: some files say 0 and hold something, others grow meanwhile.
  const pieces: Buffer[] = [];
  let length = 0;
  while (length <= most) {
    const piece = Buffer.alloc(Math.min(PIECE, most + 1 - length));
    const { bytesRead } = await file.read(piece, 0, piece.length, length);
    if (bytesRead === 0) break;
    pieces.push(piece.subarray(0, bytesRead));
    length += bytesRead;
  }
  if (length > most) throw tooLarge(`more than ${most}`);
  return Buffer.concat(pieces);
}

/** What the system says of a file that cannot be opened, in words. */
export function whyNot({ code }: NodeJS.ErrnoException): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "ELOOP") return "is a link that leads in a circle";
  return `cannot be read (${code})`;
}
