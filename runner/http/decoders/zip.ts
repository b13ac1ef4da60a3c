/** `read: zip`: an archive as its files, by the name of the entry. */
import { unzipSync } from "fflate";
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import type { Keep } from "./decoder.js";

/** The most bytes of all entries of one archive together, inflated. */
const LARGEST = 200 * 1024 * 1024;

/** Takes an archive apart. @throws Fault HTTP_BAD_BODY, HTTP_TOO_LARGE */
export async function unzip(archive: Buffer, keep: Keep): Promise<Record<string, FileHandle>> {
  let left = LARGEST;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(archive, {
      filter: ({ originalSize, name }) => {
        left -= originalSize;
        if (left < 0) throw new Fault("HTTP_TOO_LARGE", `an archive inflates to more than ${LARGEST} bytes`);
        return !name.endsWith("/");
      },
    });
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("HTTP_BAD_BODY", `an archive cannot be read: ${(cause as Error).message}`, { cause });
  }
  const files = new Map<string, FileHandle>();
  for (const [name, bytes] of Object.entries(entries))
    files.set(name, await keep(Buffer.from(bytes), { name }));
  return Object.fromEntries(files);
}
