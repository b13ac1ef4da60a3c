/** `read: framed_zip`: archives one behind the other, each behind its length as 4 bytes, little-endian. */
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import type { Keep, Reading } from "./decoder.js";
import { unzip } from "./zip.js";

/** The most bytes of one archive. */
const LARGEST = 100 * 1024 * 1024;

/** Takes the archives apart, one after the other; an empty body holds none. @throws Fault HTTP_BAD_BODY, HTTP_TOO_LARGE */
export async function unframe(body: FileHandle, { keep }: Reading): Promise<Record<string, FileHandle>[]> {
  const archives: Record<string, FileHandle>[] = [];
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of body.stream()) {
    held = held.length === 0 ? (chunk as Buffer) : Buffer.concat([held, chunk as Buffer]);
    for (let whole = frame(held); whole; whole = frame(held)) {
      archives.push(await unlessDamaged(whole, keep));
      held = held.subarray(4 + whole.length);
    }
  }
  if (held.length > 0) throw new Fault("HTTP_BAD_BODY", "the last archive of an answer is cut off");
  return archives;
}

/** An archive that cannot be read holds nothing: that is the trouble of one record, which the connector notices. */
async function unlessDamaged(archive: Buffer, keep: Keep): Promise<Record<string, FileHandle>> {
  try {
    return await unzip(archive, keep);
  } catch (error) {
    if (error instanceof Fault && error.code === "HTTP_BAD_BODY") return {};
    throw error;
  }
}

/** The first archive, once all of it is there. */
function frame(held: Buffer): Buffer | undefined {
  if (held.length < 4) return undefined;
  const length = held.readUInt32LE(0);
  if (length > LARGEST) throw new Fault("HTTP_TOO_LARGE", `an archive of an answer has ${length} bytes`);
  return held.length < 4 + length ? undefined : held.subarray(4, 4 + length);
}
