/** The text of a file, piece by piece: a large file is never held as a whole. */
import type { FileHandle } from "node:fs/promises";
import { Refusal } from "./refusal.js";

/**
 * @param charset what it is written in, where no byte order mark says so
 * @throws {Refusal} 422 where it is not written in that
 */
export async function* textIn(file: FileHandle, name: string, charset: string): AsyncGenerator<string> {
  const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
  const marked = markOf(buffer) ?? charset;
  const decoder = new TextDecoder(marked, { fatal: true });
  try {
    for await (const chunk of file.createReadStream({ start: 0, autoClose: false }))
      yield decoder.decode(chunk as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const hint =
      marked === "utf-8" ? "; save it as UTF-8, or say what it is, e.g. `charset: windows-1252`" : "";
    throw new Refusal(422, `${name} is no text in ${marked}${hint}`);
  }
}

function markOf([first, second, third]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
}
