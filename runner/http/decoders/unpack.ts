/** `unpack: gzip` and `unpack: zip`: the file in what is packed, which is then read as `read` says. */
import { createGunzip } from "node:zlib";
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import type { Reading } from "./decoder.js";
import { piped } from "./piped.js";
import { unzip } from "./zip.js";

export type Packing = "gzip" | "zip";

/** What `packed` holds, as a file of its own. @throws {Fault} HTTP_BAD_BODY, HTTP_TOO_LARGE */
export function unpack(packing: Packing, packed: FileHandle, reading: Reading): Promise<FileHandle> {
  return packing === "gzip" ? gunzip(packed, reading) : onlyFile(packed, reading);
}

async function gunzip(packed: FileHandle, { keep, what }: Reading): Promise<FileHandle> {
  try {
    const name = packed.name?.replace(/\.gz$/i, "");
    return await piped(packed.stream(), createGunzip(), (content: AsyncIterable<Buffer>) =>
      keep(content, { name }),
    );
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("HTTP_BAD_BODY", `${what} is not gzip, or broke off`, { cause: error });
  }
}

/** The one file of an archive; what a Mac puts beside it is none. */
async function onlyFile(packed: FileHandle, { keep, what }: Reading): Promise<FileHandle> {
  const files = Object.entries(await unzip(await packed.bytes(), keep));
  const [only, ...others] = files
    .filter(([name]) => !/(^|\/)(__MACOSX\/|\.)/.test(name))
    .map(([, file]) => file);
  if (only !== undefined && others.length === 0) {
    await Promise.all(files.filter(([, file]) => file !== only).map(([, file]) => file.release()));
    return only;
  }
  await Promise.all(files.map(([, file]) => file.release()));
  throw new Fault("HTTP_BAD_BODY", `${what} is an archive of ${files.length} files, where one is unpacked`, {
    hint: "With `read: zip`, and without `unpack`, the answer is all of its files, by name.",
  });
}
