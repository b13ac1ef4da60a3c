/** The text of a body, piece by piece, so that a large one is never held as a whole. */
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import type { Reading } from "./decoder.js";

/**
 * The text in what it is written: what its first bytes say counts first, then UTF-8, if all of it is that, and only then `said`,
 * since many servers name a charset that they do not use.
 *
 * @throws {Fault} HTTP_BAD_BODY
 */
export async function* textOf(body: FileHandle, { what }: Reading, said?: string): AsyncGenerator<string> {
  const charset = (await markOf(body)) ?? ((await isUtf8(body)) ? "utf-8" : (said ?? "utf-8"));
  try {
    yield* decoded(body, new TextDecoder(charset, { fatal: true }));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("HTTP_BAD_BODY", `${what} is no text in ${charset}`);
  }
}

/** A page of a captive portal or a log-in says 200, too, and would be read as lines. @throws {Fault} HTTP_BAD_BODY */
export async function assertNoPage(body: FileHandle, { what }: Reading, kind: string): Promise<void> {
  const start = (await beginning(body)).toString("latin1");
  if (
    body.content_type !== "text/html" &&
    !/^(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|head|body)\b/i.test(start)
  )
    return;
  throw new Fault("HTTP_BAD_BODY", `${what} is HTML instead of ${kind} (a captive portal or proxy?)`);
}

async function* decoded(body: FileHandle, decoder: InstanceType<typeof TextDecoder>): AsyncGenerator<string> {
  for await (const chunk of body.stream() as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

async function isUtf8(body: FileHandle): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of body.stream() as AsyncIterable<Buffer>) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof Fault) throw error;
    return false;
  }
}

async function markOf(body: FileHandle): Promise<string | undefined> {
  const [first, second] = await beginning(body);
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

async function beginning(body: FileHandle): Promise<Buffer> {
  for await (const chunk of body.stream() as AsyncIterable<Buffer>) return chunk.subarray(0, 256);
  return Buffer.alloc(0);
}
